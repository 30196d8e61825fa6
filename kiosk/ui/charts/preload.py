"""Fetches what charts are drawn with while somebody is typing a PIN, and not before."""

import importlib


def preload() -> None:
    """Import pyqtgraph, a third of a second; a visitor's screens never need it."""
    importlib.import_module("kiosk.ui.charts.view")
