"""A day's file, byte for byte: whoever collects files relies on this spelling."""

from datetime import date

from kiosk.application.day_file import KIOSK_NAME, DayFile, HourCounts, as_lines
from kiosk.domain.batches import Batch, Cell, Form, Source

DAY = date(2026, 11, 24)
FILE = DayFile(
    "lakeside-north",
    DAY,
    k=5,
    minimum_age=14,
    invented=False,
    models=("newer", "älter"),
    hours={10: HourCounts(3, 1, 0, 1, 1, 9), 9: HourCounts(1, told=1)},
    batches=(
        Batch(
            Source.CAMERA,
            date(2026, 11, 23),
            DAY,
            Form.MARGINS,
            20,
            (Cell("woman", "", 9), Cell("man", "", 11)),
        ),
        Batch(Source.SAID, DAY, DAY, Form.TOTAL, 7, ()),
    ),
)
LINES = (
    b'{"askfirst":"day","format":1,"kiosk":"lakeside-north","day":"2026-11-24","k":5,'
    b'"minimum_age":14,"invented":false,"models":["newer","\\u00e4lter"]}\n'
    b'{"hour":9,"asked":1,"agreed":0,"told":1,"declined":0,"walked_away":0,"entered":null}\n'
    b'{"hour":10,"asked":3,"agreed":1,"told":0,"declined":1,"walked_away":1,"entered":9}\n'
    b'{"batch":"camera","first":"2026-11-23","last":"2026-11-24","form":"margins","visits":20,'
    b'"cells":[["woman","",9],["man","",11]]}\n'
    b'{"batch":"said","first":"2026-11-24","last":"2026-11-24","form":"total","visits":7,'
    b'"cells":[]}\n'
    b'{"end":5}\n'
)


def test_it_is_spelled_in_one_way() -> None:
    assert as_lines(FILE) == LINES


def test_its_path_says_whose_it_is_and_of_which_day() -> None:
    assert FILE.path == "kiosk=lakeside-north/day=2026-11-24.jsonl"


def test_a_name_is_a_part_of_a_path_on_any_system() -> None:
    for name in ("a", "7", "shanghai-03-north", "x" * 40):
        assert KIOSK_NAME.fullmatch(name)
    for name in ("", "-a", "a-", "A", "a b", "a/b", "..", "a=b", "ä", "x" * 41, "a\n"):
        assert not KIOSK_NAME.fullmatch(name)
