"""Working as the account that owns the data, when started by root."""

import os
from pathlib import Path


def take_on_owner(folder: Path) -> bool:
    """Become the owner of ``folder`` for good, if root was somebody else; True if it did.

    Root that only reads would still leave files behind (SQLite makes some beside a database)
    that the kiosk's own account could never remove. Does nothing for any other account, for a
    folder that root owns or that does not exist, and on Windows.
    """
    if os.name != "posix" or os.geteuid() != 0 or not folder.exists():
        return False
    owner = folder.stat()
    if owner.st_uid == 0:
        return False
    import pwd

    try:
        name = pwd.getpwuid(owner.st_uid).pw_name
        os.initgroups(name, owner.st_gid)
    except KeyError:
        os.setgroups([owner.st_gid])
    os.setgid(owner.st_gid)
    os.setuid(owner.st_uid)
    return True
