"""The comparison end to end, with a stand-in for the browser that answers as the page does."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.adapters.analysis.portraits import ASTRONAUT, HOPPER, Head, frame
from tests.benchmarks import browser, peer
from tests.benchmarks.labelled import Still

STAND_IN = """#!{python}
import json, sys, urllib.request

base = sys.argv[-1].rpartition("/")[0]

def post(path, told):
    asked = urllib.request.Request(base + path, json.dumps(told).encode(), method="POST")
    with urllib.request.urlopen(asked) as answer:
        return answer.status, answer.read()

assert b"human.esm.js" in urllib.request.urlopen(sys.argv[-1]).read()
while True:
    status, picture = post("/next", None)
    if status != 200:
        break
    assert picture.startswith(b"\\x89PNG")
    post("/read", {{"age": 40, "gender": "male", "milliseconds": [900.0, 80.0]}})
post("/done", {{"version": "0", "backend": "wasm", "threads": 2}})
"""


def still(head: Head, age: int, gender: str) -> Still:
    return Still(frame(head, width=200, height=200), age, gender, "white")


def write_program(path: Path, text: str) -> str:
    path.write_text(text.format(python=sys.executable), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_both_are_judged_on_the_same_pictures_and_the_first_look_is_not_timed(
    tmp_path: Path,
) -> None:
    people = [
        still(Head(0.5, 0.5, 115.0, ASTRONAUT), 45, "female"),
        still(Head(0.5, 0.5, 115.0, HOPPER), 70, "female"),
    ]
    stand_in = write_program(tmp_path / "browser", STAND_IN)
    found = peer.compare(stand_in, people)
    assert found["found_by_both"] == 2
    assert found["theirs"]["mae"] == pytest.approx((5 + 30) / 2)
    assert found["theirs"]["gender"]["share"] == 0.0
    assert found["theirs"]["ms"] == {"p50": 80.0, "p95": 80.0, "n": 2}
    assert found["ours"]["ms"]["n"] > 4
    gain = found["theirs"]["mae"] - found["ours"]["mae"]
    assert found["age_gain"]["mean"] == pytest.approx(gain, abs=0.02)

    table = peer.table(found | {"source": "two", "licence": "free", "browser": "B 1"})
    assert "17.50 (" in table
    assert "Licence of the pictures: free." in table
    assert all(len(line.split("|")) == 8 for line in table.splitlines() if line.startswith("|"))


def test_a_page_that_says_why_it_failed_is_quoted() -> None:
    page = browser.Page()
    page.said.put(("/failed", {"why": "no such model"}))
    with pytest.raises(SystemExit, match="no such model"):
        peer._expect(page, "/next")


def test_a_page_that_never_speaks_is_given_up_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "_PATIENCE", 0.01)
    with pytest.raises(SystemExit, match="fallen silent"):
        peer._expect(browser.Page(), "/next")


def test_the_page_and_the_packages_are_all_that_is_served(tmp_path: Path) -> None:
    inside = tmp_path / "served"
    inside.mkdir()
    (inside / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("2", encoding="utf-8")
    note = tmp_path / "address"
    program = write_program(
        tmp_path / "browser",
        f"#!{{python}}\nimport sys\nopen({str(note)!r}, 'w').write(sys.argv[-1])\n",
    )
    with browser.shown(program, peer.PAGE, "times=1", inside):
        while not (note.is_file() and note.read_text(encoding="utf-8")):
            time.sleep(0.01)
        base = note.read_text(encoding="utf-8").rpartition("/")[0]
        assert base.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{base}/a.js") as answer:
            assert answer.read() == b"1"
            assert answer.headers["Content-Type"] == "text/javascript"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{base}/../secret.txt")


@pytest.mark.parametrize(
    ("there", "word"), [((), "Chromium"), (("chromium",), "npm"), (("google-chrome",), "npm")]
)
def test_what_is_missing_is_said_in_one_sentence(
    there: tuple[str, ...],
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/x/{name}" if name in there else None)
    monkeypatch.setattr(peer, "PLACE", tmp_path / "nothing")
    monkeypatch.setattr(sys, "argv", ["peer", str(tmp_path)])
    monkeypatch.setattr(subprocess, "run", None)
    assert peer.main() == 1
    said = capsys.readouterr().out
    assert word in said
    assert said.count("\n") == 1
