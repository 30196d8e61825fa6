"""A day's file, byte for byte: whoever collects files relies on this spelling."""

from datetime import date

from kiosk.application.day_file import KIOSK_NAME, DayFile, as_lines
from kiosk.application.figures import Counts, HourCounts
from kiosk.domain.blocks import AT_CLOSE, CELLS, Block

DAY = date(2026, 11, 24)
FILE = DayFile(
    "lakeside-north",
    DAY,
    minimum_age=14,
    invented=False,
    models=("newer", "älter"),
    counts=Counts(4, 1, 1, 1, 1, 0, 9),
    hours={10: HourCounts(3, 1, 9), 9: HourCounts(1, 1)},
    blocks=(
        Block(date(2026, 11, 23), DAY, DAY, "13:00", 44, 2.0, tuple(range(-1, len(CELLS) - 1))),
        Block(DAY, DAY, DAY, AT_CLOSE, 20, 0.5, (0,) * len(CELLS)),
    ),
)
LINES = (
    b'{"askfirst":"day","format":2,"kiosk":"lakeside-north","day":"2026-11-24",'
    b'"minimum_age":14,"invented":false,"models":["newer","\\u00e4lter"],'
    b'"asked":4,"agreed":1,"told":1,"declined":1,"walked_away":1,"entered":9}\n'
    b'{"hour":9,"asked":1,"said_yes":1,"entered":null}\n'
    b'{"hour":10,"asked":3,"said_yes":1,"entered":9}\n'
    b'{"block":"13:00","first":"2026-11-23","last":"2026-11-24","visits":44,"epsilon":2.0,'
    b'"noise_variance":{"source_gender":2.963534,"source_age":3.918971,"gender_age":7.835396},'
    b'"source_gender":{"camera":{"woman":-1,"man":0,"not_sure":1,"unsaid":2},'
    b'"said":{"woman":3,"man":4,"not_sure":5,"unsaid":6}},'
    b'"source_age":{"camera":{"under_18":7,"18-34":8,"35-54":9,"55+":10,"unsaid":11},'
    b'"said":{"under_18":12,"18-34":13,"35-54":14,"55+":15,"unsaid":16}},'
    b'"gender_age":{"woman":{"under_18":17,"18-34":18,"35-54":19,"55+":20,"unsaid":21},'
    b'"man":{"under_18":22,"18-34":23,"35-54":24,"55+":25,"unsaid":26},'
    b'"not_sure":{"under_18":27,"18-34":28,"35-54":29,"55+":30,"unsaid":31},'
    b'"unsaid":{"under_18":32,"18-34":33,"35-54":34,"55+":35,"unsaid":36}}}\n'
)


def test_it_is_spelled_in_one_way() -> None:
    lines = as_lines(FILE)
    assert lines.startswith(LINES)
    block, end = lines[len(LINES) :].splitlines()
    assert block.startswith(
        b'{"block":"close","first":"2026-11-24","last":"2026-11-24","visits":20,"epsilon":0.5,'
    )
    assert end == b'{"end":5}'


def test_its_path_says_whose_it_is_and_of_which_day() -> None:
    assert FILE.path == "kiosk=lakeside-north/day=2026-11-24.jsonl"


def test_a_name_is_a_part_of_a_path_on_any_system() -> None:
    for name in ("a", "7", "shanghai-03-north", "x" * 40):
        assert KIOSK_NAME.fullmatch(name)
    for name in ("", "-a", "a-", "A", "a b", "a/b", "..", "a=b", "ä", "x" * 41, "a\n"):
        assert not KIOSK_NAME.fullmatch(name)
