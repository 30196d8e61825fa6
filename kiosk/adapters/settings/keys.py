"""Every setting there is, once: what the check, the manual and the example file are made from."""

from typing import Final

from kiosk.adapters.settings.key import LANGUAGES, PACKS, Key
from kiosk.adapters.settings.keys_of_machine import MACHINE
from kiosk.adapters.settings.keys_of_shop import PURPOSE, SHOP
from kiosk.adapters.settings.keys_of_surroundings import SURROUNDINGS

KEYS: Final = (
    *SHOP,
    *MACHINE,
    *SURROUNDINGS,
    # The last table, with texts that must be there: so that a file cut off anywhere is refused.
    *PURPOSE,
)
"""In the order of the manual and of the example file."""

__all__ = ["KEYS", "LANGUAGES", "PACKS", "Key"]
