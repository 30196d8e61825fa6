"""Where the assessment stands, in every way it can, and how long sign-offs are kept."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.application.assessment import SignOff, check, due_to_go, standing
from kiosk.domain.assessment import Assessment
from tests.domain.test_assessment import SHOP

DAY = date(2026, 1, 31)
OLDER = replace(SHOP, camera_seconds=6)


def sign_off(
    configuration: object = SHOP, counsel: str | None = None, recorded: date = DAY
) -> SignOff:
    assert isinstance(configuration, type(SHOP))
    signed = Assessment(configuration.hash, "Wang Min", DAY, counsel)
    return SignOff(signed, recorded, configuration.facts, {})


def test_nothing_signed() -> None:
    found = standing(SHOP, (), counsel_is_asked=False)
    assert not found.is_signed
    assert (found.last, found.changed, found.lacks_counsel) == (None, (), False)
    line = check(found, DAY)
    assert not line.ok
    assert "not signed" in line.says and "askfirst pia sign" in line.cure


def test_signed() -> None:
    kept = sign_off()
    found = standing(SHOP, (sign_off(OLDER), kept), counsel_is_asked=False)
    assert found.in_force == found.last == kept.assessment
    assert found.changed == ()
    line = check(found, DAY)
    assert line.ok and line.cure == ""
    assert "Wang Min" in line.says and "2026-01-31" in line.says


def test_the_newest_of_this_configuration_is_in_force() -> None:
    again = replace(sign_off(), assessment=Assessment(SHOP.hash, "Li Na", DAY))
    found = standing(SHOP, (sign_off(), again, sign_off(OLDER)), counsel_is_asked=False)
    assert found.in_force == again.assessment
    assert found.changed == ("camera.seconds",)


def test_signed_for_other_settings_names_them() -> None:
    found = standing(SHOP, (sign_off(OLDER),), counsel_is_asked=False)
    assert not found.is_signed
    line = check(found, DAY)
    assert not line.ok
    assert "camera.seconds" in line.says
    assert line.cure


def test_without_counsels_answer_it_is_not_signed_where_that_is_asked() -> None:
    found = standing(SHOP, (sign_off(),), counsel_is_asked=True)
    assert not found.is_signed and found.lacks_counsel
    assert "--counsel" in check(found, DAY).cure
    assert standing(SHOP, (sign_off(counsel="no"),), counsel_is_asked=True).is_signed


def test_a_review_that_is_due_is_named_and_stops_nobody() -> None:
    found = standing(SHOP, (sign_off(),), counsel_is_asked=False)
    assert "2027" not in check(found, date(2027, 1, 28)).says
    line = check(found, date(2027, 1, 29))
    assert line.ok and "2027-01-28" in line.says


@pytest.mark.parametrize(
    ("replaced_on", "is_due"),
    [(date(2023, 1, 30), True), (date(2023, 1, 31), False), (date(2025, 1, 1), False)],
)
def test_a_sign_off_is_kept_for_years_after_it_was_replaced(
    replaced_on: date, is_due: bool
) -> None:
    old = sign_off(OLDER, recorded=date(2020, 1, 1))
    new = sign_off(recorded=replaced_on)
    due = due_to_go((old, new), date(2023, 1, 31), SHOP.hash)
    assert due == ((old,) if is_due else ())


def test_the_newest_and_the_present_ones_are_kept_however_old() -> None:
    ages_ago = date(2001, 1, 1)
    present, other = sign_off(recorded=ages_ago), sign_off(OLDER, recorded=ages_ago)
    assert due_to_go((present, other), DAY, SHOP.hash) == ()
    assert due_to_go((other,), DAY, SHOP.hash) == ()
    assert due_to_go((), DAY, SHOP.hash) == ()
