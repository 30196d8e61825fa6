"""What comes from outside, as nobody would write it: settings, codes, backups.

What a child, a phone and a door counter say is tried where their protocols are tested. An input
that once made the program fail stays here as an example.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.adapters.records import backups, checkup, verification
from kiosk.adapters.records.backups import back_up
from kiosk.adapters.records.restoring import BackupUnusable
from kiosk.adapters.settings.documentation import example_file
from kiosk.adapters.settings.keys import KEYS
from kiosk.adapters.settings.reading import SettingsRefused, settings_in
from kiosk.adapters.settings.settings import Settings
from kiosk.domain.consent import ALPHABET, NotAReceiptCode, ReceiptCode
from tests.adapters.records.conftest import Book, open_recorder, restored
from tests.adapters.records.test_backups import WINDOW
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock

PATH = Path("/shop/askfirst.toml")
AGES = {"cn": 14, "eu": 16, "us-il": 18}

# Settings ---------------------------------------------------------------------------------------

_VALUES = st.one_of(
    st.sampled_from(["true", "nan", "-inf", "1979-05-27T07:32:00Z", "07:32:00", "[]", "{}", '""']),
    st.integers().map(str),
    st.floats().map(repr),
    st.text(max_size=90).map(lambda text: f"'''{text}'''"),
    st.lists(st.sampled_from(['"en"', '"cn"', "7", "[1]", "{a = 1}"])).map(
        lambda values: f"[{', '.join(values)}]"
    ),
    st.dictionaries(st.sampled_from(["en", "zh_CN", "xx", '"a b"']), st.just('"words"')).map(
        lambda words: "{" + ", ".join(f"{tag} = {word}" for tag, word in words.items()) + "}"
    ),
)
_NAMES = st.one_of(
    st.sampled_from([key.name for key in KEYS]),
    st.text(max_size=20).map(lambda text: "camera." + repr(text).replace("'", '"')),
)


@st.composite
def settings_files(draw: st.DrawFn) -> bytes:
    """The example, with lines taken out, values replaced and names added; or no TOML at all."""
    lines = example_file().splitlines()
    for place in sorted(draw(st.sets(st.integers(0, len(lines) - 1), max_size=4)), reverse=True):
        name, is_value, _ = lines[place].partition(" = ")
        lines[place : place + 1] = [f"{name} = {draw(_VALUES)}"] if is_value else []
    added = draw(st.lists(st.tuples(_NAMES, _VALUES), max_size=3))
    text = "\n".join([*(f"{name} = {value}" for name, value in added), *lines])
    return draw(st.sampled_from([text.encode("utf-8", "surrogatepass"), draw(st.binary())]))


@given(settings_files())
@example(b"x = " + b"[" * 30_000)
@example(b"x = " + b"9" * 5_000)
@example(b"x = 0x" + b"f" * 5_000)
@example(b"[camera]\nseconds = 0x" + b"f" * 5_000)
@example(b"[a" + b".a" * 20_000 + b"]\n")
@example(b'"two\\nlines" = 1')
@example(b'"\\u001b[31m" = 1')
@example(b'"a line\\u2028and another" = 1')
@example(b'[kiosk]\nname = { "x\\ny" = "words" }')
@example(b'"' + b"long" * 10_000 + b'" = 1')
@example(b'["' + b"long" * 10_000 + b'"]\n["' + b"long" * 10_000 + b'"]')
def test_a_settings_file_is_whole_or_refused_in_clear_lines(content: bytes) -> None:
    try:
        found = settings_in(content, PATH, AGES)
    except SettingsRefused as refused:
        assert refused.problems
        for problem in refused.problems:
            assert problem.startswith(f"{PATH}: ")
            assert problem.isprintable(), problem
            assert len(problem) < 500
    else:
        assert isinstance(found, Settings)


# Receipt codes ----------------------------------------------------------------------------------


@given(st.one_of(st.text(max_size=40), st.text(ALPHABET + "oil -", min_size=8, max_size=14)))
@example("ſſſſſſſſſſ")
@example("ßßßßß")
@example("٠١٢٣٤٥٦٧٨٩")
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    try:
        code = ReceiptCode.parse(typed)
    except NotAReceiptCode as refused:
        # A code that is nearly right must not end up in a log.
        assert len(typed) < 5 or typed not in str(refused)
    else:
        assert len(code.symbols) == 10
        assert set(code.symbols) <= set(ALPHABET)
        assert ReceiptCode.parse(code.grouped) == code


# Backups ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, Path]]:
    """A store, closed, and a backup of it."""
    path, clock = tmp_path_factory.mktemp("store") / "records.db", FakeClock(BUSINESS_DAY)
    book = Book(path, clock, open_recorder(path, clock))
    for number in range(5):
        book.keep(number)
    clock.forward(WINDOW)
    book.recorder.catch_up()
    book.keep(6)
    made = back_up(path, backups.folder_beside(path), clock.now(), RETENTION)
    book.recorder.close()
    yield book, made


@st.composite
def harms(draw: st.DrawFn) -> list[tuple[str, float, bytes]]:
    """What is done to a file, in turn: where, as a part of its length, and with which bytes."""
    how = st.sampled_from(["put over", "put in", "cut off", "cut out"])
    return draw(
        st.lists(
            st.tuples(how, st.floats(0, 1), st.binary(min_size=1, max_size=300)),
            min_size=1,
            max_size=4,
        )
    )


def harmed(content: bytes, harm: tuple[str, float, bytes]) -> bytes:
    how, part, put = harm
    at = round(part * len(content))
    match how:
        case "put over":
            return content[:at] + put + content[at + len(put) :]
        case "put in":
            return content[:at] + put + content[at:]
        case "cut out":
            return content[:at] + content[at + 16 * len(put) :]
        case _:
            return content[:at]


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT seq, leaf, leaf_hash FROM consent_ledger ORDER BY seq"
        ).fetchall()


@pytest.mark.parametrize("name", [b"0001 table\x00", b"01\x1b[2J\nable"])
def test_a_name_out_of_a_damaged_backup_is_said_in_letters(
    kept: tuple[Book, Path], tmp_path: Path, name: bytes
) -> None:
    book, good = kept
    whole = good.read_bytes()
    assert b"0001 tables" in whole
    backup = tmp_path / good.name
    backup.write_bytes(whole.replace(b"0001 tables", name))
    with pytest.raises(BackupUnusable, match="01") as refused:
        restored(backup, tmp_path / "records.db", book.clock, replace=False)
    assert str(refused.value).isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harms())
@example([("put over", 0.0, b"SQLite format 3\x00\xff\xff")])
@example([("cut off", 0.0, b"x")])
def test_no_damaged_backup_replaces_the_records(
    kept: tuple[Book, Path], what: list[tuple[str, float, bytes]]
) -> None:
    book, good = kept
    content = good.read_bytes()
    for harm in what:
        content = harmed(content, harm)
    with tempfile.TemporaryDirectory() as folder:
        backup, store = Path(folder, good.name), Path(folder, "data", "records.db")
        store.parent.mkdir()
        shutil.copy(book.path, store)
        backup.write_bytes(content)
        before = store.read_bytes()
        try:
            restored(backup, store, book.clock, replace=True)
        except BackupUnusable as refused:
            assert str(refused).isprintable()
            assert store.read_bytes() == before
            assert [file.name for file in store.parent.iterdir()] == [store.name]
        else:
            # What was harmed was of no account: every row is there, and one that says it is back.
            assert verification.verify(store).is_whole
            checkup.check(store)
            assert rows_of(store)[:-1] == rows_of(good)
