"""A library gone bad in the built program: what it tries while it is loaded is refused, too.

Of OpenCV the built program has a file of source that is run when it is imported; in a copy of the
folder that file is hostile first (``tests.attacks.hostile_child``), and then what it was.
"""

import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.analysis.orders import WatchSettings
from tests.adapters.analysis.visits import SETTINGS
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.attacks import hostile_child
from tests.attacks.test_hostile_library import Ended, life_of
from tests.frozen.built import Built

pytestmark = pytest.mark.timeout(1200)

_TURNS_BAD = """
import json, os, pathlib, socket
bad = {"__name__": "hostile", "__file__": "hostile"}
exec(compile(os.environ["HOSTILE"], "hostile", "exec"), bad)
if os.environ["ACT"] == "all":
    acts = bad["refused"](pathlib.Path(os.environ["FILM"]), None)
    told = json.dumps({name: bad["_met"](act) for name, act in acts.items()})
    os.write(2, told.encode("ascii") + b"\\n")
else:
    bad["LINE"] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(0))
    bad["deadly"]()[os.environ["ACT"]]()
"""


@pytest.fixture(scope="module")
def bad(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The folder, with one library gone bad."""
    folder = tmp_path_factory.mktemp("bad") / "askfirst"
    shutil.copytree(built.folder, folder, symlinks=True)
    library = folder / "_internal" / "cv2" / "__init__.py"
    library.write_text(_TURNS_BAD + library.read_text(encoding="utf-8"), encoding="utf-8")
    return Built(folder)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    made = films.write_film(tmp_path / "film.avi", films.wall(12))
    made.with_name("linked").hardlink_to(made)
    made.with_name("pointing").symlink_to(made)
    return made


def attacked(bad: Built, act: str, film: Path) -> Ended:
    settings: WatchSettings = replace(
        SETTINGS, models=bad.inside / "assets" / "models", source=f"video:{film}"
    )
    source = Path(hostile_child.__file__).read_text(encoding="utf-8")
    more = {"HOSTILE": source, "ACT": act, "FILM": os.fspath(film)}
    return life_of([str(bad.program)], settings, "import", film, **more)


def test_it_reaches_no_camera_and_nothing_of_the_kiosks(bad: Built, film: Path) -> None:
    with Openings(film) as openings:
        ended = attacked(bad, "all", film)
        assert openings.count == 0
    assert len(ended.met) == 19
    allowed = {act: met for act, met in ended.met.items() if met not in ("EACCES", "EPERM")}
    assert allowed == {}


MOST_TELLING = (
    *("fork", "a program", "a process by clone", "io_uring", "a bind mount", "tracing"),
    *("a socket of inet", "a socket of unix", "an abstract socket", "a descriptor sent away"),
)


@pytest.mark.parametrize("act", MOST_TELLING)
def test_another_process_a_socket_or_a_descriptor_sent_away_is_its_end(
    bad: Built, film: Path, act: str
) -> None:
    assert attacked(bad, act, film).code == -signal.SIGSYS
