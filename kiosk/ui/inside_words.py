"""What the screen about the inside says: each figure as a sentence that anybody can follow."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.domain.consent import Moment
from kiosk.domain.inside import Inside, LedgerHead, SelfCheck
from kiosk.ui import wording
from kiosk.ui.stage import Stage

LIVE_STEP: Final = 5
"""A number that visits move is shown in steps of this."""

_say = QCoreApplication


class InsideWords:
    """Sentences in the language now shown, about one kiosk."""

    def __init__(self, stage: Stage) -> None:
        self._place = stage.place
        self._notice = stage.notice
        self._locale = stage.locale

    # Figures ----------------------------------------------------------------------------------

    def number(self, exact: int) -> str:
        return self._locale.toString(exact)

    def live(self, exact: int) -> str:
        """A number that visits move; exact only in the demo, which has no visitors."""
        step = 1 if self._place.demo else LIVE_STEP
        return self.number(exact - exact % step)

    def about_pictures(self, inside: Inside) -> str:
        """What stands under the number of pictures."""
        if inside.pictures:
            return _say.translate("Inside", "there should be none: see below")
        if self._place.filing_from is None:
            return _say.translate("Inside", "none is ever stored")
        return _say.translate("Inside", "of {count} faces from which a filing is due").format(
            count=self.number(self._place.filing_from)
        )

    def about_records(self) -> str:
        """What stands under the number of lines."""
        if self._place.demo:
            return _say.translate("Inside", "one for each visit that was kept")
        return _say.translate("Inside", "of days that are over; up to four more")

    def about_openings(self) -> str:
        """What stands under the number of proofs."""
        if self._place.demo:
            return _say.translate("Inside", "that somebody said yes, no more")
        return _say.translate("Inside", "of a yes on days that are over; up to four more")

    # Sentences --------------------------------------------------------------------------------

    def holds(self, inside: Inside) -> str:
        """Every column of a visit's row."""
        # The dot stays with the words before it.
        return "\N{NO-BREAK SPACE}· ".join(column(name) for name in inside.columns)

    def becomes(self, inside: Inside) -> str:
        """Totals, and when the oldest lines are gone."""
        totals = _say.translate(
            "Inside",
            "Genders and ages are shown only in totals with a little chance mixed in: {blocks} "
            "so far, of {released} visits. {waiting} lines wait for one.",
        ).format(
            blocks=self.number(inside.blocks),
            released=self.number(inside.released),
            waiting=self.live(inside.waiting),
        )
        if inside.next_erasure is None:
            return _together(totals, _say.translate("Inside", "No line is due to go."))
        when = wording.instant(inside.next_erasure, self._place.zone, self._locale)
        gone = _say.translate(
            "Inside", "The oldest go on {when}; from then on nobody can find them, not even you."
        ).format(when=when)
        return _together(totals, gone)

    def opened(self, inside: Inside) -> str:
        """When the camera was last open and why, and what holds the one who looks."""
        last = inside.camera_last_opened
        if isinstance(last, Moment):
            said = self._opened_in(last, inside.camera_opened_for)
        elif last is not None:
            # Neither the hour nor which: a quiet hour's one visitor would be told of.
            said = _say.translate(
                "Inside",
                "{day}, each time after a yes that is in the book below. It opens for nothing "
                "else. Days on which few people agreed are not named.",
            ).format(day=wording.day(last, self._locale))
        elif self._place.demo:
            said = _say.translate("Inside", "It has not been open yet.")
        else:
            said = _say.translate(
                "Inside",
                "It opens only after a yes. No day is named before enough people agreed on it.",
            )
        return _together(said, self._confined())

    def _opened_in(self, last: Moment, consent: int | None) -> str:
        assert consent is not None
        return _say.translate(
            "Inside",
            "{moment}, after the yes in entry {entry} of the book below. It opens for nothing "
            "else.",
        ).format(moment=wording.moment(last, self._locale), entry=self.number(consent))

    def _confined(self) -> str:
        if self._place.unconfined:
            return _say.translate(
                "Inside",
                "On this system the part that looks cannot be locked away from disk and network.",
            )
        if self._place.unconfinable:
            return _say.translate(
                "Inside",
                "On this system the part that looks cannot be locked away from disk and network, "
                "so it never looks.",
            )
        return _say.translate(
            "Inside",
            "The part that looks cannot open a camera: it is handed one after a yes, is locked "
            "away from disk and network, and then ended.",
        )

    def accuracy(self) -> str:
        """What the model card says of the estimate, and of whom it is wrong about most."""
        found = self._place.accuracy
        if found is None:
            return _say.translate("Inside", "The figures of the model card are missing here.")
        return _say.translate(
            "Inside",
            "Measured on pictures of {people} people: gender right for {right} in 100, age off by "
            "{years} years on average. People of 65 and older are taken for {old} years younger, "
            "people under 18 for {young} years older. Gender is wrong most often for {group}: "
            "right for {worst} in 100.",
        ).format(
            people=self.number(found.people),
            right=found.gender_right,
            years=found.years_off,
            old=found.old_too_young,
            young=found.young_too_old,
            group=group(*found.worst),
            worst=found.worst_right,
        )

    def looked(self, inside: Inside) -> str:
        """What the machine found when it last looked through itself."""
        checked = inside.checked
        if checked is None:
            return _say.translate(
                "Inside",
                "It does so at every start and every night, and has not finished yet.",
            )
        return self._looked(checked)

    def _looked(self, checked: SelfCheck) -> str:
        when = wording.instant(checked.when, self._place.zone, self._locale)
        extent = _say.translate("Inside", "{when}: {values} values in the tables, {files} files.")
        extent = extent.format(
            when=when, values=self.number(checked.values), files=self.number(checked.files)
        )
        if checked.ok:
            clean = _say.translate(
                "Inside", "No picture, no face turned into numbers, nothing that does not belong."
            )
            return _together(extent, clean)
        found = _say.translate(
            "Inside",
            "Found what does not belong: pictures {pictures}, faces turned into numbers {vectors}, "
            "findings in all {findings}. The shop has to explain them.",
        ).format(
            pictures=self.number(checked.pictures),
            vectors=self.number(checked.vectors),
            findings=self.number(len(checked.findings)),
        )
        return _together(extent, found)

    def notice(self) -> str:
        """Which notice this machine asks with, and where it can be read."""
        if self._notice is None:
            return _say.translate("Inside", "There is none just now, so nobody is asked.")
        version = _say.translate(
            "Inside", "Version {version}. Read it under “Read and choose”, on the first screen."
        ).format(version=self._notice.version.short)
        if self._place.notice_url is None:
            return version
        also = _say.translate("Inside", "It is also here: {address}")
        return _together(
            version, also.format(address=self._place.notice_url.removeprefix("https://"))
        )

    def book(self, head: LedgerHead | None) -> str:
        """What the ledger's last signed head is good for."""
        if head is None:
            return _say.translate("Inside", "It has not been sealed yet.")
        when = wording.instant(head.hour, self._place.zone, self._locale)
        return _say.translate(
            "Inside",
            "{count} entries were sealed on {when}, each fixed to the one before it. Keep a "
            "photograph of this, and you can prove later if anyone changed the book.",
        ).format(count=self.number(head.rows), when=when)

    def key(self, inside: Inside) -> str:
        """The machine's own key in the form in which the notice gives it."""
        return _say.translate("Inside", "This machine signs with the key {key}").format(
            key=inside.public_key.hex(" ", 2)
        )


