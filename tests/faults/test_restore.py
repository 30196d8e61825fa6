"""Whichever backup is restored: no visit of an open window and nothing withdrawn comes back."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.records import backups, copying, quarantine, tags, verification
from kiosk.adapters.records.backups import BackupFailed, back_up
from kiosk.adapters.records.connection import StoreUnavailable, open_for_reading
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.system.wiping import erase
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import Erased, RecordNotFound
from tests.adapters.records.conftest import open_recorder, restored
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock
from tests.faults.store_disks import SwitchedDisk, small_disk

HOUR = 3600
CORRECTED = Answer(Gender.MAN, AgeBand(35, 44))


@dataclass
class Shop:
    """A store, its visitors, its days' keys, and its backups, each with when it was made."""

    folder: Path
    clock: FakeClock = field(default_factory=lambda: FakeClock(BUSINESS_DAY))
    visitors: list[ConsentRecord] = field(default_factory=list[ConsentRecord])
    withdrawn: set[int] = field(default_factory=set[int])
    keys: dict[date, bytes] = field(default_factory=dict[date, bytes])
    made: dict[Path, datetime] = field(default_factory=dict[Path, datetime])

    def __post_init__(self) -> None:
        self.recorder: Recorder = open_recorder(self.path, self.clock)

    @property
    def path(self) -> Path:
        return self.folder / "records.db"

    def visit(self, way: Way, end: str) -> None:
        given = consent(len(self.visitors), self.clock.moment(), way)
        self.recorder.count_asked(given.moment)
        if end == "declined":
            self.recorder.count_declined(given.moment)
            return
        self.visitors.append(given)
        if way is Way.CAMERA:
            self.recorder.store_consent(given)
        if end == "stopped" and way is Way.TOLD:
            self.recorder.count_walked_away(given.moment)
            self.visitors.pop()
        elif end == "stopped":
            self.recorder.close_uncounted(given)
        elif end != "still there" or way is Way.TOLD:
            shown = ANSWER if way is Way.CAMERA else None
            receipt = end != "without a receipt"
            self.recorder.keep_visit(given, ANSWER, way, shown, receipt=receipt)
        self.learn_keys()

    def learn_keys(self) -> None:
        with closing(open_for_reading(self.path)) as db:
            for day, key in tags.day_keys(db.conn):
                self.keys[day] = key

    def withdraw(self, number: int) -> None:
        if self.visitors:
            number %= len(self.visitors)
            if isinstance(self.recorder.erase_visit(self.visitors[number].code), Erased):
                self.withdrawn.add(number)

    def correct(self, number: int) -> None:
        if self.visitors:
            visitor = self.visitors[number % len(self.visitors)]
            self.recorder.correct_record(visitor.code, CORRECTED)

    def forward(self, hours: int) -> None:
        self.clock.forward(hours * HOUR)

    def close_days(self) -> None:
        self.recorder.catch_up()

    def back_up(self) -> None:
        folder = backups.folder_beside(self.path)
        made = back_up(self.path, folder, self.clock.now(), RETENTION)
        self.made[made] = self.clock.now()

    def backups(self) -> list[Path]:
        return sorted(made for made in self.made if made.exists())

    # What must be true ----------------------------------------------------------------------

    def forbidden_in(self, made: Path) -> list[bytes]:
        """What must not be found in this backup's bytes, in words of its own."""
        forbidden = list(self.keys.values())
        for number, visitor in enumerate(self.visitors):
            key = self.keys.get(visitor.moment.day)
            if key is not None:
                forbidden.append(tags.visit_tag(key, visitor.code))
                forbidden.append(tags.consent_tag(key, visitor.code))
            is_open = RETENTION.window_closes(visitor.moment.day) > self.made[made]
            if is_open or number in self.withdrawn:
                forbidden.append(str(visitor.record_id).encode())
        return forbidden

    def check(self, made: Path) -> None:
        content = made.read_bytes()
        assert not [trace for trace in self.forbidden_in(made) if trace in content]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "records.db"
            restored(made, path, self.clock, replace=False)
            assert verification.verify(path).is_whole
            recorder = open_recorder(path, self.clock)
            for visitor in self.visitors:
                assert isinstance(recorder.find_record(visitor.code), RecordNotFound)
                assert isinstance(recorder.erase_visit(visitor.code), RecordNotFound)
            recorder.close()
            check_sums(path)
            # No visit comes back, so none is in a second block; and those that were told stay.
            assert released(path) <= released(self.path)
            assert verification.verify(path).is_whole
            everything = b"".join(file.read_bytes() for file in Path(folder).rglob("*.db*"))
            for number in self.withdrawn:
                assert str(self.visitors[number].record_id).encode() not in everything


