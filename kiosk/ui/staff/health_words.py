"""What the doctor's checks are called in the shop, and what somebody at the counter can do.

The doctor speaks to whoever installed the machine; these sentences are for everybody else.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.ui.languages import own_name

_say = QCoreApplication

NOTICE: Final = "notice "
BACKUP: Final = "backup"
"""Not a check of the doctor's: what the store says of the last night."""
CAMERA_DOOR: Final = "camera door"
"""Not one of the doctor's either: why the running kiosk offers no camera just now."""

ESTIMATE: Final = "estimate"
"""Nor this one: that visitors correct more than was wrong where the estimate was measured."""

MODELS: Final = "models"
CONFINEMENT: Final = "confinement"


def name(check: str) -> str:
    """What a check is called; an unknown one keeps the name it came with."""
    if check.startswith(NOTICE):
        language = own_name(check.removeprefix(NOTICE))
        return _say.translate("Health", "The notice in {language}").format(language=language)
    known = _NAMES.get(check)
    return known() if known else check


def cure(check: str) -> str:
    """What to do about it in the shop, in a sentence or two."""
    if check.startswith(NOTICE):
        return _say.translate(
            "Health",
            "Visitors are not asked in this language for now. Tell whoever looks after this "
            "machine: its text has to be mended.",
        )
    known = _CURES.get(check)
    if known:
        return known()
    return _say.translate(
        "Health", "Show this page to whoever looks after this machine. Nothing recorded is lost."
    )


_NAMES: Final[Mapping[str, Callable[[], str]]] = {
    "settings": lambda: _say.translate("Health", "Settings file"),
    "version": lambda: _say.translate("Health", "Version"),
    "python": lambda: _say.translate("Health", "Program"),
    "qt": lambda: _say.translate("Health", "Screen"),
    "law": lambda: _say.translate("Health", "Rules of law"),
    "assessment": lambda: _say.translate("Health", "Impact assessment"),
    "camera": lambda: _say.translate("Health", "Camera"),
    CAMERA_DOOR: lambda: _say.translate("Health", "Camera"),
    "door counter": lambda: _say.translate("Health", "Door counter"),
    "phone page": lambda: _say.translate("Health", "Phone page"),
    "certificate": lambda: _say.translate("Health", "Phone page’s certificate"),
    "data folder": lambda: _say.translate("Health", "Folder of the records"),
    "disk": lambda: _say.translate("Health", "Disk"),
    MODELS: lambda: _say.translate("Health", "Camera’s program"),
    CONFINEMENT: lambda: _say.translate("Health", "Camera’s lock"),
    "fonts and words": lambda: _say.translate("Health", "Letters and words"),
    "clock": lambda: _say.translate("Health", "Clock"),
    "records": lambda: _say.translate("Health", "Records"),
    "contents": lambda: _say.translate("Health", "Nothing that must not be kept"),
    "kiosk": lambda: _say.translate("Health", "Settings in force"),
    "staff PIN": lambda: _say.translate("Health", "PINs"),
    "signing key": lambda: _say.translate("Health", "Machine’s key"),
    "ownership": lambda: _say.translate("Health", "Owner of the files"),
    "ballast": lambda: _say.translate("Health", "Reserve for a full disk"),
    "swap": lambda: _say.translate("Health", "Memory never on a disk"),
    "screen size": lambda: _say.translate("Health", "Size of the screen"),
    "service": lambda: _say.translate("Health", "Start by itself"),
    "starts": lambda: _say.translate("Health", "Running without a break"),
    "backup folder": lambda: _say.translate("Health", "Second place of the backups"),
    "health folder": lambda: _say.translate("Health", "Place for news of the machine"),
    "reports": lambda: _say.translate("Health", "Reports"),
    "fleet": lambda: _say.translate("Health", "Days for the head office"),
    "doctor": lambda: _say.translate("Health", "Examination"),
    BACKUP: lambda: _say.translate("Health", "Backup"),
    ESTIMATE: lambda: _say.translate("Health", "Camera’s place and light"),
}

