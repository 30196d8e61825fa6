"""Where this kiosk stands and whose it is: the facts a screen needs and cannot work out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How good the estimate is, as the model card says: of ``people``, so many in a hundred
    with the right gender, and the age off by so many years on average. People of 65 and older
    are taken for so many years younger than they are, and those under 18 for so many years
    older: means, negative the other way. ``worst`` is the group whose gender is wrong most
    often, as the card names it (origin, gender), and ``worst_right`` how often it is right
    there."""

    people: int
    gender_right: int
    years_off: int
    old_too_young: int
    young_too_old: int
    worst: tuple[str, str]
    worst_right: int


@dataclass(frozen=True, slots=True)
class Place:
    """One kiosk at one door.

    ``name`` stands at the top of every screen; ``names`` holds it in other languages, by tag.
    ``notice_url`` is where a phone can read the full notice, or None. ``webcam`` says that
    real people may be in the preview: no picture of a screen is taken then. ``unconfined`` says
    that the settings have it look all the same where it cannot be locked away, ``unconfinable``
    that they do not, and so it never looks. ``zone`` is the shop's, for times that are shown.
    ``filing_from`` is how many stored faces the shop's law wants to be told of, or None.
    """

    name: str
    controller: str
    contact: str
    notice_url: str | None
    demo: bool
    camera_seconds: int
    minimum_age: int
    zone: tzinfo
    webcam: bool
    unconfined: bool = False
    unconfinable: bool = False
    accuracy: Accuracy | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    filing_from: int | None = None

    def name_in(self, language: str) -> str:
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the shop wants its screen: set once, by whoever installs it.

    ``pixels_per_mm`` is the screen's, measured or configured; 0 where nobody knows it, and
    then the sizes of the design stand.
    """

    dark: bool = False
    reduced_motion: bool = False
    pixels_per_mm: float = 0.0
