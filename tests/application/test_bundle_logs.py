"""The bundle's two logs: an opening of the camera with its closing, and what was erased."""

import pytest

from kiosk.application.bundle_logs import CameraLog, erasure_line, said_in

HOUR = "2026-11-24T14+00:00"


def opened(ref: int | None) -> dict[str, object]:
    return {"type": "camera opened", "ts": HOUR, **({} if ref is None else {"ref": ref})}


CLOSED = {"type": "camera closed", "ts": "2026-11-24T15+00:00", "ref": 3}


def test_an_opening_is_joined_with_the_closing_after_it() -> None:
    log = CameraLog()
    assert list(log.note(4, opened(3), "{}")) == []
    assert list(log.note(5, {"type": "analysis completed"}, "{}")) == []
    assert list(log.note(6, CLOSED, '{"seconds":5}')) == [b"4,6,3,2026-11-24T14+00:00,5\n"]
    assert list(log.end()) == []


def test_one_that_no_row_closes_is_there_without_seconds() -> None:
    log = CameraLog()
    assert list(log.note(4, opened(3), "{}")) == []
    assert list(log.note(9, opened(8), "{}")) == [b"4,,3,2026-11-24T14+00:00,\n"]
    assert list(log.end()) == [b"9,,8,2026-11-24T14+00:00,\n"]


def test_a_closing_by_itself_is_there_too() -> None:
    log = CameraLog()
    line = b"6,3,2026-11-24T15+00:00,5\n"
    assert list(log.note(6, CLOSED, '{"seconds":5}')) == [b"," + line]


def test_what_was_erased_is_told_in_the_rows_own_words() -> None:
    withdrawn = {"type": "consent withdrawn", "ts": HOUR, "ref": 3}
    assert erasure_line(7, withdrawn, "{}") == b"7,2026-11-24T14+00:00,consent withdrawn,3,{}\n"
    expired = {"type": "records expired", "ts": "2026-11-28T04:00:00+00:00"}
    assert erasure_line(9, expired, '{"day":"2026-11-24","visits":2}') == (
        b'9,2026-11-28T04:00:00+00:00,records expired,,"{""day"":""2026-11-24"",""visits"":2}"\n'
    )
    assert erasure_line(2, {"type": "started", "ts": HOUR}, "{}") is None
    assert erasure_line(2, {}, None) is None


@pytest.mark.parametrize("text", [None, "", "{", "[]", "7", "null"])
def test_a_damaged_text_says_nothing(text: str | None) -> None:
    assert said_in(text) == {}
