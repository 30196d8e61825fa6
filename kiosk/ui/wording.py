"""What the rules' values are called on the screens: one word for each, everywhere the same."""

from datetime import date, datetime, tzinfo
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from kiosk.domain.consent import Medium, Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Estimate, Gender, Sureness
from kiosk.domain.states import Hint, StoreFault

_say = QCoreApplication


def gender(value: Gender) -> str:
    """As it stands inside a sentence."""
    match value:
        case Gender.WOMAN:
            return _say.translate("Wording", "woman")
        case Gender.MAN:
            return _say.translate("Wording", "man")
        case Gender.NOT_SURE:
            return _say.translate("Wording", "gender not sure")
        case Gender.UNSAID:
            return _say.translate("Wording", "gender not said")
        case _:
            assert_never(value)


def age_band(value: AgeBand | None) -> str:
    """As it stands inside a sentence."""
    if value is None:
        return _say.translate("Wording", "age not said")
    if value.last is None:
        return _say.translate("Wording", "{first} or older").format(first=value.first)
    return _say.translate("Wording", "{first}–{last}").format(first=value.first, last=value.last)


def answer(value: Answer) -> str:
    """Gender and age band, as one item of a sentence."""
    return _say.translate("Wording", "{gender}, {age}").format(
        gender=gender(value.gender), age=age_band(value.age_band)
    )


def estimate(value: Estimate) -> str:
    """An estimate as its visitor is told it; no gender is named where none is sure."""
    match value.gender:
        case Gender.WOMAN:
            words = _say.translate("Wording", "Woman, between {low} and {high}")
        case Gender.MAN:
            words = _say.translate("Wording", "Man, between {low} and {high}")
        case _:
            words = _say.translate("Wording", "Between {low} and {high}")
    return words.format(low=value.low, high=value.high)


def sureness(value: Sureness) -> str:
    """A sentence about the gender that was estimated."""
    match value:
        case Sureness.QUITE:
            return _say.translate("Wording", "We are quite sure about gender.")
        case Sureness.FAIRLY:
            return _say.translate("Wording", "We are fairly sure about gender.")
        case Sureness.NOT:
            return _say.translate("Wording", "We are not sure about gender.")
        case _:
            assert_never(value)


def way(value: Way) -> str:
    """How an answer came about."""
    match value:
        case Way.CAMERA:
            return _say.translate("Wording", "estimated by the camera")
        case Way.CORRECTED:
            return _say.translate("Wording", "corrected by you")
        case Way.TOLD:
            return _say.translate("Wording", "told by you")
        case _:
            assert_never(value)


def medium(value: Medium) -> str:
    """Where a yes was given."""
    match value:
        case Medium.TOUCH:
            return _say.translate("Wording", "by touch")
        case Medium.PHONE:
            return _say.translate("Wording", "by phone")
        case _:
            assert_never(value)


def hint(value: Hint) -> str:
    """What to do now, short enough to be read while doing it."""
    match value:
        case Hint.COME_CLOSER:
            return _say.translate("Wording", "Come a little closer")
        case Hint.STEP_BACK:
            return _say.translate("Wording", "Step back a little")
        case Hint.CENTRE_FACE:
            return _say.translate("Wording", "Move your face into the oval")
        case Hint.FACE_THE_SCREEN:
            return _say.translate("Wording", "Look straight at the screen")
        case Hint.HOLD_STILL:
            return _say.translate("Wording", "Hold still for a moment")
        case Hint.ONE_AT_A_TIME:
            return _say.translate("Wording", "One person at a time, please")
        case Hint.UNCOVER_FACE:
            return _say.translate("Wording", "Part of your face is covered")
        case Hint.TOO_DARK:
            return _say.translate("Wording", "It is too dark here")
        case Hint.TOO_BRIGHT:
            return _say.translate("Wording", "It is too bright here")
        case Hint.GOOD:
            return _say.translate("Wording", "Good. Hold still for a moment")
        case _:
            assert_never(value)


def for_staff(value: StoreFault) -> str:
    """Why the kiosk rests and where to look, in a line that tells a stranger nothing of use."""
    match value:
        case StoreFault.NOT_ASSESSED:
            words = _say.translate(
                "Wording", "For staff: the impact assessment is not signed. See: {command}"
            )
            command = "askfirst pia status"
        case StoreFault.NO_NOTICE:
            words = _say.translate(
                "Wording", "For staff: there is no whole notice to ask with. See: {command}"
            )
            command = "askfirst notice check"
        case StoreFault.FULL:
            words = _say.translate("Wording", "For staff: the disk is full. See: {command}")
            command = "askfirst doctor"
        case StoreFault.SLOW:
            words = _say.translate(
                "Wording", "For staff: the records do not answer. See: {command}"
            )
            command = "askfirst doctor"
        case StoreFault.UNSTEADY:
            words = _say.translate(
                "Wording",
                "For staff: the program kept ending by itself, and waits a quarter of an hour. "
                "See: {command}",
            )
            command = "askfirst doctor"
        case StoreFault.BROKEN:
            words = _say.translate(
                "Wording", "For staff: the records cannot be used. See: {command}"
            )
            command = "askfirst doctor"
        case _:
            assert_never(value)
    return words.format(command=command)


def hour(value: int) -> str:
    """An hour of the clock, as the stretch it is."""
    return _say.translate("Wording", "between {start} and {end} o’clock").format(
        start=value, end=(value + 1) % 24 or 24
    )


def day(value: date, locale: QLocale) -> str:
    """A day with its weekday."""
    pattern = _say.translate("Wording", "dddd d MMMM", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def month(value: date, locale: QLocale) -> str:
    """The month a day lies in."""
    pattern = _say.translate("Wording", "MMMM yyyy", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def moment(value: Moment, locale: QLocale) -> str:
    """A day and an hour: all the time that is ever kept."""
    return _say.translate("Wording", "{day}, {hour}").format(
        day=day(value.day, locale), hour=hour(value.hour)
    )


def instant(value: datetime, zone: tzinfo, locale: QLocale) -> str:
    """A day and a time of the clock, in the shop's zone."""
    local = value.astimezone(zone)
    clock = locale.toString(QTime(local.hour, local.minute), "HH:mm")
    return _say.translate("Wording", "{day}, {time}").format(
        day=day(local.date(), locale), time=clock
    )
