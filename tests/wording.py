"""Texts for people: what they have to name, however they put it."""


def a_line_has(text: str, *facts: object) -> bool:
    """True if one line of ``text`` has all of these facts."""
    return any(all(str(fact) in line for fact in facts) for line in text.splitlines())
