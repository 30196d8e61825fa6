"""Row 20's network, in a network namespace of its own: a cable pulled, plugged in, another address.

Run as ``unshare --user --map-root-user --net python -m tests.faults.phone_network``. It prints a
line of JSON: what the page said of itself at each step, and how many packets left by the cable.
"""

import json
import subprocess
from functools import partial
from pathlib import Path

from kiosk.adapters.phone import network
from tests.adapters.phone.serving import Shop

_NAMES = ("ours", "theirs")


def run() -> None:
    """Go through the steps, and say what was seen."""
    _cable()
    seen: list[tuple[str, str | None, int]] = []
    shop = Shop(address=partial(network.address, None))

    def see(step: str) -> None:
        seen.append((step, shop.server.url("t"), shop.get("/r").status if _is_up(shop) else 0))

    try:
        shop.next_news()
        see("a network")
        _do("link set theirs down")
        shop.next_news()
        see("the cable is out")
        _do("link set theirs up")
        shop.next_news()
        see("the cable is in")
        _do("addr del 192.168.7.2/24 dev ours")
        _do("addr add 192.168.7.9/24 dev ours")
        shop.next_news()
        shop.next_news()
        see("another address")
        trouble = shop.server.health.trouble
    finally:
        shop.close()
    print(json.dumps({"seen": seen, "sent": _packets_sent("ours"), "trouble": trouble}))


def _is_up(shop: Shop) -> bool:
    return shop.server.receipt_url() is not None


def _cable() -> None:
    # IPv6 would announce itself by its own.
    Path("/proc/sys/net/ipv6/conf/default/disable_ipv6").write_text("1")
    _do("link set lo up")
    _do(f"link add {_NAMES[0]} type veth peer name {_NAMES[1]}")
    _do("addr add 192.168.7.2/24 dev ours")
    for name in _NAMES:
        _do(f"link set {name} up")


def _do(what: str) -> None:
    subprocess.run(["ip", *what.split()], check=True)


def _packets_sent(name: str) -> int:
    return int(Path("/proc/self/net/dev").read_text().partition(f"{name}:")[2].split()[9])


if __name__ == "__main__":
    run()
