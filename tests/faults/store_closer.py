"""Business days without end, in a process of its own that is made to be killed.

``python -m tests.faults.store_closer FILE DAY`` begins on the day of this number, has as many
visitors each day as close a block at five and another with the day, and says of each when it is
kept, and of each block when it is about to be closed and when that is done.
"""

import queue
import sys
from itertools import count
from pathlib import Path

from kiosk.adapters.records import RecordsStore
from kiosk.domain import events
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.states import Inside
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent
from tests.fakes.assessment import FakeAssessments
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock
from tests.faults.store_writer import say

DAY_SECONDS = 24 * 3600.0
UNTIL_FIVE = 3 * 3600.0
"""The clock begins at two in the afternoon."""

ANSWERS = [Answer(gender, AgeBand(25, 34)) for gender in (Gender.WOMAN, Gender.MAN, Gender.WOMAN)]
MANY, FEWER = 40, 20


def main(path: Path, first_day: int) -> None:
    posted: queue.SimpleQueue[events.Event] = queue.SimpleQueue()
    told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
    clock = FakeClock(BUSINESS_DAY)
    clock.forward(first_day * DAY_SECONDS)
    store = RecordsStore(
        posted.put,
        clock,
        path,
        RETENTION,
        ReleaseRules(),
        False,
        minimum_age=14,
        signer=SIGNER,
        assessments=FakeAssessments(),
    )
    assert posted.get() == events.StoreReady()
    say("ready")
    for day in count(first_day):
        for visits, seconds in ((MANY, UNTIL_FIVE), (FEWER, DAY_SECONDS - UNTIL_FIVE)):
            for place in range(visits):
                # Of each visitor another one: by the day, the block and the place in it.
                number = (day * 2 + (visits == FEWER)) * MANY + place
                yes = consent(number, clock.moment(), Way.TOLD)
                store.count_asked(yes.moment)
                answer = ANSWERS[place % len(ANSWERS)]
                store.keep_visit(yes, answer, Way.TOLD, None, receipt=True)
                event = posted.get()
                assert isinstance(event, events.VisitKept), event
                say(f"kept {day}")
            # The next visitor is there, so that the last one is not undone any more.
            store.count_asked(clock.moment())
            store.count_walked_away(clock.moment())
            clock.forward(seconds)
            say(f"closing {day}")
            store.erase_due()
            store.inside(told.put)
            told.get()
            say(f"closed {day}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
