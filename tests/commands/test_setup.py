"""``askfirst setup`` from a file of answers: many kiosks, done again, refused, and cut short."""

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import NoReturn

import pytest

from kiosk.adapters.camera import choice
from kiosk.adapters.camera.choice import Choice
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.staff.file import Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.whole_file import WholeFile
from kiosk.bootstrap import assessment, load_settings, parts, setup_writing
from kiosk.bootstrap.setup_pins import PinsKept
from kiosk.cli import main
from kiosk.cli.codes import INTERRUPTED, OK, REFUSED, WRONG
from kiosk.domain.sign_in import RecoveryCode
from tests.adapters.staff.house import MANAGER_PIN, STAFF_PIN
from tests.commands.setup_answers import EXAMPLE, sign_off_lines, with_lines

Capture = pytest.CaptureFixture[str]
Content = dict[Path, bytes]

PINS = ("[pins]", f'manager = "{MANAGER_PIN}"', f'staff = "{STAFF_PIN}"')


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """With PINs and a sign-off."""
    return with_lines(tmp_path / "answers.toml", *PINS, *sign_off_lines())


def do(data: Path, *options: str | Path) -> int:
    return main(["--data-dir", str(data), "setup", *map(str, options)])


def content(folder: Path) -> Content:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Many kiosks ----------------------------------------------------------------------------------


def test_one_file_sets_up_three_kiosks_that_differ_in_their_names(
    tmp_path: Path, answers: Path, capsys: Capture
) -> None:
    codes: set[str] = set()
    for name in ("North Door", "South Door", 'The "{Old}" Door'):
        data = tmp_path / name
        assert do(data, "--answers", answers, "--set", f"kiosk.name.en={name}") == OK
        said = capsys.readouterr()
        codes.add(RecoveryCode.parse(said.out).grouped)
        assert MANAGER_PIN not in said.out + said.err
        assert STAFF_PIN not in said.out + said.err
        settings = load_settings(data, demo=False)
        assert settings.kiosk.name == {"en": name, "zh_CN": "北门"}
        standing = assessment.standing(data, settings)
        assert standing.in_force is not None
        assert standing.in_force.signed_by == "Wang Min"
        assert standing.in_force.heard.place == "At the north door"
        kept = StaffFile(data / "staff.sqlite3").secrets()
        assert Hashing().matches(MANAGER_PIN, kept[Secret.MANAGER].hash)
        assert Hashing().matches(STAFF_PIN, kept[Secret.STAFF].hash)
        assert (data / "signing.key").exists()
    assert len(codes) == 3, "each kiosk has a recovery code of its own"


