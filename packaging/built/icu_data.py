"""ICU's data with what Qt asks it for, in the kiosk's languages: a tenth of what Qt's wheel brings.

Qt asks it to compare texts, to change their case, and for time zones' names. Dates, numbers and
where a line may break Qt knows by itself.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

# It lies where only root looks for programs.
_ICUPKG = shutil.which("icupkg", path=f"{os.defpath}:/usr/sbin") or "icupkg"
_LANGUAGES = "en|zh"
_NEVER_ASKED = {"brkitr", "curr", "lang", "rbnf", "region", "translit", "unit"}
_KEPT = re.compile(rf"(root|pool|res_index|(?:{_LANGUAGES})(?:_\w+)?)\.res")
_OF_A_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_\w*)?\.res")


def is_left_out(item: str) -> bool:
    """True for other languages, for what Qt never asks, and for old encodings."""
    folder, _, name = item.rpartition("/")
    if folder in _NEVER_ASKED or name.endswith((".cnv", "unames.icu")):
        return True
    if not _OF_A_LANGUAGE.fullmatch(name):
        return False
    return not _KEPT.fullmatch(name)


def cut(library: Path, folder: Path) -> Path:
    """A library of the same name in ``folder``, with less data. Raises CalledProcessError."""
    symbol = _only_symbol(library)
    # icupkg reads the data's version from the file's name.
    whole = folder / f"{symbol.removesuffix('_dat')}l.dat"
    small, gone = folder / "small.dat", folder / "left-out.txt"
    source, unlinked = folder / "icu.s", folder / "icu.o"
    sections = ["objcopy", "-O", "binary", "--only-section=.rodata", library, whole]
    subprocess.run(sections, check=True)
    listed = subprocess.run([_ICUPKG, "-l", whole], capture_output=True, text=True, check=True)
    left_out = [item for item in listed.stdout.split() if is_left_out(item)]
    gone.write_text("".join(f"{item}\n" for item in left_out), encoding="ascii")
    subprocess.run([_ICUPKG, "-r", gone, whole, small], check=True)
    source.write_text(
        '.section .note.GNU-stack,"",@progbits\n.section .rodata\n.balign 16\n'
        f'.globl {symbol}\n.type {symbol}, @object\n{symbol}: .incbin "{small.name}"\n'
        f".size {symbol}, .-{symbol}\n",
        encoding="ascii",
    )
    subprocess.run(["as", "-o", unlinked.name, source.name], check=True, cwd=folder)
    made = folder / library.name
    link = ["ld", "-shared", "-z", "noexecstack", "--build-id=none", "-soname", library.name]
    subprocess.run([*link, "-o", made, unlinked], check=True)
    return made


def _only_symbol(library: Path) -> str:
    told = subprocess.run(["nm", "-D", library], capture_output=True, text=True, check=True)
    (line,) = told.stdout.splitlines()
    return line.split()[-1]
