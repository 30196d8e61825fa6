"""The notices that go with the built program: who made what, and every licence in full."""

from collections.abc import Iterable, Iterator

from contents import Origin

_RULE = "=" * 78

_HEAD = """\
What others made that is in this folder
{rule}

AskFirst is under the Apache License 2.0 (LICENSE). It is built from the works named below, each
under its own licence; the texts stand in this file after the list, a text that several share once.
Fonts, icons, models and the demo's photograph are listed in _internal/assets/CREDITS.md, with their
licences beside them.

"""

_QT = """\
Qt, PySide and the LGPL
{rule}

The screens are drawn by Qt and PySide, under the GNU Lesser General Public License, version 3; it
stands below. They are separate files in this folder, unchanged but for what the list says, and the
program finds them there when it starts. To use another build of them:

  1. Stop AskFirst, and keep a copy of this folder.
  2. Replace the libraries below _internal/PySide6/Qt/lib and _internal/PySide6/Qt/plugins, and, for
     another PySide, the files in _internal/PySide6 and _internal/shiboken6, with those of your own
     build of the same or a compatible version (the numbers stand in the list). Their names stay.
  3. Start "askfirst doctor": it says whether Qt loads, and which version. SHA256SUMS lists the hash
     of every file as it was shipped; those that you replaced no longer fit, and nothing else minds.

Sources: the releases of the same numbers of "pyside-setup", "qtbase", "qtsvg" and "qtwayland", as
the Qt Project publishes them. AskFirst's own source, with packaging/askfirst.spec and
"make package", makes this folder anew with whatever Qt the environment holds. FFmpeg and others
inside of OpenCV's wheel are under the LGPL 2.1; they can be replaced in the same way, in
_internal/opencv_python_headless.libs.

"""


def notices(origins: Iterable[Origin]) -> str:
    """The whole file."""
    origins = list(origins)
    return "".join(
        [
            _HEAD.format(rule=_RULE),
            *(_line(origin) for origin in origins),
            "\n",
            _QT.format(rule=_RULE),
            *_texts(origins),
        ]
    )


def _line(origin: Origin) -> str:
    kind = {"pypi": "", "python": "", "deb": " (Debian or Ubuntu package)"}[origin.kind]
    lines = [f"- {origin.name} {origin.version}{kind}: {origin.licence}"]
    lines += [f"    changed: {place}: {how}" for place, how in sorted(origin.changed.items())]
    return "".join(f"{line}\n" for line in lines)


def _texts(origins: Iterable[Origin]) -> Iterator[str]:
    users: dict[str, list[str]] = {}
    for origin in origins:
        for name, text in sorted(origin.texts.items()):
            users.setdefault(text.strip(), []).append(f"{origin.name} {origin.version}: {name}")
    for text, names in users.items():
        yield "\n".join([_RULE, *names, _RULE, "", text, "", ""])
