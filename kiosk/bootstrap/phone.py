"""The phone page: joined into a running kiosk, and what the doctor asks about it."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.phone import network
from kiosk.adapters.phone.health import PhoneHealth
from kiosk.adapters.phone.network import NoAddress
from kiosk.adapters.settings.settings import Phone, Settings
from kiosk.adapters.system import checks_of_unit
from kiosk.application.doctor import Check
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from kiosk.adapters.phone.page_server import PhonePageServer
    from kiosk.application.phone import Pages, PhoneNews, ReceiptDesk
    from kiosk.application.phone_receipts import PhoneReceipts, RecordsByCode

SOON: Final = timedelta(days=14)
"""So long before its end it should have been renewed: most are a month before."""

_NAME: Final = "phone page"
_CURE: Final = "docs/phone.md says what the page needs."


def start(
    settings: Settings,
    pages: "Pages",
    desk: "ReceiptDesk",
    tell: "Callable[[PhoneNews], None]",
) -> "PhonePageServer | None":
    """The phone page of a running kiosk; None where the settings want none served.

    Then nothing is made, opened or listened to. ``tell`` is called on a thread of its own and
    must not wait for whoever closes the page.
    """
    phone = settings.phone
    if not phone.is_served or not pages.languages:
        return None
    # Only now: a kiosk shall not start later for a page that it does not serve.
    from kiosk.adapters.phone.page_server import PhonePageServer, Place

    return PhonePageServer(
        pages,
        Place(phone.port, phone.name, phone.certificate, phone.key),
        partial(network.address, phone.address),
        settings.kiosk.minimum_age,
        desk,
        tell,
    )


def receipts_of(settings: Settings, records: "RecordsByCode") -> "PhoneReceipts":
    """What a receipt's code can do from a phone. Raises OSError, ValueError for broken words."""
    from kiosk.application.phone_receipts import PhoneReceipts
    from kiosk.application.phone_record import RecordWords

    folder = shipped("assets") / "phone"
    texts = {path.stem: _read(path) for path in sorted((folder / "record").glob("*.toml"))}
    names = {tag: str(_read(folder / f"{tag}.toml")["name"]) for tag in texts}
    words = {tag: RecordWords(own, names, settings.kiosk.time_zone) for tag, own in texts.items()}
    return PhoneReceipts(records, lambda language, record: words[language].lines(record))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def check(settings: Settings) -> Iterable[Check]:
    """The doctor's lines: whether phones could be served, as far as that is seen from outside."""
    phone = settings.phone
    if phone.mode == "off":
        yield Check(_NAME, True, "there is none (phone.mode)")
        return
    if phone.mode == "site":
        says = f"it is on the shop's web site: {settings.controller.notice_url}"
        yield Check(_NAME, True, says)
        return
    # The demo is no service: it is started by hand.
    if not settings.demo and checks_of_unit.reaches_network() is False:
        says = f"{checks_of_unit.UNIT} has no network, so no phone can reach the page"
        yield Check(_NAME, False, says, checks_of_unit.cure(checks_of_unit.NETWORK))
        return
    try:
        address = network.address(phone.address)
    except NoAddress as why:
        yield Check(_NAME, False, str(why), _cure_of(str(why)))
    else:
        says = f"it is served at {address}, port {phone.port}"
        encrypted = "" if phone.certificate else ", unencrypted: receipts can only be deleted there"
        yield Check(_NAME, True, says + encrypted)
    if phone.certificate is not None:
        yield certificate_check(phone, parts.clock_of(settings).now())


def live_check(health: PhoneHealth) -> Check:
    """What Health says of a page while it is served, instead of the doctor's look from outside."""
    if health.trouble is not None:
        return Check(_NAME, False, health.trouble, _cure_of(health.trouble))
    says = f"it is served at {health.where}; opened so far: {health.opened:,}"
    if health.restarts:
        says += f"; started again: {health.restarts:,}"
    if health.unconfined is not None:
        says += f"; not confined: {health.unconfined}"
    return Check(_NAME, True, says)


def _cure_of(trouble: str) -> str:
    if trouble == network.NO_CONNECTIONS and checks_of_unit.reaches_network() is not None:
        return checks_of_unit.cure(checks_of_unit.NETWORK)
    return _CURE


def certificate_check(phone: Phone, now: datetime) -> Check:
    """Whether the certificate and its key can be used, for the name that the settings give it."""
    from cryptography.x509 import load_pem_x509_certificates

    from kiosk.adapters.phone.certificate import encryption_of

    name = "certificate"
    assert phone.certificate is not None
    try:
        encryption_of(phone.certificate, phone.key)
        pem = Path(phone.certificate).read_bytes()
        found = load_pem_x509_certificates(pem)[0]
    except (OSError, ValueError) as why:
        reason = getattr(why, "reason", None) or str(why)
        says = f"it cannot be used with its key ({reason})"
        return Check(name, False, says, "See that both files are whole and belong together.")
    ends = found.not_valid_after_utc
    if phone.name not in _names(found):
        return Check(
            name, False, f"it is not for {phone.name}", "Mend phone.name, or have another."
        )
    if now >= ends:
        return Check(name, False, f"it was good until {ends:%Y-%m-%d}", "Have it renewed.")
    if now >= ends - SOON:
        says = f"it is good until {ends:%Y-%m-%d} only ({_days(ends - now)})"
        return Check(name, False, says, "Have it renewed.")
    says = f"it is for {phone.name}, good until {ends:%Y-%m-%d} ({_days(ends - now)})"
    return Check(name, True, says)


def _days(left: timedelta) -> str:
    return "1 day left" if left.days == 1 else f"{left.days} days left"


def _names(certificate: "Certificate") -> list[str]:
    from cryptography.x509 import DNSName, ExtensionNotFound, SubjectAlternativeName

    try:
        found = certificate.extensions.get_extension_for_class(SubjectAlternativeName)
    except ExtensionNotFound:
        return []
    return found.value.get_values_for_type(DNSName)


__all__ = ["SOON", "certificate_check", "check", "live_check", "receipts_of", "start"]
