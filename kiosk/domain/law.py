"""What a law pack asks of a notice; the packs themselves are data."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LawPack:
    """One jurisdiction's demands: the notice items that bind, each with its article.

    ``filing_from`` is how many stored faces have to be reported to an authority, or None where
    no number is named.
    """

    name: str
    minimum_age: int
    articles: tuple[tuple[str, str], ...]
    filing_from: int | None = None

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
    return LawPack(
        name="+".join(pack.name for pack in chosen),
        minimum_age=max(pack.minimum_age for pack in chosen),
        articles=tuple((item, "; ".join(found)) for item, found in articles.items()),
        filing_from=min(filings, default=None),
    )
