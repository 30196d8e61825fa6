"""A door counter beside visitors, on the whole machine: and nothing at all where there is none."""

import json
import os
import re
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.door import csv_folder
from kiosk.adapters.records.door_hours import DoorHours
from kiosk.adapters.settings.settings import Door
from kiosk.application.door_intake import DoorStatus
from kiosk.bootstrap import door, parts
from kiosk.domain import states
from tests.journeys.kiosk import Kiosk, demo_settings


@contextmanager
def running(data: Path, source: str) -> Iterator[Kiosk]:
    parts.records_folder(data, demo=True).mkdir(parents=True, exist_ok=True)
    settings = replace(demo_settings(), door=Door(source, 3000, None))
    kiosk = Kiosk(settings, data)
    try:
        yield kiosk
    finally:
        kiosk.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def children() -> set[str]:
    """The command lines of all processes that this one has."""
    found: set[str] = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = re.search(r"^PPid:\t(\d+)", (process / "status").read_text(), re.MULTILINE)
            if parent and int(parent[1]) == os.getpid():
                found.add((process / "cmdline").read_bytes().decode().replace("\0", " "))
        except OSError:
            continue
    return found


def listening_sockets() -> int:
    """How many ports this process listens at."""
    inodes: set[str] = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A":
                inodes.add(columns[9])
    ours = {str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.exists()}
    return sum(f"socket:[{inode}]" in ours for inode in inodes)


def listeners() -> list[str]:
    return [line for line in children() if "door-counter" in line]


def push(port: int, secret: str, body: dict[str, object]) -> int:
    sent = urllib.request.Request(
        f"http://127.0.0.1:{port}/entered",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {secret}"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sent) as reply:
        return reply.status


@pytest.mark.usefixtures("qtbot")
def test_without_a_word_in_the_settings_nothing_is_opened_and_nothing_started(
    tmp_path: Path,
) -> None:
    before = listening_sockets()
    with socket.create_server(("127.0.0.1", 0)):
        # It would be seen if there were one.
        assert listening_sockets() == before + 1
    with running(tmp_path, "none") as kiosk:
        kiosk.wait_for(states.Idle)
        assert kiosk.joined.door is None
        assert listeners() == []
        assert listening_sockets() == before
        assert not [each for each in threading.enumerate() if each.name.startswith("door")]
    assert not [file for file in tmp_path.rglob("*") if "door" in file.name]


def test_what_is_pushed_is_in_the_records_beside_who_was_asked(
    tmp_path: Path, qtbot: QtBot
) -> None:
    port = free_port()
    with running(tmp_path, f"http:127.0.0.1:{port}") as kiosk:
        settings = demo_settings()
        kiosk.read_notice()
        kiosk.press("No, thanks")
        # The kiosk's own process listens to nobody.
        assert listening_sockets() == 0
        counter = kiosk.joined.door
        assert counter is not None
        kiosk.wait_until(lambda: _accepts(port), "listening counter")
        secret = door.token_of(tmp_path, settings, new=False)
        now = parts.clock_of(settings).now()
        statuses: list[int] = []
        pushing = threading.Thread(
            target=lambda: statuses.append(
                push(port, secret, {"at": now.isoformat(), "entered": 3, "id": "1"})
            )
        )
        pushing.start()
        kiosk.wait_until(lambda: not pushing.is_alive(), "answer to the push")
        assert statuses == [202]
        kiosk.settle_store()
        moment = parts.business_day(settings).moment(now)
        found = DoorHours(kiosk.records_file).hours(moment.day)
        assert found[moment.hour].entered == 3
        assert counter.status().last_count is not None
        assert len(listeners()) == 1
        (own,) = (tmp_path / "demo" / door.FOLDER).glob("token")
        assert own.stat().st_mode & 0o777 == 0o600
    assert listeners() == []
    kept = door.status_of(tmp_path, replace(settings, door=Door("http:127.0.0.1:8470", 1, None)))
    assert isinstance(kept, DoorStatus)
    assert kept.last_count is not None
    assert len(kept.ids) == 1


@pytest.mark.usefixtures("qtbot")
def test_a_file_is_put_away_when_the_store_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_folder, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(csv_folder, "_NEXT_SECONDS", 0.02)
    drop = tmp_path / "drop"
    drop.mkdir()
    settings = demo_settings()
    now = parts.clock_of(settings).now()
    with running(tmp_path / "data", f"csv:{drop}") as kiosk:
        kiosk.wait_for(states.Idle)
        line = f"{now:%Y-%m-%d},{now.hour},41"
        (drop / "a.csv").write_text(f"day,hour,entered\n{line}\n{line[:-2]}42\n2999-01-01,1,1\n")
        (drop / "b.csv").write_text(f"day,hour,entered\n{line}\n")
        kiosk.wait_until((drop / "done" / "b.csv").exists, "file that is done")
        kiosk.wait_until((drop / "refused" / "a.csv.txt").exists, "file that is refused")
        moment = parts.business_day(settings).moment(now)
        assert DoorHours(kiosk.records_file).hours(moment.day)[moment.hour].entered == 41
        said = (drop / "refused" / "a.csv.txt").read_text()
    assert "line 3: the same hour has another number on line 2" in said
    assert "line 4: 2999-01-01 from 1:00 has not come yet" in said


def _accepts(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.usefixtures("qtbot")
def test_what_looks_through_the_folder_knows_the_counters_files(tmp_path: Path) -> None:
    from kiosk.adapters.records import selfcheck

    port = free_port()
    with running(tmp_path, f"http:127.0.0.1:{port}") as kiosk:
        kiosk.wait_until(lambda: _accepts(port), "listening counter")
    path = kiosk.records_file
    now = parts.clock_of(demo_settings()).now()
    looked = selfcheck.examine(path, (path.parent,), now)
    assert (path.parent / door.FOLDER / "token").exists()
    assert (path.parent / door.FOLDER / "status.json").exists()
    assert looked.findings == ()
