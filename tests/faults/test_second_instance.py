"""Fault 25: a second kiosk on the same data leaves at once, and the first does not notice."""

import subprocess
import sys
from pathlib import Path

from kiosk.cli.codes import ANOTHER_RUNS, OK
from tests.faults.running import PATIENCE, PROJECT, make_shop, service

TIMES = 5


def test_it_leaves_with_a_sentence_and_a_code_and_the_first_goes_on(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    with service(shop) as first:
        first.wait_for(b"READY=1")
        log = first.log()
        for _ in range(TIMES):
            program = [sys.executable, "-m", "kiosk", "run", "--data-dir", str(shop)]
            second = subprocess.run(
                program,
                cwd=PROJECT,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            assert second.returncode == ANOTHER_RUNS
            assert "running already" in second.stderr
            assert (second.stdout, second.stderr.count("\n")) == ("", 1)
            first.wait_until_fed()
        assert first.log() == log
        assert first.end() == OK