_CURES: Final[Mapping[str, Callable[[], str]]] = {
    "settings": lambda: _say.translate(
        "Health",
        "The settings file has a mistake. Leave the machine on: it would not start again. Tell "
        "whoever looks after it.",
    ),
    "python": lambda: _say.translate(
        "Health",
        "The program does not fit this machine. Tell whoever looks after it: it has to be "
        "installed anew.",
    ),
    "qt": lambda: _say.translate(
        "Health",
        "Something that the screen needs is missing. Leave the machine on, and tell whoever looks "
        "after it.",
    ),
    "law": lambda: _say.translate(
        "Health",
        "The program is damaged, and visitors cannot be asked honestly. Tell whoever looks after "
        "this machine: it has to be installed anew.",
    ),
    "assessment": lambda: _say.translate(
        "Health",
        "The impact assessment of this machine is not signed, and without it nobody is asked. "
        "Tell your manager.",
    ),
    "camera": lambda: _say.translate(
        "Health",
        "Push the camera’s plug in firmly, at both ends. It is looked for every few seconds. "
        "Until it is found, visitors can still tell us themselves.",
    ),
    CAMERA_DOOR: lambda: _say.translate(
        "Health",
        "The camera failed several times in a row and is left alone for five minutes. Pull its "
        "plug, put it in again, and try once more here. Visitors can still tell us themselves.",
    ),
    "door counter": lambda: _say.translate(
        "Health",
        "The door counter sends nothing, or what cannot be true. See whether it has power and "
        "nothing covers it. Visitors are asked all the same.",
    ),
    "phone page": lambda: _say.translate(
        "Health",
        "Phones cannot reach the page just now, so the screen shows them no code. See whether the "
        "network cable is in. Visitors can do everything at the screen.",
    ),
    "certificate": lambda: _say.translate(
        "Health",
        "The phone page’s certificate has ended, is about to, or cannot be used. Tell whoever "
        "looks after this machine. Visitors can do everything at the screen.",
    ),
    "data folder": lambda: _say.translate(
        "Health",
        "The folder of the records is not as it should be. There is nothing to do for you here: "
        "tell whoever looks after this machine.",
    ),
    "disk": lambda: _say.translate(
        "Health",
        "The disk is nearly full. Nothing is lost, but once it is full nobody is asked. Tell "
        "whoever looks after this machine.",
    ),
    MODELS: lambda: _say.translate(
        "Health",
        "A part of the camera’s program is missing or altered, so the camera is not offered. "
        "Visitors can still tell us themselves. Tell whoever looks after this machine.",
    ),
    CONFINEMENT: lambda: _say.translate(
        "Health",
        "The camera’s program is not locked away from the rest of the machine as it should be. "
        "Tell whoever looks after this machine. Visitors can still tell us themselves.",
    ),
    "fonts and words": lambda: _say.translate(
        "Health",
        "Letters or words of the screens are missing. Tell whoever looks after this machine: the "
        "program has to be installed anew.",
    ),
    "clock": lambda: _say.translate(
        "Health",
        "The clock of this machine is wrong, and days would end at the wrong time. Tell whoever "
        "looks after it.",
    ),
    "records": lambda: _say.translate(
        "Health",
        "The records cannot be used. Leave the machine on, and tell whoever looks after it today. "
        "Do not try to mend anything: it would make it worse.",
    ),
    "contents": lambda: _say.translate(
        "Health",
        "Something is kept here that must not be, or a part could not be looked through. Leave "
        "everything as it is, and tell your manager today.",
    ),
    "kiosk": lambda: _say.translate(
        "Health",
        "The settings were changed, and what was changed does not hold yet. After closing time, "
        "switch the machine off and on.",
    ),
    "staff PIN": lambda: _say.translate(
        "Health",
        "The file of the PINs cannot be read, so soon nobody may get in here. Tell whoever looks "
        "after this machine: the PINs have to be set anew.",
    ),
    "signing key": lambda: _say.translate(
        "Health",
        "The machine’s own key cannot be read, and without it nobody is asked. Tell whoever looks "
        "after this machine.",
    ),
    "version": lambda: _say.translate(
        "Health", "Tell whoever looks after this machine which version stands here."
    ),
    "ownership": lambda: _say.translate(
        "Health",
        "Some files of this machine belong to another account, so it may soon be unable to record. "
        "Tell whoever looks after it.",
    ),
    "ballast": lambda: _say.translate(
        "Health",
        "The disk was full, and its reserve was used. Nothing is lost. Tell whoever looks after "
        "this machine: it needs more room.",
    ),
    "swap": lambda: _say.translate(
        "Health",
        "This machine may write its memory to its disk. Tell whoever looks after it: that has to "
        "be switched off.",
    ),
    "screen size": lambda: _say.translate(
        "Health",
        "How large the screen is, is not known, so letters may be too small. Tell whoever looks "
        "after this machine.",
    ),
    "service": lambda: _say.translate(
        "Health",
        "This machine may not start by itself after a power cut. Tell whoever looks after it.",
    ),
    "starts": lambda: _say.translate(
        "Health",
        "The machine’s program ended by itself several times. Nothing recorded is lost. Tell "
        "whoever looks after this machine today.",
    ),
    "backup folder": lambda: _say.translate(
        "Health",
        "The disk for the second backup is not there. See whether it is plugged in. If it is, tell "
        "whoever looks after this machine.",
    ),
    "health folder": lambda: _say.translate(
        "Health",
        "The news of how this machine is cannot be written. Visitors notice nothing of it. Tell "
        "whoever looks after this machine.",
    ),
    "reports": lambda: _say.translate(
        "Health",
        "A report could not be written by itself. Write it by hand on the page Reports; the "
        "figures are all there. If that fails too, tell whoever looks after this machine.",
    ),
    "fleet": lambda: _say.translate(
        "Health",
        "A day’s figures could not be written for the head office. They are all there, and are "
        "written as soon as it can be done. Tell whoever looks after this machine.",
    ),
    "doctor": lambda: _say.translate(
        "Health",
        "The machine could not be examined just now. Tap “Look again” in a minute. If it stays "
        "so, tell whoever looks after it.",
    ),
    BACKUP: lambda: _say.translate(
        "Health",
        "The last backup failed. The records themselves are whole. Tell whoever looks after this "
        "machine within the next days.",
    ),
    ESTIMATE: lambda: _say.translate(
        "Health",
        "The estimate errs more here than where it was measured. Wipe the camera’s glass, and see "
        "that it is at eye height and that the light falls on faces and not into the camera.",
    ),
}


