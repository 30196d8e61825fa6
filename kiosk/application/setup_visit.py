"""What came of the one visit that is played while a kiosk is set up."""

from collections.abc import Callable

from kiosk.domain import states
from kiosk.domain.states import StoreFault, Visit


class WitnessedVisit:
    """An audience that remembers how far one visit came, and says when it is over.

    It is over when the first screen is there again, or nobody can be asked. What it remembers
    holds no estimate and no answer.
    """

    def __init__(self, over: Callable[[], None]) -> None:
        self._over = over
        self._has_begun = False
        self.camera_opened = False
        self.estimated = False
        self.told = False
        self.receipt = False
        self.rested: StoreFault | None = None

    def show_visit(self, visit: Visit) -> None:
        match visit:
            case states.Idle():
                if self._has_begun:
                    self._over()
            case states.Starting():
                pass
            case states.Resting(fault):
                self.rested = fault
                self._over()
            case _:
                self._has_begun = True
                self._remember(visit)

    def show_language(self, tag: str) -> None:
        """In which language it was is nobody's concern."""

    def _remember(self, visit: Visit) -> None:
        match visit:
            case states.Looking(opened=True):
                self.camera_opened = True
            case states.ShowingResult():
                self.estimated = True
            case states.Telling():
                self.told = True
            case states.ShowingReceipt():
                self.receipt = True
            case _:
                pass
