"""What a law pack asks of a notice; the packs themselves are data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a notice has to say for an item, and the article that asks for it.

    ``says`` ends the sentence "nothing says …". ``facts`` are what it is not said without, where
    the shop gives them; with ``given`` it is asked only of a shop that gives that fact.
    """

    item: str
    name: str
    says: str
    article: str
    facts: tuple[str, ...] = ()
    given: str | None = None

    @property
    def code(self) -> str:
        """What a text that says it is marked with, such as ``N3.opens``."""
        return f"{self.item}.{self.name}"


@dataclass(frozen=True, slots=True)
class LawPack:
    """One jurisdiction's demands: the notice items that bind, each with its article and parts.

    ``filing_from`` is how many stored faces have to be reported to an authority, or None where
    no number is named.
    """

    name: str
    minimum_age: int
    articles: tuple[tuple[str, str], ...]
    filing_from: int | None = None
    parts: tuple[Part, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The packs this one is the union of; its own name, if it is no union."""
        return tuple(self.name.split("+"))

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(item for item, _ in self.articles)


def union(packs: Iterable[LawPack]) -> LawPack:
    """The pack that binds where several do: every item of each, the highest age, the least filing.

    Raises ValueError for no packs: a kiosk under no law at all is a mistake in its settings.
    """
    chosen = tuple(packs)
    if not chosen:
        raise ValueError("no law pack was named")
    filings = [pack.filing_from for pack in chosen if pack.filing_from is not None]
    articles: dict[str, list[str]] = {}
    for pack in chosen:
        for item, article in pack.articles:
            articles.setdefault(item, []).append(article)
    parts: dict[str, Part] = {}
    for part in (part for pack in chosen for part in pack.parts):
        same = parts.get(part.code)
        article = f"{same.article}; {part.article}" if same else part.article
        parts[part.code] = replace(part, article=article)
    return LawPack(
        name="+".join(pack.name for pack in chosen),
        minimum_age=max(pack.minimum_age for pack in chosen),
        articles=tuple((item, "; ".join(found)) for item, found in articles.items()),
        filing_from=min(filings, default=None),
        parts=tuple(parts.values()),
    )
