"""What a visitor is asked with, kept as data: a text for each language, a pack for each law."""
