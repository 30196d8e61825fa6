"""``askfirst notice …`` from end to end, on real settings and records."""

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.adapters.records.connection import open_for_writing
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import doctor_report, load_settings, parts
from kiosk.bootstrap.commands import make_store
from kiosk.bootstrap.instance import OLDER_SETTINGS, print_of
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.notice import Notice
from tests.wording import a_line_has

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "packaging" / "askfirst.example.toml"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A data folder with the example's settings, in which no kiosk has run yet."""
    folder = tmp_path / "shop"
    folder.mkdir(mode=0o700)
    shutil.copy(EXAMPLE, folder / "askfirst.toml")
    return folder


def notice(folder: Path, *words: str) -> int:
    return main(["--data-dir", str(folder), "notice", *words])


def give(folder: Path, table: str, line: str) -> None:
    """Give the shop one more setting, or another value of one."""
    path = folder / "askfirst.toml"
    key = line.split(" = ", maxsplit=1)[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = lines.index(f"[{table}]") + 1
    ends = next((at for at in range(begins, len(lines)) if lines[at].startswith("[")), len(lines))
    others = [each for each in lines[begins:ends] if not each.startswith(f"{key} = ")]
    lines[begins:ends] = [line, *others]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_once(folder: Path, *, demo: bool = False) -> dict[str, Notice]:
    """What a kiosk does at its start: make its key, and remember the notices it offers."""
    settings = load_settings(folder, demo=demo)
    parts.records_folder(folder, demo=demo).mkdir(mode=0o700, exist_ok=True)
    offered = dict(parts.notices_of(settings, parts.signer_of(folder, demo=demo).public).offered())
    with closing(make_store(folder, settings, lambda event: None, None)) as store:
        for each in offered.values():
            store.remember_notice(each)
    return offered


def read(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    return "".join(text.split())


# check ------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--demo",)], ids=["shop", "demo"])
def test_what_is_shipped_is_well(shop: Path, capsys: Capture, options: tuple[str, ...]) -> None:
    assert notice(shop, "check", *options) == OK
    said = capsys.readouterr()
    assert said.err == ""
    english, chinese, _, verdict = said.out.splitlines()
    assert english.startswith("✓ en: ")
    assert chinese.startswith("✓ zh_CN: ")
    assert verdict


@pytest.mark.parametrize("phone", ["network", "site"])
def test_what_is_shipped_is_well_where_one_may_agree_on_a_phone(
    shop: Path, capsys: Capture, phone: str
) -> None:
    give(shop, "controller", 'notice_url = "https://lakeside.example/notice/"')
    before = run_once(shop)
    give(shop, "phone", f'mode = "{phone}"')
    assert notice(shop, "check") == OK
    assert "✗" not in capsys.readouterr().out
    words = {"en": "own phone", "zh_CN": "自己的手机"}
    told = run_once(shop)
    for tag, said in words.items():
        assert said in told[tag].text
        assert said not in before[tag].text
        assert told[tag].version != before[tag].version


def test_a_check_makes_no_key_and_writes_nothing(shop: Path) -> None:
    before = sorted(shop.rglob("*"))
    notice(shop, "check")
    notice(shop, "check", "--demo")
    notice(shop, "show")
    assert sorted(shop.rglob("*")) == before


def test_the_version_is_the_one_on_the_screen(shop: Path, capsys: Capture) -> None:
    offered = run_once(shop)
    notice(shop, "check", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert found["packs"] == ["cn"]
    for each in found["languages"]:
        assert each["hash"] == offered[each["language"]].version.content_hash
        assert each["offered"] is True
        assert each["findings"] == []
        assert 0 < each["mean"] <= each["limit"]


def test_a_language_that_the_shop_does_not_offer_is_looked_at_for_its_text(
    shop: Path, capsys: Capture
) -> None:
    give(shop, "kiosk", 'languages = ["en"]')
    assert notice(shop, "check") == OK
    lines = capsys.readouterr().out.splitlines()
    assert a_line_has(lines[1], "✓ zh_CN: ", "settings")
    notice(shop, "check", "--json")
    chinese = json.loads(capsys.readouterr().out)["languages"][1]
    assert (chinese["language"], chinese["offered"], chinese["hash"]) == ("zh_CN", False, None)


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what ships with the program, to be spoilt, which the program takes for its own."""
    copy = tmp_path / "program"
    shutil.copytree(ROOT / "assets", copy / "assets")
    monkeypatch.setattr(parts, "shipped", lambda name: copy / name)
    return copy / "assets"


def spoil(assets: Path, language: str, old: str, new: str) -> None:
    path = assets / "notices" / f"{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_missing_is_named_with_its_article_and_not_offered(
    shop: Path, assets: Path, capsys: Capture
) -> None:
    spoil(assets, "zh_CN", '"N6.', '"N7.')
    assert notice(shop, "check") == WRONG
    said = capsys.readouterr().out
    assert a_line_has(said, "✗ zh_CN: ", "N6", "PIPL 30, Measures 5")
    assert "zh_CN" in said.splitlines()[-1]
    assert list(run_once(shop)) == ["en"]
    notice(shop, "check", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    (finding,) = found["languages"][1]["findings"]
    assert finding.pop("says")
    assert finding == {
        "fault": "unanswered",
        "item": "N6",
        "part": None,
        "article": "PIPL 30, Measures 5",
    }


@pytest.mark.parametrize(
    ("table", "line", "setting", "refused"),
    [
        (
            "controller",
            'name = { en = "Lakeside", zh_CN = "龘公司" }',
            "controller.name",
            ["zh_CN"],
        ),
        ("controller", 'dpo = "龘, dpo@a.example"', "controller.dpo", ["en", "zh_CN"]),
        ("kiosk", 'name = { en = "Door 😀", zh_CN = "北门" }', "kiosk.name", ["en"]),
        ("purpose", 'zh_CN = "看龘"', "purpose.zh_CN", ["zh_CN"]),
    ],
)
def test_a_setting_that_would_be_an_empty_box_is_named_and_not_offered(
    shop: Path, capsys: Capture, table: str, line: str, setting: str, refused: list[str]
) -> None:
    give(shop, table, line)
    assert notice(shop, "check") == WRONG
    said = capsys.readouterr().out
    letter = "😀" if "😀" in line else "龘"
    for tag in refused:
        assert a_line_has(said, f"✗ {tag}: ", setting, f"U+{ord(letter):04X}")
    assert said.count("✗") == len(refused)
    settings = load_settings(shop, demo=False)
    lines = [check for check in doctor_report(shop, settings) if "not offered" in check.says]
    assert sum(setting in check.says for check in lines if not check.ok) == len(refused)
    assert set(run_once(shop)) == {"en", "zh_CN"} - set(refused)


def test_a_part_that_is_missing_is_named_with_its_article_and_not_offered(
    shop: Path, assets: Path, capsys: Capture
) -> None:
    spoil(assets, "en", '"N11.separate" = "Chinese law calls it', '"N11.basis" = "It is called')
    assert notice(shop, "check") == WRONG
    assert a_line_has(capsys.readouterr().out, "✗ en: ", "N11.separate", "PIPL 13, PIPL 29")
    assert list(run_once(shop)) == ["zh_CN"]
    notice(shop, "check", "--json")
    (found,) = json.loads(capsys.readouterr().out)["languages"][0]["findings"]
    assert found.pop("says")
    assert found == {
        "fault": "unanswered",
        "item": "N11",
        "part": "separate",
        "article": "PIPL 13, PIPL 29",
    }


def test_with_no_language_left_it_says_that_nobody_is_asked(
    shop: Path, assets: Path, capsys: Capture
) -> None:
    for language in ("en", "zh_CN"):
        spoil(assets, language, "{window}", "72")
    assert notice(shop, "check") == WRONG
    assert "nobody" in capsys.readouterr().out.splitlines()[-1]
    assert run_once(shop) == {}
    assert notice(shop, "show") == WRONG
    complaint = capsys.readouterr().err
    assert complaint.startswith("en ")
    assert "askfirst notice check" in complaint


# show -------------------------------------------------------------------------------------


def test_the_notice_as_it_is_now(shop: Path, capsys: Capture) -> None:
    offered = run_once(shop)
    for language, options in (("en", ()), ("zh_CN", ("--language", "zh-CN"))):
        assert notice(shop, "show", *options) == OK
        said = capsys.readouterr()
        assert said.err == ""
        assert said.out.startswith(offered[language].text)
        assert offered[language].version.content_hash in said.out.splitlines()[-1]


def test_before_the_first_run_it_says_that_the_key_is_not_there(
    shop: Path, capsys: Capture
) -> None:
    assert notice(shop, "show") == OK
    said = capsys.readouterr()
    assert "key" in said.err
    assert "0000 0000" in said.out


def test_the_notice_names_the_machines_own_key(shop: Path, capsys: Capture) -> None:
    run_once(shop)
    notice(shop, "show")
    public = parts.signer_of(shop, demo=False).public.hex()
    assert public in squeezed(capsys.readouterr().out)


def test_a_key_that_cannot_be_used_is_named(shop: Path, capsys: Capture) -> None:
    (shop / KEY_FILE).write_bytes(b"short")
    for words in (("check",), ("show",)):
        assert notice(shop, *words) == WRONG
        assert str(shop / KEY_FILE) in capsys.readouterr().err


def test_the_doctor_names_a_key_that_cannot_be_used_and_makes_none(
    shop: Path, capsys: Capture
) -> None:
    main(["--data-dir", str(shop), "doctor"])
    assert "✓ well   notice en" in capsys.readouterr().out
    assert not (shop / KEY_FILE).exists()
    (shop / KEY_FILE).write_bytes(b"short")
    assert main(["--data-dir", str(shop), "doctor"]) == WRONG
    said = capsys.readouterr().out
    assert "✗ wrong  signing key" in said


def test_an_old_version_is_shown_word_for_word(shop: Path, capsys: Capture) -> None:
    old = run_once(shop)["en"]
    give(shop, "records", "window_hours = 48")
    new = run_once(shop)["en"]
    assert old.text != new.text
    for length in (64, 12):
        assert notice(shop, "show", "--hash", old.version.content_hash[:length].upper()) == OK
        assert capsys.readouterr().out.startswith(old.text)
    notice(shop, "show", "--json", "--hash", old.version.content_hash)
    found = json.loads(capsys.readouterr().out)
    assert hashlib.sha256(found["exact"].encode()).hexdigest() == found["hash"]
    assert found["hash"] == old.version.content_hash
    assert found["title"] == old.title
    assert [each["text"] for each in found["cards"]] == [card.text for card in old.cards]
    assert [each["items"] for each in found["sections"]] == [
        list(section.items) for section in old.sections
    ]


def test_it_is_shown_while_the_kiosk_runs(shop: Path, capsys: Capture) -> None:
    old = run_once(shop)["zh_CN"]
    lock = InstanceLock(shop)
    assert notice(shop, "show", "--hash", old.version.content_hash) == OK
    assert capsys.readouterr().out.startswith(old.text)
    lock.release()


def test_a_kiosk_that_runs_with_older_settings_is_named(shop: Path, capsys: Capture) -> None:
    lock = InstanceLock(shop)
    lock.note(print_of(load_settings(shop, demo=False)))
    assert notice(shop, "show") == OK
    assert OLDER_SETTINGS not in capsys.readouterr().err
    file = shop / SETTINGS_FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[camera]", "[camera]\nseconds = 11"), encoding="utf-8")
    assert load_settings(shop, demo=False).camera.seconds == 11
    assert notice(shop, "show") == OK
    assert OLDER_SETTINGS in capsys.readouterr().err
    lock.release()


def test_a_number_that_nothing_goes_by(shop: Path, capsys: Capture) -> None:
    for prepare in (lambda: None, lambda: run_once(shop)):
        prepare()
        assert notice(shop, "show", "--hash", "0" * 64) == WRONG
        said = capsys.readouterr()
        assert said.out == ""
        assert " 0000" in said.err


@pytest.mark.parametrize("wrong", ["7f3", "xyz1", "7f3a" * 17, ""])
def test_what_is_no_number_is_refused(shop: Path, capsys: Capture, wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        notice(shop, "show", "--hash", wrong)
    assert ended.value.code == REFUSED
    assert f"'{wrong}'" in capsys.readouterr().err


def with_records(shop: Path, work: Callable[[Any], None]) -> None:
    db = open_for_writing(parts.records_file(shop, demo=False))
    work(db.conn)
    db.close()


def test_a_number_that_two_go_by_asks_for_more_of_it(shop: Path, capsys: Capture) -> None:
    run_once(shop)
    rows = [(hashlib.sha256(text.encode()).hexdigest(), text) for text in map(exact, range(600))]
    starts: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        starts.setdefault(row[0][:4], []).append(row)
    start, pair = next((start, pair) for start, pair in starts.items() if len(pair) == 2)
    with_records(
        shop,
        lambda db: db.executemany(
            "INSERT INTO notice(hash, language, text) VALUES (?, 'en', ?)", pair
        ),
    )
    assert notice(shop, "show", "--hash", start) == WRONG
    said = capsys.readouterr().err
    assert said.startswith("2 ")
    for content_hash, _ in pair:
        assert content_hash[:16] in said
    assert notice(shop, "show", "--hash", pair[0][0]) == OK


def exact(number: int) -> str:
    """The exact text of an invented notice, as it is stored and hashed."""
    whole = {
        "cards": [],
        "contact": f"{number}@lakeside.example",
        "controller": "Lakeside",
        "language": "en",
        "layout": 1,
        "minimum_age": 14,
        "sections": [],
        "title": "Before you choose",
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_text_that_was_changed_in_the_records_is_not_shown(shop: Path, capsys: Capture) -> None:
    old = run_once(shop)["en"].version.content_hash
    with_records(
        shop,
        lambda db: db.execute(
            "UPDATE notice SET text = replace(text, 'erased', 'kept') WHERE hash = ?", [old]
        ),
    )
    assert notice(shop, "show", "--hash", old) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert old in said.err
    assert "changed" in said.err


@pytest.mark.parametrize("language", ["fr", "zh"])
def test_a_language_that_there_is_not(shop: Path, capsys: Capture, language: str) -> None:
    assert notice(shop, "show", "--language", language) == WRONG
    assert capsys.readouterr().err.startswith(f"{language} ")
    for words in (("sign", "--out", "x.pdf"), ("slips", "--out", "x.pdf"), ("requests",)):
        assert notice(shop, *words, "--language", language) == WRONG
        assert a_line_has(capsys.readouterr().err, language, "en, zh_CN")


def test_language_and_number_exclude_each_other(shop: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        notice(shop, "show", "--language", "en", "--hash", "7f3a")
    assert ended.value.code == REFUSED


def test_an_old_version_can_be_printed(shop: Path, tmp_path: Path, capsys: Capture) -> None:
    old = run_once(shop)["zh_CN"]
    give(shop, "records", "window_hours = 48")
    # Whatever the shop says today: nothing of it is needed for what was said then.
    give(shop, "kiosk", 'languages = ["en"]')
    out = tmp_path / "old.pdf"
    beginning = old.version.content_hash[:8]
    assert notice(shop, "show", "--hash", beginning, "--pdf", str(out)) == OK
    assert capsys.readouterr().out == f"Notice: {out}\n"
    printed = squeezed(read(out))
    for section in old.sections:
        assert squeezed(section.title) in printed
    assert old.version.content_hash in printed


@pytest.mark.parametrize(("language", "why"), [("en", "draft"), ("zh_CN", "草稿")])
def test_a_notice_without_a_key_is_printed_as_a_draft(
    shop: Path, tmp_path: Path, capsys: Capture, language: str, why: str
) -> None:
    out = tmp_path / "notice.pdf"
    assert notice(shop, "show", "--language", language, "--pdf", str(out)) == OK
    assert "key" in capsys.readouterr().err
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out)]
    assert all("DRAFT" in page and "草稿" in page for page in map(squeezed, pages))
    assert squeezed(why) in squeezed(pages[0])
    number = run_once(shop)[language].version.content_hash
    assert notice(shop, "show", "--language", language, "--pdf", str(out)) == OK
    printed = squeezed(read(out))
    assert "DRAFT" not in printed and "草稿" not in printed
    assert number in printed


# sign, slips, requests --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said", "pages"),
    [
        (("sign",), ("closed", "您同意之前"), 1),
        (("sign", "--language", "en"), ("closed",), 1),
        (("sign", "--language", "zh-CN"), ("您同意之前",), 1),
        (("slips",), ("Your receipt", "您的回执"), 2),
        (("slips", "--language", "zh_CN"), ("您的回执",), 1),
        (("requests",), ("someone",), 2),
        (("requests", "--language", "zh_CN"), ("有人询问",), 2),
    ],
)
@pytest.mark.parametrize("demo", [(), ("--demo",)], ids=["shop", "demo"])
def test_papers_are_printed(
    shop: Path,
    tmp_path: Path,
    capsys: Capture,
    words: tuple[str, ...],
    said: tuple[str, ...],
    pages: int,
    demo: tuple[str, ...],
) -> None:
    out = tmp_path / "out.pdf"
    assert notice(shop, *words, "--out", str(out), *demo) == OK
    assert capsys.readouterr().out.endswith(f": {out}\n")
    assert len(pypdfium2.PdfDocument(out)) == pages
    for each in said:
        assert squeezed(each) in squeezed(read(out))


def test_the_text_for_staff_is_said_where_no_file_is_named(shop: Path, capsys: Capture) -> None:
    assert notice(shop, "requests") == OK
    said = capsys.readouterr().out
    assert said.splitlines()[1].startswith("=====")
    assert "3 days" in " ".join(said.split())
    assert max(len(line) for line in said.splitlines()) <= 78


def test_a_file_that_cannot_be_written_is_named(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "missing" / "sign.pdf"
    assert notice(shop, "sign", "--out", str(out)) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{out} ")


def test_a_name_that_cannot_be_printed_is_named(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    give(shop, "controller", 'contact = "龘@lakeside.example"')
    out = tmp_path / "sign.pdf"
    assert notice(shop, "sign", "--out", str(out)) == WRONG
    assert f"U+{ord('龘'):04X}" in capsys.readouterr().err
    assert not out.exists()


def test_without_settings_only_the_demos_are_there(tmp_path: Path, capsys: Capture) -> None:
    out = str(tmp_path / "x.pdf")
    for words in (
        ("check",),
        ("show",),
        ("sign", "--out", out),
        ("slips", "--out", out),
        ("requests",),
    ):
        assert notice(tmp_path, *words) == REFUSED
        said = capsys.readouterr()
        assert said.out == ""
        assert "settings" in said.err
        assert notice(tmp_path, *words, "--demo") == OK
        capsys.readouterr()
