"""``askfirst notice site`` from end to end: files that a web server can hand out as they are."""

import stat
from pathlib import Path

import pytest

from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.bootstrap import load_settings, parts
from kiosk.cli.codes import OK, WRONG
from tests.commands.test_notices import Capture, give, notice, run_once, shop

__all__ = ["shop"]

FILES = ["index.html", "en.html", "zh_CN.html", "page.css", "page.js"]


def test_the_pages_are_written_and_named(shop: Path, tmp_path: Path, capsys: Capture) -> None:
    offered = run_once(shop)
    give(shop, "controller", 'notice_url = "https://lakeside.example/notice"')
    out = tmp_path / "web" / "notice"
    assert notice(shop, "site", "--out", str(out)) == OK
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(out / name) for name in FILES]
    assert said.err == ""
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    # The address is in the notice, so it is another version than before.
    settings = load_settings(shop, demo=False)
    public = parts.signer_of(shop, demo=False).public
    for tag, told in parts.notices_of(settings, public).offered().items():
        page = (out / f"{tag}.html").read_text(encoding="utf-8")
        assert told.version.content_hash in page
        assert offered[tag].version.content_hash not in page


def test_whoever_publishes_the_files_may_read_them(shop: Path, tmp_path: Path) -> None:
    run_once(shop)
    notice(shop, "site", "--out", str(tmp_path / "web"))
    for path in (tmp_path / "web").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_the_licence_of_the_drawings_goes_where_they_go(shop: Path, tmp_path: Path) -> None:
    run_once(shop)
    notice(shop, "site", "--out", str(tmp_path))
    assert "ISC License" in (tmp_path / "page.css").read_text(encoding="utf-8")


def test_a_shop_without_an_address_for_them_is_told_so(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    run_once(shop)
    assert notice(shop, "site", "--out", str(tmp_path / "web")) == OK
    assert "controller.notice_url" in capsys.readouterr().err


def test_without_the_machines_key_nothing_is_published(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert notice(shop, "site", "--out", str(tmp_path / "web")) == WRONG
    assert "start the kiosk" in capsys.readouterr().err
    assert not (tmp_path / "web").exists()
    assert not (shop / KEY_FILE).exists()


def test_written_again_it_is_the_same_and_leaves_other_files_alone(
    shop: Path, tmp_path: Path
) -> None:
    run_once(shop)
    out = tmp_path / "web"
    notice(shop, "site", "--out", str(out))
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "robots.txt").write_text("User-agent: *", encoding="utf-8")
    assert notice(shop, "site", "--out", str(out)) == OK
    again = {path.name: path.read_bytes() for path in out.iterdir()}
    assert again == first | {"robots.txt": b"User-agent: *"}


def test_a_language_that_is_offered_no_more_is_taken_away(shop: Path, tmp_path: Path) -> None:
    run_once(shop)
    out = tmp_path / "web"
    notice(shop, "site", "--out", str(out))
    give(shop, "kiosk", 'languages = ["en"]')
    notice(shop, "site", "--out", str(out))
    assert not (out / "zh_CN.html").exists()
    # Not ours, whatever it is called.
    (out / "zh_CN.html").write_text("<p>somebody else’s", encoding="utf-8")
    notice(shop, "site", "--out", str(out))
    assert (out / "zh_CN.html").exists()


def test_a_language_that_is_not_whole_is_left_out_and_named(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    run_once(shop)
    give(shop, "controller", 'name = { en = "Lakeside Motors Ltd.", zh_CN = "湖畔\U00013000" }')
    assert notice(shop, "site", "--out", str(tmp_path / "web")) == OK
    said = capsys.readouterr()
    assert "zh_CN" in said.err
    assert not (tmp_path / "web" / "zh_CN.html").exists()


def test_a_folder_that_cannot_be_written_is_named(
    shop: Path, tmp_path: Path, capsys: Capture
) -> None:
    run_once(shop)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert notice(shop, "site", "--out", str(tmp_path / "file")) == WRONG
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_the_demo_has_pages_of_its_own(shop: Path, tmp_path: Path) -> None:
    run_once(shop, demo=True)
    assert notice(shop, "site", "--demo", "--out", str(tmp_path / "web")) == OK
    assert (tmp_path / "web" / "index.html").exists()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pages_hold_no_secret_of_the_machine(shop: Path, tmp_path: Path, language: str) -> None:
    run_once(shop)
    notice(shop, "site", "--out", str(tmp_path / "web"))
    page = (tmp_path / "web" / f"{language}.html").read_bytes()
    assert (shop / KEY_FILE).read_bytes().strip() not in page
    assert str(shop).encode() not in page
