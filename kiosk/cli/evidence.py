"""``askfirst evidence``: one zip file with all that this machine can prove."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, refuse
from kiosk.cli.saying import NOTHING_YET, complain, counting_up, many, say

if TYPE_CHECKING:
    # Loaded only by a command that reads the records, for they take their time.
    from kiosk.bootstrap.evidence import Bundle

_HOW_TO_CHECK: Final = (
    "No picture, no answer, no receipt code and no secret key is in it. Whoever gets it unzips\n"
    "it, reads README.en.md or README.zh_CN.md, and runs: python3 verify.py"
)


def add_to(commands: Commands) -> None:
    says = "write all that this machine can prove into one zip file, for an authority"
    command = commands.add("evidence", says, evidence)
    command.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        required=True,
        help="the zip file, outside the data folder, for its owner to read",
    )
    as_json(command)
    command.add_argument("--demo", action="store_true", help="the demo's records")


def evidence(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.keys.signing import KeyUnusable
    from kiosk.adapters.records.reading import NoRecords
    from kiosk.bootstrap import evidence as joined

    # Before we become the data folder's owner, for whom "here" may be another place.
    out: Path = chosen.out.absolute()
    folder = folder_of(chosen)
    # Never the demo's in the place of a shop's that are gone.
    of_demo: bool = chosen.demo
    if not bootstrap.has_records(folder, demo=of_demo):
        complain(NOTHING_YET)
        return WRONG
    if out.is_dir():
        complain(f"{out} is a folder; name a file.")
        return REFUSED
    if out.resolve().is_relative_to(folder.resolve()):
        complain(f"{out}: name a file outside the data folder.")
        return REFUSED
    if not out.parent.is_dir():
        complain(f"There is no folder for {out}.")
        return REFUSED
    try:
        settings = bootstrap.load_settings(folder, demo=of_demo)
        bundle = joined.write_bundle(folder, settings, out, demo=of_demo, progress=counting_up())
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except (NoRecords, KeyUnusable) as why:
        complain(str(why))
        return WRONG
    say(_as_json(bundle) if chosen.json else _as_text(bundle))
    return OK


def _as_json(bundle: "Bundle") -> str:
    written = bundle.written
    return json.dumps(
        {
            "file": str(bundle.path),
            "rows": written.rows,
            "heads": written.heads,
            "openings": written.openings,
            "records": written.records,
            "without_record": written.without_record,
            "notices": written.notices,
            "files": written.files,
            "demo": bundle.demo,
        },
        ensure_ascii=False,
    )


def _as_text(bundle: "Bundle") -> str:
    written = bundle.written
    lines = ["DEMO: the records of an invented shop", ""] if bundle.demo else []
    lines += [
        f"The evidence bundle is in {bundle.path}.",
        f"Ledger: {many(written.rows, 'row')}, {many(written.heads, 'signed head')}, "
        f"{many(written.openings, 'opening')}.",
        f"{many(written.records, 'consent record')}, {many(written.notices, 'notice')}.",
    ]
    if written.without_record:
        lines += [
            f"{many(written.without_record, 'consent')} without a record: the notice that was "
            "shown does not say by itself what it binds to."
        ]
    return "\n".join([*lines, _HOW_TO_CHECK])
