"""What an eye would find fault with on a screen: clipped, crowded, lopsided, out of reach."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.widgets.buttons import Action
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.lamp import Lamp
from kiosk.ui.widgets.pill import Pill
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.qr import QrCode
from kiosk.ui.widgets.still_there import StillThere
from kiosk.ui.widgets.words import Words


def faults(window: KioskWindow) -> list[str]:
    """Everything wrong with what the window shows, one line each."""
    return [
        *_clipped(window),
        *_outside(window),
        *_overlapping(window),
        *_hard_to_hit(window),
        *_unequal(window),
        *_out_of_reach(window),
    ]


def _shown(window: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [piece for piece in window.findChildren(kind) if piece.isVisible()]


def _box(piece: QWidget, window: QWidget) -> QRect:
    return QRect(piece.mapTo(window, QPoint(0, 0)), piece.size())


def _name(piece: QWidget) -> str:
    text = piece.text() if isinstance(piece, Words | Press) else piece.accessibleName()
    return f"{type(piece).__name__} {text[:40]!r}"


def _scrolled(piece: QWidget) -> bool:
    parent = piece.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _clipped(window: KioskWindow) -> Iterator[str]:
    for words in _shown(window, Words):
        assert isinstance(words, Words)
        if isinstance(words, Pill):
            needed = words.size_within(words.width())
            if needed.width() > words.width() or needed.height() > words.height():
                yield f"clipped: {_name(words)}"
            continue
        if words.block.least_width() > words.width():
            yield f"too narrow: {_name(words)}"
        elif words.heightForWidth(words.width()) > words.height():
            yield f"too low: {_name(words)}"
    for button in _shown(window, Press):
        assert isinstance(button, Press)
        if not button.fits():
            yield f"clipped: {_name(button)}"
    for lamp in _shown(window, Lamp):
        if lamp.width() < lamp.sizeHint().width():
            yield f"clipped: {_name(lamp)}"
    for picture in _shown(window, Doorway):
        least = picture.minimumSizeHint()
        if picture.width() < least.width() or picture.height() < least.height():
            yield "the picture is squeezed"
    for code in _shown(window, QrCode):
        # Not even its quiet edge may be missing: a reader would not find it.
        needed = code.sizeHint()
        if code.width() < needed.width() or code.height() < needed.height():
            yield f"cut off ({code.height()} of {needed.height()}): {_name(code)}"


def _outside(window: KioskWindow) -> Iterator[str]:
    for piece in (*_shown(window, Words), *_shown(window, Press), *_shown(window, Lamp)):
        parent = piece.parentWidget()
        if _scrolled(piece):
            if parent is not None and not 0 <= piece.x() <= parent.width() - piece.width():
                yield f"sideways out of its scroll: {_name(piece)}"
        elif not window.rect().contains(_box(piece, window)):
            yield f"outside the window: {_name(piece)}"


def _overlapping(window: KioskWindow) -> Iterator[str]:
    for parent in (window, *window.findChildren(QWidget)):
        if not parent.isVisible():
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisible() and not child.size().isEmpty()
        ]
        for one, other in combinations(children, 2):
            # The strip covers the name on purpose; that it leaves the lamp alone is below.
            if isinstance(one, StillThere) or isinstance(other, StillThere):
                continue
            if one.geometry().intersects(other.geometry()):
                yield f"overlap: {_name(one)} and {_name(other)}"
    for strip in _shown(window, StillThere):
        covered = _box(strip, window)
        for piece in (window.head.lamp, *window.head.badges, *_shown(window.shown, Press)):
            if covered.intersects(_box(piece, window)):
                yield f"the strip covers {_name(piece)}"


def _hard_to_hit(window: KioskWindow) -> Iterator[str]:
    theme = window.theme
    buttons = [button for button in _shown(window, Press) if not _scrolled(button)]
    for button in buttons:
        least = theme.button() if isinstance(button, Door | Action) else theme.tap()
        if button.height() < least or button.width() < theme.tap():
            yield f"small ({button.width()}x{button.height()}): {_name(button)}"
    for one, other in combinations(buttons, 2):
        a, b = _box(one, window), _box(other, window)
        across = max(a.left() - b.right() - 1, b.left() - a.right() - 1)
        down = max(a.top() - b.bottom() - 1, b.top() - a.bottom() - 1)
        if max(across, down) < theme.apart - 1:
            yield f"close ({max(across, down)}): {_name(one)} and {_name(other)}"


def _unequal(window: KioskWindow) -> Iterator[str]:
    for row in _shown(window, DoorRow):
        assert isinstance(row, DoorRow)
        widths = {door.width() for door in row.doors}
        heights = {door.height() for door in row.doors}
        if max(widths) - min(widths) > 1 or max(heights) - min(heights) > 1:
            yield f"unequal doors: {widths} by {heights}"


def _out_of_reach(window: KioskWindow) -> Iterator[str]:
    if not window.theme.portrait:
        return
    for button in _shown(window.shown, Press):
        if isinstance(button, Door | Action):
            middle = _box(button, window).center().y()
            if middle < window.height() / 2:
                yield f"in the upper half: {_name(button)}"
