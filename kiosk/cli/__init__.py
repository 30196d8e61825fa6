"""The command line: thin, for everything it does stands in bootstrap and the use cases."""

import io
import os
import sys
import traceback
from collections.abc import Sequence

from kiosk.adapters.assessment.duties import DutiesBroken
from kiosk.adapters.notices.law import LawPackBroken
from kiosk.adapters.system.ownership import ProgramUnreadable
from kiosk.application.shipped import NotShipped
from kiosk.cli.arguments import parser, understood
from kiosk.cli.codes import FAULT, INTERRUPTED, REFUSED, WRONG
from kiosk.cli.place import NoSuchFolder
from kiosk.cli.saying import complain, words_of

DEBUG_VARIABLE = "ASKFIRST_DEBUG"
"""If this is 1 in the environment, a fault of the program shows where it happened."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; ``arguments`` default to the process's own.

    Raises SystemExit for --help, --version and wrong usage, as argparse does.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without a ✓ or a Chinese letter shows "?" in its place.
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        parser().print_help()
        return REFUSED
    chosen = understood(given)
    try:
        return chosen.carry_out(chosen)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except (DutiesBroken, LawPackBroken, NotShipped) as why:
        complain(f"{why}. This AskFirst is not whole: install it anew.")
        return WRONG
    except (NoSuchFolder, ProgramUnreadable) as why:
        complain(str(why))
        return REFUSED
    except OSError as why:
        if os.environ.get(DEBUG_VARIABLE) == "1":
            traceback.print_exc()
        complain(f"{words_of(why)}.")
        return WRONG
    except Exception as why:  # noqa: BLE001 (the last door: a visitor's screen shows no traceback)
        if os.environ.get(DEBUG_VARIABLE) == "1":
            traceback.print_exc()
        complain(
            f"AskFirst stopped because of a fault of its own ({type(why).__name__}); "
            f"with {DEBUG_VARIABLE}=1 it shows where."
        )
        return FAULT
