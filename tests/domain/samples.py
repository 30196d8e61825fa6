"""One visitor, one notice, one estimate: what the tests of the rules speak about."""

from datetime import UTC, date, datetime
from uuid import UUID

from kiosk.domain.consent import Medium, Moment, ReceiptCode, Way
from kiosk.domain.estimate import AgeBand, Answer, Estimate, Gender
from kiosk.domain.notice import NoticeVersion
from kiosk.domain.states import Ask, Inside, KeptRecord, Proof

NOTICE = NoticeVersion("7f3a" * 16, "en")
OTHER_NOTICE = NoticeVersion("0b2c" * 16, "zh_CN")
MOMENT = Moment(date(2026, 11, 24), 14)
LATER = Moment(date(2026, 11, 24), 15)
ASK = Ask(NOTICE, 14, camera=True, moment=MOMENT)
RECORD_ID = UUID("00000000-0000-4000-8000-000000000001")
OTHER_RECORD_ID = UUID("00000000-0000-4000-8000-000000000002")
CODE = ReceiptCode.from_random([20, 7, 23, 20, 2, 9, 29, 24, 26])
OTHER_CODE = ReceiptCode.from_random([0, 1, 2, 3, 4, 5, 6, 7, 8])
UNTIL = datetime(2026, 11, 28, 4, tzinfo=UTC)
WOMAN = Estimate(age=32.6, low=27, high=39, p_woman=0.99, frames=9)
CHILD = Estimate(age=13.9, low=8, high=19, p_woman=0.6, frames=9)
ANSWER = Answer(Gender.MAN, AgeBand(45, 54))
SHOWN = Answer(Gender.WOMAN, AgeBand(25, 34))
PROOF = Proof(NOTICE, Medium.TOUCH, Way.CAMERA, MOMENT, date(2029, 11, 24))
RECORD = KeptRecord(SHOWN, Way.CAMERA, MOMENT, UNTIL, SHOWN, PROOF)
INSIDE = Inside(
    columns=("day", "hour"),
    records=3,
    waiting=3,
    blocks=0,
    released=0,
    pictures=0,
    openings=4,
    camera_last_opened=MOMENT,
    camera_opened_for=9,
    next_erasure=UNTIL,
    ledger_rows=12,
    head=None,
    public_key=bytes(32),
    checked=None,
)
NOW = 1000.0