def column(name: str) -> str:
    """What a column of a visit's row holds; one without a word of its own goes by its name."""
    words = {
        "day": _say.translate("Inside", "day"),
        "hour": _say.translate("Inside", "hour"),
        "gender": _say.translate("Inside", "gender"),
        "age_band": _say.translate("Inside", "age band"),
        "way": _say.translate("Inside", "whether you told us or the camera did"),
        "shown_gender": _say.translate("Inside", "the gender estimated"),
        "shown_band": _say.translate("Inside", "the age band estimated"),
        "model": _say.translate("Inside", "which model estimated it"),
        "tag": _say.translate("Inside", "a mark that only your code can find"),
        "id": _say.translate("Inside", "a random number"),
        "block": _say.translate("Inside", "which total it is counted in"),
    }
    return words.get(name, name)


def group(origin: str, gender: str) -> str:
    """A group of people as the model card tells them apart, in the middle of a sentence."""
    words = {
        ("asian", "female"): _say.translate("Inside", "Asian women"),
        ("asian", "male"): _say.translate("Inside", "Asian men"),
        ("black", "female"): _say.translate("Inside", "Black women"),
        ("black", "male"): _say.translate("Inside", "Black men"),
        ("indian", "female"): _say.translate("Inside", "Indian women"),
        ("indian", "male"): _say.translate("Inside", "Indian men"),
        ("other", "female"): _say.translate("Inside", "women of other origins"),
        ("other", "male"): _say.translate("Inside", "men of other origins"),
        ("white", "female"): _say.translate("Inside", "white women"),
        ("white", "male"): _say.translate("Inside", "white men"),
    }
    return words.get((origin, gender), f"{origin} {gender}")


def _together(*sentences: str) -> str:
    # Chinese sentences stand next to each other without a space.
    return _say.translate("Inside", "{one} {other}", "two sentences").format(
        one=sentences[0], other=sentences[1]
    )
