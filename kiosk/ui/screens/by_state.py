"""Which screen shows which state: the whole of it, in one place."""

from typing import assert_never

from kiosk.domain import states
from kiosk.domain.states import Visit
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.farewell import FarewellScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.inside import InsideScreen
from kiosk.ui.screens.looking import LookingScreen
from kiosk.ui.screens.my_record import CodeScreen, RecordScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.phone_code import PhoneCodeScreen
from kiosk.ui.screens.receipt import ReceiptScreen
from kiosk.ui.screens.resting import RestingScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.telling import TellingScreen
from kiosk.ui.screens.waiting import WaitingScreen
from kiosk.ui.stage import Stage


def screen_of(visit: Visit, stage: Stage) -> Screen:
    """The screen that shows this state."""
    match visit:
        case states.Starting():
            return IdleScreen(stage, starting=True)
        case states.Idle():
            return IdleScreen(stage)
        case states.Reading():
            return NoticeScreen(stage, visit)
        case states.AskingAge():
            return AgeScreen(stage, visit)
        case states.EnteringPhoneCode():
            return PhoneCodeScreen(stage, visit)
        case states.Armed():
            return ArmedScreen(stage, visit)
        case states.Looking():
            return LookingScreen(stage, visit)
        case states.ShowingResult():
            return ResultScreen(stage, visit)
        case states.Telling() | states.Correcting() | states.CorrectingRecord():
            return TellingScreen(stage, visit)
        case states.ShowingReceipt():
            return ReceiptScreen(stage, visit)
        case states.EnteringCode():
            return CodeScreen(stage, visit)
        case states.ShowingRecord():
            return RecordScreen(stage, visit)
        case states.ReadingInside():
            return InsideScreen(stage, visit)
        case states.Farewell():
            return FarewellScreen(stage, visit)
        case states.Resting():
            return RestingScreen(stage, visit)
        case states.Attended():
            # Only now: a kiosk shall not start later for what visitors never see.
            from kiosk.ui.staff.screen import StaffScreen

            return StaffScreen(stage)
        case (
            states.StoringConsent()
            | states.Keeping()
            | states.Withdrawing()
            | states.FindingRecord()
            | states.SavingCorrection()
        ):
            return WaitingScreen(stage, visit)
        case _:
            assert_never(visit)
