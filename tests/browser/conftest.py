"""One Chromium and one served shop for all pages; each test has a phone of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.notices.notices import FilledNotices
from kiosk.bootstrap.phone_pages import pages_of, write_site
from kiosk.domain.notice import Notice
from tests.adapters.notices.shop import FACTS, LANGUAGES, NOTICES, every_law
from tests.adapters.phone.serving import Shop, open_shop
from tests.browser.chromium import Browser, Tab, browser
from tests.browser.web_site import WebSite


@pytest.fixture(scope="session")
def notices() -> dict[str, Notice]:
    """The shipped notices with everything in them that any law asks for."""
    return dict(FilledNotices(NOTICES, FACTS, every_law(), LANGUAGES).offered())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as made:
        yield made


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Tab]:
    """A phone in whose page nothing may go wrong, whatever the test does with it."""
    with chromium.tab() as made:
        made.be()
        yield made
        assert made.problems == []


@pytest.fixture
def other_phone(chromium: Browser) -> Iterator[Tab]:
    with chromium.tab() as made:
        made.be()
        yield made
        assert made.problems == []


@pytest.fixture(scope="module")
def shop(notices: dict[str, Notice]) -> Iterator[Shop]:
    """The page as the kiosk's own process serves it."""
    with open_shop(pages=pages_of(notices, encrypted=False)) as made:
        yield made


@pytest.fixture
def site(notices: dict[str, Notice], tmp_path: Path) -> Iterator[WebSite]:
    """The shop's web site, which hands out what the command wrote."""
    write_site(notices, tmp_path / "notice")
    with WebSite(tmp_path) as made:
        yield made
