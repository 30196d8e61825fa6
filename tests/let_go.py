"""Descriptors of stores' files that the program never closes (raw_files), closed between tests.

A kiosk has one store and keeps one; here each test has its own, and its disk is to be unmounted.
"""

import os
import sys


def let_go() -> None:
    """Close them. No connection to any of these files may be open in this process."""
    # Not imported for its own sake: many a test knows no store.
    raw_files = sys.modules.get("kiosk.adapters.records.raw_files")
    kept: dict[tuple[int, int], int] = getattr(raw_files, "_kept_open", {})
    while kept:
        _, descriptor = kept.popitem()
        os.close(descriptor)
