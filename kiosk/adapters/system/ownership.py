"""Working as the account that owns the data, when started by root."""

import os
from collections.abc import Iterable
from pathlib import Path


class ProgramUnreadable(Exception):
    """The account could not run this program; nothing was changed. The text says what to do."""


def take_on_owner(folder: Path, program: Iterable[Path] = ()) -> bool:
    """Become the owner of ``folder`` for good, if root was somebody else; True if it did.

    Root that only reads would still leave files behind (SQLite makes some beside a database)
    that the kiosk's own account could never remove. Does nothing for any other account, for a
    folder that root owns or that does not exist, and on Windows.

    ``program`` are the folders that this program is loaded from. Raises ProgramUnreadable.
    """
    if os.name != "posix" or os.geteuid() != 0 or not folder.exists():
        return False
    owner = folder.stat()
    if owner.st_uid == 0:
        return False
    import pwd

    groups = os.getgroups()
    try:
        name = pwd.getpwuid(owner.st_uid).pw_name
        os.initgroups(name, owner.st_gid)
    except KeyError:
        os.setgroups([owner.st_gid])
    # First only for a look: with it root gives up nothing yet.
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    unreadable = [place for place in program if not _can_read(place)]
    os.seteuid(0)
    if unreadable:
        os.setegid(0)
        os.setgroups(groups)
        raise ProgramUnreadable(
            f"The account that {folder} belongs to cannot read the program in {unreadable[0]}: "
            "install it where every account can, such as below /opt."
        )
    os.setgid(owner.st_gid)
    os.setuid(owner.st_uid)
    return True


def _can_read(place: Path) -> bool:
    return os.access(place, os.R_OK | os.X_OK, effective_ids=True)
