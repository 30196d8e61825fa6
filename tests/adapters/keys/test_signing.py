"""The key is made once, kept to its owner, and never replaced by mistake."""

import stat
from pathlib import Path

import pytest

from kiosk.adapters.keys.signing import KEY_FILE, KeyUnusable, SigningKey, has_signed


def test_it_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = SigningKey.load_or_make(tmp_path)
    assert SigningKey.load_or_make(tmp_path).public == made.public
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    folders = (tmp_path / "a", tmp_path / "b")
    for folder in folders:
        folder.mkdir()
    first, second = (SigningKey.load_or_make(folder) for folder in folders)
    assert first.public != second.public


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    SigningKey.load_or_make(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_signature_fits_its_message_and_its_key_alone(tmp_path: Path) -> None:
    key = SigningKey.load_or_make(tmp_path)
    signature = key.sign(b"this")
    assert has_signed(key.public, signature, b"this")
    assert not has_signed(key.public, signature, b"that")
    assert not has_signed(bytes(32), signature, b"this")
    assert not has_signed(key.public, signature[:-1], b"this")
    assert not has_signed(key.public[:-1], signature, b"this")


def test_a_key_that_is_no_key_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"half a ke")
    with pytest.raises(KeyUnusable, match="32 bytes"):
        SigningKey.load_or_make(tmp_path)
    assert (tmp_path / KEY_FILE).read_bytes() == b"half a ke"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="cannot be read or made"):
        SigningKey.load_or_make(tmp_path / "missing")


def test_a_key_that_was_half_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / f"{KEY_FILE}.new").write_bytes(b"half")
    SigningKey.load_or_make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
