"""What is good, for how long, and once: as the kiosk keeps it and as the server does."""

import threading

from kiosk.adapters.phone.good_offer import GoodOffer
from kiosk.adapters.phone.offers import Offers, Verdict
from kiosk.adapters.phone.protocol import Told
from kiosk.application.phone import OFFER_SECONDS, hash_of

HASH, OTHER = "a" * 64, "b" * 64


def test_a_good_offer_is_spent_once() -> None:
    good = GoodOffer()
    assert not good.spend(HASH, 0.0)
    good.set(HASH, 0.0)
    assert not good.spend(OTHER, 1.0)
    assert good.spend(HASH, 1.0)
    assert not good.spend(HASH, 1.0)
    assert good.left(1.0) is None


def test_a_good_offer_ends_after_ten_minutes() -> None:
    good = GoodOffer()
    good.set(HASH, 100.0)
    assert good.left(100.0) == (HASH, 600.0)
    assert good.left(699.0) == (HASH, 1.0)
    assert good.left(700.0) is None
    assert not good.spend(HASH, 700.0)
    assert OFFER_SECONDS == 600.0


def test_a_new_offer_ends_the_last_one() -> None:
    good = GoodOffer()
    good.set(HASH, 0.0)
    good.set(OTHER, 0.0)
    assert not good.spend(HASH, 1.0)
    good.set(None, 0.0)
    assert not good.spend(OTHER, 1.0)


def test_of_many_at_once_one_spends_it() -> None:
    good = GoodOffer()
    good.set(HASH, 0.0)
    spent: list[bool] = []
    start = threading.Barrier(16)

    def spend() -> None:
        start.wait()
        spent.append(good.spend(HASH, 1.0))

    threads = [threading.Thread(target=spend) for _ in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(spent) == [False] * 15 + [True]


class Server:
    """The server's side, with a clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.offers = Offers(lambda: self.now)

    def agree(self, token: str) -> Verdict:
        held = self.offers.find(token)
        return self.offers.answer(token, held.csrf if held else "", "n", {"n"})


def test_the_server_ends_an_offer_by_itself() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 600.0)
    server.now = 599.0
    assert server.offers.find("token") is not None
    server.now = 600.0
    assert server.offers.find("token") is None
    assert server.agree("token") is Verdict.EXPIRED


def test_the_server_believes_in_no_longer_offer() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 3600.0)
    server.now = OFFER_SECONDS
    assert server.offers.find("token") is None


def test_an_offer_that_was_spent_cannot_be_made_again() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 600.0)
    assert server.agree("token") is Verdict.TAKEN
    server.offers.offer(hash_of("token"), 600.0)
    assert server.agree("token") is Verdict.USED


def test_a_story_outlives_its_offer_by_ten_minutes_at_most() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 600.0)
    server.now = 599.0
    assert server.agree("token") is Verdict.TAKEN
    server.now = 1198.0
    assert server.offers.find("token") is not None
    server.now = 1199.0
    assert server.offers.find("token") is None


def test_seconds_are_counted_down_for_the_phone() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 600.0)
    assert server.agree("token") is Verdict.TAKEN
    held = server.offers.find("token")
    assert held is not None
    server.offers.tell(Told(hash_of("token"), "armed", 47, 30.0))
    server.now = 12.0
    assert held.story(server.now) == {"story": "armed", "number": 47, "seconds": 18}
    server.now = 99.0
    assert held.story(server.now)["seconds"] == 0
    server.offers.tell(Told(hash_of("token"), "done"))
    assert held.story(server.now) == {"story": "done"}


def test_a_story_for_nobody_is_dropped() -> None:
    server = Server()
    server.offers.offer(hash_of("token"), 600.0)
    server.offers.tell(Told(OTHER, "done"))
    held = server.offers.find("token")
    assert held is not None
    assert not held.has_news.is_set()
