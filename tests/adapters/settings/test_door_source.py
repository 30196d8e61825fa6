"""How a door counter is named in the settings, and what is refused before anything listens."""

from pathlib import Path

import pytest

from kiosk.adapters.settings.door_source import (
    CsvFolder,
    DoorSource,
    DoorWay,
    HttpPush,
    SerialLine,
    way_of,
)
from kiosk.adapters.settings.kinds import NotAllowed
from kiosk.adapters.settings.reading import SettingsRefused, load_settings
from tests.adapters.settings.test_reading import AGES, with_line


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("none", None),
        ("csv:/srv/door", CsvFolder(Path("/srv/door"))),
        ("http:127.0.0.1:8470", HttpPush("127.0.0.1", 8470)),
        ("http:192.168.1.10:65535", HttpPush("192.168.1.10", 65535)),
        ("http:10.0.0.1:1024", HttpPush("10.0.0.1", 1024)),
        ("http:[::1]:8470", HttpPush("::1", 8470)),
        ("http:[fd00::7]:8470", HttpPush("fd00::7", 8470)),
        ("serial:/dev/ttyUSB0", SerialLine("/dev/ttyUSB0", 9600)),
        ("serial:/dev/ttyUSB0@115200", SerialLine("/dev/ttyUSB0", 115200)),
        ("serial:COM3@1200", SerialLine("COM3", 1200)),
        ("serial:/dev/by-id/usb@home", SerialLine("/dev/by-id/usb@home", 9600)),
    ],
)
def test_a_source_says_how_counts_come_in(source: str, way: DoorWay | None) -> None:
    assert DoorSource().check(source) == source
    assert way_of(source) == way


@pytest.mark.parametrize(
    "source",
    [
        "",
        "off",
        "None",
        "csv:",
        "csv:door",
        "http:8470",
        "http:0.0.0.0:8470",
        "http:[::]:8470",
        "http::::8470",
        "http:::1:8470",
        "http:[127.0.0.1]:8470",
        "http:8.8.8.8:8470",
        "http:[2001:db8::1]:8470",
        "http:localhost:8470",
        "http:127.0.0.1",
        "http:127.0.0.1:80",
        "http:127.0.0.1:70000",
        "http:127.0.0.1:８４７０",
        "https:127.0.0.1:8470",
        "serial:",
        "serial:/dev/ttyUSB0@1",
        "serial:/dev/ttyUSB0@9999999",
        "webcam:/dev/video0",
        "csv:/srv/\ndoor",
        7,
        True,
        None,
    ],
)
def test_whatever_else_is_refused(source: object) -> None:
    with pytest.raises(NotAllowed):
        DoorSource().check(source)


def test_every_address_there_is_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_text(with_line('source = "http:0.0.0.0:8470"', table="door"), encoding="utf-8")
    with pytest.raises(SettingsRefused) as refused:
        load_settings(path, AGES)
    (problem,) = refused.value.problems
    assert 'door.source = "http:0.0.0.0:8470" is not allowed; allowed is "none", or' in problem


def test_without_a_word_there_is_no_counter(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_text(with_line("most_an_hour = 500", table="door"), encoding="utf-8")
    door = load_settings(path, AGES).door
    assert door.way is None
    assert door.token_file is None
    assert door.most_an_hour == 500
