"""Which characters can be drawn, compared with another reader of the same fonts."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kiosk.application.shipped import shipped
from kiosk.ui import drawable
from kiosk.ui.drawable import FontUnreadable, named, undrawable

FONTS = shipped("assets") / "fonts"


def test_it_reads_from_the_fonts_what_others_read() -> None:
    there: set[int] = set()
    for name in ("NotoSans-Regular.ttf", "NotoSansSC-Regular.otf"):
        there |= set(TTFont(FONTS / name).getBestCmap() or {})
    every = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x32000))))
    assert set(every) - set(undrawable(every)) == set(map(chr, there))


@pytest.mark.parametrize(
    "names",
    [
        "鑫晟昊馨煜闵莘衢亳泸濮瓯淼",  # GB 2312, second level: names of people and places
        "喆堃犇垚玥甪",  # general use, outside GB 2312
        "王敏，北门！",
        "Čapek & Søn Łódź",
    ],
)
def test_common_names_can_be_drawn(names: str) -> None:
    assert undrawable(names) == ""


def test_what_cannot_be_drawn_is_told_once_each_in_order() -> None:
    assert undrawable("龘Ltd.😀龘") == "龘😀"
    assert named("龘") == "'龘' (U+9F98, CJK UNIFIED IDEOGRAPH-9F98)"


@pytest.mark.parametrize("content", [None, b"", b"OTTO\x00\x01" + bytes(6), b"\x00" * 40])
def test_a_build_without_its_letters_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    (tmp_path / "fonts").mkdir()
    if content is not None:
        (tmp_path / "fonts" / "NotoSans-Regular.ttf").write_bytes(content)
    monkeypatch.setattr(drawable, "shipped", lambda name: tmp_path)
    drawable._covered.cache_clear()
    with pytest.raises(FontUnreadable, match=r"NotoSans-Regular\.ttf"):
        undrawable("a")
    drawable._covered.cache_clear()
