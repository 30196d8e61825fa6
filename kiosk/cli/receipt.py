"""``askfirst receipt``: a visitor's own copy of a consent, sealed, and whether one is genuine."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, no_new_file, refuse
from kiosk.cli.saying import NOTHING_YET, complain, deliver, say, untrusted_code
from kiosk.domain.consent import NotAReceiptCode, ReceiptCode

if TYPE_CHECKING:
    # Loaded only by a command that reads the records, for they take their time.
    from kiosk.bootstrap.receipt import Genuine

_KINDS: Final = {
    "dpv:ConsentReceipt": "a consent receipt",
    "dpv:ConsentRecord": "a consent record",
}


def add_to(commands: Commands) -> None:
    says = "hand out the signed receipt of a consent, or check one; asks for the receipt's code"
    command = commands.add("receipt", says, receipt)
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="a new file for it, outside the data folder (else standard output)",
    )
    which.add_argument(
        "--check",
        metavar="FILE",
        type=Path,
        help="ask for no code, but say whether the seal of this document is genuine, and whose "
        "key made it",
    )
    as_json(command)
    command.add_argument("--demo", action="store_true", help="the demo's records")


def receipt(chosen: argparse.Namespace) -> int:
    # Before we become the data folder's owner, for whom "here" may be another place.
    checked, out = (
        None if path is None else path.absolute() for path in (chosen.check, chosen.out)
    )
    folder = folder_of(chosen)
    if checked is not None:
        return _check(folder, checked, chosen)
    return _hand_out(folder, out, demo=chosen.demo)


def _hand_out(folder: Path, out: Path | None, *, demo: bool) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.keys.signing import KeyUnusable
    from kiosk.adapters.records.reading import NoRecords
    from kiosk.application.consent_record import NotAConsent
    from kiosk.bootstrap import receipt as joined

    try:
        settings = bootstrap.load_settings(folder, demo=demo)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    if not bootstrap.has_records(folder, demo=demo):
        complain(NOTHING_YET)
        return WRONG
    wrong = None if out is None else no_new_file(out, folder)
    if wrong is not None:
        complain(wrong)
        return REFUSED
    try:
        code = ReceiptCode.parse(untrusted_code())
        document = joined.document(folder, settings, code)
    except NotAReceiptCode as why:
        complain(f"That is no receipt code: {why}.")
        return WRONG
    except (KeyUnusable, NoRecords) as why:
        complain(str(why))
        return WRONG
    except NotAConsent as why:
        complain(f"No receipt can be made of this consent: {why}.")
        return WRONG
    if document is None:
        complain(
            "No consent has this code: it was mistyped, or taken back, or the code's last day is "
            "over, or the records of that day were lost and a backup took their place."
        )
        return WRONG
    deliver(json.dumps(document, ensure_ascii=False, indent=2), out)
    if out is not None:
        complain(f"The receipt is in {out}.")
    return OK


def _check(folder: Path, file: Path, chosen: argparse.Namespace) -> int:
    from kiosk.adapters.records.reading import NoRecords
    from kiosk.bootstrap import receipt as joined

    try:
        found = joined.check(folder, file, demo=chosen.demo)
    except joined.NotADocument as why:
        complain(f"{file}: this is no sealed document: {why}.")
        return REFUSED
    except NoRecords as why:
        complain(str(why))
        return WRONG
    say(_as_json(found) if chosen.json else _as_text(found))
    return OK if found is not None and found.is_ours else WRONG


def _as_json(found: "Genuine | None") -> str:
    return json.dumps(
        {
            "genuine": found is not None,
            "kind": found and found.kind,
            "sealed": found and found.created,
            "key": found and found.public.hex(),
            "ours": found is not None and found.is_ours,
        }
    )


def _as_text(found: "Genuine | None") -> str:
    if found is None:
        return "The seal is not genuine: this was changed, or never sealed."
    what = _KINDS.get(found.kind or "", "another document")
    if found.is_ours:
        whose = "It is a key of this machine: its ledger announces it."
    else:
        whose = "The ledger of this machine announces no such key: compare it with the notice's."
    return "\n".join(
        [
            f"The seal is genuine: {what}, as it was sealed in the hour from {found.created}.",
            f"Key {found.public.hex(' ', 2)}.",
            whose,
        ]
    )
