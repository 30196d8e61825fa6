"""``askfirst pia …`` from end to end: settings in a real folder, documents, sign-offs, status."""

import io
import json
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.adapters.assessment.sign_offs import FOLDER
from kiosk.adapters.settings.keys import KEYS
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import assessment, doctor_report, load_settings, parts
from kiosk.bootstrap.instance import OLDER_SETTINGS, print_of
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.assessment import Assessment
from tests.wording import a_line_has

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"
COUNSEL = "Not high-risk: the categories are only counted."

Capture = pytest.CaptureFixture[str]

SHOP: dict[str, str] = {
    "controller.name": '"Lakeside Motors Ltd."',
    "controller.contact": '"privacy@lakeside.example"',
    "controller.address": '{ en = "1 Lakeside Road, Shanghai", zh_CN = "上海市湖畔路1号" }',
    "controller.authority": '"the authority"',
    "kiosk.name": '"North Door"',
    "kiosk.packs": '["cn"]',
    "kiosk.time_zone": '"Asia/Shanghai"',
    "purpose.en": '"plan staff and stock by who visits"',
    "purpose.zh_CN": '"安排人手和商品"',
}

COVERED: dict[str, str] = {
    "controller.name": '{ en = "Lakeside Motors Ltd.", zh_CN = "湖畔汽车" }',
    "controller.contact": '"dpo@lakeside.example"',
    "controller.address": '"2 Lakeside Road"',
    "kiosk.packs": '["cn", "us-il"]',
    "kiosk.minimum_age": "15",
    "camera.seconds": "9",
    "camera.unconfined": '"i accept"',
    "records.window_hours": "48",
    "records.counts_months": "24",
    "records.epsilon": "1.5",
    "phone.mode": '"network"',
    "fleet.kiosk": '"lakeside-north"',
    "purpose.en": '"plan staff"',
    "purpose.zh_CN": '"安排人手"',
}

FREE: dict[str, str] = {
    "controller.authority": '"another authority"',
    "controller.dpo": '"Li Na, dpo@lakeside.example"',
    "controller.notice_url": '"https://lakeside.example/notice"',
    "kiosk.name": '"South Door"',
    "kiosk.languages": '["zh_CN"]',
    "kiosk.time_zone": '"Europe/Berlin"',
    "kiosk.day_begins": "5",
    "kiosk.health_folder": '"/srv/askfirst-health"',
    "records.backup_folder": '"/media/backup/askfirst"',
    "records.blocks_close": '["12:00"]',
    "screen.dark_hours": '"22:00-08:30"',
    "camera.source": '"webcam:/dev/video2"',
    "screen.theme": '"dark"',
    "screen.full_screen": "false",
    "screen.reduced_motion": "true",
    "screen.width_mm": "600",
    "screen.dpi": "46",
    "door.source": '"http:127.0.0.1:8470"',
    "door.most_an_hour": "100",
    "door.token_file": '"/etc/askfirst/door-token"',
    "phone.address": '"192.168.1.10"',
    "phone.port": "8472",
    "phone.name": '"kiosk.lakeside.example"',
    "phone.certificate": '"/etc/askfirst/certificate.pem"',
    "phone.key": '"/etc/askfirst/key.pem"',
    "phone.wifi": '"Lakeside Guests"',
    "phone.wifi_password": '"welcome-to-lakeside"',
    "reports.at_close": '["pdf"]',
    "reports.folder": '"/srv/askfirst/reports"',
    "fleet.folder": '"/srv/askfirst/fleet"',
}

TOGETHER = (
    ("phone.name", "phone.certificate", "phone.key"),
    ("phone.wifi_password", "phone.wifi"),
)
"""Settings that cannot be there without one another."""

BEFORE = {"fleet.folder": {"fleet__kiosk": '"lakeside-north"'}}
"""What has to be set before a setting can be."""


def shop_with(folder: Path, **changed: str) -> Path:
    """A shop's folder with these settings, by their names with two underscores for the dot."""
    settings = SHOP | {name.replace("__", "."): value for name, value in changed.items()}
    tables: dict[str, list[str]] = {}
    for name, value in settings.items():
        table, _, own = name.partition(".")
        tables.setdefault(table, []).append(f"{own} = {value}")
    purpose = tables.pop("purpose")
    lines = [
        line
        for table, own in (*tables.items(), ("purpose", purpose))
        for line in (f"[{table}]", *own)
    ]
    folder.mkdir(exist_ok=True)
    (folder / SETTINGS_FILE).write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shop_with(tmp_path / "data")


