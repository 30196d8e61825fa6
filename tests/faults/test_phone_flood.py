"""Row 21: beside a flood of requests touch goes on, and a phone that asks once is heard."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import assessment
from tests.adapters.phone.raw import addresses
from tests.fakes.assessment import FakeAssessments
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import arm, serving

pytestmark = [pytest.mark.timeout(600), pytest.mark.alone]

FROM = 30
"""Addresses, each with as many connections as one may have."""


@contextmanager
def flood(kiosk: Kiosk, answered: list[int]) -> Iterator[None]:
    """Sixteen requests at once over every connection, again and again, by another process."""
    phone = kiosk.joined.phone
    assert phone is not None
    host = urlsplit(phone.codes.receipts() or "").netloc
    few = itertools.islice(addresses(), FROM)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.phone.flooding", host.split(":")[1], host, *few],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as flooding:
        assert flooding.stdin and flooding.stdout
        assert flooding.stdout.readline() == "flooding\n"
        yield
        flooding.stdin.close()
        answered.append(int(flooding.stdout.readline()))


def test_touch_and_a_phone_go_on_beside_a_flood(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessment, "assessments_of", lambda *_: FakeAssessments())
    answered: list[int] = []
    with serving(tmp_path / "data") as kiosk, flood(kiosk, answered):
        pid = kiosk.joined.phone and kiosk.joined.phone.server and kiosk.joined.phone.server.pid
        kiosk.read_notice()
        kiosk.tell()
        kiosk.take_receipt()

        phone, _ = arm(kiosk)
        kiosk.press("This is not me")
        phone.wait_for(story="ended", reason="not_me")
        assert kiosk.visit_rows() == 1
        assert kiosk.joined.phone and kiosk.joined.phone.server
        assert kiosk.joined.phone.server.pid == pid
    assert answered[0] > 100
