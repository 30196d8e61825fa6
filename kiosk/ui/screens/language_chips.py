"""The languages there are, each in its own script, and the one that is shown."""

from kiosk.ui.languages import own_name
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.buttons import Chip


def language_chips(stage: Stage) -> tuple[Chip, ...]:
    """One to press for each language that is offered."""
    return tuple(_chip(stage, tag) for tag in stage.notices)


def _chip(stage: Stage, tag: str) -> Chip:
    chip = Chip(stage.theme, own_name(tag))
    chip.setCheckable(True)
    chip.setChecked(tag == stage.language)

    def choose() -> None:
        # The mark moves when the language has changed, not when somebody asks for it.
        chip.setChecked(tag == stage.language)
        if tag != stage.language:
            stage.front.choose_language(tag)

    chip.clicked.connect(choose)
    return chip
