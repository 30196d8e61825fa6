"""The tabs of the staff area, who sees them, and which page each one opens.

A page's module is imported when somebody signs in and not before: charts come with it, and a
kiosk shall not start later for what visitors never see.
"""

import enum
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.application.staff import Role
from kiosk.ui.staff.page import StaffPage

_say = QCoreApplication


class Tab(enum.Enum):
    """In the order in which they stand."""

    TODAY = "today"
    PEOPLE = "people"
    TRENDS = "trends"
    RECORDS = "records"
    HEALTH = "health"
    REPORTS = "reports"
    CLOSING = "closing"
    SETTINGS = "settings"


MANAGERS_ONLY: Final = frozenset({Tab.SETTINGS})


def _today() -> type[StaffPage]:
    from kiosk.ui.staff.today import TodayPage

    return TodayPage


def _people() -> type[StaffPage]:
    from kiosk.ui.staff.people import PeoplePage

    return PeoplePage


def _trends() -> type[StaffPage]:
    from kiosk.ui.staff.trends import TrendsPage

    return TrendsPage


def _records() -> type[StaffPage]:
    from kiosk.ui.staff.records import RecordsPage

    return RecordsPage


def _health() -> type[StaffPage]:
    from kiosk.ui.staff.health import HealthPage

    return HealthPage


def _reports() -> type[StaffPage]:
    from kiosk.ui.staff.reports import ReportsPage

    return ReportsPage


def _closing() -> type[StaffPage]:
    from kiosk.ui.staff.closing import ClosingPage

    return ClosingPage


def _settings() -> type[StaffPage]:
    from kiosk.ui.staff.settings import SettingsPage

    return SettingsPage


PAGES: Final[Mapping[Tab, Callable[[], type[StaffPage]]]] = {
    Tab.TODAY: _today,
    Tab.PEOPLE: _people,
    Tab.TRENDS: _trends,
    Tab.RECORDS: _records,
    Tab.HEALTH: _health,
    Tab.REPORTS: _reports,
    Tab.CLOSING: _closing,
    Tab.SETTINGS: _settings,
}


def tabs_for(role: Role) -> tuple[Tab, ...]:
    """The tabs this role sees, in their order."""
    return tuple(
        tab for tab in Tab if tab in PAGES and (role is Role.MANAGER or tab not in MANAGERS_ONLY)
    )


def load() -> None:
    """Import every page now, so that the first tap on a tab does not have to."""
    for page_class in PAGES.values():
        page_class()


def name(tab: Tab) -> str:
    """What stands on a tab."""
    match tab:
        case Tab.TODAY:
            return _say.translate("Tabs", "Today")
        case Tab.PEOPLE:
            return _say.translate("Tabs", "People")
        case Tab.TRENDS:
            return _say.translate("Tabs", "Trends")
        case Tab.RECORDS:
            return _say.translate("Tabs", "Records")
        case Tab.HEALTH:
            return _say.translate("Tabs", "Health")
        case Tab.REPORTS:
            return _say.translate("Tabs", "Reports")
        case Tab.CLOSING:
            return _say.translate("Tabs", "Close the day")
        case Tab.SETTINGS:
            return _say.translate("Tabs", "Settings")
