"""``askfirst stats`` from end to end: what a shop is shown of its visitors' answers, and when."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.contracts.records.houses import consent

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"

Capture = pytest.CaptureFixture[str]

YOUNG, OLD = AgeBand(25, 34), AgeBand(55, 64)
TWENTY = [
    *[Answer(Gender.WOMAN, YOUNG)] * 6,
    *[Answer(Gender.WOMAN, OLD)] * 5,
    *[Answer(Gender.MAN, YOUNG)] * 8,
    Answer(Gender.UNSAID, None),
]


@dataclass
class Shop:
    """A shop whose kiosk is running; a visitor who is asked sees the one before leave."""

    folder: Path
    settings: Settings
    recorder: Recorder = field(init=False)
    visitors: list[ConsentRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = parts.clock_of(self.settings)
        self.recorder = Recorder(
            parts.records_file(self.folder, demo=False),
            Publication(5, False, self.settings.kiosk.minimum_age),
            parts.retention_of(self.settings),
            parts.signer_of(self.folder, demo=False),
            self.clock,
            None,
        )

    def tell(self, answer: Answer) -> None:
        told = consent(len(self.visitors), self.clock.moment(), Way.TOLD)
        self.visitors.append(told)
        self.recorder.count_asked(told.moment)
        self.recorder.keep_visit(told, answer, Way.TOLD, None, receipt=True)

    def stats(self, capsys: Capture) -> dict[str, Any]:
        day = self.visitors[0].moment.day.isoformat()
        assert main(["--data-dir", str(self.folder), "stats", "--day", day, "--json"]) == OK
        return json.loads(capsys.readouterr().out)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shutil.copyfile(EXAMPLE, tmp_path / "askfirst.toml")
    made = Shop(tmp_path, parts.load_settings(tmp_path, demo=False))
    yield made
    made.recorder.close()


def test_answers_are_held_back_until_their_batch_closes(shop: Shop, capsys: Capture) -> None:
    for answer in TWENTY:
        shop.tell(answer)
    before = shop.stats(capsys)
    assert before["batches"] == []
    assert set(before["by_gender"].values()) == set(before["by_age_band"].values()) == {None}
    shop.recorder.count_asked(shop.clock.moment())
    after = shop.stats(capsys)
    assert after["by_gender"]["man"] == 8
    assert after["by_gender"]["woman/unsaid"] == 12
    assert after["by_age_band"]["35+/unsaid"] == 6
    assert [(batch["source"], batch["visits"]) for batch in after["batches"]] == [("said", 20)]


def test_what_was_shown_stays_when_a_visitor_withdraws(shop: Shop, capsys: Capture) -> None:
    for answer in [*TWENTY, TWENTY[0]]:
        shop.tell(answer)
    before = shop.stats(capsys)
    shop.recorder.erase_visit(shop.visitors[0].code)
    after = shop.stats(capsys)
    for key in ("batches", "by_gender", "by_age_band"):
        assert after[key] == before[key]
        assert after[key]


def test_what_still_grows_is_fewer_than_a_step_and_not_nobody(shop: Shop, capsys: Capture) -> None:
    for answer in TWENTY[:3]:
        shop.tell(answer)
    day = shop.visitors[0].moment.day.isoformat()
    assert main(["--data-dir", str(shop.folder), "stats", "--day", day]) == OK
    said = capsys.readouterr().out
    assert re.search(r"Asked +fewer than 5\n", said)
    assert re.search(r"Withdrawn +fewer than 5\n", said)
    assert max(map(len, said.splitlines())) <= 60


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("1999-01-01", "The counts of that day are gone (25 months)."),
        ("2999-01-01", "That day has not come yet."),
    ],
)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_day_without_counts_is_no_day_without_visitors(
    shop: Shop, capsys: Capture, day: str, says: str, options: tuple[str, ...]
) -> None:
    assert main(["--data-dir", str(shop.folder), "stats", "--day", day, *options]) == WRONG
    assert capsys.readouterr() == ("", f"{says}\n")
