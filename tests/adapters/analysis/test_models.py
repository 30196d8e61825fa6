"""Altered or missing model files are named, with what to do about it."""

import json
import shutil
from pathlib import Path

import pytest

from kiosk.adapters.analysis.models import AGE, GENDER, LANDMARKER, BadModel, check_models
from tests.adapters.analysis.portraits import MODELS

ALL = (AGE, GENDER, LANDMARKER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the models that may be spoiled."""
    for name in (*ALL, "models.json"):
        shutil.copy(MODELS / name, tmp_path / name)
    return tmp_path


def test_the_models_of_the_program_are_the_measured_ones() -> None:
    check_models(MODELS)


@pytest.mark.parametrize("name", ALL)
def test_one_changed_byte_is_found_and_the_file_named(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(BadModel, match=rf"{name}: altered .*Copy it again"):
        check_models(folder)


@pytest.mark.parametrize("name", (*ALL, "models.json"))
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadModel, match=f"{name}: missing.*Copy it again"):
        check_models(folder)


def test_a_folder_in_place_of_a_model_is_named(folder: Path) -> None:
    (folder / AGE).unlink()
    (folder / AGE).mkdir()
    with pytest.raises(BadModel, match=AGE):
        check_models(folder)


def test_a_model_that_nobody_vouches_for_is_not_used(folder: Path) -> None:
    listed = json.loads((folder / "models.json").read_text(encoding="utf-8"))
    del listed[GENDER]
    (folder / "models.json").write_text(json.dumps(listed), encoding="utf-8")
    with pytest.raises(BadModel, match=f"does not list {GENDER}"):
        check_models(folder)


@pytest.mark.parametrize("text", ("", "[]", "{", '{"age-v1.onnx": {}}', '{"age-v1.onnx": "x"}'))
def test_a_list_that_is_none_is_said_to_be_none(folder: Path, text: str) -> None:
    (folder / "models.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadModel, match=r"models\.json"):
        check_models(folder)
