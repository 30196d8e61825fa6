"""What a setting is, and the lists that some of them choose from."""

from dataclasses import dataclass
from typing import Any, Final

from kiosk.adapters.settings.kinds import Kind

LANGUAGES: Final = ("en", "zh_CN")
"""The languages that the program has words for."""

REPORTS: Final = ("pdf", "csv", "json")
"""The forms in which reports are written."""

PACKS: Final = ("cn", "eu", "us-il")
"""The law packs that come with the program."""


class Required:
    """Stands where a default would: the shop itself has to say."""


REQUIRED: Final = Required()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting.

    ``default`` is what holds if the file does not say; None means "none". ``example`` is TOML
    text for the example file. ``in_demo`` is the wider kind that the demo allows, if it does.
    """

    name: str
    kind: Kind
    says: str
    default: Any = REQUIRED
    example: str = ""
    in_demo: Kind | None = None

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def own(self) -> str:
        """The name within its table."""
        return self.name.partition(".")[2]

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    def kind_in(self, *, demo: bool) -> Kind:
        return self.in_demo if demo and self.in_demo is not None else self.kind
