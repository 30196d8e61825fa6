"""What is said at the end of a visit: for each reason, exactly what was and was not recorded.

Each text was held against the effects of the step that leads to it. Who changes what a step
records changes the text with it.
"""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from kiosk.domain.states import FarewellReason

_say = QCoreApplication


def first_words(reason: FarewellReason) -> str:
    """The heading: thanks, or an apology."""
    match reason:
        case FarewellReason.REFUSED:
            return _say.translate("Farewells", "Thank you. Enjoy your visit.")
        case FarewellReason.TOO_YOUNG:
            return _say.translate("Farewells", "Thank you for telling us.")
        case FarewellReason.LOOKS_YOUNG:
            return _say.translate("Farewells", "Thank you. We leave it there.")
        case FarewellReason.WITHDRAWN:
            return _say.translate("Farewells", "Taken back. Enjoy your visit.")
        case FarewellReason.BEING_ERASED:
            return _say.translate("Farewells", "Your yes is being taken back.")
        case FarewellReason.ERASED:
            return _say.translate("Farewells", "Deleted. Enjoy your visit.")
        case FarewellReason.CORRECTED:
            return _say.translate("Farewells", "Corrected. Thank you.")
        case FarewellReason.NOT_ESTIMATED:
            return _say.translate("Farewells", "Sorry, that did not work.")
        case FarewellReason.NOT_ANSWERED:
            return _say.translate("Farewells", "Thank you. Nothing was kept.")
        case FarewellReason.NOT_KEPT:
            return _say.translate("Farewells", "Sorry, we could not save it.")
        case FarewellReason.NO_SUCH_RECORD:
            return _say.translate("Farewells", "There is no such record.")
        case _:
            assert_never(reason)


def what_happened(reason: FarewellReason, minimum_age: int) -> str:
    """What was recorded and what was not, in two or three short sentences."""
    match reason:
        case FarewellReason.REFUSED:
            return _say.translate(
                "Farewells",
                "The camera stayed closed and nothing about you was recorded. One number went "
                "up: how many said no in this hour.",
            )
        case FarewellReason.TOO_YOUNG:
            return _say.translate(
                "Farewells",
                "We ask nobody under {age}. The camera stayed closed and nothing about you was "
                "recorded. One number went up: how many said no in this hour.",
            ).format(age=minimum_age)
        case FarewellReason.LOOKS_YOUNG:
            return _say.translate(
                "Farewells",
                "The computer took you for someone under {age}, and we count nobody that young. "
                "Pictures and estimate are gone. What stays is a note that somebody said yes.",
            ).format(age=minimum_age)
        case FarewellReason.WITHDRAWN:
            return _say.translate(
                "Farewells",
                "Pictures and estimate are gone and you were not counted. What stays is a note "
                "that somebody took a yes back: no age, no gender, no name.",
            )
        case FarewellReason.BEING_ERASED:
            return _say.translate(
                "Farewells",
                "This machine is slow just now and has not confirmed the deletion yet. It will "
                "finish it before it asks anyone again.",
            )
        case FarewellReason.ERASED:
            return _say.translate(
                "Farewells",
                "Your record is gone and your code finds nothing any more. What stays is a note "
                "that somebody took a yes back: no age, no gender, no name.",
            )
        case FarewellReason.CORRECTED:
            return _say.translate(
                "Farewells",
                "Your record now says what you told us. Your code and its last day are the same "
                "as before.",
            )
        case FarewellReason.NOT_ESTIMATED:
            return _say.translate(
                "Farewells",
                "The camera is closed, there is no estimate and you were not counted. What stays "
                "is a note that somebody said yes and that it did not work.",
            )
        case FarewellReason.NOT_ANSWERED:
            return _say.translate(
                "Farewells",
                "We did not hear what to correct, so the estimate is gone and you were not "
                "counted. What stays is a note that somebody said yes.",
            )
        case FarewellReason.NOT_KEPT:
            return _say.translate(
                "Farewells",
                "Something is wrong with this machine’s memory. What it estimated or you told "
                "us is gone and you were not counted. It asks nobody else until it is mended.",
            )
        case FarewellReason.NO_SUCH_RECORD:
            return _say.translate(
                "Farewells",
                "None of these codes finds anything. The record may have been deleted, or its "
                "last day may be over: then nobody can find it, not even we.",
            )
        case _:
            assert_never(reason)
