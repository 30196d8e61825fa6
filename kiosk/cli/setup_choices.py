"""The questions of a set-up that offer a choice, and those that are typed unseen."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.settings.keys import LANGUAGES, PACKS
from kiosk.adapters.settings.kinds import NotAllowed
from kiosk.application.setup import Question, Unfit
from kiosk.application.staff import Role
from kiosk.cli.setup_shop import KIND_OF, Shop, no_such_device

DARK_HOURS: Final = "screen.dark_hours"
"""Outside of opening hours, where nobody would look."""

_MODES: Final = ("off", "network", "site")
_WEBCAM: Final = "webcam:"
_NO_CAMERA: Final = "webcam:/dev/video0"
_LOCALTIME: Final = Path("/etc/localtime")
_NEVER: Final = "-"
_CLOCK: Final = len("08:30")
_HOURS: Final = re.compile(r"(\d{1,2}:\d{2})\s*[-–—~至]\s*(\d{1,2}:\d{2})")
_USUAL_ZONE: Final = "Asia/Shanghai"


def plain(
    shop: Shop,
    name: str,
    defaults: Mapping[str, Any],
    of: Callable[[str], Any],
    proposed: Any,
) -> Question:
    """One that its kind checks, and that says one sentence for whatever the kind refuses."""
    words = shop.words["questions"][name]

    def read(typed: str) -> Any:
        try:
            value = of(typed)
            KIND_OF[name].check(value)
        except (NotAllowed, ValueError) as why:
            raise Unfit(words["wrong"]) from why
        return value

    default = defaults.get(name, proposed)
    return Question(
        name,
        words["asks"],
        words["more"],
        read,
        default=default,
        shown="" if default is None else str(default),
        has_default=default is not None,
    )


def number(typed: str) -> int:
    return int(typed, 10)


class _Several:
    """A choice of some of a list, by their numbers or names, in the order they are given."""

    name = ""
    own = ""
    options: Sequence[str] = ()
    proposed: Sequence[str] = ()

    def __init__(self, shop: Shop, defaults: Mapping[str, Any]) -> None:
        self._words = shop.words["questions"][self.own]
        default = defaults.get(self.name, self.proposed)
        self._default = [each for each in default if each in self.options] or list(self.proposed)

    def question(self) -> Question:
        numbers = [str(1 + self.options.index(each)) for each in self._default]
        return Question(
            self.name,
            self._words["asks"],
            self._words["more"],
            self._read,
            default=self._default,
            shown=",".join(numbers),
            has_default=True,
        )

    def _read(self, typed: str) -> list[str]:
        parts = [part for part in typed.replace("，", ",").replace(" ", ",").split(",") if part]
        known = {str(number): each for number, each in enumerate(self.options, start=1)}
        known |= {each.lower(): each for each in self.options}
        try:
            chosen = [known[part.lower()] for part in parts]
        except KeyError as why:
            raise Unfit(self._words["wrong"]) from why
        if not chosen or len(set(chosen)) != len(chosen):
            raise Unfit(self._words["wrong"])
        return chosen


class Languages(_Several):
    name, own, options, proposed = "kiosk.languages", "languages", LANGUAGES, LANGUAGES


class Packs(_Several):
    name, own, options, proposed = "kiosk.packs", "packs", PACKS, ("cn",)


class Phone(_Several):
    name, own, options, proposed = "phone.mode", "phone.mode", _MODES, ("off",)

    def __init__(self, shop: Shop, defaults: Mapping[str, Any]) -> None:
        default = defaults.get(self.name)
        super().__init__(shop, {self.name: [default]} if default else {})

    def question(self) -> Question:
        asked = super().question()
        return Question(
            asked.name,
            asked.asks,
            asked.more,
            self._read_one,
            default=self._default[0],
            shown=asked.shown,
            has_default=True,
        )

    def _read_one(self, typed: str) -> str:
        chosen = self._read(typed)
        if len(chosen) != 1:
            raise Unfit(self._words["wrong"])
        return chosen[0]


class Cameras:
    """The cameras that are there by their numbers, or another one by its device."""

    name = "camera.source"

    def __init__(self, shop: Shop, defaults: Mapping[str, Any]) -> None:
        self._words = shop.words["questions"][self.name]
        self._shop = shop
        self._cameras = shop.cameras
        first = shop.cameras[0][1] if shop.cameras else _NO_CAMERA
        self._default: str = defaults.get(self.name, first)

    def question(self) -> Question:
        lines = [f"  {n}  {name} ({source})" for n, (name, source) in enumerate(self._cameras, 1)]
        sources = [source for _, source in self._cameras]
        there = self._default in sources
        return Question(
            self.name,
            "\n".join([self._words["asks"], *(lines or [self._words["none"]])]),
            self._words["more"],
            self._read,
            default=self._default,
            shown=str(1 + sources.index(self._default)) if there else self._default,
            has_default=True,
            echo=self._if_missing,
        )

    def _if_missing(self, source: str) -> str:
        device = self._shop.device_missing(source)
        return "" if device is None else no_such_device(self._shop.words, device)

    def _read(self, typed: str) -> str:
        known = {str(number): source for number, (_, source) in enumerate(self._cameras, 1)}
        known |= dict(self._cameras)
        source = known.get(typed, typed)
        if source.startswith("/"):
            source = f"{_WEBCAM}{source}"
        try:
            KIND_OF[self.name].check(source)
        except NotAllowed as why:
            raise Unfit(self._words["wrong"]) from why
        if not Path(source.removeprefix(_WEBCAM)).is_absolute():
            raise Unfit(self._words["wrong"])
        return source


def opening_hours(shop: Shop, defaults: Mapping[str, Any]) -> Question:
    """When the shop is open, which says when the screen may be dark; "-" for never."""
    words = shop.words["questions"][DARK_HOURS]

    def read(typed: str) -> str | None:
        if typed == _NEVER:
            return None
        found = _HOURS.fullmatch(typed)
        if found is None:
            raise Unfit(words["wrong"])
        first, last = (each.zfill(_CLOCK) for each in found.groups())
        try:
            KIND_OF[DARK_HOURS].check(f"{last}-{first}")
        except NotAllowed as why:
            raise Unfit(words["wrong"]) from why
        return f"{last}-{first}"

    default = defaults.get(DARK_HOURS)
    last, _, first = (default or "").partition("-")
    return Question(
        DARK_HOURS,
        words["asks"],
        words["more"],
        read,
        default=default,
        shown=f"{first}-{last}" if default else _NEVER,
        has_default=True,
    )


def zone_here() -> str:
    """The system's own time zone where it names a place."""
    try:
        place = str(_LOCALTIME.readlink()).partition("zoneinfo/")[2]
        KIND_OF["kiosk.time_zone"].check(place)
    except (OSError, NotAllowed):
        return _USUAL_ZONE
    return _USUAL_ZONE if place in ("UTC", "Etc/UTC") else place


def pin_question(shop: Shop, role: Role, given: Mapping[str, Any]) -> Question:
    words = shop.words["questions"][f"pin.{role.value}"]
    other = Role.STAFF if role is Role.MANAGER else Role.MANAGER

    def read(typed: str) -> str:
        why = shop.weak(role, typed, given.get(f"pin.{other.value}"))
        if why is not None:
            raise Unfit(shop.words["weakness"][why])
        return typed

    unanswered = "keep" if role.value in shop.pins_set else "none"
    return Question(
        f"pin.{role.value}",
        words["asks"],
        words["more"],
        read,
        shown=shop.words["pins"][unanswered],
        has_default=True,
        hidden=True,
    )
