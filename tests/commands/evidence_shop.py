"""A shop with some days behind it, and its evidence bundle as its reader has it."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import _cffi_backend
import cryptography

from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.bootstrap import load_settings, parts
from kiosk.cli import main
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.notice import Notice
from tests.contracts.records.houses import consent
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock

EXAMPLE: Final = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"


class EvidenceShop:
    """A data folder with a store, and the visitors that have been there.

    ``runs_now``: by the machine's own clock, as every command goes by it.
    """

    def __init__(self, data: Path, *, demo: bool = False, runs_now: bool = False) -> None:
        self.data = data
        self.demo = demo
        self.path = parts.records_file(data, demo=demo)
        self.path.parent.mkdir(mode=0o700, parents=True)
        if not demo:
            shutil.copyfile(EXAMPLE, data / SETTINGS_FILE)
        self.settings = load_settings(data, demo=demo)
        signer = parts.signer_of(data, demo=demo)
        self.notices = parts.notices_of(self.settings, signer.public).offered()
        self.clock = FakeClock(parts.business_day(self.settings))
        if runs_now:
            machine = parts.clock_of(self.settings)
            self.clock.step((machine.now() - self.clock.now()).total_seconds())
        self.recorder = self.open()

    def open(self) -> Recorder:
        publication = Publication(ReleaseRules(), self.demo, self.settings.kiosk.minimum_age)
        recorder = Recorder(
            self.path,
            publication,
            parts.retention_of(self.settings),
            parts.signer_of(self.data, demo=self.demo),
            self.clock,
            "test model",
        )
        for notice in self.notices.values():
            recorder.remember_notice(notice)
        recorder.check_room()
        return recorder

    def consent(self, number: int, way: Way, notice: Notice) -> ConsentRecord:
        return replace(consent(number, self.clock.moment(), way), notice=notice.version)

    def look(self, number: int, language: str = "en") -> ConsentRecord:
        """Visitor ``number`` says yes and is looked at; nothing is kept yet."""
        given = self.consent(number, Way.CAMERA, self.notices[language])
        self.recorder.count_asked(given.moment)
        self.recorder.store_consent(given)
        self.recorder.record(Entry.CAMERA_OPENED, given, {})
        self.recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 4})
        return given

    def keep(self, number: int, language: str = "en") -> ConsentRecord:
        given = self.look(number, language)
        self.recorder.record(Entry.ANALYSIS_COMPLETED, given, {})
        self.recorder.keep_visit(given, ANSWER, Way.CAMERA, ANSWER, receipt=True)
        return given

    def tell(self, number: int) -> ConsentRecord:
        given = self.consent(number, Way.TOLD, self.notices["en"])
        self.recorder.count_asked(given.moment)
        self.recorder.keep_visit(given, ANSWER, Way.TOLD, None, receipt=True)
        return given

    def decline(self) -> None:
        moment = self.clock.moment()
        self.recorder.count_asked(moment)
        self.recorder.count_declined(moment)

    def some_days(self) -> list[ConsentRecord]:
        """Four visitors and a no, one withdrawal, one look without a result, and days go by."""
        first, second = self.keep(1), self.keep(2, "zh_CN")
        told = self.tell(3)
        self.decline()
        self.recorder.erase_visit(second.code)
        aborted = self.look(4)
        self.recorder.record(Entry.ANALYSIS_ABORTED, aborted, {"fault": "no clear face"})
        self.recorder.close_uncounted(aborted)
        self.clock.forward(timedelta(days=5).total_seconds())
        self.recorder.catch_up(confirmed=True)
        last = self.keep(5)
        self.recorder.close()
        return [first, second, told, aborted, last]

    def bundle(self, out: Path, *options: str) -> int:
        return main(["--data-dir", str(self.data), "evidence", "--out", str(out), *options])


@dataclass(frozen=True)
class Unzipped:
    """A bundle as its reader has it."""

    folder: Path
    python: tuple[str, ...]

    def check(self, *options: str) -> tuple[int, str]:
        """Run the checker where nothing but the standard library and cryptography is found."""
        ran = self.run(*options)
        assert ran.stderr == ""
        return ran.returncode, ran.stdout

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.python, str(self.folder / "verify.py"), *options],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def lines(self, name: str) -> list[Any]:
        text = (self.folder / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def write(self, name: str, lines: Iterable[Any]) -> None:
        """Put lines in the place of a file's, written as the bundle writes them."""
        text = "".join(
            json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
            for each in lines
        )
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, change: Callable[[list[Any]], object]) -> None:
        lines = self.lines(name)
        change(lines)
        self.write(name, lines)


def unzip(bundle: Path, folder: Path) -> Unzipped:
    with closing(zipfile.ZipFile(bundle)) as opened:
        opened.extractall(folder)
    alone = folder.with_name(f"{folder.name}-packages")
    if not alone.exists():
        alone.mkdir()
        (alone / "cryptography").symlink_to(Path(cryptography.__file__).parent)
        backend = Path(_cffi_backend.__file__)
        (alone / backend.name).symlink_to(backend)
    runs = (
        f"import sys, runpy; sys.path.append({str(alone)!r}); sys.argv = sys.argv[1:];"
        " runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return Unzipped(folder, (sys.executable, "-I", "-S", "-W", "error", "-c", runs))
