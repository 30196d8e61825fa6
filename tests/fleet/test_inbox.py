"""Whatever lies in an inbox: files are taken, the rest is said, and nothing is followed."""

import contextlib
import json
import os
import shutil
import socket
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.application.day_file import as_lines
from kiosk.fleet.compact import Compacted
from kiosk.fleet.day_reader import LARGEST
from kiosk.fleet.inbox import Inbox
from kiosk.fleet.lake import BLOCKS, DAYS, HOURS
from tests.fleet.day_files import DAY, NOW, day_file, hashes, put, put_at, rows, take
from tests.fleet.test_day_reader import mutated

NAME = f"day={DAY}.jsonl"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    put(made, day_file("good"))
    return made


@pytest.fixture(params=["held", "by path"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to get at files: of systems that hold a folder, and of those that do not."""
    monkeypatch.setattr("kiosk.fleet.inbox._HOLDS_FOLDERS", request.param == "held")


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def reasons(lake: Path) -> list[dict[str, Any]]:
    told = (lake / "set-aside" / "reasons.jsonl").read_text(encoding="ascii")
    return [json.loads(line) for line in told.splitlines()]


def one_is_set_aside(done: Compacted, lake: Path, path: str, why: str) -> dict[str, Any]:
    """Beside the good one, which was taken; the line that says so."""
    assert done.taken == 1
    assert [row["kiosk"] for row in rows(lake, DAYS)] == ["good"]
    (found,) = done.set_aside
    (line,) = reasons(lake)
    assert line == found.as_object()
    assert line["path"] == path
    assert why in line["reason"]
    return line


# What can be moved --------------------------------------------------------------------------------

MOVED = [
    ("README.txt", "its name is not that"),
    ("day=2026-11-24.jsonl", "its name is not that"),
    ("kiosk=bad", "its name is not that"),
    ("kiosk=bad/day=2026-11-24.json", "its name is not that"),
    ("kiosk=bad/day=2026-02-30.jsonl", "its name is not that"),
    ("kiosk=bad/day=20261124.jsonl", "its name is not that"),
    ("kiosk=bad/day=2026-11-24.jsonl.part", "its name is not that"),
    ("kiosk=bad/day=２０２６-11-24.jsonl", "its name is not that"),
    ("kiosk=bad/\x1b[2J\n", "its name is not that"),
    ("kiosk=bad/day=2019-12-31.jsonl", "before there was any kiosk"),
    ("kiosk=bad/day=0001-01-01.jsonl", "before there was any kiosk"),
    ("kiosk=bad/day=2026-11-28.jsonl", "still to come"),
    ("kiosk=bad/day=9999-12-31.jsonl", "still to come"),
    ("kiosk=bad/day=2026-11-24.jsonl", "line 1: this is no JSON"),
]


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize(("path", "why"), MOVED)
def test_a_file_that_is_none_is_moved_with_its_reason(
    inbox: Path, lake: Path, path: str, why: str
) -> None:
    put_at(inbox / path, b"what it is\n")
    line = one_is_set_aside(take(inbox, lake), lake, path, why)
    assert not (inbox / path).exists()
    assert (lake / "set-aside" / line["file"]).read_bytes() == b"what it is\n"
    assert line["file"].removesuffix(".jsonl").isalnum()
    assert line["file"].isascii()


def test_names_that_are_no_text_are_written_down_all_the_same(inbox: Path, lake: Path) -> None:
    path = os.fsdecode(b"kiosk=bad/\xff\xfe.jsonl")
    put_at(inbox / path, b"x")
    one_is_set_aside(take(inbox, lake), lake, "kiosk=bad/\\xff\\xfe.jsonl", "its name")
    assert not (inbox / path).exists()


def test_what_is_too_large_is_moved_and_not_read(inbox: Path, lake: Path) -> None:
    path = put_at(inbox / "kiosk=bad" / NAME, b"")
    os.truncate(path, 2**40)
    os.utime(path, (0, 0))
    line = one_is_set_aside(take(inbox, lake), lake, f"kiosk=bad/{NAME}", "over 256 KiB")
    assert (lake / "set-aside" / line["file"]).stat().st_size == 2**40
    assert LARGEST < 2**40


@pytest.mark.parametrize("name", ["..", "BIG", "-a", "a-", "a" * 41, "a_b", "", "ä"])
def test_a_kiosk_by_no_kiosks_name_is_none(inbox: Path, lake: Path, name: str) -> None:
    """Its folder stays where it is, and what lies in it is not looked at."""
    folder = f"kiosk={name}".partition("/")[0]
    path = put_at(inbox / folder / NAME, as_lines(day_file()))
    line = one_is_set_aside(take(inbox, lake), lake, folder, "its name is not that")
    assert line["file"] is None
    assert path.exists()


# What is not followed -----------------------------------------------------------------------------


@pytest.mark.usefixtures("system")
def test_links_pipes_and_sockets_are_left_where_they_are(
    inbox: Path, lake: Path, tmp_path: Path
) -> None:
    elsewhere = put(tmp_path / "elsewhere", day_file("linked"))
    folder = inbox / "kiosk=linked"
    folder.mkdir()
    (folder / NAME).symlink_to(elsewhere)
    (folder / "day=2026-11-23.jsonl").symlink_to("/dev/zero")
    (inbox / "kiosk=folder").symlink_to(elsewhere.parent)
    (inbox / "kiosk=loop").symlink_to(inbox)
    os.mkfifo(folder / "day=2026-11-22.jsonl")
    (folder / "day=2026-11-21.jsonl").mkdir()
    (folder / "deeper").mkdir()
    put_at(folder / "deeper" / NAME, as_lines(day_file("linked")))
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(folder):
        # From there, for a socket's path may not be long.
        listening.bind("day=2026-11-20.jsonl")
    done = take(inbox, lake, remove=True)
    assert done.taken == 1
    assert [row["kiosk"] for row in rows(lake, DAYS)] == ["good"]
    assert {each.path: each.file for each in done.set_aside} == {
        "kiosk=folder": "",
        "kiosk=loop": "",
        "kiosk=linked/deeper": "",
        **{f"kiosk=linked/day=2026-11-2{day}.jsonl": "" for day in range(5)},
    }
    assert elsewhere.exists()
    assert [path.name for path in (lake / "set-aside").iterdir()] == ["reasons.jsonl"]
    # Once they are gone, so are their lines.
    for path in inbox.iterdir():
        if path.is_symlink():
            path.unlink()
    shutil.rmtree(folder)
    assert take(inbox, lake).set_aside == []
    assert reasons(lake) == []


@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_what_becomes_a_trap_after_it_was_looked_at_is_none(
    inbox: Path, lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = put(inbox, day_file("trap"))
    secret = put(tmp_path / "elsewhere", day_file("trap"))
    look = Inbox.look

    def then_changed(self: Inbox) -> Any:
        found = look(self)
        path.unlink()
        if what == "link":
            path.symlink_to(secret)
        elif what == "pipe":
            os.mkfifo(path)
        else:
            path.parent.rmdir()
            path.parent.symlink_to(secret.parent)
        return found

    monkeypatch.setattr(Inbox, "look", then_changed)
    one_is_set_aside(take(inbox, lake), lake, f"kiosk=trap/{NAME}", "")
    assert secret.exists()


def test_what_goes_or_is_changed_while_we_look_is_left_for_the_next_time(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, mended = put(inbox, day_file("gone")), put(inbox, day_file("mended"), b"{}\n")
    look = Inbox.look

    def then_gone(self: Inbox) -> Any:
        found = look(self)
        gone.unlink()
        return found

    monkeypatch.setattr(Inbox, "look", then_gone)
    read = Inbox.read
    times = {"mended": 0}

    def and_mended(self: Inbox, path: str) -> Any:
        found = read(self, path)
        if "mended" in path and not times["mended"]:
            times["mended"] = 1
            put(inbox, day_file("mended"))
        return found

    monkeypatch.setattr(Inbox, "read", and_mended)
    done = take(inbox, lake)
    assert (done.taken, done.arriving) == (1, 1)
    assert [each.file for each in done.set_aside] == [""]
    assert mended.exists()
    monkeypatch.setattr(Inbox, "look", look)
    assert take(inbox, lake).taken == 1
    assert reasons(lake) == []


# What nobody wrote by hand ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with a day in it, and an inbox with that day's file."""
    made = tmp_path_factory.mktemp("house")
    put(made / "inbox", day_file("good"))
    take(made / "inbox", made / "lake")
    return made


@given(
    st.one_of(st.binary(max_size=400), mutated()),
    st.one_of(
        st.just(f"kiosk=south-door/{NAME}"),
        st.from_regex(r"kiosk=[a-z0-9.\-]{1,9}/day=[0-9-]{8,10}\.jsonl", fullmatch=True),
        st.from_regex(r"kiosk=good/[^/\x00]{1,40}", fullmatch=True),
    ),
)
def test_what_is_refused_changes_nothing_of_the_lakes_tables(
    house: Path, content: bytes, path: str
) -> None:
    lake = house / "lake"
    before = {table: hashes(lake / table) for table in (DAYS, HOURS, BLOCKS)}
    try:
        file = put_at(house / "inbox" / path, content)
    except (OSError, ValueError):
        # No name on this system.
        return
    if file == house / "inbox" / day_file("good").path:
        put(house / "inbox", day_file("good"))
    done = take(house / "inbox", lake)
    if done.taken:
        # It was a day after all. The next one begins anew.
        assert hashes(lake / DAYS) != before[DAYS]
        shutil.rmtree(lake)
        shutil.rmtree(house / "inbox")
        put(house / "inbox", day_file("good"))
        take(house / "inbox", lake)
    else:
        assert {table: hashes(lake / table) for table in (DAYS, HOURS, BLOCKS)} == before
        assert done.already_there == 1


# What is still coming -----------------------------------------------------------------------------


def test_what_is_being_written_is_left_alone(inbox: Path, lake: Path) -> None:
    folder = inbox / "kiosk=good"
    coming = [
        folder / f".{NAME}.x7Zq",
        folder / f"{NAME}.new",
        inbox / ".stfolder",
        inbox / "a.new",
    ]
    for path in coming:
        put_at(path, b"half")
    half = as_lines(day_file("slow"))[:700]
    path = put(inbox, day_file("slow"), half)
    os.utime(path, (NOW - 60, NOW - 60))
    done = take(inbox, lake)
    assert (done.taken, done.arriving, done.set_aside) == (1, 1, [])
    assert path.read_bytes() == half
    assert all(each.exists() for each in coming)
    # Its rest came; or it never comes.
    put(inbox, day_file("slow"))
    assert take(inbox, lake).taken == 1
    put(inbox, replace(day_file("slow"), day=date(2026, 11, 25)), half)
    (found,) = take(inbox, lake).set_aside
    assert "cut short" in found.why


@pytest.mark.parametrize(
    ("ago", "is_coming"), [(599, True), (600, False), (-599, True), (-600, False)]
)
def test_for_ten_minutes_the_rest_of_a_file_is_waited_for(
    inbox: Path, lake: Path, ago: int, is_coming: bool
) -> None:
    """By a clock that is not ours, and may be ahead."""
    path = put(inbox, day_file("slow"), as_lines(day_file("slow"))[:700])
    os.utime(path, (NOW - ago, NOW - ago))
    done = take(inbox, lake)
    assert (done.arriving, len(done.set_aside)) == ((1, 0) if is_coming else (0, 1))


def test_a_clock_a_day_ahead_is_believed(inbox: Path, lake: Path) -> None:
    put(inbox, day_file("ahead", date(2026, 11, 27)))
    assert take(inbox, lake).taken == 2


# Set aside ----------------------------------------------------------------------------------------


def test_the_same_bad_file_again_is_there_once(inbox: Path, lake: Path) -> None:
    put(inbox, day_file("bad"), b"{}\n")
    take(inbox, lake)
    before = hashes(lake)
    put(inbox, day_file("bad"), b"{}\n")
    assert len(take(inbox, lake).set_aside) == 1
    assert hashes(lake) == before
    # Another one beside it; and what somebody dealt with and deleted has no line any more.
    put(inbox, day_file("bad"), b"[]\n")
    put(inbox, day_file("worse"), b"[]\n")
    take(inbox, lake)
    lines = reasons(lake)
    assert [line["path"] for line in lines] == [f"kiosk=bad/{NAME}"] * 2 + [f"kiosk=worse/{NAME}"]
    (lake / "set-aside" / lines[0]["file"]).unlink()
    assert take(inbox, lake).set_aside == []
    assert reasons(lake) == lines[1:]


def test_two_that_came_under_one_wrong_name_are_both_there(inbox: Path, lake: Path) -> None:
    for content in (b"one\n", b"other\n", b"one\n"):
        put_at(inbox / "kiosk=bad" / f"{NAME}.bak", content)
        assert len(take(inbox, lake).set_aside) == 1
    files = [lake / "set-aside" / line["file"] for line in reasons(lake)]
    assert sorted(file.read_bytes() for file in files) == [b"one\n", b"other\n"]


def test_set_aside_in_any_order_it_is_the_same(inbox: Path, lake: Path, tmp_path: Path) -> None:
    bad = [(day_file(name), f"{name}\n".encode()) for name in ("a", "b", "c", "d")]
    for day, content in bad:
        put(inbox, day, content)
    take(inbox, lake)
    for number, (day, content) in enumerate(reversed(bad)):
        other = tmp_path / f"other-{number}"
        put(other, day_file("good"))
        put(other, day, content)
        take(other, tmp_path / "lake-2")
    assert hashes(tmp_path / "lake-2") == hashes(lake)


def test_a_good_file_after_a_bad_one_is_taken(inbox: Path, lake: Path) -> None:
    put(inbox, day_file("bad"), as_lines(day_file("bad"))[:300])
    assert len(take(inbox, lake).set_aside) == 1
    put(inbox, day_file("bad"))
    assert take(inbox, lake).taken == 1
    assert [line["path"] for line in reasons(lake)] == [f"kiosk=bad/{NAME}"]


def test_a_folder_that_may_not_be_written_keeps_its_bad_files(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for an account that is not root's, which may write anywhere."""
    path = put(inbox, day_file("bad"), b"{}\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "rename", refuse)
    line = one_is_set_aside(take(inbox, lake), lake, f"kiosk=bad/{NAME}", "no day file")
    assert line["file"] is None
    assert path.exists()


def test_what_may_not_be_read_is_said_and_left(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(inbox, day_file("closed"))
    really = os.open

    def refuse(name: Any, flags: int, *more: Any, **named: Any) -> int:
        if "dir_fd" in named and "closed" in str(
            Path(f"/proc/self/fd/{named['dir_fd']}").readlink()
        ):
            raise PermissionError(13, "Permission denied")
        return really(name, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    why = "it cannot be read: Permission denied"
    # Where nothing is known of a file, it is not carried about either.
    line = one_is_set_aside(take(inbox, lake), lake, f"kiosk=closed/{NAME}", why)
    assert line["file"] is None
    assert path.exists()


def test_a_folder_that_may_not_be_read_is_said_and_left(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, day_file("closed"))
    really = os.scandir

    def refuse(place: Any) -> Any:
        if isinstance(place, int) and "closed" in str(Path(f"/proc/self/fd/{place}").readlink()):
            raise PermissionError(13, "Permission denied")
        return really(place)

    monkeypatch.setattr(os, "scandir", refuse)
    why = "it cannot be read: Permission denied"
    assert one_is_set_aside(take(inbox, lake), lake, "kiosk=closed", why)["file"] is None


@pytest.mark.parametrize(
    "content", [b"\xff\n", b"no JSON\n", b"[]\n7\n", b'{"file":["a"]}\n', b"["]
)
def test_reasons_that_somebody_spoiled_end_nothing(inbox: Path, lake: Path, content: bytes) -> None:
    put(inbox, day_file("bad"), b"{}\n")
    take(inbox, lake)
    whole = reasons(lake)
    (lake / "set-aside" / "reasons.jsonl").write_bytes(content)
    put(inbox, day_file("bad"), b"{}\n")
    take(inbox, lake)
    assert reasons(lake) == whole


def test_an_inbox_on_another_disk_is_carried_over(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(inbox, day_file("bad"), b"{}\n")
    large = put_at(inbox / "kiosk=large" / NAME, b" " * (LARGEST + 1))

    def elsewhere(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "rename", elsewhere)
    done = take(inbox, lake)
    bad, too_large = done.set_aside
    assert (lake / "set-aside" / bad.file).read_bytes() == b"{}\n"
    assert not path.exists()
    # Nobody knows how large it is; it stays.
    assert too_large.file == ""
    assert large.exists()
