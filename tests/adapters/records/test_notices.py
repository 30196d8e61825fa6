"""A consent's notice can be shown again, word for word, from the hash in the ledger."""

import hashlib
import json
import sqlite3
from dataclasses import replace

from kiosk.adapters.records import ReadingRecords
from kiosk.domain.notice import Conditions, Notice, NoticeCard, NoticeSection, exact_text
from tests.adapters.records.conftest import Book

NOTICE = Notice(
    language="zh_CN",
    title="选择之前",
    cards=(
        NoticeCard("eye", "我们估计什么", "年龄段和性别。"),
        NoticeCard("clock", "How long", "“72 hours”\nand no longer"),
    ),
    sections=(
        NoticeSection("Who", ("Lakeside Motors Ltd.", "Second paragraph"), ("N1", "N12")),
        NoticeSection("Rights", ("All of them",), ("N7",)),
    ),
    controller="Lakeside Motors Ltd.",
    contact="privacy@lakeside.example",
    minimum_age=14,
)


def test_what_is_stored_hashes_to_the_version(book: Book) -> None:
    book.recorder.remember_notice(NOTICE)
    connection = sqlite3.connect(book.path)
    content_hash, language, text = connection.execute("SELECT * FROM notice").fetchone()
    connection.close()
    assert content_hash == NOTICE.version.content_hash
    assert hashlib.sha256(text.encode()).hexdigest() == content_hash
    assert language == "zh_CN"


def test_the_notice_comes_back_as_it_was(book: Book) -> None:
    book.recorder.remember_notice(NOTICE)
    found = ReadingRecords(book.path).notice(NOTICE.version.content_hash)
    assert found is not None
    assert found == NOTICE
    assert found.version == NOTICE.version
    assert ReadingRecords(book.path).notice("0" * 64) is None


def test_what_a_yes_is_bound_to_comes_back_with_it(book: Book) -> None:
    bound = Conditions(("cn", "eu"), "安排人手", "湖畔路1号", "水务办公室", 8, "04:00", 72, 25, 3)
    notice = replace(NOTICE, conditions=bound)
    book.recorder.remember_notice(notice)
    assert ReadingRecords(book.path).notice(notice.version.content_hash) == notice


def test_a_notice_is_remembered_once_and_each_version_of_it(book: Book) -> None:
    for notice in (NOTICE, NOTICE, replace(NOTICE, layout=2), replace(NOTICE, title="…")):
        book.recorder.remember_notice(notice)
    connection = sqlite3.connect(book.path)
    assert connection.execute("SELECT count(*) FROM notice").fetchone() == (3,)
    connection.close()


def test_the_stored_text_is_readable_as_json() -> None:
    assert json.loads(exact_text(NOTICE))["controller"] == "Lakeside Motors Ltd."
