"""States, notices and a picture to show screens with, without a machine behind them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from kiosk.application.phone import wifi_text
from kiosk.application.ports import Picture
from kiosk.application.shipped import NotShipped, shipped
from kiosk.domain import states
from kiosk.domain.consent import ConsentRecord, Medium, Moment, ReceiptCode, Way
from kiosk.domain.estimate import AgeBand, Answer, Estimate, Gender
from kiosk.domain.events import (
    CameraOpened,
    ChoseCamera,
    ConsentStored,
    Estimated,
    Event,
    Hinted,
    NoticeOpened,
    SaidOldEnough,
)
from kiosk.domain.inside import Inside, LedgerHead, SelfCheck
from kiosk.domain.oval import OVAL
from kiosk.domain.states import Ask, Hint, KeptRecord, Proof, Visit
from kiosk.domain.visit import advance
from kiosk.ui.front import Front
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Accuracy, Place
from kiosk.ui.sample_notices import NOTICES

ZONE: Final = ZoneInfo("Asia/Shanghai")
MOMENT: Final = Moment(date(2026, 11, 24), 14)
UNTIL: Final = datetime(2026, 11, 28, 4, 0, tzinfo=ZONE)
CODE: Final = ReceiptCode.from_random((19, 7, 23, 20, 2, 9, 29, 24, 26))
RECORD_ID: Final = UUID("5f0c3a52-9d0f-4a43-9d7c-0b8a3d2f6f11")

WOMAN: Final = Estimate(age=32.4, low=27, high=39, p_woman=0.96, frames=11)
MAN: Final = Estimate(age=61.0, low=51, high=74, p_woman=0.01, frames=9)
UNSURE: Final = Estimate(age=20.2, low=16, high=27, p_woman=0.62, frames=8)

PLACE: Final = Place(
    name="ASKFIRST · North Door",
    names={"zh_CN": "先问 · 北门"},
    controller="Lakeside Motors Ltd.",
    contact="privacy@lakeside.example",
    notice_url="https://lakeside.example/notice",
    demo=True,
    camera_seconds=8,
    minimum_age=14,
    zone=ZONE,
    webcam=False,
    accuracy=Accuracy(
        people=1116,
        gender_right=94,
        years_off=8,
        old_too_young=10,
        young_too_old=5,
        worst=("black", "female"),
        worst_right=86,
    ),
    filing_from=100_000,
)

CHECKPOINT: Final = """askfirst/634768dae1474506
12400
0ioGwFnCSifQRu5D6mOl9nZo+t+1EfUh04X+FleC6RY=
timestamp 2026-11-24T04+08:00
previous VtOhdGPd8HSQgPnd+pxGVfWv+jrdCw4ijyfh9rBWDW0=

\N{EM DASH} askfirst/634768dae1474506 \
j5Ke4oADnGI12TeM2THZQsXxXD664SufqdaRwrKh0rg7IQhRJcX/Fr5oSaFBdxVDmFhOgBisoAgLO49ivXstHdKceA0=
"""
"""A ledger's head as it is signed, with the key below."""

INSIDE: Final = Inside(
    columns=(
        "id",
        "day",
        "hour",
        "gender",
        "age_band",
        "way",
        "shown_gender",
        "shown_band",
        "model",
        "tag",
        "block",
    ),
    records=143,
    waiting=38,
    blocks=61,
    released=2914,
    pictures=0,
    openings=1204,
    camera_last_opened=MOMENT,
    camera_opened_for=12399,
    next_erasure=datetime(2026, 11, 26, 4, 0, tzinfo=ZONE),
    ledger_rows=12408,
    head=LedgerHead(12400, datetime(2026, 11, 24, 4, 0, tzinfo=ZONE), CHECKPOINT),
    public_key=bytes.fromhex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"),
    checked=SelfCheck(
        datetime(2026, 11, 24, 4, 2, tzinfo=ZONE),
        findings=(),
        files=17,
        values=98214,
        pictures=0,
        vectors=0,
    ),
)

FOUND: Final = replace(
    INSIDE,
    records=3,
    camera_last_opened=None,
    next_erasure=None,
    head=None,
    pictures=1,
    checked=SelfCheck(
        datetime(2026, 11, 24, 4, 2, tzinfo=ZONE),
        findings=("a file that does not belong here: 1.png", "the file 1.png looks like a picture"),
        files=18,
        values=98214,
        pictures=1,
        vectors=0,
    ),
)
"""As little as there can be, and something that should not."""


class SampleFront(Front):
    """A front that keeps what it was told and answers with what it was given."""

    def __init__(self) -> None:
        self.posted: list[Event] = []
        self.asked: list[str] = []
        self.touches = 0
        self.left: tuple[float, float] | None = None

    def post(self, event: Event) -> None:
        self.posted.append(event)

    def open_notice(self) -> None:
        self.asked.append("open_notice")

    def say_old_enough(self) -> None:
        self.asked.append("say_old_enough")

    def enter_phone_code(self, digits: str) -> None:
        self.asked.append(f"enter_phone_code {digits}")

    def choose_language(self, tag: str) -> None:
        self.asked.append(f"choose_language {tag}")

    def touched(self) -> None:
        self.touches += 1

    def wait_left(self) -> tuple[float, float] | None:
        return self.left


class SamplePreview:
    """One picture of the demo's photograph, blurred outside the oval as a child would send it."""

    def __init__(self, width: int = 640, height: int = 724) -> None:
        image = _blurred_outside(_photograph(width, height))
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        rows = bytes(image.constBits())
        stride = image.bytesPerLine()
        self._pixels = b"".join(
            rows[top * stride : top * stride + width * 3] for top in range(height)
        )
        self._size = (width, height)
        self.number = 1

    def latest(self) -> Picture | None:
        return Picture(self.number, *self._size, memoryview(self._pixels))


