"""``askfirst notice site``: the notice as files for a web site, or one sentence why not."""

from pathlib import Path
from typing import Final

from kiosk.adapters.settings.settings import Settings
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.saying import complain, say, words_of

_NO_KEY: Final = (
    "This machine has no signing key yet, and its notice names that key: start the kiosk once, "
    "then write the pages."
)
_NO_ADDRESS: Final = (
    "The settings have no controller.notice_url, so the kiosk sends no phone to these pages."
)


def publish(out: Path, data: Path, settings: Settings) -> int:
    """Write the pages of every language that is offered, and name the files.

    Raises LawPackBroken, KeyUnusable.
    """
    from kiosk.application.phone_page_words import WordsBroken
    from kiosk.bootstrap import papers
    from kiosk.bootstrap.phone_pages import write_site

    if not papers.has_key(data, demo=settings.demo):
        complain(_NO_KEY)
        return WRONG
    offered, problems = papers.notices_now(data, settings)
    for line in problems:
        complain(f"{line}. askfirst notice check says all.")
    if not offered:
        complain("No language is offered, so no page was written.")
        return WRONG
    try:
        written = write_site(offered, out)
    except WordsBroken as why:
        complain(f"The pages cannot be made: {why}.")
        return WRONG
    except OSError as why:
        complain(f"{words_of(why)}. Not all of the pages are written.")
        return WRONG
    if settings.controller.notice_url is None:
        complain(_NO_ADDRESS)
    say("\n".join(map(str, written)))
    return OK
