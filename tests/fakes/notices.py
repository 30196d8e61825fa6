"""Notices of an invented shop, in as many languages as a test names."""

from collections.abc import Mapping

from kiosk.domain.notice import Notice, NoticeCard, NoticeSection


class FakeNotices:
    """Implements ``ports.Notices``; ``by_language`` may be changed while it is in use."""

    def __init__(self, *languages: str) -> None:
        self.by_language = {tag: notice(tag) for tag in languages or ("en", "zh_CN")}

    def offered(self) -> Mapping[str, Notice]:
        return self.by_language


def notice(language: str) -> Notice:
    return Notice(
        language=language,
        title="Before you choose",
        cards=(NoticeCard("eye", "What we estimate", "An age range and a gender."),),
        sections=(NoticeSection("Who is asking", ("Lakeside Motors Ltd.",), ("N1",)),),
        controller="Lakeside Motors Ltd.",
        contact="privacy@lakeside.example",
        minimum_age=14,
    )
