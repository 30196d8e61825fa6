"""A document as a terminal shows it."""

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
from kiosk.application.plain_text import as_text


def test_every_block_is_said() -> None:
    document = Document(
        "Title",
        "en",
        (
            Heading("Part"),
            Heading("Smaller", 3),
            Paragraph("one two"),
            Bullets(("first", "second")),
            Table(("What", "How much"), (("a", "1"), ("b", "2"))),
            PageBreak(),
            Lines(("Name",)),
            QrPicture("https://a.example", "The text"),
            QrPicture("https://a.example", "At https://a.example"),
        ),
    )
    assert as_text(document) == (
        "Title\n=====\n\n"
        "Part\n----\n\n"
        "Smaller\n\n"
        "one two\n\n"
        "- first\n- second\n\n"
        "What: a\nHow much: 1\n\nWhat: b\nHow much: 2\n\n"
        "Name: ____________________\n\n"
        "The text: https://a.example\n\n"
        "At https://a.example"
    )


def test_a_heading_of_the_first_level_stands_for_the_title() -> None:
    assert as_text(Document("Title", "en", (Heading("Another", 1),))) == "Another\n======="


def test_lines_are_broken_between_words_only() -> None:
    long = "https://lakeside.example/" + "n" * 90
    text = as_text(Document("T", "en", (Paragraph("word " * 40 + long), Bullets(("item " * 40,)))))
    lines = text.splitlines()
    assert long in lines
    assert max(len(line) for line in lines if line != long) <= 78
    assert [line for line in lines if line.startswith("  item")]


def test_chinese_is_left_whole_and_underlined_as_wide_as_it_is() -> None:
    text = as_text(Document("您的回执", "zh_CN", (Paragraph("请收好，不要给别人看。" * 20),)))
    title, under, _, paragraph = text.splitlines()
    assert len(under) == 2 * len(title)
    assert paragraph == "请收好，不要给别人看。" * 20
