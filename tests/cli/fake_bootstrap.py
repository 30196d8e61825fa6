"""A bootstrap that joins nothing and remembers what the command line asked of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from kiosk.adapters.settings.reading import load_settings
from kiosk.adapters.settings.settings import Settings
from kiosk.application.doctor import Check
from kiosk.application.ports import DayFigures
from kiosk.domain.consent import ReceiptCode

ROOT = Path(__file__).parents[2]
AGES = {"cn": 14, "eu": 16, "us-il": 18}
CODE = ReceiptCode.from_random([5, 9, 1, 22, 13, 7, 30, 2, 18])

SHOP = load_settings(ROOT / "packaging" / "askfirst.example.toml", AGES)
DEMO = load_settings(ROOT / "assets" / "demo" / "askfirst.toml", AGES, demo=True)

FIGURES = DayFigures(
    day=date(2026, 1, 31),
    asked=40,
    agreed=12,
    told=6,
    declined=15,
    walked_away=7,
    counted=16,
    not_counted=2,
    withdrawn=1,
    k=5,
    demo=False,
    by_hour=MappingProxyType({f"{hour:02}": 16 if hour == 10 else 0 for hour in range(24)}),
    by_gender=MappingProxyType({"woman": 9, "man": 7, "not_sure": None, "unsaid": None}),
    by_age_band=MappingProxyType({"14-17": None, "18-24": 8, "65+": 8, "unsaid": None}),
)


class FakeBootstrap(ModuleType):
    """Stands in for the one place where parts are joined; says what it was asked to do."""

    def __init__(self) -> None:
        super().__init__("kiosk.bootstrap")
        self.settings: Settings | Exception = SHOP
        self.checks = [Check("camera", True, "it is there")]
        self.recorded: set[bool] = {False}
        self.figures: DayFigures | Exception = FIGURES
        self.runs = False
        self.known_code = CODE
        self.fails: Exception | None = None
        self.done: list[tuple[str, Any]] = []

    def load_settings(self, data_dir: Path, *, demo: bool) -> Settings:
        self.done.append(("load_settings", data_dir))
        if demo:
            return DEMO
        if isinstance(self.settings, Exception):
            raise self.settings
        return self.settings

    def run_kiosk(
        self,
        settings: Settings,
        data_dir: Path,
        *,
        demo: bool,
        play: bool,
        pictures: Path | None,
        windowed: bool,
    ) -> int:
        if self.fails:
            raise self.fails
        assert settings.demo == demo
        self.done.append(
            ("run_kiosk", {"demo": demo, "play": play, "pictures": pictures, "windowed": windowed})
        )
        return 0

    def doctor_report(self, data_dir: Path, settings: Settings | None) -> list[Check]:
        self.done.append(("doctor_report", settings))
        return self.checks

    def has_records(self, data_dir: Path, *, demo: bool) -> bool:
        return demo in self.recorded

    def day_figures(self, data_dir: Path, day: str, *, demo: bool) -> DayFigures:
        self.done.append(("day_figures", (day, demo)))
        if isinstance(self.figures, Exception):
            raise self.figures
        return replace(self.figures, demo=demo)

    def kiosk_runs(self, data_dir: Path, *, demo: bool) -> bool:
        return self.runs

    def withdraw(
        self,
        data_dir: Path,
        settings: Settings,
        code: ReceiptCode,
        unsigned: Callable[[str], None],
    ) -> bool:
        if self.fails:
            raise self.fails
        self.done.append(("withdraw", code))
        return code == self.known_code

    def asked(self, name: str) -> list[Any]:
        return [what for done, what in self.done if done == name]
