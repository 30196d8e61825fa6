"""The impact assessment, joined: what it covers here, who signed it, and writing it down."""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.analysis.models import BadModel, listed
from kiosk.adapters.assessment import answers, writing
from kiosk.adapters.assessment.answers import AnsweredInAFile, Answers, load_answers
from kiosk.adapters.assessment.duties import Duties, DutiesBroken, asks_counsel, load_duties
from kiosk.adapters.assessment.facts import AssessmentFacts, Limits, Measured
from kiosk.adapters.assessment.sign_offs import FOLDER, SignOffs
from kiosk.adapters.notices.facts import COUNTDOWN_SECONDS
from kiosk.adapters.settings.keys import LANGUAGES
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.version import version
from kiosk.application import assessment as rules
from kiosk.application.assessment import SignOff, Standing
from kiosk.application.doctor import Check
from kiosk.application.document import Document
from kiosk.application.markdown import to_markdown
from kiosk.application.ports import Assessments
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts
from kiosk.domain.assessment import WEIGHTS, Assessment, Configuration
from kiosk.domain.consent import ALPHABET, RANDOM_SYMBOLS
from kiosk.domain.retention import PROOF_YEARS
from kiosk.domain.visit import GRANT_SECONDS, WRONG_CODES

FILES: Final = {
    writing.IMPACT: "impact-assessment",
    writing.RECORDS: "records-of-processing",
}
"""What the documents' files are called, before language and kind."""

FORM: Final = "sign-off.toml"

_THE_FORM_SAYS: Final = (
    "A sign-off, to be filled in by whoever signs the impact assessment of this configuration:",
    "your name, the day (such as 2026-01-31), and counsel's answer where it is asked for. Under",
    "[heard] stands what section 13 asks: the advice of the data protection officer and what was",
    "done with it, the views of visitors or their representatives, what staff said, and the place:",
    "where the kiosk stands and what its camera sees. What is left empty is printed as not said.",
    "Then, on the kiosk:  askfirst pia sign --answers sign-off.toml",
    "Several [[configurations]] may stand in one file, for many kiosks.",
)


# What is in force ----------------------------------------------------------------------------


def configuration_of(settings: Settings) -> Configuration:
    """What the assessment states of this kiosk. Raises BadModel without a list of its models."""
    return _with_weights(settings, listed(parts.models_folder()))


def _present(data: Path, settings: Settings) -> Configuration:
    """The configuration that a sign-off has to be of for somebody to be asked.

    Without the list of the models no model can be loaded, and nobody is offered the camera: what
    was last signed of them still covers that, and everything else is compared.
    """
    try:
        return configuration_of(settings)
    except BadModel:
        return _with_weights(settings, _last_signed_weights(data, settings))


def _last_signed_weights(data: Path, settings: Settings) -> Mapping[str, str]:
    if settings.demo:
        signed = tuple(load_answers(_demos_own()).configurations.values())
    else:
        kept = SignOffs(data / FOLDER, configuration="", counsel_is_asked=False).all()
        signed = tuple(sign_off.facts for sign_off in kept)
    facts = signed[-1] if signed else {}
    return {
        name.removeprefix(WEIGHTS): str(value)
        for name, value in facts.items()
        if name.startswith(WEIGHTS)
    }


def _with_weights(settings: Settings, weights: Mapping[str, str]) -> Configuration:
    return Configuration(
        controller=settings.controller.name,
        contact=settings.controller.contact,
        address=settings.controller.address,
        purpose=settings.purpose,
        packs=settings.kiosk.packs,
        minimum_age=settings.kiosk.minimum_age,
        camera_seconds=settings.camera.seconds,
        unconfined=settings.camera.may_be_unconfined,
        window_hours=settings.records.window_hours,
        counts_months=settings.records.counts_months,
        proof_years=PROOF_YEARS,
        epsilon=settings.records.epsilon,
        model=parts.MODEL,
        weights=weights,
        phone=settings.phone.mode,
        chain=settings.fleet.kiosk is not None,
    )


def assessments_of(data: Path, settings: Settings) -> Assessments:
    """The sign-offs of this shop, or the one that the demo carries. Raises DutiesBroken."""
    if not settings.demo:
        return _sign_offs(data, settings)
    asked = asks_counsel(_all_duties(), settings.kiosk.packs)
    present = _present(data, settings).hash
    return AnsweredInAFile(_demos_own(), present, counsel_is_asked=asked)


def standing(data: Path, settings: Settings) -> Standing:
    """Whether it is signed, and what lacks. Raises DutiesBroken."""
    configuration = _present(data, settings)
    asked = asks_counsel(_all_duties(), settings.kiosk.packs)
    unreadable = None
    if not settings.demo:
        sign_offs = _sign_offs(data, settings)
        kept, unreadable = sign_offs.all(), sign_offs.unreadable()
    else:
        own = assessments_of(data, settings).in_force()
        kept = () if own is None else (SignOff(own, own.signed_on, configuration.facts, {}),)
    return rules.standing(configuration, kept, counsel_is_asked=asked, unreadable=unreadable)


def broken(data: Path, settings: Settings) -> tuple[str, ...]:
    """One line for each sign-off that is not as it was kept."""
    return () if settings.demo else _sign_offs(data, settings).broken()


def check(data: Path, settings: Settings) -> Iterable[Check]:
    """The doctor's lines."""
    try:
        for line in broken(data, settings):
            cure = "Sign anew, and keep the file for whoever looks into it."
            yield Check("assessment", False, line, cure)
        yield rules.check(standing(data, settings), today(settings))
    except (DutiesBroken, OSError, ValueError) as why:
        yield Check("assessment", False, str(why), "Install the program anew: it is damaged.")