# The camera's door ----------------------------------------------------------------------------

RESTING: Final = "failed too often in a row and rests"
NO_MODEL: Final = "a model is missing or altered"
NOT_CONFINED: Final = "the camera's process cannot be confined"

CLOSED_FOR: Final[Mapping[str, str]] = {
    RESTING: CAMERA_DOOR,
    NO_MODEL: MODELS,
    NOT_CONFINED: CONFINEMENT,
}
"""Why the door rests, and the check that says more of it. Only these can be tried again."""


def camera(door: str) -> str:
    """How the camera is, for staff; what is unknown stands as it came."""
    known = _DOORS.get(door)
    return known() if known else door


_DOORS: Final[Mapping[str, Callable[[], str]]] = {
    "ready": lambda: _say.translate("Health", "Ready, and off"),
    "getting ready": lambda: _say.translate("Health", "Off, and getting ready"),
    "looking": lambda: _say.translate("Health", "On: a visitor has said yes"),
    "no camera": lambda: _say.translate("Health", "Not found"),
    NO_MODEL: lambda: _say.translate("Health", "Not offered: its program is not whole"),
    NOT_CONFINED: lambda: _say.translate(
        "Health", "Not offered: its program cannot be locked away"
    ),
    RESTING: lambda: _say.translate("Health", "Left alone for a while: it failed too often"),
    "not wanted": lambda: _say.translate("Health", "Off, and not needed just now"),
}
