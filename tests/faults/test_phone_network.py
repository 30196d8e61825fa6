"""Row 20: the network goes, comes, and has another address; the page follows, and sends nothing."""

import json
import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a network of its own")
def test_the_page_follows_the_network_and_sends_nothing() -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    ran = subprocess.run(
        [*alone, sys.executable, "-m", "tests.faults.phone_network"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    steps = {step: (url, status) for step, url, status in found["seen"]}
    url, status = steps["a network"]
    assert url.startswith("http://192.168.7.2:")
    assert status == 200
    assert steps["the cable is out"] == (None, 0)
    assert steps["the cable is in"][0].startswith("http://192.168.7.2:")
    assert steps["another address"][0].startswith("http://192.168.7.9:")
    assert steps["another address"][1] == 200
    assert found["sent"] == 0
    assert found["trouble"] is None
