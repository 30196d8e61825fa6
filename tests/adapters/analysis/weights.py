"""Models that find faces as ever, and whose age network gives everybody the same age."""

import hashlib
import json
import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.adapters.analysis.models import AGE
from tests.adapters.analysis.portraits import MODELS

_CLASSES: Final = 81
_LENGTH_DELIMITED: Final = 2
_GRAPH, _INITIALISER, _DIMENSIONS, _RAW_DATA = 7, 5, 1, 9
"""Fields of ONNX's ModelProto, GraphProto and TensorProto (onnx.proto)."""

_NEVER: Final = -80.0


def models_that_say(age: float, folder: Path) -> Path:
    """A copy of the models in ``folder`` whose age network says ``age``, 1 to 79, of every face.

    Only the numbers of its last layer differ: no weight but the bias counts any more. The list
    of the models names the new sha256, so that nothing but the age is wrong.
    """
    made = Path(shutil.copytree(MODELS, folder / "models"))
    weights = bytearray((made / AGE).read_bytes())
    for start, end in _last_layer(weights):
        values = np.zeros((end - start) // 4, np.float32)
        if len(values) == _CLASSES:
            values[:] = _bias(age)
        weights[start:end] = values.tobytes()
    (made / AGE).write_bytes(weights)
    listed = json.loads((made / "models.json").read_text(encoding="utf-8"))
    listed[AGE]["sha256"] = hashlib.sha256(weights).hexdigest()
    (made / "models.json").write_text(json.dumps(listed), encoding="utf-8")
    return made


def _bias(age: float) -> "np.ndarray":
    """Before the softmax: all of it on the two whole years round this age."""
    bias = np.full(_CLASSES, _NEVER, np.float32)
    year = math.floor(age)
    part = age - year
    bias[year] = math.log(max(1 - part, 1e-30))
    bias[year + 1] = math.log(max(part, 1e-30))
    return bias


def _last_layer(model: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Where the numbers of every tensor with a dimension of 81 classes begin and end."""
    for number, start, end in _fields(model, 0, len(model)):
        if number != _GRAPH:
            continue
        for inner, tensor, tensor_end in _fields(model, start, end):
            if inner != _INITIALISER:
                continue
            parts = list(_fields(model, tensor, tensor_end))
            sizes = [_varint(model, at)[0] for field, at, _ in parts if field == _DIMENSIONS]
            if _CLASSES in sizes:
                yield from ((at, stop) for field, at, stop in parts if field == _RAW_DATA)


def _fields(model: bytes | bytearray, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each field's number, and where its content begins and ends (protobuf's wire format)."""
    while at < end:
        key, at = _varint(model, at)
        size_of_fixed = {1: 8, 5: 4}.get(key & 7)
        if key & 7 == _LENGTH_DELIMITED:
            length, at = _varint(model, at)
            stop = at + length
        elif size_of_fixed is not None:
            stop = at + size_of_fixed
        else:
            _, stop = _varint(model, at)
        yield key >> 3, at, stop
        at = stop


def _varint(model: bytes | bytearray, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = model[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
