"""Sign-offs in a real folder: whole or not there, for their owner alone, and never believed."""

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.assessment.sign_offs import SignOffs
from kiosk.adapters.records.allowed import is_known_file
from kiosk.domain.assessment import Assessment, Heard
from tests.domain.test_assessment import SHOP

DAY = date(2026, 1, 31)
TEXTS = {"en": "# The assessment\n", "zh_CN": "# 评估\n"}
SIGNED = Assessment(SHOP.hash, "王敏 Wang Min", DAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "assessment"


def sign_offs(folder: Path, *, counsel_is_asked: bool = False) -> SignOffs:
    return SignOffs(folder, SHOP.hash, counsel_is_asked=counsel_is_asked)


def keep(folder: Path, signed: Assessment = SIGNED, today: date = DAY) -> Path:
    return sign_offs(folder).keep(signed, SHOP.facts, TEXTS, today)


def test_what_was_heard_is_kept_with_it(folder: Path) -> None:
    heard = Heard(advice="李娜：标识再大一些。", staff="none of the staff objects")
    keep(folder, replace(SIGNED, heard=heard))
    found = sign_offs(folder).in_force()
    assert found is not None and found.heard == heard


def test_a_folder_that_cannot_be_read_is_told_apart_from_an_empty_one(folder: Path) -> None:
    assert sign_offs(folder).unreadable() is None
    keep(folder)
    assert sign_offs(folder).unreadable() is None
    file = folder / "file"
    file.write_text("x")
    assert str(file) in str(sign_offs(file).unreadable())


def test_nothing_is_in_force_where_there_is_no_folder(folder: Path) -> None:
    assert sign_offs(folder).in_force() is None
    assert sign_offs(folder).all() == ()
    assert sign_offs(folder).broken() == ()
    assert not folder.exists()


def test_a_sign_off_comes_back_as_it_was_kept(folder: Path) -> None:
    path = keep(folder)
    assert sign_offs(folder).in_force() == SIGNED
    (kept,) = sign_offs(folder).all()
    assert (kept.assessment, kept.recorded_on, kept.facts) == (SIGNED, DAY, SHOP.facts)
    for tag, text in TEXTS.items():
        assert path.with_name(f"{path.stem}.{tag}.md").read_text(encoding="utf-8") == text


def test_it_is_for_its_owner_alone_and_known_to_the_self_check(folder: Path) -> None:
    keep(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert len(files) == 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert is_known_file(file.relative_to(folder.parent), "askfirst.sqlite3")


def test_several_of_one_day_stay_in_their_order(folder: Path) -> None:
    names = ["First", "Second", "Third"]
    for name in names:
        keep(folder, Assessment(SHOP.hash, name, DAY))
    keep(folder, Assessment(SHOP.hash, "Next day", DAY), date(2026, 2, 1))
    assert [kept.assessment.signed_by for kept in sign_offs(folder).all()] == [*names, "Next day"]
    found = sign_offs(folder).in_force()
    assert found is not None and found.signed_by == "Next day"


def test_one_of_another_configuration_is_not_in_force(folder: Path) -> None:
    keep(folder, Assessment("00" * 32, "Wang Min", DAY))
    assert sign_offs(folder).in_force() is None
    assert len(sign_offs(folder).all()) == 1


def test_one_without_counsels_answer_is_not_in_force_where_it_is_asked(folder: Path) -> None:
    keep(folder)
    assert sign_offs(folder, counsel_is_asked=True).in_force() is None
    answered = Assessment(SHOP.hash, "Wang Min", DAY, "Not high-risk.")
    keep(folder, answered)
    assert sign_offs(folder, counsel_is_asked=True).in_force() == answered


def test_another_text_than_the_signed_one_is_no_sign_off(folder: Path) -> None:
    path = keep(folder)
    copy = path.with_name(f"{path.stem}.en.md")
    copy.write_text("# Another assessment\n", encoding="utf-8")
    assert sign_offs(folder).in_force() is None
    assert [str(copy) in each for each in sign_offs(folder).broken()] == [True]


def test_without_its_text_it_is_no_sign_off(folder: Path) -> None:
    path = keep(folder)
    path.with_name(f"{path.stem}.zh_CN.md").unlink()
    assert sign_offs(folder).in_force() is None
    (line,) = sign_offs(folder).broken()
    assert "cannot be read with its copies" in line


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"configuration": 5},
        {"signed_by": None},
        {"signed_on": "yesterday"},
        {"counsel": ["yes"]},
        {"heard": None},
        {"heard": {"views": "good"}},
        {"heard": {"advice": 5, "views": None, "staff": None, "place": None}},
        {"heard": dict.fromkeys(("advice", "views", "staff", "place", "more"))},
        {"recorded_on": 20260131},
        {"facts": []},
        {"documents": None},
    ],
)
def test_what_is_no_sign_off_is_not_believed(folder: Path, change: dict[str, Any]) -> None:
    path = keep(folder)
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**found, **change}), encoding="utf-8")
    assert sign_offs(folder).in_force() is None
    assert sign_offs(folder).broken() == (f"{path}: is no whole sign-off",)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'"signed"'])
def test_nonsense_is_not_believed(folder: Path, content: bytes) -> None:
    keep(folder).write_bytes(content)
    assert sign_offs(folder).in_force() is None
    assert len(sign_offs(folder).broken()) == 1


def test_a_file_too_large_to_be_one_is_not_read(folder: Path) -> None:
    keep(folder).write_bytes(b" " * 300_000)
    assert sign_offs(folder).in_force() is None
    assert sign_offs(folder).broken()[0].endswith("is no sign-off")


@pytest.mark.parametrize("written", range(3))
def test_a_write_that_fails_leaves_nothing_of_the_sign_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    left = [written]
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if not left[0]:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            keep(folder)
    assert list(folder.iterdir()) == []
    assert keep(folder).exists()
    assert sign_offs(folder).in_force() == SIGNED


def test_erasing_takes_the_copies_along(folder: Path) -> None:
    keep(folder, Assessment("00" * 32, "Old", DAY), date(2020, 1, 1))
    keep(folder)
    old, _ = sign_offs(folder).all()
    sign_offs(folder).erase((old,))
    assert [kept.assessment for kept in sign_offs(folder).all()] == [SIGNED]
    assert len(list(folder.iterdir())) == 3
    assert not any("2020" in file.name for file in folder.iterdir())


@pytest.mark.parametrize(
    "foreign", ["2026-01-31-notes.json", "2026-01-31-7-notes.json", "notes.json", "2026.json"]
)
def test_what_is_not_ours_is_left_alone(folder: Path, foreign: str) -> None:
    folder.mkdir(parents=True)
    (folder / foreign).write_text("{}")
    path = keep(folder)
    assert path.name.startswith("2026-01-31-001-")
    assert keep(folder).name.startswith("2026-01-31-002-")
    assert sign_offs(folder).in_force() == SIGNED
    assert sign_offs(folder).broken() == ()
    assert (folder / foreign).read_text() == "{}"
