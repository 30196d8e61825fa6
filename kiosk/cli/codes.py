"""The exit codes, which scripts rely on: they are never given another meaning."""

from typing import Final

OK: Final = 0
WRONG: Final = 1
"""Something was looked for and found wrong, or not found."""
REFUSED: Final = 2
"""The command or the settings are not right; nothing was started."""
ANOTHER_RUNS: Final = 3
"""Another AskFirst works on the same data."""
FAULT: Final = 70
"""A fault of the program itself (EX_SOFTWARE of sysexits.h)."""
RESTED: Final = 75
"""It kept ending, rested for a while on the screen, and may be started again (EX_TEMPFAIL)."""
INTERRUPTED: Final = 130
"""Ended from the keyboard."""

MEANINGS: Final = {
    OK: "done, and all is well",
    WRONG: "something is wrong, or what was asked for is not there",
    REFUSED: "the command or the settings are not right; nothing was started",
    ANOTHER_RUNS: "another AskFirst runs on this data",
    FAULT: "a fault of the program itself",
    RESTED: "it rested after too many starts that ended by themselves: start it again",
    INTERRUPTED: "ended from the keyboard",
}
