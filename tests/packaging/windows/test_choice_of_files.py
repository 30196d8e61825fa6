"""Which files are built in, where places are written as Windows writes them."""

import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

BUILT = Path(__file__).parents[3] / "packaging" / "built"

_ASK = "import sys, slimming; print(slimming.is_wanted(sys.argv[1]))"


def is_wanted(place: str) -> bool:
    """As ``slimmed`` asks there: with the place that Windows' own Path makes of it."""
    told = subprocess.run(
        [sys.executable, "-c", _ASK, PureWindowsPath(place).as_posix()],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(BUILT)},
    )
    return told.stdout.strip() == "True"


@pytest.mark.parametrize(
    "place",
    [
        r"PySide6\plugins\platforms\qwindows.dll",
        r"PySide6\plugins\platforms\qoffscreen.dll",
        r"PySide6\Qt6Widgets.dll",
        r"PySide6\plugins\styles\qmodernwindowsstyle.dll",
        r"mediapipe\tasks\c\libmediapipe.dll",
        r"ai_edge_litert\_pywrap_litert_interpreter_wrapper.pyd",
        r"libcrypto-3.dll",
        r"assets\models\age-v1.onnx",
        r"i18n\askfirst_zh_CN.qm",
    ],
)
def test_what_the_kiosk_needs_is_taken(place: str) -> None:
    assert is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        r"PySide6\plugins\platforms\qminimal.dll",
        r"PySide6\plugins\platforms\qdirect2d.dll",
        r"PySide6\plugins\imageformats\qjpeg.dll",
        r"PySide6\plugins\tls\qschannelbackend.dll",
        r"PySide6\plugins\platforminputcontexts\qtvirtualkeyboardplugin.dll",
        r"PySide6\translations\qtbase_de.qm",
        r"i18n\askfirst_zh_CN.ts",
        r"pyqtgraph\icons\peegee\peegee.svg",
    ],
)
def test_what_it_never_uses_is_left_out(place: str) -> None:
    assert not is_wanted(place)
