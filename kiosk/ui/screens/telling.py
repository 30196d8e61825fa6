"""Two choices, gender and age: for telling, and for correcting what was estimated."""

from typing import assert_never

from typing_extensions import override

from kiosk.domain.estimate import Answer, Gender, age_bands
from kiosk.domain.events import GaveAnswer, WentBack, Withdrew
from kiosk.domain.states import Correcting, CorrectingRecord, Telling
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.choices import Choices
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.words import Words

Told = Telling | Correcting | CorrectingRecord

_GENDERS = (Gender.WOMAN, Gender.MAN, Gender.UNSAID)


class TellingScreen(Screen):
    """Nothing is picked beforehand, and Save waits until both questions have an answer."""

    def __init__(self, stage: Stage, told: Told) -> None:
        super().__init__(stage)
        self._told = told
        self._bands = age_bands(self._minimum_age())
        rather_not = self.tr("Rather not say")
        words = self._words()
        self.name = self.title(words[0])
        meaning = Words(self.theme, Type.BODY, words[1])
        asked_gender, asked_age = self.tr("Gender"), self.tr("Age")
        genders = (self.tr("Woman"), self.tr("Man"), rather_not)
        ages = (*(wording.age_band(band) for band in self._bands), rather_not)
        stacked = not self.theme.portrait
        self.genders = Choices(self.theme, genders, 1 if stacked else 3, asked_gender)
        self.ages = Choices(self.theme, ages, 2, asked_age)
        for group in (self.genders, self.ages):
            group.picked.connect(self._weigh)
        self.doors = self._doors()
        self._arrange(
            meaning,
            Words(self.theme, Type.BODY, asked_gender),
            Words(self.theme, Type.BODY, asked_age),
        )
        self._weigh()

    def _arrange(self, meaning: Words, gender: Words, age: Words) -> None:
        px, gap = self.theme.px, max(self.theme.px(28), self.theme.apart)
        head = (self.name, px(14), meaning)
        ask_gender = (gender, px(12), self.genders)
        ask_age = (age, px(12), self.ages)
        if self.theme.portrait:
            # Everything to tap stands as low as it can: arms are shorter than screens.
            answers = (*ask_gender, px(36), *ask_age)
            self.fill(column(None, *head, px(48), *answers, px(24) + gap, self.doors))
            return
        start = column(*head, px(20), None, *ask_gender)
        end = column(None, *ask_age)
        sides = row(start, px(96), end)
        sides.setStretch(0, 5)
        sides.setStretch(2, 6)
        self.fill(column(sides, gap, self.doors))

    def _minimum_age(self) -> int:
        match self._told:
            case Telling(ask) | Correcting(ask):
                return ask.minimum_age
            case CorrectingRecord():
                return self.stage.place.minimum_age
            case _:
                assert_never(self._told)

    def _words(self) -> tuple[str, str]:
        match self._told:
            case Telling():
                return (
                    self.tr("Tell us yourself"),
                    self.tr("Choose twice, then save. The camera stays closed."),
                )
            case Correcting(_, _, estimate):
                shown = wording.estimate(estimate)
                return (
                    self.tr("What should it say?"),
                    self.tr("The estimate was “{estimate}”.").format(estimate=shown),
                )
            case CorrectingRecord(_, record):
                return (
                    self.tr("What should it say?"),
                    self.tr("Your record says “{answer}”.").format(
                        answer=wording.answer(record.answer)
                    ),
                )
            case _:
                assert_never(self._told)

    def _doors(self) -> DoorRow:
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        self.save = Door(self.theme, self.tr("Save"))
        self.save.clicked.connect(self._give)
        self.delete: Door | None = None
        doors = [self.back, self.save]
        if isinstance(self._told, Correcting):
            self.delete = Door(self.theme, self.tr("Delete it"))
            self.delete.clicked.connect(lambda: self.front.post(Withdrew()))
            doors.insert(1, self.delete)
        return DoorRow(self.theme, doors, 150)

    def _weigh(self) -> None:
        self.save.setEnabled(self.genders.place is not None and self.ages.place is not None)

    def _give(self) -> None:
        gender, age = self.genders.place, self.ages.place
        if gender is None or age is None:
            return
        band = self._bands[age] if age < len(self._bands) else None
        self.front.post(GaveAnswer(Answer(_GENDERS[gender], band)))

    @override
    def way_out(self) -> None:
        self.front.post(WentBack())

    @override
    def heading(self) -> str:
        return self.name.text()
