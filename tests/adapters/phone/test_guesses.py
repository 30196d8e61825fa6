"""How often a code may be tried, by a clock that a test sets."""

from kiosk.adapters.phone.guesses import PAGE_SECONDS, Pace, PageSecrets


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_page_is_known_for_half_an_hour() -> None:
    clock = Clock()
    pages = PageSecrets(clock)
    csrf = pages.make()
    assert pages.knows(csrf)
    clock.now += PAGE_SECONDS - 1
    assert pages.knows(csrf)
    clock.now += 1
    assert not pages.knows(csrf)
    pages.count(csrf)
    assert pages.tries(csrf) == 0


def test_no_letter_of_a_secret_can_be_another() -> None:
    pages = PageSecrets(Clock())
    csrf = pages.make()
    for place, letter in enumerate(csrf):
        other = "A" if letter != "A" else "B"
        assert not pages.knows(csrf[:place] + other + csrf[place + 1 :]), place


def test_showing_a_page_leaves_nothing_behind() -> None:
    pages = PageSecrets(Clock())
    for _ in range(1000):
        pages.make()
    assert pages._tries == {}


def test_what_was_tried_is_forgotten_with_the_page() -> None:
    clock = Clock()
    pages = PageSecrets(clock)
    for _ in range(50):
        pages.count(pages.make())
    assert len(pages._tries) == 50
    clock.now += PAGE_SECONDS
    pages.count(pages.make())
    assert len(pages._tries) == 1


def test_tries_are_counted_for_each_page() -> None:
    pages = PageSecrets(Clock())
    first, second = pages.make(), pages.make()
    pages.count(first)
    pages.count(first)
    assert (pages.tries(first), pages.tries(second)) == (2, 0)


def test_within_any_minute_there_are_no_more_than_allowed() -> None:
    clock = Clock()
    pace = Pace(clock, most_of_one=20, most=30)
    allowed: list[float] = []
    for _ in range(600):
        clock.now += 0.5
        if pace.allows("a"):
            allowed.append(clock.now)
    for begin in allowed:
        assert sum(1 for each in allowed if begin <= each < begin + 60.0) <= 20
    # And those that are allowed come back.
    assert len(allowed) >= 5 * 20


def test_one_address_does_not_use_up_what_is_anothers() -> None:
    pace = Pace(Clock(), most_of_one=20, most=30)
    assert [pace.allows("a") for _ in range(25)].count(True) == 20
    assert [pace.allows("b") for _ in range(25)].count(True) == 10
