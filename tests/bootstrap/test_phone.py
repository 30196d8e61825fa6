"""The phone page as the settings want it, and what the doctor finds of it."""

import errno
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.phone import network
from kiosk.adapters.phone.health import PhoneHealth
from kiosk.adapters.phone.network import NoAddress
from kiosk.adapters.settings.reading import load_settings
from kiosk.adapters.settings.settings import Phone, Settings
from kiosk.adapters.system import checks_of_unit
from kiosk.application.doctor import Check
from kiosk.application.phone import Offered, Pages, RecordReply, RecordWish, Wish
from kiosk.bootstrap import phone
from kiosk.bootstrap.phone import certificate_check, check, live_check, receipts_of, start
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.states import KeptRecord
from tests.adapters.phone import certificates
from tests.adapters.phone.serving import PAGES, PATIENCE, Desk
from tests.application.test_phone_record import RECORD

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"
OFF = Phone("off", None, 8471, None, None, None, None, None)
NOW = datetime.now(UTC)
"""The certificates' own: they are made for some days from now on."""


def shop(**changed: object) -> Settings:
    settings = load_settings(EXAMPLE, {"cn": 14, "eu": 16, "us-il": 18})
    assert settings.phone == OFF
    return replace(settings, phone=replace(OFF, **changed))  # pyright: ignore[reportArgumentType]


def at(monkeypatch: pytest.MonkeyPatch, found: str | None) -> None:
    """This machine is at this address just now, or at none."""

    def address(wanted: str | None) -> str:
        if found is None:
            raise NoAddress("this machine is in no private network just now")
        return wanted or found

    monkeypatch.setattr(network, "address", address)


@pytest.mark.parametrize("mode", ["off", "site"])
def test_nothing_is_started_unless_it_is_to_be_served(mode: str) -> None:
    assert start(shop(mode=mode), PAGES, Desk(), print) is None


def test_nothing_is_started_without_a_page() -> None:
    assert start(shop(mode="network"), Pages({}, "", ""), Desk(), print) is None


def test_a_shop_that_wants_it_has_it_served() -> None:
    import queue

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    news: queue.SimpleQueue[object] = queue.SimpleQueue()
    settings = shop(mode="network", address="127.0.0.1", port=port)
    server = start(settings, PAGES, Desk(), news.put)
    assert server is not None
    try:
        assert news.get(timeout=PATIENCE) == Offered(True)
        assert server.url("t") == f"http://127.0.0.1:{port}/n/t"
        assert live_check(server.health).ok
    finally:
        server.close()


def test_the_doctor_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "192.168.1.10")
    assert list(check(shop())) == [Check("phone page", True, "there is none (phone.mode)")]
    (served,) = check(shop(mode="network"))
    assert served.ok
    assert "192.168.1.10" in served.says and "8471" in served.says
    (site,) = check(shop(mode="site"))
    assert site.says == "it is on the shop's web site: None"


def test_the_doctor_says_that_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, None)
    (found,) = check(shop(mode="network"))
    assert (found.ok, found.says) == (False, "this machine is in no private network just now")
    assert "docs/phone.md" in found.cure


def test_the_doctor_says_that_the_service_has_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "192.168.1.10")
    monkeypatch.setattr(checks_of_unit, "reaches_network", lambda: False)
    (found,) = check(shop(mode="network"))
    assert not found.ok
    assert "askfirst.service" in found.says
    assert found.cure == checks_of_unit.cure(checks_of_unit.NETWORK)
    assert [each.ok for each in check(shop())] == [True]
    # The demo is started by hand, and not bound by it.
    assert [each.ok for each in check(replace(shop(mode="network"), demo=True))] == [True]


