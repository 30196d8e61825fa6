"""Where this kiosk stands and whose it is, out of its settings and what comes with the program."""

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.adapters.camera.source import SourceKind, SourceSpec
from kiosk.adapters.processes import confine
from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import parts
from kiosk.ui.place import Accuracy, Place

_BRAND: Final = {"zh_CN": "先问"}
_BRAND_ELSEWHERE: Final = "ASKFIRST"
_GROUPS: Final = "by_race_and_gender"

_log: Final = logging.getLogger(__name__)


def place_of(settings: Settings, spec: SourceSpec) -> Place:
    """Where this kiosk stands, as the screens say it."""
    return replace(
        bare_place_of(settings),
        webcam=spec.kind is SourceKind.WEBCAM,
        unconfinable=not settings.camera.may_be_unconfined and confine.obstacle() is not None,
        accuracy=accuracy_of(parts.models_folder()),
        filing_from=parts.law_of(settings).filing_from,
    )


def bare_place_of(settings: Settings) -> Place:
    """The same from the settings alone: nothing is looked up, and no picture may be taken."""
    first = settings.kiosk.languages[0]
    names = {
        tag: f"{_BRAND.get(tag, _BRAND_ELSEWHERE)} · {name}"
        for tag, name in settings.kiosk.name.items()
    }
    return Place(
        name=names[first],
        controller=settings.controller.name[first],
        contact=settings.controller.contact,
        notice_url=settings.controller.notice_url,
        demo=settings.demo,
        camera_seconds=settings.camera.seconds,
        minimum_age=settings.kiosk.minimum_age,
        zone=settings.kiosk.time_zone,
        webcam=True,
        unconfined=settings.camera.may_be_unconfined,
        names=names,
    )


def accuracy_of(models: Path) -> Accuracy | None:
    """How good the estimate is, from the model card that comes with the models, if it does."""
    try:
        card = json.loads((models / "model-card.json").read_text(encoding="utf-8"))
        adult, bands = card["adult"], card["by_band"]
        groups = {name: group["gender"]["share"] for name, group in card[_GROUPS].items()}
        worst = min(groups, key=groups.__getitem__)
        origin, gender = worst.split()
        return Accuracy(
            people=int(adult["n"]),
            gender_right=round(100 * adult["gender_accuracy"]),
            years_off=round(adult["age_mae"]),
            old_too_young=round(-bands["65+"]["age"]["bias"]),
            young_too_old=round(bands["14-17"]["age"]["bias"]),
            worst=(origin, gender),
            worst_right=round(100 * groups[worst]),
        )
    except (OSError, ValueError, KeyError, TypeError) as why:
        _log.error("the model card cannot be read: %s", why)
        return None
