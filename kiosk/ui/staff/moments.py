"""An instant as staff are told it: a day of this year without its weekday, and the clock."""

from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from kiosk.ui.staff import period_words

_say = QCoreApplication


def short_instant(moment: datetime, zone: tzinfo, today: date, locale: QLocale) -> str:
    """Short enough to stand in one line of a narrow column."""
    local = moment.astimezone(zone)
    clock = locale.toString(QTime(local.hour, local.minute), "HH:mm")
    day = period_words.short_day(local.date(), today, locale)
    return _say.translate("Moments", "{day}, {time}").format(day=day, time=clock)
