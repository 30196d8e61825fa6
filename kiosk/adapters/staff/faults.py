"""What can be wrong with the file of the PINs."""


class FileUnusable(Exception):
    """It cannot be read or written; the text says why, for staff, and holds nothing of a PIN."""
