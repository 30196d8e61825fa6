"""The processes of the built program cannot do what those from source cannot, either."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.analysis import proof, protocol, spawn
from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.preview import PreviewMemory
from kiosk.adapters.door.protocol import ListenHttp, packed
from kiosk.adapters.door.token import hash_of
from tests.adapters.analysis.test_child import Child, look
from tests.adapters.analysis.visits import SETTINGS
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.adapters.door.http import TOKEN
from tests.adapters.phone.serving import Shop
from tests.frozen.built import ALONE, PATIENCE, Built, bare

pytestmark = [pytest.mark.timeout(1200)]


@pytest.fixture
def settings(built: Built, monkeypatch: pytest.MonkeyPatch) -> WatchSettings:
    """A child's orders, and from now on it is the built program's."""
    monkeypatch.setattr(proof, "own_program", lambda: [*ALONE, str(built.program)])
    photograph = built.inside / "assets" / "demo" / "astronaut.png"
    return replace(
        SETTINGS,
        models=built.inside / "assets" / "models",
        source=f"photograph:{photograph}@0.44,0.25,0.53",
    )


def test_every_act_on_files_and_on_the_machine_is_refused(settings: WatchSettings) -> None:
    met = proof.prove(settings, deadly=()).met
    assert len(met) > 40
    assert set(met.values()) <= {"EACCES", "EPERM"}, met


@pytest.mark.parametrize("act", proof.MOST_TELLING)
def test_a_socket_a_process_or_a_program_is_the_childs_end(
    settings: WatchSettings, act: str
) -> None:
    assert proof.tried(settings, act) == {act: proof.ENDED}


def test_a_child_that_cannot_be_confined_says_so_and_opens_nothing(
    settings: WatchSettings,
) -> None:
    with pytest.raises(proof.NotProved, match="Landlock"):
        proof.prove(replace(settings, least_landlock=99))


def test_a_film_is_watched_by_a_confined_child(settings: WatchSettings, tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "film.avi", films.astronaut(90))
    memory = PreviewMemory(*settings.picture)
    orders = replace(settings.orders(memory.descriptor), source=f"video:{film}")
    with spawn.ChildProcess(proof.own_program(), orders) as process, Openings(film) as openings:
        memory.hand_over()
        child = Child(process)
        assert child.hear() == protocol.Ready(confined=True)
        child.tell(look(within=PATIENCE), film)
        said = child.hear_out()
        assert openings.count == 1
    memory.close()
    assert isinstance(said[-1], protocol.Estimated), said


@pytest.fixture
def shop(built: Built) -> Iterator[Shop]:
    made = Shop(program=[str(built.program)])
    yield made
    made.close()


def test_the_phone_page_is_served_by_a_confined_process(shop: Shop) -> None:
    shop.come_up()
    token = shop.offer()
    assert shop.get(f"/n/{token}").status == 200
    assert shop.server.health.unconfined is None


def test_the_door_is_listened_to(built: Built) -> None:
    listens = subprocess.Popen(
        [str(built.program), "door-counter"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(bare()),
    )
    assert listens.stdin is not None and listens.stdout is not None
    with listens.stdin, listens.stdout:
        listens.stdin.write(packed(ListenHttp("127.0.0.1", 0, hash_of(TOKEN))))
        listens.stdin.flush()
        assert "Up" in json.dumps(json.loads(listens.stdout.readline()))
        listens.stdin.close()
        assert listens.wait(PATIENCE) == 0
    assert not Path(f"/proc/{listens.pid}").exists()