@pytest.mark.parametrize(
    ("language", "says"), [("en", "PIN set: manager, staff."), ("zh_CN", "PIN 码：管理员, 员工。")]
)
def test_whose_pins_were_set_is_said_in_the_language_of_the_set_up(
    language: str, says: str, data: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = with_lines(tmp_path / "answers.toml", *PINS)
    assert do(data, "--answers", file, "--language", language) == OK
    assert says in capsys.readouterr().err


def test_the_first_kiosk_writes_the_file_for_the_others(
    tmp_path: Path, answers: Path, capsys: Capture
) -> None:
    first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "for-others.toml"
    assert do(first, "--answers", answers) == OK
    before = content(first)
    assert do(first, "--check", "--write-answers", file) == OK
    assert content(first) == before
    assert file.stat().st_mode & 0o077 == 0
    written = file.read_text("utf-8")
    assert MANAGER_PIN not in written
    assert STAFF_PIN not in written
    capsys.readouterr()

    assert do(second, "--answers", file) == OK
    assert RecoveryCode.parse(capsys.readouterr().out)
    one, other = load_settings(first, demo=False), load_settings(second, demo=False)
    assert one == other
    assert assessment.standing(second, other).in_force == assessment.standing(first, one).in_force
    kept = StaffFile(second / "staff.sqlite3").secrets()
    assert Hashing().matches(MANAGER_PIN, kept[Secret.MANAGER].hash)
    assert do(first, "--check", "--write-answers", file) == REFUSED, "a file is never overwritten"


def test_no_two_kiosks_of_a_chain_get_the_same_name(tmp_path: Path, capsys: Capture) -> None:
    answers = with_lines(tmp_path / "answers.toml", *PINS)
    first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "for-others.toml"
    folder = tmp_path / "fleet"
    folder.mkdir()
    in_chain = ("--set", "fleet.kiosk=north", "--set", f"fleet.folder={folder}")
    assert do(first, "--answers", answers, *in_chain) == OK
    assert load_settings(first, demo=False).fleet.kiosk == "north"
    assert main(["--data-dir", str(first), "pia", "sign", "--name", "Wang Min"]) == OK
    assert do(first, "--check", "--write-answers", file) == OK
    assert "north" not in file.read_text("utf-8").partition("[fleet]")[2]
    capsys.readouterr()
    assert do(second, "--answers", file) == REFUSED
    assert "fleet.kiosk is missing" in capsys.readouterr().err
    assert do(second, "--answers", file, "--set", "fleet.kiosk=south") == OK
    fleet = load_settings(second, demo=False).fleet
    assert (fleet.kiosk, fleet.folder) == ("south", str(folder))
    # Signed for one of the chain, whatever it is called.
    settings = load_settings(second, demo=False)
    assert assessment.standing(second, settings).in_force is not None


@pytest.mark.timeout(600)
def test_that_file_sets_up_the_other_thirty_nine(
    tmp_path: Path, answers: Path, capsys: Capture
) -> None:
    first, file = tmp_path / "first", tmp_path / "for-others.toml"
    assert do(first, "--answers", answers) == OK
    codes = {RecoveryCode.parse(capsys.readouterr().out).grouped}
    assert do(first, "--check", "--write-answers", file) == OK
    capsys.readouterr()
    keys = {(first / "signing.key").read_bytes()}
    for number in range(2, 41):
        data, name = tmp_path / f"kiosk-{number}", f"Door {number}"
        assert do(data, "--answers", file, "--set", f"kiosk.name.en={name}") == OK
        codes.add(RecoveryCode.parse(capsys.readouterr().out).grouped)
        keys.add((data / "signing.key").read_bytes())
        settings = load_settings(data, demo=False)
        assert settings.kiosk.name["en"] == name
        assert assessment.standing(data, settings).in_force is not None
    assert (len(codes), len(keys)) == (40, 40), "what is secret is each kiosk's own"


def test_done_again_it_changes_only_what_is_answered_otherwise(
    data: Path, answers: Path, capsys: Capture
) -> None:
    assert do(data, "--answers", answers) == OK
    file = data / SETTINGS_FILE
    file.write_text(file.read_text("utf-8").replace("[door]", "# Ours.\n[door]"), encoding="utf-8")
    before = content(data)
    capsys.readouterr()

    assert do(data, "--answers", answers) == OK
    said = capsys.readouterr()
    assert (said.out, content(data)) == ("", before)
    assert "nothing was changed" in said.err

    assert do(data, "--answers", answers, "--set", "kiosk.day_begins=6") == OK
    assert capsys.readouterr().out == ""
    after = content(data)
    assert [path for path in before if before[path] != after[path]] == [file]
    assert set(after) == set(before)
    assert "# Ours.\n[door]" in file.read_text("utf-8")
    assert load_settings(data, demo=False).kiosk.day_begins == 6


def test_one_setting_without_a_file(data: Path, capsys: Capture) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    assert do(data, "--set", "controller.dpo=Li Na", "--set", "kiosk.packs=cn,us-il") == OK
    settings = load_settings(data, demo=False)
    assert (settings.controller.dpo, settings.kiosk.packs) == ("Li Na", ("cn", "us-il"))
    assert do(data, "--set", "controller.dpo=") == OK
    assert load_settings(data, demo=False).controller.dpo is None
    assert "the impact assessment is not signed" in capsys.readouterr().err


def test_times_and_numbers_without_a_file(data: Path) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    given = ("--set", "records.blocks_close=17:30, 12:00", "--set", "records.epsilon=0.5")
    assert do(data, *given) == OK
    records = load_settings(data, demo=False).records
    assert (records.blocks_close, records.epsilon) == ((time(12), time(17, 30)), 0.5)
    assert do(data, "--set", "records.blocks_close=[]", "--set", "records.epsilon=") == OK
    records = load_settings(data, demo=False).records
    assert (records.blocks_close, records.epsilon) == ((), 2.0)
    assert do(data, "--set", "records.epsilon=high") != OK
    assert load_settings(data, demo=False).records == records


def test_what_is_next_names_the_running_kiosk(data: Path, capsys: Capture) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    assert "Start the kiosk" in capsys.readouterr().err
    lock = InstanceLock(data)
    assert do(data, "--set", "kiosk.day_begins=6") == OK
    lock.release()
    assert "Restart the kiosk" in capsys.readouterr().err


# The camera by its name -----------------------------------------------------------------------


@pytest.fixture
def cameras(monkeypatch: pytest.MonkeyPatch) -> list[Choice]:
    there = [Choice("C920", "webcam:/dev/v4l/by-id/usb-C920"), Choice("Twin", "webcam:/dev/video2")]
    monkeypatch.setattr(choice, "cameras", lambda: tuple(there))
    return there


def test_each_kiosk_finds_its_camera_by_the_name(
    tmp_path: Path, data: Path, cameras: list[Choice]
) -> None:
    file = with_lines(tmp_path / "answers.toml", "[camera]", 'name = "C920"')
    assert do(data, "--answers", file) == OK
    assert load_settings(data, demo=False).camera.source == cameras[0].source
    assert do(data, "--set", "camera.name=Twin") == OK
    assert load_settings(data, demo=False).camera.source == cameras[1].source
    assert do(data, "--set", "camera.source=webcam:/dev/video9") == OK
    assert load_settings(data, demo=False).camera.source == "webcam:/dev/video9"


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_a_device_that_is_not_there_is_named_and_taken(
    tmp_path: Path, data: Path, capsys: Capture, options: tuple[str, ...]
) -> None:
    device = tmp_path / "video9"
    answers = ("--answers", EXAMPLE, "--set", f"camera.source=webcam:{device}")
    says = f"There is no {device} on this machine now. Plug the camera in, or choose another one"
    assert do(data, *answers, *options) == OK
    assert capsys.readouterr().err.startswith(says)
    device.touch()
    assert do(data, *answers, *options) == OK
    assert says not in capsys.readouterr().err


def test_the_file_for_others_names_the_camera_and_not_its_place(
    tmp_path: Path, data: Path, cameras: list[Choice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "name_of", lambda source: "C920")
    file = tmp_path / "for-others.toml"
    assert do(data, "--answers", EXAMPLE, "--set", "camera.name=C920") == OK
    assert do(data, "--check", "--write-answers", file) == OK
    written = tomllib.loads(file.read_text("utf-8"))
    assert written["camera"] == {"name": "C920"}
    # On another kiosk it is found where it is there.
    cameras[:] = [Choice("C920", "webcam:/dev/v4l/by-id/usb-another")]
    assert do(tmp_path / "other", "--answers", file) == OK
    settings = load_settings(tmp_path / "other", demo=False)
    assert settings.camera.source == "webcam:/dev/v4l/by-id/usb-another"


def test_a_camera_that_is_not_there_or_there_twice_is_named(
    data: Path, cameras: list[Choice], capsys: Capture
) -> None:
    assert do(data, "--answers", EXAMPLE, "--set", "camera.name=C310") == REFUSED
    assert (
        "no camera has this name; those that are there: “C920”, “Twin”" in capsys.readouterr().err
    )
    cameras.append(Choice("Twin", "webcam:/dev/video4"))
    assert do(data, "--answers", EXAMPLE, "--set", "camera.name=Twin") == REFUSED
    assert "webcam:/dev/video2, webcam:/dev/video4" in capsys.readouterr().err
    assert not data.exists()


def test_in_chinese_the_doctors_findings_are_in_chinese(data: Path, capsys: Capture) -> None:
    camera = "camera.source=webcam:/dev/video99"
    assert do(data, "--answers", EXAMPLE, "--set", camera, "--language", "zh_CN") == OK
    said = capsys.readouterr().err
    assert "影响评估尚未签署，因此不会询问任何人" in said
    assert "没有找到 webcam:/dev/video99" in said
    assert "is not there" not in said


# What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["[camera]", "seconds = 80"], "camera.seconds = 80 is not allowed; allowed is a whole"),
        (["[camera]", 'sorce = "x"'], 'camera.sorce = "x" is not a setting; did you mean'),
        (["[cemera]", "seconds = 8"], "[cemera] is no table of settings; did you mean"),
        (["[camera]", 'name = "a"', 'source = "webcam:/dev/video0"'], "say the same"),
        (["[camera]", "name = 3"], "camera.name must be a camera's name"),
        (["[pins]", "manager = 48291750"], "pins.manager must be a text of eight digits"),
        (
            ["[pins]", 'manager = "12345678"'],
            "pins.manager: this PIN is not taken, for it is a row",
        ),
        (["[pins]", 'manager_hash = "$2b$12$"'], "pins.manager_hash is no hash"),
        (["[pins]", 'boss = "48291750"'], "pins.boss means nothing; allowed is manager"),
        (
            ["[pins]", 'manager = "48291750"', 'staff = "48291750"'],
            "this PIN is not taken, for it is the other role's",
        ),
        (["[sign_off]", 'name = "Wang"'], "sign_off: date must be the day"),
        (["[phone]", 'mode = "site"'], "controller.notice_url is missing"),
        (["[kiosk.more]"], "[kiosk.more] is no table of settings"),
        (["[camera"], "is no whole TOML file"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_allowed(
    tmp_path: Path, data: Path, capsys: Capture, lines: list[str], says: str
) -> None:
    file = with_lines(tmp_path / "answers.toml", *lines)
    for options in ((), ("--check",)):
        assert do(data, "--answers", file, *options) == REFUSED
        said = capsys.readouterr().err
        assert says in said
        assert said.endswith("Nothing was changed.\n")
        assert "48291750" not in said
        assert not data.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("kiosk.name", "a sign = and a value are missing"),
        ("kiosk.nmae=x", "did you mean kiosk.name?"),
        ("camera.seconds=eight", "allowed is a whole number from 3 to 20 seconds"),
        ("kiosk.name.fr=Porte", "is not a setting"),
        ("pins.manager=48291750", "not for a command's line"),
        ("purpose.en=", "purpose.en is missing, but kiosk.languages offers en"),
        ("kiosk.minimum_age=13", "allowed is a whole number from 14"),
    ],
)
def test_a_wrong_answer_on_the_line_is_named(
    data: Path, capsys: Capture, given: str, says: str
) -> None:
    assert do(data, "--answers", EXAMPLE, "--set", given) == REFUSED
    said = capsys.readouterr().err
    assert says in said
    assert "48291750" not in said
    assert not data.exists()


def test_a_sign_off_for_other_settings_is_refused_with_what_differs(
    tmp_path: Path, data: Path, capsys: Capture
) -> None:
    file = with_lines(tmp_path / "answers.toml", *sign_off_lines({"camera.seconds": 6}))
    assert do(data, "--answers", file) == REFUSED
    assert "other than here: camera.seconds" in capsys.readouterr().err
    assert do(data, "--answers", file, "--set", "camera.seconds=6") == OK


def test_europe_asks_counsel_before_anybody_signs(
    tmp_path: Path, data: Path, capsys: Capture
) -> None:
    lines = sign_off_lines({"kiosk.packs": ["eu"]})
    file = with_lines(tmp_path / "answers.toml", *lines)
    assert do(data, "--answers", file, "--set", "kiosk.packs=eu") == REFUSED
    assert "counsel's answer is missing" in capsys.readouterr().err
    answered = [lines[0], 'counsel = "Not high-risk. Li Na"', *lines[1:]]
    file = with_lines(tmp_path / "answered.toml", *answered)
    assert do(data, "--answers", file, "--set", "kiosk.packs=eu") == OK


def test_what_no_letter_can_draw_is_named_before_anything_is_written(
    data: Path, capsys: Capture
) -> None:
    assert do(data, "--answers", EXAMPLE, "--set", "controller.name.en=Lakeside 🚗") == REFUSED
    assert "controller.name has “🚗”" in capsys.readouterr().err
    assert not data.exists()


def test_nobody_is_asked_where_there_is_no_terminal(data: Path, capsys: Capture) -> None:
    assert do(data) == REFUSED
    assert "There is no terminal to ask at" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, data: Path, capsys: Capture) -> None:
    assert do(data, "--answers", tmp_path / "nowhere.toml") == REFUSED
    assert "nowhere.toml: cannot be read (No such file or directory)" in capsys.readouterr().err


