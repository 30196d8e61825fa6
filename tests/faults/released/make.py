"""Writes the store of a shop with three days behind it, by whatever release it is run in.

python -m tests.faults.released.make FILE     in a checkout of the commit before the next step

One such file of every schema lies beside this script, packed. They are never made anew: what a
released program wrote is what is out there.

| File | Written by the program as it was at | Its last step |
|---|---|---|
| 0001.sqlite3.gz | fb55c0b~1 | first tables |
| 0002.sqlite3.gz | ed5f2a8~1 | batches, signed heads, close of day |
| 0003.sqlite3.gz | 3f13f68~1 | door counter |
| 0004.sqlite3.gz | 98c5acb | corrections by month |
| 0005.sqlite3.gz | the commit that put this file here | the day a batch closed on |
"""

import gzip
import sys
import tempfile
from pathlib import Path

from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender
from tests.adapters.records.conftest import WOMAN, Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY
from tests.fakes.time import FakeClock

MAN = Answer(Gender.MAN, WOMAN.age_band)
DAYS = 3
A_DAY = 30
"""So many visitors a day are asked; number N of day D is visitor 100 * D + N."""


def main(file: Path) -> None:
    clock = FakeClock(BUSINESS_DAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        book = Book(path, clock, open_recorder(path, clock))
        for day in range(DAYS):
            _one_day(book, day)
            if day < DAYS - 1:
                _next_day(book)
        # The last visitor's yes is on disk when the power goes.
        book.agree(100 * DAYS)
        book.recorder.close()
        file.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _one_day(book: Book, day: int) -> None:
    recorder = book.recorder
    for number in range(A_DAY):
        visitor = 100 * day + number
        answer = (WOMAN, MAN)[number % 2]
        if number % 10 == 7:
            moment = book.clock.moment()
            recorder.count_asked(moment)
            recorder.count_declined(moment)
        elif number % 10 == 8:
            moment = book.clock.moment()
            recorder.count_asked(moment)
            recorder.count_walked_away(moment)
        elif number % 10 == 9:
            told = book.consent(visitor, Way.TOLD)
            recorder.count_asked(told.moment)
            recorder.keep_visit(told, answer, Way.TOLD, None, receipt=True)
        else:
            given = book.agree(visitor)
            way = Way.CORRECTED if number % 10 == 6 else Way.CAMERA
            recorder.keep_visit(
                given,
                answer,
                way,
                WOMAN if way is Way.CORRECTED else answer,
                receipt=number % 10 != 5,
            )
        if number == 3:
            recorder.erase_visit(book.consent(visitor).code)
        book.clock.forward(300)
    if hasattr(recorder, "record_entered"):
        moment = book.clock.moment()
        recorder.record_entered(moment.day, moment.hour, 80, replace=False)


def _next_day(book: Book) -> None:
    ends = BUSINESS_DAY.end(book.clock.moment().day)
    book.clock.forward((ends - book.clock.now()).total_seconds() + 6 * 3600)
    if hasattr(book.recorder, "catch_up"):
        book.recorder.catch_up()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
