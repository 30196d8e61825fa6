"""The values that a consent record is made of, as JSON-LD writes them."""

import base64
from datetime import UTC, datetime
from typing import Any

from kiosk.domain.notice import Notice

Document = dict[str, Any]


def term(name: str) -> Document:
    """A thing by its name: an IRI, or one shortened by a prefix of the context."""
    return {"@id": name}


def english(text: str) -> Document:
    """What the program itself says of what it does."""
    return {"@language": "en", "@value": text}


def said(notice: Notice, text: str) -> Document:
    """A text in the language of the notice it was shown in."""
    return {"@language": language(notice), "@value": text}


def described(notice: Notice, *items: str) -> Document:
    """What the notice said about these items, word for word, as the one key of a description.

    Empty if it said nothing.
    """
    words = [
        paragraph
        for section in notice.sections
        if set(items) & set(section.items)
        for paragraph in section.paragraphs
    ]
    return {"dct:description": said(notice, "\n".join(words))} if words else {}


def language(notice: Notice) -> str:
    """The notice's language as a BCP 47 tag: ``zh_CN`` is ``zh-CN``."""
    return notice.language.replace("_", "-")


def hour(moment: datetime) -> Document:
    """An aware time as the hour it is in, in UTC."""
    whole = moment.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return {"@type": "xsd:dateTime", "@value": whole.strftime("%Y-%m-%dT%H:%M:%SZ")}


def lasting(kind: str, value: str, of: str) -> Document:
    """A duration: its kind, its value, and what the value is (``xsd:duration``)."""
    return {"@type": kind, "rdf:value": {"@type": of, "@value": value}}


def hash_name(sha256: str) -> str:
    """The name of whatever has this hash (in hex), by RFC 6920."""
    encoded = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{encoded}"
