"""Changing a few settings in the file that somebody wrote by hand, and leaving the rest alone."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.adapters.settings.drafting import changed_file
from kiosk.adapters.settings.reading import load_settings, settings_in
from kiosk.adapters.settings.settings import Settings
from kiosk.application.whole_file import write_whole


def change_settings(
    path: Path, changed: Mapping[str, Any], pack_ages: Mapping[str, int], *, demo: bool = False
) -> Settings:
    """Write these values, by their dotted names, into the file; the settings that hold then.

    Comments, order and everything else stay as they were. Nothing is written unless the whole of
    it is right: raises SettingsRefused. Raises OSError if it cannot be written, and then the old
    file is still there. Where the name is a link, what it leads to is changed.
    """
    load_settings(path, pack_ages, demo=demo)
    # As bytes: reading text would turn every end of a line that Windows wrote into another.
    content = changed_file(path.read_bytes().decode(), changed, path).encode()
    settings = settings_in(content, path, pack_ages, demo=demo)
    # Who may read it stays as it is.
    mode = stat.S_IMODE(path.stat().st_mode)
    file = path.resolve()
    write_whole(file, content)
    file.chmod(mode)
    return settings
