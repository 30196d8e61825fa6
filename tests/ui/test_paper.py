"""Printed pages, read back by a reader that is not ours."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import cv2
import pypdfium2
import pytest

from kiosk.application.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    QrPicture,
    Table,
)
from kiosk.ui.paper.flow import Strip, pages_of
from kiosk.ui.paper.letters import NoGlyph
from kiosk.ui.paper.writer import pdf_of, write_pdf

A4_POINTS = (595, 842)
URL = "https://lakeside.example/notice/7f3a"

ENGLISH = "The office’s first filing of 2026-01-31 is “final”: 12:30, 3 days, fluff, affix."
CHINESE = "当天结束后保存 3 天，12:30 为止：“同意”与撤回一样容易，共 36 小时。"


def printed(*blocks: Block, title: str = "A title", language: str = "en") -> Any:
    return pypdfium2.PdfDocument(pdf_of(Document(title, language, blocks)))


def text_of(page: Any) -> str:
    """The page's words; where its lines are broken does not matter."""
    return " ".join(page.get_textpage().get_text_range().split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def picture(page: Any) -> Any:
    return cv2.cvtColor(page.render(scale=3).to_numpy(), cv2.COLOR_BGR2GRAY)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (CHINESE, "zh_CN")])
def test_every_letter_can_be_read_back(text: str, language: str) -> None:
    page = printed(
        Heading(text),
        Heading(text, 3),
        Paragraph(text),
        Bullets((text,)),
        Table((text, "b"), ((text, "c"),)),
        Lines((text,)),
        QrPicture(URL, text),
        title=text,
        language=language,
    )[0]
    # The title stands at the head and, perhaps shortened, in the foot.
    assert squeezed(text_of(page)).count(squeezed(text)[:12]) == 10


def test_a_page_is_a4_and_says_which_it_is_of_how_many() -> None:
    pages = printed(Paragraph("one"), PageBreak(), Paragraph("two"))
    assert len(pages) == 2
    assert [round(side) for side in pages[0].get_size()] == list(A4_POINTS)
    assert text_of(pages[0]).endswith("A title 1 / 2")
    assert "two" in text_of(pages[1])
    assert text_of(pages[1]).endswith("A title 2 / 2")


def test_a_heading_of_the_first_level_stands_for_the_title() -> None:
    page = text_of(printed(Heading("Another", 1), Paragraph("text"))[0])
    assert page.startswith("Another text")


@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("en", {"NotoSans-Regular", "NotoSans-Light"}),
        ("zh_CN", {"NotoSansSC-Regular", "NotoSansSC-Light", "NotoSans-Regular"}),
    ],
)
def test_only_the_bundled_letters_are_used_and_they_are_in_the_file(
    language: str, faces: set[str]
) -> None:
    text = "同意" if language == "zh_CN" else "A yes"
    pdf = pdf_of(Document(text, language, (Paragraph(text),)))
    named = {name.decode() for name in re.findall(rb"/FontName /\w+\+(\S+)", pdf)}
    assert named == faces
    assert pdf.count(b"/FontFile2") == len(faces)


def test_chinese_between_english_is_set_in_the_simplified_face() -> None:
    pdf = pdf_of(Document("T", "en", (Paragraph("门 means door"),)))
    assert b"+NotoSansSC-Regular" in pdf


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("龘"),
        Heading("龘"),
        Bullets(("龘",)),
        Table(("a",), (("龘",),)),
        Lines(("龘",)),
        QrPicture(URL, "龘"),
    ],
)
def test_a_character_without_a_letter_is_named(block: Block) -> None:
    with pytest.raises(NoGlyph, match=r"龘.*U\+9F98"):
        pdf_of(Document("Title", "zh_CN", (block,)))


def test_a_title_without_a_letter_is_named() -> None:
    with pytest.raises(ValueError, match=r"U\+1F600, GRINNING FACE"):
        pdf_of(Document("\U0001f600", "en", (Heading("Other", 1),)))


@pytest.mark.parametrize("content", [URL, "C2SP " + "a1B2/" * 60])
def test_a_qr_code_can_be_scanned_from_the_page(content: str) -> None:
    page = printed(QrPicture(content, "what it is"))[0]
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(picture(page))
    assert found == content


def test_a_table_repeats_its_head_and_loses_no_row() -> None:
    rows = tuple((f"row{number:03}", "a reason " * (number % 5)) for number in range(90))
    pages = printed(Table(("Which", "Why"), rows))
    assert len(pages) > 2
    texts = [text_of(page) for page in pages]
    assert all("Which Why" in text for text in texts)
    assert re.findall(r"row\d{3}", " ".join(texts)) == [row[0] for row in rows]


@pytest.mark.parametrize("lines_before", range(17, 24))
def test_a_head_has_two_rows_with_it_and_the_last_row_is_not_left_alone(lines_before: int) -> None:
    rows = tuple((f"row{number:02}", "a reason") for number in range(6))
    before = [Paragraph("x")] * lines_before
    texts = [text_of(page) for page in printed(*before, Table(("Which", "Why"), rows))]
    on_pages = [len(re.findall(r"row\d{2}", text)) for text in texts]
    assert sum(on_pages) == 6
    assert 1 not in on_pages
    assert all(
        ("Which Why" in text) == (rows > 0) for text, rows in zip(texts, on_pages, strict=True)
    )


