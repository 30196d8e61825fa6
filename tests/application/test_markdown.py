"""A document as Markdown: whole, and no text in it becomes anything but text."""

import pytest

from kiosk.application.document import (
    Bullets,
    Document,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    QrPicture,
    Table,
)
from kiosk.application.markdown import to_markdown
from kiosk.application.plain_text import as_text


def test_every_kind_of_block() -> None:
    document = Document(
        "A title",
        "en",
        (
            Heading("A title", 1),
            Heading("A part", 3),
            Paragraph("Two\nlines."),
            Bullets(("one", "two")),
            Table(("What", "How much"), (("hours", "8"), ("days", "3"))),
            Lines(("Name", "Date")),
            QrPicture("https://shop.example/notice", "The notice"),
            PageBreak(),
        ),
    )
    assert to_markdown(document) == (
        "# A title\n\n"
        "### A part\n\n"
        "Two lines.\n\n"
        "- one\n- two\n\n"
        "| What | How much |\n| --- | --- |\n| hours | 8 |\n| days | 3 |\n\n"
        "- Name: ______________________________\n- Date: ______________________________\n\n"
        "The notice: https://shop.example/notice\n\n"
        "---\n"
    )


def test_a_chinese_label_has_a_chinese_colon_and_room_as_it_is_asked_for() -> None:
    blocks = (Lines(("姓名",), 2), QrPicture("https://shop.example/notice", "告知书"))
    document = Document("题", "zh_CN", blocks)
    assert to_markdown(document) == f"- 姓名：{'_' * 60}\n\n告知书：https://shop.example/notice\n"
    assert f"姓名：{'_' * 40}\n" in as_text(document)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("2026) either", r"2026\) either"),
        ("- nor this", r"\- nor this"),
        ("8-12 years", "8-12 years"),
        ("a|b", r"a\|b"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("*x* _y_ `z` [l](u)", r"\*x\* \_y\_ \`z\` \[l\](u)"),
        (r"C:\shop", r"C:\\shop"),
    ],
)
def test_what_was_typed_stays_text(typed: str, kept: str) -> None:
    assert to_markdown(Document("", "en", (Paragraph(typed),))) == f"{kept}\n"


def test_a_cell_stays_one_cell() -> None:
    table = Table(("a", "b"), (("x | y\nz", "1"),))
    assert to_markdown(Document("", "en", (table,))).splitlines()[2] == r"| x \| y z | 1 |"
