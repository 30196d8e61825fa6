"""What every test may count on: no screen is needed, and the demo's numbers are the project's."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
