"""The QR codes, read back by a reader that is not ours."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from kiosk.ui import samples
from kiosk.ui.screens.receipt import QR_PREFIX
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.qr import QrCode, modules_of

CONTENT = QR_PREFIX + samples.CODE.symbols


def read(code: QrCode) -> str:
    image = code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(rows[:, : image.width()].copy())
    return text


@pytest.mark.parametrize("size", [QSize(1080, 1920), QSize(1280, 800)])
def test_a_receipt_can_be_scanned(fonts: None, size: QSize) -> None:
    code = QrCode(Theme(size), CONTENT, "the receipt", 450)
    code.resize(code.sizeHint())
    assert read(code) == CONTENT


def test_a_notice_can_be_scanned(fonts: None) -> None:
    url = "https://lakeside.example/notice/7f3a"
    code = QrCode(Theme(QSize(1280, 800)), url, "the notice", 136)
    code.resize(code.sizeHint())
    assert read(code) == url


def test_a_receipt_takes_the_smallest_code() -> None:
    assert len(modules_of(CONTENT)) == 21