def released(path: Path) -> set[tuple[object, ...]]:
    """Every number of every block, with what it is of."""
    with closing(open_for_reading(path)) as db:
        return set(
            db.conn.execute(
                "SELECT block.id, closed_on, closed_at, block.visits, cell, block_cell.visits"
                " FROM block JOIN block_cell ON block = block.id"
            )
        )


def check_sums(path: Path) -> None:
    with closing(open_for_reading(path)) as db:
        assert db.conn.execute("SELECT count(*) FROM visit").fetchone() == (0,)
        for day, asked, agreed, told, other, counted in db.conn.execute(
            "SELECT day, sum(asked), sum(agreed), sum(told), sum(declined + walked_away),"
            " sum(counted) FROM day_hour GROUP BY day"
        ).fetchall():
            ended = db.conn.execute(
                "SELECT not_counted + withdrawn FROM day WHERE day = ?", [day]
            ).fetchone() or (0,)
            assert asked == agreed + told + other
            assert agreed + told == counted + ended[0]


Step = Callable[[Shop], None]

numbers = st.integers(0, 7)
visits: st.SearchStrategy[Step] = st.builds(
    lambda way, end: lambda shop: shop.visit(way, end),
    st.sampled_from([Way.CAMERA, Way.CAMERA, Way.TOLD]),
    st.sampled_from(["kept", "kept", "without a receipt", "stopped", "declined", "still there"]),
)
steps: st.SearchStrategy[Step] = st.one_of(
    visits,
    visits,
    st.builds(lambda number: lambda shop: shop.withdraw(number), numbers),
    st.builds(lambda number: lambda shop: shop.correct(number), numbers),
    st.builds(lambda hours: lambda shop: shop.forward(hours), st.sampled_from([1, 20, 60, 100])),
    st.just(Shop.close_days),
    st.just(Shop.back_up),
    st.just(Shop.back_up),
)


# Hundreds of backups are restored: one or two of each history.
@pytest.mark.timeout(900)
@settings(database=None)
@given(st.lists(steps, min_size=5, max_size=25))
def test_no_backup_of_any_history_undoes_an_erasure(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "data")
        for step in history:
            step(shop)
        shop.back_up()
        for made in shop.backups():
            shop.check(made)
        shop.recorder.abandon()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "data")
    yield made
    made.recorder.abandon()


def test_each_of_seven_days_of_visits(shop: Shop) -> None:
    """A backup before and after each thing a visitor can do, on seven days in a row."""
    for day in range(7):
        shop.back_up()
        shop.visit(Way.CAMERA, "kept")
        shop.visit(Way.TOLD, "kept")
        shop.visit(Way.CAMERA, "without a receipt")
        shop.correct(3 * day)
        if day % 2:
            shop.withdraw(3 * day)
        shop.forward(6)
        shop.back_up()
        shop.withdraw(3 * day + 1)
        shop.forward(18)
        shop.close_days()
    assert len(released(shop.path)) >= 38
    assert len(shop.backups()) == 7
    assert len(shop.withdrawn) == 10
    for made in shop.backups():
        shop.check(made)


