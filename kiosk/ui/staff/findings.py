"""What needs somebody, and what is well, from all that the machine says of itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.application.staff import Health
from kiosk.ui.staff.health_words import BACKUP, CLOSED_FOR, ESTIMATE


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs somebody. ``lines`` are the doctor's own; a check may have several.

    ``can_try`` where the camera may be tried again because of it.
    """

    check: str
    lines: tuple[str, ...]
    can_try: bool = False


def needing_somebody(health: Health) -> Sequence[Finding]:
    """In the order of the examination, each thing once."""
    lines: dict[str, list[str]] = {}
    for check in health.checks:
        if not check.ok:
            said = f"{check.says.removesuffix('.')}. {check.cure}" if check.cure else check.says
            lines.setdefault(check.name, []).append(said)
    if health.backup_fault:
        lines.setdefault(BACKUP, []).append(health.backup_fault)
    seen = health.corrections
    if seen is not None and seen.gender_errs_more:
        said = f"gender was corrected in about 1 of {seen.gender_one_in} estimates"
        lines.setdefault(ESTIMATE, []).append(f"{said}, over {seen.months} whole months")
    closed = CLOSED_FOR.get(health.camera)
    if closed is not None:
        lines.setdefault(closed, []).append(f"the camera’s door: {health.camera}")
    return [Finding(name, tuple(said), name == closed) for name, said in lines.items()]


def well(health: Health) -> Sequence[str]:
    """The names of the checks that found nothing, each once, in their order."""
    bad = {finding.check for finding in needing_somebody(health)}
    return [name for name in _once(check.name for check in health.checks) if name not in bad]


def _once(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)
