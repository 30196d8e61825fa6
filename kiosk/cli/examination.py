"""What the doctor found, as a person reads it, and as a script does."""

import json
from collections.abc import Sequence
from typing import Final

from kiosk.application.doctor import Check, is_well

_WELL: Final = "✓ well "
_NOTE: Final = "! note "
_WRONG: Final = "✗ wrong"


def as_json(checks: Sequence[Check]) -> str:
    """One object: ``ok`` for all of it, and every check with its name, finding and cure."""
    found = [
        {"name": check.name, "ok": check.ok, "says": check.says, "cure": check.cure}
        for check in checks
    ]
    return json.dumps({"ok": is_well(checks), "checks": found}, ensure_ascii=False)


def as_text(checks: Sequence[Check]) -> str:
    """One line a check, beneath it what to do, and one line for all.

    A check that is well may have something to do as well: then it is an advice.
    """
    width = max((len(check.name) for check in checks), default=0)
    lines: list[str] = []
    for check in checks:
        mark = _WELL if check.ok and not check.cure else _NOTE if check.ok else _WRONG
        lines.append(f"{mark}  {check.name:<{width}}  {check.says}")
        if check.cure:
            lines.append(f"{'':{width + 11}}→ {check.cure}")
    wrong = sum(not check.ok for check in checks)
    lines.append("")
    lines.append("All is well." if not wrong else f"{wrong} of {len(checks)} checks found a fault.")
    return "\n".join(lines)
