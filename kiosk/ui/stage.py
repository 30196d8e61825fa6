"""What every screen is given to show itself with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject, Signal

from kiosk.application.ports import Preview
from kiosk.application.staff import StaffDesk
from kiosk.domain.notice import Notice, NoticeVersion
from kiosk.ui.front import Front
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Place
from kiosk.ui.theme import Theme


class ReadingAids(QObject):
    """What this visitor turned on to read better; off again for the next one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._larger = False
        self._contrast = False

    @property
    def larger(self) -> bool:
        return self._larger

    @property
    def contrast(self) -> bool:
        return self._contrast

    def set_larger(self, on: bool) -> None:
        self._set(on, self._contrast)

    def set_contrast(self, on: bool) -> None:
        self._set(self._larger, on)

    def reset(self) -> None:
        self._set(False, False)

    def _set(self, larger: bool, contrast: bool) -> None:
        if (larger, contrast) == (self._larger, self._contrast):
            return
        self._larger, self._contrast = larger, contrast
        self.changed.emit()


class WrongNotice(Exception):
    """The visit is about another text than the one that would be shown: a bug in the shell.

    What a visitor agrees to is recorded by its hash, so the screen shows that text or none.
    """


class NoDesk(Exception):
    """Staff were called where there is nothing for them to work with: a bug in the shell."""


@dataclass(frozen=True)
class Stage:
    """The front to speak to, the facts to speak of, and the looks to do it in.

    ``clock`` is monotonic seconds, ``phone`` what visitors' phones may read off the screens.
    ``desk`` is what staff work with, where there is any.
    """

    front: Front
    place: Place
    notices: Mapping[str, Notice]
    preview: Preview
    theme: Theme
    aids: ReadingAids
    language: str
    clock: Callable[[], float]
    phone: PhoneCodes
    desk: StaffDesk | None = None

    @property
    def staff_desk(self) -> StaffDesk:
        """What staff work with. Raises NoDesk."""
        if self.desk is None:
            raise NoDesk("staff were called where there is nothing for them")
        return self.desk

    @property
    def locale(self) -> QLocale:
        return QLocale(self.language)

    @property
    def notice(self) -> Notice | None:
        """The notice in the language now shown, if there is one."""
        return self.notices.get(self.language)

    def notice_of(self, version: NoticeVersion) -> Notice:
        """The notice that goes by this version. Raises WrongNotice."""
        notice = self.notices.get(version.language)
        if notice is None or notice.version != version:
            raise WrongNotice(f"the notice in {version.language} is not {version.short}")
        return notice
