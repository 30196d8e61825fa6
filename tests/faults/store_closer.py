"""Business days without end, in a process of its own that is made to be killed.

``python -m tests.faults.store_closer FILE DAY`` begins on the day of this number, has three
visitors a day, and says of each when it is kept, and of each day when it is about to be closed
and when that is done. It keeps the demo's records, where two visits are enough for a batch.
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
ANSWERS = [Answer(gender, AgeBand(25, 34)) for gender in (Gender.WOMAN, Gender.MAN, Gender.WOMAN)]


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
        True,
        minimum_age=14,
        signer=SIGNER,
        assessments=FakeAssessments(),
    )
    assert posted.get() == events.StoreReady()
    say("ready")
    for day in count(first_day):
        for place, answer in enumerate(ANSWERS):
            yes = consent(day * len(ANSWERS) + place, clock.moment(), Way.TOLD)
            store.count_asked(yes.moment)
            store.keep_visit(yes, answer, Way.TOLD, None, receipt=True)
            event = posted.get()
            assert isinstance(event, events.VisitKept), event
            say(f"kept {day}")
        clock.forward(DAY_SECONDS)
        say(f"closing {day}")
        store.erase_due()
        store.inside(told.put)
        told.get()
        say(f"closed {day}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
