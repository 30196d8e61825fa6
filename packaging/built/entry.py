"""What the built program runs first: the same as ``python -m kiosk``."""

from kiosk.__main__ import main

main()
