import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kiosk.adapters.system.ownership import take_on_owner

WHO_WRITES = """
import sys
from pathlib import Path
from kiosk.adapters.system.ownership import take_on_owner
folder = Path(sys.argv[1])
print(take_on_owner(folder))
(folder / "left").write_text("")
"""


def test_ones_own_folder_changes_nothing(tmp_path: Path) -> None:
    assert take_on_owner(tmp_path) is False


def test_a_folder_that_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    assert take_on_owner(tmp_path / "nowhere") is False


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root becomes anybody"
)
@pytest.mark.parametrize("owner", [65534, 54321], ids=["known", "unknown"])
def test_root_leaves_nothing_of_its_own_in_anothers_folder(owner: int) -> None:
    # Not pytest's own temporary folder: only root may walk through that one.
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o711)
        folder = Path(above) / "data"
        folder.mkdir()
        os.chown(folder, owner, owner)
        done = subprocess.run(
            [sys.executable, "-c", WHO_WRITES, str(folder)],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "True\n"
        assert (folder / "left").stat().st_uid == owner
