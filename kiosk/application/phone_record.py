"""A record in words, as a phone shows it: what the screen says of it, and nothing less."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from kiosk.application.phone_receipts import Lines
from kiosk.domain.estimate import AgeBand, Answer
from kiosk.domain.states import KeptRecord


class RecordWords:
    """``texts`` are one language's own, ``names`` what each language calls itself.

    Days are written as 2026-11-25: a phone's reader knows those in every language.
    """

    def __init__(self, texts: Mapping[str, str], names: Mapping[str, str], zone: tzinfo) -> None:
        self._texts = texts
        self._names = names
        self._zone = zone

    def lines(self, record: KeptRecord) -> Lines:
        """A label and a value for each thing that is held, in the order of the screen."""
        until = record.until.astimezone(self._zone)
        when = self._say(
            "moment", day=record.moment.day.isoformat(), hour=self._hour(record.moment.hour)
        )
        return (
            (self._say("counted"), self._answer(record.answer)),
            (self._say("how"), self._how(record)),
            (self._say("when"), when),
            (self._say("until"), self._say("instant", day=until.date(), time=f"{until:%H:%M}")),
            (self._say("proof"), self._proof(record)),
        )

    def _say(self, name: str, **values: object) -> str:
        return self._texts[name].format(**values)

    def _answer(self, answer: Answer) -> str:
        gender = self._say(answer.gender.value)
        return self._say("answer", gender=gender, age=self._age(answer.age_band))

    def _age(self, band: AgeBand | None) -> str:
        if band is None:
            return self._say("age_unsaid")
        if band.last is None:
            return self._say("band_open", first=band.first)
        return self._say("band", first=band.first, last=band.last)

    def _how(self, record: KeptRecord) -> str:
        how = self._say(record.way.value)
        if record.shown is None or record.shown == record.answer:
            return how
        return self._say("estimate_was", how=how, answer=self._answer(record.shown))

    def _hour(self, hour: int) -> str:
        return self._say("hour", start=hour, end=(hour + 1) % 24 or 24)

    def _proof(self, record: KeptRecord) -> str:
        proof = record.proof
        medium = self._say(proof.medium.value)
        if proof.moment != record.moment:
            medium = self._say("medium_then", medium=medium, hour=self._hour(proof.moment.hour))
        language = proof.notice.language
        return self._say(
            "proof_says",
            version=proof.notice.short,
            language=self._names.get(language, language),
            medium=medium,
            month=f"{proof.until:%Y-%m}",
        )
