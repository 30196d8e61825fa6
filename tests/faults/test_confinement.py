"""Fault 9: the kernel cannot confine the child: no camera is offered, and Health says why."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.adapters.camera import films
from tests.faults.running import PATIENCE, PROJECT


def test_without_landlock_the_camera_is_never_offered_and_health_says_why(tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "film.avi", films.astronaut(30))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.old_kernel", tmp_path / "data", film],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)
    assert "Landlock" in seen["detail"]
    assert seen["doors"] == ["I’ll tell you myself", "No, thanks"]
    assert (seen["told"], seen["openings"]) == (1, 0)