# What is here already -------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0.3, 0.9], ids=["torn in a line", "without its end"])
def test_a_half_written_settings_file_is_mended_or_left_alone(
    data: Path, capsys: Capture, keep: float
) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    file = data / SETTINGS_FILE
    whole = file.read_bytes()
    # Somewhere behind the line that it cuts: in the middle of a value, then before [purpose].
    cut = whole.index(b"contact") + 12 if keep < 0.5 else whole.index(b"[purpose]")
    file.write_bytes(whole[:cut])
    before = content(data)
    capsys.readouterr()
    ended = do(data, "--answers", EXAMPLE)
    if keep < 0.5:
        assert ended == REFUSED
        assert "is no whole TOML file" in capsys.readouterr().err
        assert content(data) == before
    else:
        assert ended == OK
        assert load_settings(data, demo=False).purpose["en"]


def test_a_line_that_nobody_knows_is_left_to_whoever_wrote_it(data: Path, capsys: Capture) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    file = data / SETTINGS_FILE
    file.write_text(f"{file.read_text('utf-8')}\n[extra]\nx = 1\n", encoding="utf-8")
    before = content(data)
    assert do(data, "--set", "kiosk.day_begins=6") == REFUSED
    assert "[extra] is no table of settings" in capsys.readouterr().err
    assert content(data) == before


