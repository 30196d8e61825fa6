"""docs/openapi.json says what is served, all of it, and whatever is sent is answered as it says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.routing import Route

from kiosk.adapters.phone.site import Site
from kiosk.application.phone import Busy, Outcome, RecordReply
from tests.adapters.phone.serving import EN, PAGES, Shop, open_shop

PATH = Path(__file__).parents[3] / "docs" / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_dict(DOCUMENT)
bounded = settings(
    derandomize=True,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.filter_too_much],
)


@pytest.fixture(scope="module")
def bent() -> Iterator[Shop]:
    """A page whose kiosk erases whatever it is asked to; at the end it is the same process."""
    with open_shop() as made:
        made.desk.reply = RecordReply(Outcome.ERASED, (("Age", "25–34"),))
        pid = made.server.pid
        yield made
        assert made.server.pid == pid
        assert made.server.health.restarts == 0


def test_every_path_that_is_served_is_described_and_no_other() -> None:
    site = Site(PAGES, "http://a", None, lambda: 0.0, is_secret=False)  # type: ignore[arg-type]
    served = {
        (each.path, method)
        for each in site.app().routes
        if isinstance(each, Route)
        for method in (each.methods or set()) - {"HEAD"}
    }
    described = {
        (path, method.upper())
        for path, operations in DOCUMENT["paths"].items()
        for method in operations
    }
    assert served == described


def test_every_reason_that_is_given_is_described() -> None:
    folder = Path(__file__).parents[3] / "kiosk" / "adapters" / "phone"
    code = "".join(each.read_text(encoding="utf-8") for each in folder.glob("*.py"))
    given = set(re.findall(r'refused\(\s*\d+, "(\w+)"', code))
    described = set(re.findall(r'"(\w+)"', json.dumps(DOCUMENT)))
    assert given <= described
    assert len(given) >= 10


@schema.parametrize()
@bounded
def test_whatever_is_sent_is_answered_as_it_says(case: schemathesis.Case, bent: Shop) -> None:
    case.call_and_validate(base_url=bent.origin, checks=CHECKS)


@schema.parametrize()
@bounded
def test_what_comes_from_the_page_itself_as_well(case: schemathesis.Case, bent: Shop) -> None:
    """With the right origin, a good token and the page's own secret; the rest is as it comes."""
    if case.path_parameters:
        token = bent.offer()
        # Otherwise a yes would wait for the kiosk's side of the story.
        bent.tell(token, Busy())
        case.path_parameters = {"token": token}
        csrf = bent.get(f"/n/{token}").csrf
    else:
        csrf = bent.get("/r").csrf
    if case.method == "POST":
        case.headers.update({"Origin": bent.origin, "Sec-Fetch-Site": "same-origin"})
        if isinstance(case.body, dict):
            case.body |= {"csrf": csrf} | ({"notice": EN} if "notice" in case.body else {})
    case.call_and_validate(base_url=bent.origin, checks=CHECKS)