def _photograph(width: int, height: int) -> QImage:
    """The public-domain portrait, cut so that its face lies in the oval; grey without it."""
    canvas = QImage(width, height, QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.gray)
    try:
        portrait = QImage(str(shipped("assets") / "demo" / "astronaut.png"))
    except NotShipped:
        return canvas
    if portrait.isNull():
        return canvas
    # The face of this picture: its middle, and its height from chin to hair, in its pixels.
    face, tall = QPointF(0.44 * portrait.width(), 0.235 * portrait.height()), 0.4
    scale = 0.72 * height * OVAL.half_height * 2 / (tall * portrait.height())
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(
        OVAL.centre_x * width - face.x() * scale,
        OVAL.centre_y * height - face.y() * scale,
        portrait.width() * scale,
        portrait.height() * scale,
    )
    painter.drawImage(target, portrait)
    painter.end()
    return canvas


def _blurred_outside(sharp: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    aspect = Qt.AspectRatioMode.IgnoreAspectRatio
    width, height = sharp.width(), sharp.height()
    small = sharp.scaled(width // 28, height // 28, aspect, smooth)
    blurred = small.scaled(width // 4, height // 4, aspect, smooth)
    blurred = blurred.scaled(width, height, aspect, smooth)
    painter = QPainter(blurred)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QPainterPath()
    left, top, wide, high = OVAL.box(width, height)
    inside.addEllipse(QRectF(left, top, wide, high))
    painter.setClipPath(inside)
    painter.drawImage(0, 0, sharp)
    painter.end()
    return blurred


def ask(language: str = "en", *, camera: bool = True, minimum_age: int = 14) -> Ask:
    """What a visitor reading this language is asked."""
    return Ask(NOTICES[language].version, minimum_age, camera, MOMENT)


def walk(start: Visit, *events: Event) -> Visit:
    """Where these events lead; the only honest way to a state that holds a grant."""
    visit = start
    for event in events:
        visit, _ = advance(visit, event)
    return visit


def storing(language: str = "en") -> states.StoringConsent:
    """The yes is on its way to the disk."""
    visit = walk(
        states.Idle(), NoticeOpened(ask(language)), ChoseCamera(), SaidOldEnough(RECORD_ID, CODE)
    )
    assert isinstance(visit, states.StoringConsent)
    return visit


def looking(
    language: str = "en", hint: Hint | None = None, *, opened: bool = True
) -> states.Looking:
    """The camera may be open."""
    visit = walk(storing(language), ConsentStored(RECORD_ID, 0.0))
    assert isinstance(visit, states.Looking)
    if opened:
        visit = walk(visit, CameraOpened(visit.grant))
    assert isinstance(visit, states.Looking)
    if hint is not None:
        visit = walk(visit, Hinted(visit.grant, hint))
    assert isinstance(visit, states.Looking)
    return visit


def result(language: str = "en", estimate: Estimate = WOMAN) -> states.ShowingResult:
    """The estimate is shown."""
    seen = looking(language)
    visit = walk(seen, Estimated(seen.grant, estimate))
    assert isinstance(visit, states.ShowingResult)
    return visit


def consent(language: str = "en") -> ConsentRecord:
    """A yes to this language's notice."""
    return storing(language).consent


def kept(language: str = "en") -> KeptRecord:
    """A record as its visitor finds it: kept as it was estimated."""
    proof = Proof(NOTICES[language].version, Medium.TOUCH, Way.CAMERA, MOMENT, date(2029, 11, 24))
    shown = Answer(Gender.WOMAN, AgeBand(25, 34))
    return KeptRecord(shown, Way.CAMERA, MOMENT, UNTIL.astimezone(UTC), shown, proof)


def corrected(language: str = "en") -> KeptRecord:
    """One whose visitor said yes in the hour after the ask, and something else in the end."""
    answer, found = Answer(Gender.UNSAID, AgeBand(35, 44)), kept(language)
    proof = replace(found.proof, moment=replace(MOMENT, hour=MOMENT.hour + 1))
    return replace(found, answer=answer, way=Way.CORRECTED, proof=proof)


# The visitor's phone -----------------------------------------------------------------------

_SECRET: Final = "K2V4QZ7MNRB5XJ3DT6WHYUECFA"
_WIFI: Final = wifi_text("Lakeside guests", "welcome to the lake")


def served(origin: str = "http://192.168.178.120:8471", wifi: str | None = None) -> PhoneCodes:
    """The phone page in the shop's own network."""
    return PhoneCodes(lambda: f"{origin}/n/{_SECRET}", lambda: f"{origin}/r", wifi=wifi)


def served_in_wifi() -> PhoneCodes:
    """The same, and the kiosk lets phones into that network."""
    return served(wifi=_WIFI)


def served_secretly() -> PhoneCodes:
    """The same with a certificate: nobody on the way can read along."""
    return served("https://door.lakeside.example:8471")


def on_the_shops_site() -> PhoneCodes:
    """The page at the shop's own site, whose yes is typed here; phones may have no other way."""
    return PhoneCodes(lambda: f"{PLACE.notice_url}#{_SECRET}", digits=True, wifi=_WIFI)


def out_of_reach() -> PhoneCodes:
    """The phone page while there is no network."""
    return PhoneCodes(wifi=_WIFI)
