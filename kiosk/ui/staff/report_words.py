"""What reports are called, and which of them nobody has to ask for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.application.staff import Role

_say = QCoreApplication

FORMS: Final = ("pdf", "csv", "json")
"""The first is for everybody; what other programs read is a manager's to export."""


def forms_explained() -> str:
    """What each form is for, in the order of FORMS."""
    return _say.translate(
        "Reports", "PDF is a page to print, CSV is for a spreadsheet, JSON for other programs."
    )


def by_themselves(forms: Sequence[str], role: Role) -> str:
    """Which reports are written at the day's end without anybody asking."""
    if not forms:
        none = _say.translate("Reports", "Nothing: each report is written when somebody asks.")
        if role is not Role.MANAGER:
            return none
        where = _say.translate("Reports", "That can be changed under Settings.")
        return f"{none} {where}"
    words = _say.translate(
        "Reports",
        "When a day has ended, its report ({forms}); when a week or a month has ended, "
        "that one’s too.",
    )
    listed = _say.translate("Reports", ", ", "between the names of formats").join(
        form.upper() for form in forms
    )
    return words.format(forms=listed)
