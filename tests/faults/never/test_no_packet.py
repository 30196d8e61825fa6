"""Many visits in a network of their own, with an ear on every interface: who spoke to whom.

There was a way to everywhere, over a wire that leads nowhere: whatever anybody had sent would have
been seen to leave. That nobody even tried is seen by ``test_traced.py`` from their calls.
"""

import pytest

from tests.faults.never.conftest import TOGETHER
from tests.faults.never.cut_off import NOBODY, Packet
from tests.faults.never.outcome import Outcome
from tests.faults.never.run import PORT

pytestmark = TOGETHER


def test_no_packet_but_the_phone_pages_own(outcome: Outcome) -> None:
    assert [each for each in outcome.packets if not each.is_of_page(PORT)] == []


def test_the_phone_page_was_heard(outcome: Outcome) -> None:
    """So phones did say yes meanwhile, and the ear was open all the time."""
    assert outcome.seen["deeds"]["a phone says yes"] > 0
    assert len(outcome.packets) > 100


def test_a_planted_packet_is_heard(outcome: Outcome) -> None:
    """Sent in the same network after the last visit, on its way to nobody."""
    assert {each.destination for each in outcome.planted} == {NOBODY}
    assert {each.interface for each in outcome.planted} >= {"wire"}


@pytest.mark.parametrize(
    "packet",
    [
        Packet("wire", "tcp", "192.168.7.2", NOBODY, (40000, PORT)),
        Packet("lo", "tcp", "127.0.0.1", "127.0.0.1", (40000, 53)),
        Packet("lo", "ip 17", "127.0.0.1", "127.0.0.53"),
        Packet("lo", "protocol 0x86dd"),
    ],
)
def test_no_other_is_taken_for_the_pages(packet: Packet) -> None:
    assert not packet.is_of_page(PORT)