@pytest.mark.parametrize(
    ("reaches", "cure"),
    [
        (True, checks_of_unit.cure(checks_of_unit.NETWORK)),
        (None, "docs/phone.md says what the page needs."),
    ],
)
def test_from_inside_a_service_without_it_the_same_is_said(
    monkeypatch: pytest.MonkeyPatch, reaches: bool | None, cure: str
) -> None:
    """As when the network was added to it, and it was not yet started anew."""

    def refuse(*kind: object) -> socket.socket:
        raise OSError(errno.EAFNOSUPPORT, os.strerror(errno.EAFNOSUPPORT))

    monkeypatch.setattr(checks_of_unit, "reaches_network", lambda: reaches)
    monkeypatch.setattr(socket, "socket", refuse)
    said = Check("phone page", False, "the kiosk may have no connections here", cure)
    assert list(check(shop(mode="network"))) == [said]
    assert live_check(PhoneHealth(trouble=said.says)) == said


def certified(folder: Path, name: str = certificates.NAME) -> Phone:
    certificate, key = certificates.make(folder)
    return replace(OFF, name=name, certificate=str(certificate), key=str(key))


def test_a_good_certificate_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "192.168.1.10")
    own = certified(tmp_path)
    settings = replace(shop(), phone=replace(own, mode="network"))
    served, found = check(settings)
    assert "unencrypted" not in served.says
    assert found.ok
    assert found.says.startswith(f"it is for {certificates.NAME}, good until ")
    assert found.says.endswith(" days left)")


@pytest.mark.parametrize(
    ("days", "says"),
    [(40, "it was good until"), (20, "it is good until"), (1, "it is for")],
)
def test_the_end_of_a_certificate_is_said_in_time(tmp_path: Path, days: int, says: str) -> None:
    found = certificate_check(certified(tmp_path), NOW + timedelta(days=days))
    assert found.says.startswith(says)
    assert found.ok is (days == 1)


def test_a_certificate_for_another_name_is_said(tmp_path: Path) -> None:
    found = certificate_check(certified(tmp_path, "other.lakeside.example"), NOW)
    assert (found.ok, found.says) == (False, "it is not for other.lakeside.example")


@pytest.mark.parametrize("broken", ["certificate.pem", "key.pem"])
@pytest.mark.parametrize("content", [None, "this is none"])
def test_files_that_cannot_be_used_are_said(
    tmp_path: Path, broken: str, content: str | None
) -> None:
    own = certified(tmp_path)
    (tmp_path / broken).unlink()
    if content is not None:
        (tmp_path / broken).write_text(content)
    found = certificate_check(own, NOW)
    assert not found.ok
    assert "key" in found.says


def test_health_says_how_it_is_served() -> None:
    bad = live_check(PhoneHealth(trouble="nothing can listen at 192.168.1.10:8471 (in use)"))
    assert (bad.ok, bad.says) == (False, "nothing can listen at 192.168.1.10:8471 (in use)")
    good = live_check(PhoneHealth(where="http://192.168.1.10:8471", opened=1200, restarts=3))
    assert good.ok
    assert good.says == (
        "it is served at http://192.168.1.10:8471; opened so far: 1,200; started again: 3"
    )
    bare = live_check(PhoneHealth(where="a", unconfined="this kernel has no Landlock"))
    assert bare.says.endswith("; not confined: this kernel has no Landlock")
    assert timedelta(days=14) == phone.SOON


def test_a_record_is_shown_in_the_shops_time_and_the_phones_language() -> None:
    class Records:
        """Has one record, whatever the code."""

        def erase_for_staff(self, code: object, tell: object) -> None:
            raise AssertionError("nothing is to be erased")

        def find_for_phone(
            self, code: ReceiptCode, tell: Callable[[KeptRecord | None], None]
        ) -> None:
            tell(RECORD)

        def correct_for_phone(self, code: object, answer: object, tell: object) -> None:
            raise AssertionError("nothing is to be corrected")

    replies: list[RecordReply] = []
    desk = receipts_of(shop(), Records())
    for language in ("en", "zh_CN"):
        wish = RecordWish(Wish.SHOW, ReceiptCode.from_random([7] * 9), language)
        desk.asked(wish, replies.append)
    english, chinese = (dict(reply.lines) for reply in replies)
    assert english["Can be found until"] == "2026-11-29, 04:00"
    assert "中文" in english["Proof of your yes"]
    assert chinese["统计内容"] == "女，25–34 岁"
