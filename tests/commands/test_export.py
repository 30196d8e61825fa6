"""``askfirst export`` from end to end: the numbers of ``stats``, in files that others open."""

import json
from pathlib import Path

import pytest

from kiosk.application.figures_json import as_object
from kiosk.bootstrap import period_figures
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain.periods import Span
from tests.application.test_figures_files import numbers_of_object, numbers_of_table
from tests.commands.figures_shop import TWENTY, Capture, Shop, shop

__all__ = ["shop"]


@pytest.fixture
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports") / "figures"


def open_day(shop: Shop) -> None:
    """A block of forty, three who came later, one of whom left; a door counter; one is asked."""
    for answer in [*TWENTY, *TWENTY]:
        shop.tell(answer)
    shop.until(13)
    for answer in TWENTY[:3]:
        shop.tell(answer)
    shop.recorder.erase_visit(shop.visitors[-1].code)
    moment = shop.clock.moment()
    shop.recorder.record_entered(moment.day, moment.hour, 93, replace=False)
    shop.recorder.count_asked(moment)


@pytest.mark.parametrize("span", Span)
def test_every_way_to_read_a_period_says_the_same_numbers(
    shop: Shop, capsys: Capture, out: Path, span: Span
) -> None:
    open_day(shop)
    day = shop.visitors[0].moment.day.isoformat()
    named = ["--data-dir", str(shop.folder)]
    of = [day, "--span", span.value]
    assert main([*named, "stats", *of, "--json"]) == OK
    said = capsys.readouterr().out
    told = json.loads(said)
    assert told["genders"]["visits"] == 40
    assert told["genders"]["women"] is not None
    assert told["counts"]["entered"] >= 90
    for kind in ("csv", "json"):
        file = out.with_suffix(f".{kind}")
        assert main([*named, "export", *of, "--format", kind, "--out", str(file)]) == OK
    assert out.with_suffix(".json").read_text(encoding="utf-8") == said
    assert numbers_of_table(out.with_suffix(".csv").read_bytes()) == numbers_of_object(told)
    # And the screen's: it is drawn from this object.
    figures = period_figures(shop.folder, day, span, demo=False)
    assert json.loads(json.dumps(as_object(figures))) == told


def test_a_file_is_its_owners_alone(shop: Shop, capsys: Capture, out: Path) -> None:
    open_day(shop)
    assert main(["--data-dir", str(shop.folder), "export", "--out", str(out)]) == OK
    assert out.stat().st_mode & 0o777 == 0o600
