"""The language the screens speak, and switching it while they are shown."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator

from kiosk.application.shipped import shipped

SOURCE: Final = "en"
"""The language the sources are written in; its file holds plurals only."""

_OWN_NAMES: Final = {
    "en": "English",
    "zh_CN": "中文",
    "zh_TW": "繁體中文",
    "ar": "العربية",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
}


class NoWords(Exception):
    """There is no file of words for a language that is offered: the build is incomplete."""


def own_name(tag: str) -> str:
    """What a language calls itself, in its own script."""
    tag = _plain(tag)
    return _OWN_NAMES.get(tag) or _OWN_NAMES.get(tag.split("_")[0]) or _from_locale(tag)


def direction(tag: str) -> Qt.LayoutDirection:
    """The way this language is read."""
    return QLocale(_plain(tag)).textDirection()


class Tongue:
    """Installs one language's words at a time into the application."""

    def __init__(self) -> None:
        self._installed: QTranslator | None = None

    def speak(self, tag: str) -> None:
        """Speak this language from now on. Raises NoWords."""
        translator = QTranslator()
        file = shipped("i18n") / f"askfirst_{_plain(tag)}.qm"
        if not translator.load(str(file)):
            raise NoWords(f"the words {file.name} are missing; `make i18n` builds them")
        self.rest()
        QCoreApplication.installTranslator(translator)
        self._installed = translator

    def rest(self) -> None:
        """Take the words out again; the sources' own are left."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None


def _plain(tag: str) -> str:
    return tag.replace("-", "_")


def _from_locale(tag: str) -> str:
    return QLocale(tag).nativeLanguageName() or tag