def pia(folder: Path, *words: str) -> int:
    return main(["--data-dir", str(folder), "pia", *words])


def status(folder: Path, capsys: Capture, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    code = pia(folder, "status", "--json", *words)
    found = json.loads(capsys.readouterr().out)
    assert code == (OK if found["signed"] else WRONG)
    return found


def today(folder: Path) -> date:
    return assessment.today(load_settings(folder, demo=False))


def test_a_kiosk_that_runs_with_older_settings_is_named(shop: Path, capsys: Capture) -> None:
    lock = InstanceLock(shop)
    lock.note(print_of(load_settings(shop, demo=False)))
    assert pia(shop, "sign", "--name", "Li Na") == OK
    assert pia(shop, "status") == OK
    assert OLDER_SETTINGS not in capsys.readouterr().err
    shop_with(shop, camera__seconds="11")
    assert pia(shop, "sign", "--name", "Li Na") == OK
    assert OLDER_SETTINGS in capsys.readouterr().err
    assert pia(shop, "status") == OK
    assert OLDER_SETTINGS in capsys.readouterr().err
    lock.release()


# What the signature covers ---------------------------------------------------------------------


def test_every_setting_is_covered_or_free() -> None:
    assert COVERED.keys() | FREE.keys() == {key.name for key in KEYS}
    assert not COVERED.keys() & FREE.keys()


@pytest.mark.parametrize("table", sorted({key.table for key in KEYS}))
def test_what_the_assessment_states_needs_a_new_signature_and_nothing_else_does(
    shop: Path, capsys: Capture, table: str
) -> None:
    signed_with: dict[str, str] | None = None
    names = [key.name for key in KEYS if key.table == table]
    # Those last: what they are signed with is the change of another.
    for name in sorted(names, key=lambda name: name in BEFORE):
        before = BEFORE.get(name, {})
        shop_with(shop, **before)
        # Changed back is as it was: what is signed stays signed.
        if before != signed_with:
            assert pia(shop, "sign", "--name", "Wang Min") == OK
            signed_with = before
            assert status(shop, capsys)["signed"], name
        needed = next((each for each in TOGETHER if name in each), (name,))
        shop_with(
            shop, **before, **{each.replace(".", "__"): (COVERED | FREE)[each] for each in needed}
        )
        found = status(shop, capsys)
        assert found["signed"] is (name in FREE), name
        # A pack may bring a higher age along.
        changed = [each for each in found["changed"] if each.startswith(name)]
        assert bool(changed) is (name in COVERED), name


# Writing ---------------------------------------------------------------------------------------


def test_it_writes_everything_in_both_languages(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "papers" / "assessment"
    assert pia(shop, "write", "--out", str(out)) == OK
    said = capsys.readouterr()
    assert said.err == ""
    names = {
        f"{document}.{tag}.{kind}"
        for document in ("impact-assessment", "records-of-processing")
        for tag in ("en", "zh_CN")
        for kind in ("md", "pdf")
    }
    assert {path.name for path in out.iterdir()} == names | {"sign-off.toml"}
    assert {Path(line).name for line in said.out.splitlines()} == names | {"sign-off.toml"}
    for path in out.glob("*.pdf"):
        assert len(pypdfium2.PdfDocument(path)) >= (12 if "impact" in path.name else 3)
    english = (out / "impact-assessment.en.md").read_text(encoding="utf-8")
    chinese = (out / "impact-assessment.zh_CN.md").read_text(encoding="utf-8")
    for text in (english, chinese):
        assert "Lakeside Motors Ltd." in text
        assert status(shop, capsys)["configuration"] in text
    assert "安排人手和商品" in chinese and "PIPL 56(1)" in english
    # Nothing is signed by writing it, and nothing is left behind in the data folder.
    assert [path.name for path in shop.iterdir()] == [SETTINGS_FILE]


def test_it_writes_only_the_language_that_was_named(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert pia(shop, "write", "--out", str(out), "--language", "zh_CN") == OK
    assert not list(out.glob("*.en.*"))
    assert len(list(out.glob("*.zh_CN.*"))) == 4


def test_a_name_that_cannot_be_printed_leaves_that_pdf_out_and_says_so(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    shop_with(shop, controller__name='"ᚠᚢᚦ Ltd."')
    out = tmp_path / "out"
    assert pia(shop, "write", "--out", str(out)) == WRONG
    said = capsys.readouterr()
    assert said.err.count("was not printed") == 4
    assert not list(out.glob("*.pdf")) and len(list(out.glob("*.md"))) == 4
    assert "ᚠᚢᚦ Ltd." in (out / "impact-assessment.en.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_named(shop: Path, tmp_path: Path, capsys: Capture) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    assert pia(shop, "write", "--out", str(in_the_way)) == WRONG
    assert str(in_the_way) in capsys.readouterr().err


def test_without_settings_it_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    for words in (["write", "--out", str(tmp_path / "o")], ["sign", "--name", "A"], ["status"]):
        assert pia(tmp_path, *words) == REFUSED
        assert "settings" in capsys.readouterr().err


# Signing ---------------------------------------------------------------------------------------


def test_signing_keeps_the_very_text_that_was_signed(shop: Path, capsys: Capture) -> None:
    assert pia(shop, "sign", "--name", "Wang Min", "--date", "2026-01-31") == OK
    found = status(shop, capsys)
    assert (found["signed_by"], found["signed_on"]) == ("Wang Min", "2026-01-31")
    assert found["review_due"] == "2027-01-28"
    assert (found["changed"], found["counsel"], found["demo"]) == ([], None, False)
    (sign_off,) = (shop / FOLDER).glob("*.json")
    for tag in ("en", "zh_CN"):
        text = sign_off.with_name(f"{sign_off.stem}.{tag}.md").read_text(encoding="utf-8")
        assert "Wang Min" in text and "2026-01-31" in text and found["configuration"] in text
    assert pia(shop, "status") == OK
    assert a_line_has(capsys.readouterr().out, "Wang Min", "2026-01-31")


def test_without_a_day_it_is_today(shop: Path, capsys: Capture) -> None:
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    assert status(shop, capsys)["signed_on"] == today(shop).isoformat()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "--name"),
        (["--name", " "], "name"),
        (["--name", "A\nB"], "name"),
        (["--name", "Wang Min", "--date", "2999-01-01"], "2999-01-01"),
    ],
)
def test_what_does_not_sign(shop: Path, capsys: Capture, words: list[str], says: str) -> None:
    assert pia(shop, "sign", *words) == REFUSED
    assert says in capsys.readouterr().err
    assert not status(shop, capsys)["signed"]
    assert not (shop / FOLDER).exists()


def test_a_day_that_is_none_is_refused(shop: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        pia(shop, "sign", "--name", "Wang Min", "--date", "31.1.2026")
    assert "31.1.2026" in capsys.readouterr().err


def test_the_eu_needs_counsels_answer(shop: Path, capsys: Capture) -> None:
    shop_with(shop, kiosk__packs='["eu"]')
    assert pia(shop, "sign", "--name", "Wang Min") == REFUSED
    assert "--counsel" in capsys.readouterr().err
    assert pia(shop, "sign", "--name", "Wang Min", "--counsel", "  ") == REFUSED
    found = status(shop, capsys)
    assert not found["signed"] and found["counsel_is_asked"]
    assert pia(shop, "sign", "--name", "Wang Min", "--counsel", COUNSEL) == OK
    assert status(shop, capsys)["counsel"] == COUNSEL
    assert pia(shop, "status") == OK
    assert f"Counsel's answer: {COUNSEL}" in capsys.readouterr().out
    (text,) = (shop / FOLDER).glob("*.en.md")
    assert COUNSEL in text.read_text(encoding="utf-8")


def test_a_change_is_named_and_going_back_is_enough(shop: Path, capsys: Capture) -> None:
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    shop_with(shop, camera__seconds="9", records__epsilon="1")
    found = status(shop, capsys)
    assert found["changed"] == ["camera.seconds", "records.epsilon"]
    assert found["last"]["signed_by"] == "Wang Min"
    assert pia(shop, "status") == WRONG
    said = capsys.readouterr().out
    assert a_line_has(said, "camera.seconds", "records.epsilon")
    shop_with(shop)
    assert status(shop, capsys)["signed"]


def test_a_copy_that_was_changed_is_named_and_does_not_count(shop: Path, capsys: Capture) -> None:
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    (copy,) = (shop / FOLDER).glob("*.en.md")
    copy.write_text("something else", encoding="utf-8")
    capsys.readouterr()
    assert pia(shop, "status") == WRONG
    assert str(copy) in capsys.readouterr().err
    lines = doctor_report(shop, load_settings(shop, demo=False))
    assert [check.ok for check in lines if check.name == "assessment"] == [False, False]


def test_old_sign_offs_go_after_the_years_of_proof(shop: Path) -> None:
    settings = load_settings(shop, demo=False)
    configuration = assessment.configuration_of(settings)
    day = today(shop)
    sign_offs = assessment._sign_offs(shop, settings)
    for years, name in ((9, "Oldest"), (5, "Older"), (2, "Old")):
        signed = Assessment(f"{years:02}" * 32, name, day - timedelta(days=365 * years))
        sign_offs.keep(signed, configuration.facts, {"en": name}, signed.signed_on)
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    names = [kept.assessment.signed_by for kept in sign_offs.all()]
    # The oldest was replaced five years ago; the next one only two.
    assert names == ["Older", "Old", "Wang Min"]


@contextmanager
def small_files_only(largest: int) -> Iterator[None]:
    """The system refuses what grows over this many bytes, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_has_nothing_of_a_signature(shop: Path, capsys: Capture) -> None:
    with small_files_only(10_000):
        assert pia(shop, "sign", "--name", "Wang Min") == WRONG
    assert list((shop / FOLDER).iterdir()) == []
    assert not status(shop, capsys)["signed"]


def test_a_disk_that_is_full_has_all_older_papers_or_none(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out"
    with small_files_only(100_000):
        assert pia(shop, "write", "--out", str(out)) == WRONG
    assert list(out.iterdir()) == []
    assert pia(shop, "write", "--out", str(out)) == OK
    older = {path.name: path.read_bytes() for path in out.iterdir()}
    shop_with(shop, camera__seconds="9")
    with small_files_only(100_000):
        assert pia(shop, "write", "--out", str(out)) == WRONG
    assert {path.name: path.read_bytes() for path in out.iterdir()} == older


def test_sign_offs_that_this_account_may_not_read_are_not_said_to_be_none(
    shop: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    listed = Path.iterdir

    def refused(self: Path) -> Iterator[Path]:
        if self == shop / FOLDER:
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refused)
    capsys.readouterr()
    assert pia(shop, "status") == WRONG
    said = capsys.readouterr().out
    assert a_line_has(said, shop / FOLDER, "Permission denied")
    assert "not signed" not in said
    lines = doctor_report(shop, load_settings(shop, demo=False))
    (line,) = [check for check in lines if check.name == "assessment"]
    assert not line.ok and "Permission denied" in line.says
    assert "Permission denied" in status(shop, capsys)["unreadable"]


# A file of answers -----------------------------------------------------------------------------


def filled_in(shop: Path, tmp_path: Path, counsel: str = "") -> Path:
    assert pia(shop, "write", "--out", str(tmp_path), "--language", "en") == OK
    form = tmp_path / "sign-off.toml"
    text = form.read_text(encoding="utf-8").replace('name = ""', 'name = "Li Na"')
    text = text.replace('date = ""', "date = 2026-01-31")
    form.write_text(text.replace('counsel = ""', f'counsel = "{counsel}"'), encoding="utf-8")
    return form


def test_a_filled_in_form_signs(shop: Path, tmp_path: Path, capsys: Capture) -> None:
    form = filled_in(shop, tmp_path)
    assert pia(shop, "sign", "--answers", str(form)) == OK
    found = status(shop, capsys)
    assert (found["signed_by"], found["signed_on"]) == ("Li Na", "2026-01-31")


def test_what_the_form_says_was_heard_stands_in_what_is_signed(shop: Path, tmp_path: Path) -> None:
    form = filled_in(shop, tmp_path)
    text = form.read_text(encoding="utf-8").replace('views = ""', 'views = "asked 20; 3 object"')
    form.write_text(text, encoding="utf-8")
    assert pia(shop, "sign", "--answers", str(form)) == OK
    english, chinese = sorted((shop / FOLDER).glob("*.md"))
    for copy, unsaid in ((english, "not said"), (chinese, "未填写")):
        signed = copy.read_text(encoding="utf-8")
        assert "asked 20; 3 object" in signed
        assert signed.count(f"| {unsaid} |") == 3
        assert "____" not in signed


def test_a_form_for_another_kiosk_is_refused_and_says_why(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    form = filled_in(shop, tmp_path)
    shop_with(shop, camera__seconds="9")
    assert pia(shop, "sign", "--answers", str(form)) == REFUSED
    said = capsys.readouterr().err
    assert a_line_has(said, form, "camera.seconds")


def test_a_form_for_the_eu_needs_counsels_answer(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    shop_with(shop, kiosk__packs='["cn", "eu"]')
    form = filled_in(shop, tmp_path)
    capsys.readouterr()
    assert pia(shop, "sign", "--answers", str(form)) == REFUSED
    said = capsys.readouterr().err
    assert "AI Act" in said
    assert a_line_has(said, "counsel", form) and "--counsel" not in said
    form = filled_in(shop, tmp_path, COUNSEL)
    assert pia(shop, "sign", "--answers", str(form)) == OK
    assert status(shop, capsys)["counsel"] == COUNSEL


def test_a_form_says_all_of_it(shop: Path, tmp_path: Path, capsys: Capture) -> None:
    form = filled_in(shop, tmp_path)
    assert pia(shop, "sign", "--answers", str(form), "--name", "Wang Min") == REFUSED
    assert "--name" in capsys.readouterr().err
    day = ("--date", "2026-01-31")
    assert pia(shop, "sign", "--answers", str(form), *day, "--counsel", "No.") == REFUSED
    assert a_line_has(capsys.readouterr().err, "--date", "--counsel")
    assert pia(shop, "sign", "--answers", str(tmp_path / "none.toml")) == REFUSED
    assert "none.toml" in capsys.readouterr().err


# At a terminal ---------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("word", "code"), [("sign", OK), ("SIGN ", OK), ("yes", REFUSED)])
def test_at_a_terminal_it_asks_who_and_whether_it_is_meant(
    shop: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, word: str, code: int
) -> None:
    shop_with(shop, kiosk__packs='["eu"]')
    heard = "a larger sign\n\nstaff agree\nby the door\n"
    monkeypatch.setattr(sys, "stdin", Terminal(f"Wang Min\n{heard}{COUNSEL}\n{word}\n"))
    assert pia(shop, "sign") == code
    said = capsys.readouterr()
    assert "AI Act" in said.out
    found = status(shop, capsys)
    assert found["signed"] is (code == OK)
    if code == OK:
        assert (found["signed_by"], found["counsel"]) == ("Wang Min", COUNSEL)
        (signed,) = (shop / FOLDER).glob("*.en.md")
        copy = signed.read_text(encoding="utf-8")
        assert all(
            f"| {each} |" in copy for each in ("a larger sign", "staff agree", "by the door")
        )
        assert copy.count("| not said |") == 1


# The demo's own, and the doctor ----------------------------------------------------------------


def test_the_demo_carries_its_own_and_says_so(tmp_path: Path, capsys: Capture) -> None:
    found = status(tmp_path, capsys, "--demo")
    assert found["signed"] and found["demo"], (
        "the demo's settings or models changed: put the new hash into assets/demo/assessment.toml, "
        f"{found['configuration']}"
    )
    assert pia(tmp_path, "status", "--demo") == OK
    assert capsys.readouterr().out.startswith("DEMO: ")
    out = tmp_path / "out"
    assert pia(tmp_path, "write", "--demo", "--out", str(out)) == OK
    assert not (out / "sign-off.toml").exists()
    assert "demo" in (out / "impact-assessment.en.md").read_text(encoding="utf-8")


def test_the_demos_facts_are_those_of_its_settings(tmp_path: Path) -> None:
    from kiosk.adapters.assessment.answers import load_answers
    from kiosk.application.shipped import shipped

    both = [
        assessment.configuration_of(load_settings(folder, demo=True))
        for folder in (tmp_path, tmp_path / parts.HISTORY)
    ]
    answers = load_answers(shipped("assets") / "demo" / "assessment.toml")
    assert answers.configurations == {each.hash: each.facts for each in both}


def test_the_doctor_says_what_to_do(shop: Path) -> None:
    settings = load_settings(shop, demo=False)

    def line() -> Any:
        (found,) = [check for check in doctor_report(shop, settings) if check.name == "assessment"]
        return found

    assert not line().ok
    assert "askfirst pia sign" in line().cure
    assert pia(shop, "sign", "--name", "Wang Min") == OK
    assert line().ok


def test_the_example_settings_can_be_signed(tmp_path: Path, capsys: Capture) -> None:
    shutil.copyfile(EXAMPLE, tmp_path / SETTINGS_FILE)
    assert not status(tmp_path, capsys)["signed"]
    assert pia(tmp_path, "sign", "--name", "Wang Min") == OK
    assert status(tmp_path, capsys)["signed"]
