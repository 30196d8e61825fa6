"""The secret: made once, read by nobody else, never repeated in a complaint."""

import stat
from pathlib import Path

import pytest

from kiosk.adapters.door.token import TokenUnusable, hash_of, load, load_or_make, make

GOOD = "a-secret-of-more-than-twenty-letters"


def test_it_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "door-counter" / "token"
    first = load_or_make(path)
    assert len(first) >= 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load_or_make(path) == first


def test_a_new_one_is_another(tmp_path: Path) -> None:
    path = tmp_path / "token"
    first = load_or_make(path)
    assert make(path) != first
    assert load_or_make(path) != first


def test_one_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(GOOD)
    for mode in (0o604, 0o602, 0o620, 0o644):
        path.chmod(mode)
        with pytest.raises(TokenUnusable, match="chmod 600") as unusable:
            load(path)
        assert GOOD not in str(unusable.value)
    for mode in (0o600, 0o400, 0o640):
        path.chmod(mode)
        assert load(path) == GOOD


@pytest.mark.parametrize(
    "content", ["", "short", f"{GOOD}\n{GOOD}", f"{GOOD} x", "é" * 30, "x" * 201]
)
def test_what_is_no_token_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "token"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(TokenUnusable, match="this is no token") as unusable:
        load_or_make(path)
    assert GOOD not in str(unusable.value)
    assert path.read_text() == content


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TokenUnusable, match="cannot be read"):
        load(tmp_path / "token")


def test_where_none_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "door-counter").write_text("")
    with pytest.raises(TokenUnusable, match="cannot be written"):
        make(tmp_path / "door-counter" / "token")


def test_the_hash_does_not_tell_the_token() -> None:
    assert hash_of(GOOD) != GOOD
    assert len(hash_of(GOOD)) == 64


def test_a_link_is_judged_by_what_it_points_to(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(GOOD)
    secret.chmod(0o644)
    link = tmp_path / "token"
    link.symlink_to(secret)
    with pytest.raises(TokenUnusable):
        load(link)
