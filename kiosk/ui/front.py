"""What the screens may ask of the visit behind them: all they know of it."""

from typing import Protocol

from kiosk.domain.events import Event


class Front(Protocol):
    """The visit's side of the glass. Every call is made on the Qt thread and returns at once."""

    def post(self, event: Event) -> None:
        """Pass on what the visitor chose."""
        ...

    def open_notice(self) -> None:
        """The visitor wants to read and choose, in the language now shown."""
        ...

    def say_old_enough(self) -> None:
        """The visitor said yes to the age question."""
        ...

    def enter_phone_code(self, digits: str) -> None:
        """The visitor typed what the own phone shows."""
        ...

    def choose_language(self, tag: str) -> None:
        """The visitor reads another language. Called on Idle, on the notice and by staff."""
        ...

    def touched(self) -> None:
        """Somebody is there: a press or a key, wherever it fell."""
        ...

    def wait_left(self) -> tuple[float, float] | None:
        """Seconds left of the present state's wait, and for how many of them it warns."""
        ...
