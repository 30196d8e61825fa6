"""The only place where parts are chosen and joined; the command line calls nothing else."""

from kiosk.bootstrap.commands import (
    doctor_report,
    has_records,
)
from kiosk.bootstrap.erasing import withdraw
from kiosk.bootstrap.figures import figures_of, period_figures
from kiosk.bootstrap.instance import kiosk_runs
from kiosk.bootstrap.kiosk import run_kiosk
from kiosk.bootstrap.parts import load_settings, settings_folder

__all__ = [
    "doctor_report",
    "figures_of",
    "has_records",
    "kiosk_runs",
    "load_settings",
    "period_figures",
    "run_kiosk",
    "settings_folder",
    "withdraw",
]
