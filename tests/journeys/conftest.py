"""What journeys with phones share: settings that are signed for, and one Chromium for a file."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.bootstrap import assessment
from tests.adapters.phone import certificates
from tests.adapters.phone.certificates import Issued
from tests.browser.chromium import Browser, Tab, browser
from tests.fakes.assessment import FakeAssessments
from tests.journeys.both import a_phone


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's own sign-off is for the demo as it is, which has no phone page."""
    monkeypatch.setattr(assessment, "assessments_of", lambda *_: FakeAssessments())


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """A certificate from an authority that the phones here trust."""
    return certificates.issue(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def chromium(qapp: QApplication, issued: Issued) -> Iterator[Browser]:
    """While it is waited for, the kiosk's window goes on: both are on one thread."""
    with browser(lambda: QTest.qWait(5), issued.fingerprint) as made:
        yield made


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Tab]:
    with a_phone(chromium) as made:
        yield made


@pytest.fixture
def other_phone(chromium: Browser) -> Iterator[Tab]:
    with a_phone(chromium) as made:
        yield made
