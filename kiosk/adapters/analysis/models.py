"""Whether the model files are the ones that were measured."""

import hashlib
import json
from pathlib import Path
from typing import Final

LANDMARKER: Final = "face_landmarker.task"
AGE: Final = "age-v1.onnx"
GENDER: Final = "gender-v1.onnx"
_LIST: Final = "models.json"
_CURE: Final = "Copy it again from the release that this program came with."


class BadModel(Exception):
    """A model file is missing or altered; the message names the file and the cure."""


def check_models(folder: Path) -> None:
    """Read every model once and compare its sha256 with the one in ``folder``/models.json.

    Raises BadModel for the first file that is missing, unreadable, altered or not listed.
    """
    known = listed(folder)
    for name in (LANDMARKER, AGE, GENDER):
        path = folder / name
        if name not in known:
            raise BadModel(f"{folder / _LIST}: does not list {name}. {_CURE}")
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as missing:
            raise BadModel(f"{path}: missing. {_CURE}") from missing
        except OSError as unreadable:
            raise BadModel(f"{path}: {unreadable.strerror}. {_CURE}") from unreadable
        if found != known[name]:
            raise BadModel(f"{path}: altered (sha256 is {found}). {_CURE}")


def listed(folder: Path) -> dict[str, str]:
    """File name to sha256, as models.json has them; its other facts are for people.

    Raises BadModel if there is no such list.
    """
    path = folder / _LIST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {name: facts["sha256"] for name, facts in found.items()}
    except FileNotFoundError as missing:
        raise BadModel(f"{path}: missing. {_CURE}") from missing
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as unreadable:
        raise BadModel(f"{path}: not a list of models. {_CURE}") from unreadable
