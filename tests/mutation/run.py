"""Does a test notice each small wrong in the visit's rules? ``python -m tests.mutation.run``

Every mutant of ``kiosk/domain/visit.py`` is tried in a process of its own, first against the
tests of single steps, then against those of all paths. A survivor must be argued in
``survivors.toml``; one that is listed there but no longer survives fails the run as well.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.domain import visit
from tests import tiers  # noqa: F401 - so that it is imported once, and not by every process
from tests.mutation.mutants import Mutant, mutants

HERE = Path(__file__).parent
TESTS = HERE.parent / "domain"
SUITES = ("test_visit_steps.py", "test_visit_paths.py")
# Without the project's settings and what else is installed: only these tests, to the first failure.
PLAIN = ("-c", os.devnull, "-x", "-q", "-p", "no:cacheprovider")
COULD_NOT_TRY = 99


def survives(mutant: Mutant) -> bool:
    """True if no test of the rules fails on this mutant; tried in a forked process."""
    child = os.fork()
    if child == 0:
        os._exit(_try(mutant))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    # A mutant on which the tests cannot even be collected has been noticed, too.
    noticed = (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)
    if code not in (pytest.ExitCode.OK, *noticed):
        raise RuntimeError(f"{mutant.name}: could not be tried (code {code})")
    return code == pytest.ExitCode.OK


def _try(mutant: Mutant) -> int:
    quiet = open(os.devnull, "w")  # noqa: SIM115, PTH123 - this process ends in a moment
    os.dup2(quiet.fileno(), 1)
    os.dup2(quiet.fileno(), 2)
    try:
        exec(compile(mutant.source, "<mutant>", "exec"), visit.__dict__)
        for suite in SUITES:
            code = pytest.main([*PLAIN, str(TESTS / suite)])
            if code != pytest.ExitCode.OK:
                return int(code)
    except BaseException:  # noqa: BLE001 - says so by its code, and is then looked into
        return COULD_NOT_TRY
    return 0


def survivors(found: list[Mutant]) -> Iterator[str]:
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        for mutant, alive in zip(found, pool.map(survives, found), strict=True):
            if alive:
                yield mutant.name.partition(" ")[2]


def main() -> int:
    # To look for plug-ins takes as long as to try a mutant.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    source = Path(visit.__file__).read_text(encoding="utf-8")
    argued = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))["survivor"]
    arguments = {entry["name"]: entry["argument"] for entry in argued}
    if not survives(Mutant("unchanged", source)):
        print("the tests fail on the rules as they are: mend them first")
        return 1
    found = list(mutants(source))
    alive = set(survivors(found))
    for name in sorted(alive - arguments.keys()):
        print(f"SURVIVED, and nobody argues why: {name}")
    for name in sorted(arguments.keys() - alive):
        print(f"argued to survive, but does not: {name}")
    print(f"{len(found)} mutants of the visit's rules, {len(alive)} survive, all others noticed")
    return 0 if alive == arguments.keys() else 1


if __name__ == "__main__":
    sys.exit(main())
