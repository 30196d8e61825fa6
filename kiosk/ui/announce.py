"""What a screen reader is told without anybody having moved the focus."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(piece: QWidget, text: str) -> None:
    """Have this said, in one line, where anything listens."""
    words = " ".join(text.split())
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(piece, words))