def erase_due(data: Path, settings: Settings) -> None:
    """Take away the sign-offs that were replaced years ago. Raises OSError."""
    if settings.demo:
        return
    sign_offs = _sign_offs(data, settings)
    kept_from = parts.retention_of(settings).proofs_kept_from(today(settings))
    present = _present(data, settings).hash
    sign_offs.erase(rules.due_to_go(sign_offs.all(), kept_from, present))


# Signing and writing -------------------------------------------------------------------------


def question(settings: Settings) -> str:
    """The article of the law that asks counsel a question here, or "". Raises DutiesBroken."""
    every = _all_duties()
    asking = [every[pack].counsel for pack in settings.kiosk.packs]
    return ", ".join(article for article in asking if article)


def answered(path: Path, settings: Settings) -> Assessment:
    """The sign-off of this configuration in a file of answers. Raises AnswersRefused."""
    return _of_this_one(load_answers(path), settings)


def answered_in(tables: Mapping[str, Any], settings: Settings) -> Assessment:
    """The same in tables that stand in another file. Raises AnswersRefused."""
    return _of_this_one(answers.answers_in(tables), settings)


def _of_this_one(found: Answers, settings: Settings) -> Assessment:
    configuration = configuration_of(settings)
    return found.for_configuration(configuration.hash, configuration.facts)


def sign(data: Path, settings: Settings, signed: Assessment) -> Path:
    """Keep a sign-off with a copy of exactly what it is of; the file it is in.

    Raises OSError, TextsBroken.
    """
    facts = facts_of(data, settings, signed)
    texts = {tag: to_markdown(_document(writing.IMPACT, tag, facts)) for tag in LANGUAGES}
    kept = _sign_offs(data, settings).keep(
        signed, facts.configuration.facts, texts, today(settings)
    )
    erase_due(data, settings)
    return kept


def write(
    data: Path, settings: Settings, out: Path, languages: Sequence[str]
) -> tuple[list[Path], list[str]]:
    """Write both documents, as Markdown and as PDF, and a form to sign with.

    Returns the files, and a line for each that could not be printed. Raises OSError,
    TextsBroken.
    """
    from kiosk.ui.paper.letters import NoGlyph
    from kiosk.ui.paper.writer import pdf_of

    facts = facts_of(data, settings, assessments_of(data, settings).in_force())
    files: dict[Path, bytes] = {}
    unprinted: list[str] = []
    for kind, name in FILES.items():
        for tag in languages:
            document = _document(kind, tag, facts)
            path = out / f"{name}.{tag}.md"
            files[path] = to_markdown(document).encode()
            try:
                files[path.with_suffix(".pdf")] = pdf_of(document)
            except NoGlyph as why:
                unprinted.append(f"{path.with_suffix('.pdf')} was not printed: {why}")
    if not settings.demo:
        configuration = facts.configuration
        form = answers.form(configuration.facts, configuration.hash, _THE_FORM_SAYS)
        files[out / FORM] = form.encode()
    _keep_all(files)
    return list(files), unprinted


def _keep_all(files: Mapping[Path, bytes]) -> None:
    """Write all of these files, each in place of an older one, or none of them. Raises OSError."""
    unfinished = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished[path].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path, new in unfinished.items():
            new.replace(path)
    except OSError:
        for new in unfinished.values():
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
        raise


def facts_of(data: Path, settings: Settings, signed: Assessment | None) -> AssessmentFacts:
    """Everything that the documents say of this kiosk, measured now."""
    from kiosk.adapters.records.backups import KEPT

    every = _all_duties()
    return AssessmentFacts(
        configuration=configuration_of(settings),
        kiosk=settings.kiosk.name,
        authority=settings.controller.authority,
        dpo=settings.controller.dpo,
        demo=settings.demo,
        version=version(),
        written_on=today(settings),
        card=_json(parts.models_folder() / "model-card.json"),
        duties={pack: every[pack] for pack in settings.kiosk.packs},
        limits=Limits(
            countdown_seconds=COUNTDOWN_SECONDS,
            grant_seconds=round(GRANT_SECONDS),
            wrong_codes=WRONG_CODES,
            backups=KEPT,
            code_bits=RANDOM_SYMBOLS * (len(ALPHABET) - 1).bit_length(),
        ),
        measured=_measured(data, settings),
        signed=signed,
    )


def today(settings: Settings) -> date:
    """The day by the calendar, in the shop's zone."""
    return parts.clock_of(settings).now().date()


def _measured(data: Path, settings: Settings) -> Measured:
    from kiosk.adapters.processes import confine, landlock
    from kiosk.adapters.records import schema, selfcheck

    path = parts.records_file(data, demo=settings.demo)
    plan = schema.planned_columns()
    now = parts.clock_of(settings).now()
    return Measured(
        visit_columns=plan["visit"],
        tables=len(plan),
        all_columns=sum(len(columns) for columns in plan.values()),
        landlock=landlock.version(),
        confinable=confine.obstacle() is None,
        checked=selfcheck.examine(path, selfcheck.own_folders(path), now)
        if path.exists()
        else None,
    )


def _document(kind: str, language: str, facts: AssessmentFacts) -> Document:
    return writing.write(_texts_folder(), kind, language, facts)


def _sign_offs(data: Path, settings: Settings) -> SignOffs:
    asked = asks_counsel(_all_duties(), settings.kiosk.packs)
    return SignOffs(data / FOLDER, _present(data, settings).hash, counsel_is_asked=asked)


def _demos_own() -> Path:
    return shipped("assets") / "demo" / "assessment.toml"


def _all_duties() -> dict[str, Duties]:
    return dict(load_duties(_texts_folder() / "law.toml"))


def _texts_folder() -> Path:
    return shipped("assets") / "assessment"


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
