"""A bootstrap that joins nothing and remembers what the command line asked of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from kiosk.adapters.settings.reading import load_settings
from kiosk.adapters.settings.settings import Settings
from kiosk.application.doctor import Check
from kiosk.application.figures import PeriodFigures
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Span
from tests.application.sample_figures import DAY

ROOT = Path(__file__).parents[2]
AGES = {"cn": 14, "eu": 16, "us-il": 18}
CODE = ReceiptCode.from_random([5, 9, 1, 22, 13, 7, 30, 2, 18])

SHOP = load_settings(ROOT / "packaging" / "askfirst.example.toml", AGES)
DEMO = load_settings(ROOT / "assets" / "demo" / "askfirst.toml", AGES, demo=True)


class FakeBootstrap(ModuleType):
    """Stands in for the one place where parts are joined; says what it was asked to do."""

    def __init__(self) -> None:
        super().__init__("kiosk.bootstrap")
        self.settings: Settings | Exception = SHOP
        self.checks = [Check("camera", True, "it is there")]
        self.recorded: set[bool] = {False}
        self.figures: PeriodFigures | Exception = DAY
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

    def settings_folder(self, data_dir: Path, *, demo: bool) -> Path:
        return ROOT / "assets" / "demo" if demo else data_dir

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

    def period_figures(
        self, data_dir: Path, day: str, span: Span = Span.DAY, *, demo: bool
    ) -> PeriodFigures:
        self.done.append(("period_figures", (day, span, demo)))
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
