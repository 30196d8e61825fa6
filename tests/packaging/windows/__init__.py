"""Files for Windows, as far as they can be looked at without it."""
