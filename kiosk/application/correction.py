"""What takes the estimate's known error out of what the camera counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.statistics import Corrected


class Correction(Protocol):
    """Corrects by one confusion matrix. The same counts always give the same digits.

    What visitors told or corrected is added as they said it. Of the mistakes of the camera some
    are corrected by the visitors themselves, nobody knows how many: the interval reaches from
    what would hold if all of them were to what would hold if none was. Neither answer is given
    for fewer than 100 visits of both sources together, nor where none of them is the camera's.
    """

    @property
    def name(self) -> str:
        """Which confusion matrix this is, and of how many: "published evaluation, n = 1,116"."""
        ...

    def women(self, by_camera: tuple[int, int], as_said: tuple[int, int]) -> Corrected | None:
        """The share of women among women and men; each pair is (women, men) as counted."""
        ...

    def ages(
        self, by_camera: Mapping[str, int], as_said: Mapping[str, int]
    ) -> Mapping[str, Corrected] | None:
        """The share of each band, youngest first; the values add up to 1.

        Both are visits by the names of one of ``batches.mergings``; a name that is not there is
        none.
        A band of which the camera recognises less than half is merged with its neighbour, and
        named so ("14-34"): by itself it cannot be corrected. Raises ValueError for names that
        are not the bands of one minimum age.
        """
        ...