def test_a_value_that_is_not_allowed_is_answered_anew(data: Path) -> None:
    assert do(data, "--answers", EXAMPLE) == OK
    file = data / SETTINGS_FILE
    text = file.read_text("utf-8").replace("day_begins = 4", "day_begins = 99")
    file.write_text(text, encoding="utf-8")
    assert do(data, "--set", "kiosk.name.en=South") == REFUSED
    assert do(data, "--answers", EXAMPLE) == OK
    assert load_settings(data, demo=False).kiosk.day_begins == 4


# Cut short ------------------------------------------------------------------------------------


@pytest.fixture(params=["nothing here", "set up already"])
def before(request: pytest.FixtureRequest, data: Path, capsys: Capture) -> Iterator[Content]:
    """What is in the folder before a set-up that is cut short."""
    if request.param == "set up already":
        assert do(data, "--answers", EXAMPLE, "--set", "kiosk.name.en=Old") == OK
        capsys.readouterr()
    yield content(data)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["room", "key", "sign-off", "PINs", "name"])
def test_cut_short_at_any_step_it_leaves_what_was(
    data: Path,
    answers: Path,
    before: Content,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    error: BaseException,
    step: str,
) -> None:
    def cut(*given: object, **named: object) -> NoReturn:
        raise error

    class NeverNamed(WholeFile):
        def put_in_place(self) -> None:
            raise error

    owner, name, made = {
        "room": (setup_writing, "WholeFile", cut),
        "key": (parts, "signer_of", cut),
        "sign-off": (assessment, "sign", cut),
        "PINs": (PinsKept, "keep", cut),
        # The last of all: everything else is done, and has to be taken back.
        "name": (setup_writing, "WholeFile", NeverNamed),
    }[step]
    monkeypatch.setattr(owner, name, made)
    ended = do(data, "--answers", answers)
    assert ended == (INTERRUPTED if isinstance(error, KeyboardInterrupt) else WRONG)
    said = capsys.readouterr()
    assert said.out == "", "no recovery code of PINs that are not set"
    assert said.err.endswith("Nothing was changed.\n")
    assert content(data) == before
    assert data.exists() == bool(before)


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: Capture, answers: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert do(tmp_path / "file" / "data", "--answers", answers) == REFUSED
    said = capsys.readouterr().err
    assert "Not a directory" in said
    assert said.endswith("Nothing was changed.\n")