def test_a_mark_stands_on_every_page_in_large_letters() -> None:
    document = Document("T", "en", (Paragraph("one"), PageBreak(), Paragraph("two")), "DRAFT")
    plain = pdf_of(Document("T", "en", document.blocks))
    for page, unmarked in zip(
        pypdfium2.PdfDocument(pdf_of(document)), pypdfium2.PdfDocument(plain), strict=True
    ):
        assert "DRAFT" in squeezed(text_of(page))
        assert "DRAFT" not in squeezed(text_of(unmarked))
        changed = (picture(page) != picture(unmarked)).mean()
        assert changed > 0.015
    with pytest.raises(NoGlyph):
        pdf_of(Document("T", "en", (), "龘"))


def test_a_box_is_as_high_as_what_is_to_be_written_in_it() -> None:
    small, large = (picture(printed(Lines(("Views",), room))[0]) for room in (1, 4))

    def ruled(page: Any) -> int:
        """How many rows of pixels of the upper half are a line from side to side."""
        middle = page[: page.shape[0] // 2, page.shape[1] // 2 - 200 : page.shape[1] // 2 + 200]
        dark = (middle < 245).all(axis=1)
        return int((dark[1:] & ~dark[:-1]).sum())

    # Above and below of the box, and a line for each line of writing.
    assert (ruled(small), ruled(large)) == (3, 6)


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    words = " ".join(f"w{number}" for number in range(3000))
    pages = printed(Table(("Key", "Text"), (("long", words), ("short", "end"))))
    assert len(pages) > 2
    whole = " ".join(text_of(page) for page in pages)
    assert re.findall(r"\bw\d+\b", whole) == words.split()


def test_a_heading_is_never_the_last_of_its_page() -> None:
    blocks: list[Block] = []
    for number in range(60):
        blocks += [Heading(f"Heading{number:02}"), Paragraph(f"under{number:02} " * 40)]
    pages = printed(*blocks)
    for page in pages:
        text = text_of(page)
        for number in re.findall(r"Heading(\d\d)", text):
            assert f"under{number}" in text


def test_a_word_longer_than_a_line_is_broken_within_the_page() -> None:
    word = "Donaudampfschifffahrt" * 20
    page = printed(Paragraph(word))[0]
    assert word in squeezed(text_of(page))
    texts = page.get_textpage()
    rects = [texts.get_rect(number) for number in range(texts.count_rects())]
    assert len(rects) > 5
    assert max(right for _, _, right, _ in rects) < A4_POINTS[0] - 50


def test_chinese_columns_keep_a_short_name_on_one_line() -> None:
    rows = (("摄像头打开秒数", "8 秒"), ("保存", "当天结束后 3 天，" * 20))
    page = printed(Table(("项目", "数值"), rows), language="zh_CN")[0]
    assert "摄像头打开秒数" in page.get_textpage().get_text_range()


def test_empty_texts_are_no_fault() -> None:
    assert len(printed(Paragraph(""), Bullets(("",)), Table(("", ""), (("", ""),)))) == 1


def test_a_line_break_in_a_text_breaks_the_line() -> None:
    page = printed(Paragraph("first\nsecond"))[0]
    assert "first\r\nsecond" in page.get_textpage().get_text_range()


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"older")
    with pytest.raises(NoGlyph):
        write_pdf(Document("T", "en", (Paragraph("龘"),)), path)
    assert path.read_bytes() == b"older"
    write_pdf(Document("T", "en", ()), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert [each.name for each in tmp_path.iterdir()] == ["out.pdf"]
    with pytest.raises(OSError, match="missing"):
        write_pdf(Document("T", "en", ()), tmp_path / "missing" / "out.pdf")


def test_the_same_document_has_the_same_number() -> None:
    def number(document: Document) -> list[bytes]:
        return re.findall(rb"/ID \[[^\]]*\]|DocumentID[^>]*>[^<]*", pdf_of(document))

    one = Document("T", "en", (Paragraph("a"),))
    assert number(one)
    assert number(one) == number(Document("T", "en", (Paragraph("a"),)))
    assert number(one) != number(Document("T", "en", (Paragraph("b"),)))


def test_it_prints_without_a_screen_and_without_an_application(tmp_path: Path) -> None:
    path = tmp_path / "alone.pdf"
    program = f"""
        from pathlib import Path
        from kiosk.application.document import Document, Paragraph
        from kiosk.ui.paper.writer import write_pdf
        for _ in range(2):
            write_pdf(Document("T", "zh_CN", (Paragraph("同意"),)), Path({str(path)!r}))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={"PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "同意" in text_of(pypdfium2.PdfDocument(path)[0])


def strip(height: float, *, holds: bool = False, head: Strip | None = None) -> Strip:
    return Strip(height, lambda painter, top: None, space=1, holds_next=holds, head=head)


def test_what_belongs_together_moves_together() -> None:
    pages = pages_of([strip(60), strip(20, holds=True), strip(30)], 100)
    assert [[placed.top for placed in page] for page in pages] == [[0], [0, 21]]


def test_a_run_longer_than_a_page_is_broken_where_it_must_be() -> None:
    pages = pages_of([strip(60, holds=True), strip(60, holds=True), strip(60)], 100)
    assert [len(page) for page in pages] == [1, 1, 1]


def test_a_head_stands_above_what_begins_a_page() -> None:
    head = strip(10)
    pages = pages_of([strip(20), strip(85, head=head), strip(50, head=head)], 100)
    assert [[placed.top for placed in page] for page in pages] == [[0], [0, 11], [0, 11]]
    assert [page[0].strip is head for page in pages] == [False, True, True]


def test_nothing_is_one_empty_page() -> None:
    assert pages_of([], 100) == [[]]
