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
                "The camera stayed closed and nothing about you was recorded. All that this "
                "hour’s count says is: one more was asked, and one more said no.",
            )
        case FarewellReason.TOO_YOUNG:
            return _say.translate(
                "Farewells",
                "We ask nobody under {age}. The camera stayed closed and nothing about you was "
                "recorded. All that this hour’s count says is: one more was asked, and one more "
                "said no.",
            ).format(age=minimum_age)
        case FarewellReason.LOOKS_YOUNG:
            return _say.translate(
                "Farewells",
                "The computer took you for someone under {age}. It may be wrong, but we count "
                "nobody that young. Pictures and estimate are gone, and so is the proof of your "
                "yes. What stays is a note that a yes was taken back: no age, no gender, no name.",
            ).format(age=minimum_age)
        case FarewellReason.WITHDRAWN:
            return _say.translate(
                "Farewells",
                "No picture and no estimate is left. What stays is a note that somebody took a "
                "yes back: no age, no gender, no name.",
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
                "The camera is closed, and no picture and no estimate is left. What stays is a "
                "note that somebody said yes and that it did not work.",
            )
        case FarewellReason.NOT_ANSWERED:
            return _say.translate(
                "Farewells",
                "You were correcting the estimate and stopped, so it was thrown away. No age and "
                "no gender was counted. What stays is a note that somebody said yes.",
            )
        case FarewellReason.NOT_KEPT:
            return _say.translate(
                "Farewells",
                "Something is wrong with this machine’s disk. No age and no gender was counted, "
                "and nobody else is asked until it is mended.",
            )
        case FarewellReason.NO_SUCH_RECORD:
            return _say.translate(
                "Farewells",
                "Nothing was found. The record was deleted, or its last day is over, or the "
                "records of that day were lost and a backup took their place, or the code is from "
                "another machine.",
            )
        case _:
            assert_never(reason)
