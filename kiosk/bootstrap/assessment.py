"""The impact assessment, joined: what it covers here, who signed it, and writing it down."""

import json
from pathlib import Path

from kiosk.adapters.assessment.answers import AnsweredInAFile
from kiosk.adapters.assessment.duties import Duties, asks_counsel, load_duties
from kiosk.adapters.assessment.sign_offs import FOLDER, SignOffs
from kiosk.adapters.settings.settings import Settings
from kiosk.application.ports import Assessments
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts
from kiosk.domain.assessment import Configuration
from kiosk.domain.retention import PROOF_YEARS


def configuration_of(settings: Settings) -> Configuration:
    """What the assessment states of this kiosk. Raises OSError, ValueError without models."""
    weights = json.loads((parts.models_folder() / "models.json").read_text(encoding="utf-8"))
    return Configuration(
        controller=settings.controller.name,
        contact=settings.controller.contact,
        address=settings.controller.address,
        purpose=settings.purpose,
        packs=settings.kiosk.packs,
        minimum_age=settings.kiosk.minimum_age,
        camera_seconds=settings.camera.seconds,
        window_hours=settings.records.window_hours,
        counts_months=settings.records.counts_months,
        proof_years=PROOF_YEARS,
        k=settings.records.k,
        model=parts.MODEL,
        weights={name: facts["sha256"] for name, facts in weights.items()},
    )


def assessments_of(data: Path, settings: Settings) -> Assessments:
    """The sign-offs of this shop, or the one that the demo carries. Raises DutiesBroken."""
    configuration = configuration_of(settings).hash
    asked = asks_counsel(duties(), settings.kiosk.packs)
    if settings.demo:
        return AnsweredInAFile(demo_answers(), configuration, counsel_is_asked=asked)
    return SignOffs(data / FOLDER, configuration, counsel_is_asked=asked)


def duties() -> dict[str, Duties]:
    return dict(load_duties(texts_folder() / "law.toml"))


def texts_folder() -> Path:
    return shipped("assets") / "assessment"


def demo_answers() -> Path:
    return shipped("assets") / "demo" / "assessment.toml"
