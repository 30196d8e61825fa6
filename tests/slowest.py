"""The tests that took longest in the last run of each tier. ``python -m tests.slowest``"""

import json
from typing import Final

from tests.tiers import DURATIONS, Tier

MOST: Final = 20


def main() -> None:
    for tier in Tier:
        path = DURATIONS / f"{tier.name.lower()}.json"
        if not path.is_file():
            continue
        seconds: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        slowest = sorted(seconds, key=lambda name: seconds[name], reverse=True)[:MOST]
        print(f"slowest of {len(seconds)} tests of the {tier.name.lower()} tier, when it last ran:")
        for name in slowest:
            print(f"{seconds[name]:8.1f} s  {name}")


if __name__ == "__main__":
    main()
