"""What can be wrong with the file of the PINs."""


class FileUnusable(Exception):
    """It cannot be read or written; the text says why, for staff, and holds nothing of a PIN."""


class HalfWritten(FileUnusable):
    """Something was being written when the machine went off, and only a writer can undo it."""