def test_a_damaged_copy_holds_nothing_that_was_withdrawn(shop: Shop) -> None:
    shop.visit(Way.CAMERA, "kept")
    shop.visit(Way.CAMERA, "kept")
    shop.back_up()
    shop.withdraw(0)
    [made] = shop.backups()
    withdrawn, kept = shop.visitors
    # Killed, and damaged where no record lies: everything else is copied aside as it is.
    killed = shop.folder.with_name("killed")
    shutil.copytree(shop.folder, killed, ignore=shutil.ignore_patterns("*-shm"))
    with (killed / "records.db").open("r+b") as file:
        file.write(b"X")
    with pytest.raises(StoreUnavailable, match="database"):
        open_recorder(killed / "records.db", shop.clock)
    set_aside = restored(made, killed / "records.db", shop.clock, replace=False).set_aside
    assert set_aside is not None
    everything = [file.read_bytes() for file in killed.rglob("*") if file.is_file()]
    copied = b"".join(file.read_bytes() for file in set_aside.iterdir())
    key = shop.keys[withdrawn.moment.day]
    for trace in (
        str(withdrawn.record_id).encode(),
        tags.visit_tag(key, withdrawn.code),
        tags.consent_tag(key, withdrawn.code),
    ):
        assert not [content for content in everything if trace in content]
    # The copy has what was there, which is why it goes when the window closes.
    assert str(kept.record_id).encode() in copied
    quarantine.erase_due_copies(killed / "records.db", quarantine.erased_at(set_aside))
    everything = [file.read_bytes() for file in killed.rglob("*") if file.is_file()]
    assert not [content for content in everything if str(kept.record_id).encode() in content]


# Disks ----------------------------------------------------------------------------------------

DISK_BYTES = 12 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", DISK_BYTES) as folder:
        yield folder


def test_a_full_disk_keeps_the_old_backups_and_no_half_of_a_new_one(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "LEAVES_FREE", 0)
    shop = Shop(disk / "data")
    for _ in range(30):
        shop.visit(Way.CAMERA, "kept")
    shop.back_up()
    [made] = shop.backups()
    before = made.read_bytes()
    shop.forward(24)
    for _ in range(30):
        shop.visit(Way.CAMERA, "kept")
    needed = shop.path.stat().st_size
    filler = disk / "filler"
    real = backups._check_room

    def fill(folder: Path) -> None:
        # While it is being made: it was begun with room enough.
        with filler.open("ab") as file:
            file.write(bytes(shutil.disk_usage(disk).free))
        real(folder)

    monkeypatch.setattr(backups, "_check_room", fill)
    monkeypatch.setattr(copying, "_ROWS_AT_A_TIME", 10)
    assert shutil.disk_usage(disk).free > needed
    with pytest.raises(BackupFailed, match="full"):
        shop.back_up()
    assert list(made.parent.iterdir()) == [made]
    assert made.read_bytes() == before
    filler.unlink()
    monkeypatch.setattr(backups, "_check_room", real)
    shop.back_up()
    assert len(shop.backups()) == 2
    shop.recorder.abandon()


def test_the_kiosks_room_is_not_taken(disk: Path) -> None:
    shop = Shop(disk / "data")
    with pytest.raises(BackupFailed, match="no room"):
        shop.back_up()
    assert list(backups.folder_beside(shop.path).iterdir()) == []
    shop.recorder.abandon()


def test_a_power_cut_after_a_backup_a_restore_and_a_wipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "LEAVES_FREE", 0)
    disk = SwitchedDisk(tmp_path / "disk")
    shop = Shop(disk.folder / "data")
    shop.visit(Way.CAMERA, "kept")
    shop.visit(Way.CAMERA, "kept")
    shop.back_up()
    shop.recorder.abandon()
    power_cut(disk)
    [made] = shop.backups()
    restored(made, shop.path, shop.clock, replace=True)
    power_cut(disk)
    assert verification.verify(shop.path).is_whole
    recorder = open_recorder(shop.path, shop.clock)
    for visitor in shop.visitors:
        assert isinstance(recorder.find_record(visitor.code), RecordNotFound)
    recorder.close()
    shop.check(made)
    erase(shop.folder)
    power_cut(disk)
    assert not shop.folder.exists()
    disk.switch_off()


def power_cut(disk: SwitchedDisk) -> None:
    disk.cut_power()
    disk.switch_off()
    disk.switch_on()
