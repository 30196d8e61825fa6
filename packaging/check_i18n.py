"""Check that every word on the screens is translated, and nothing else is.

Words that no screen shows lie in a file a language, and all of these must say the same.
Collects the words anew into a copy of i18n/ and looks at what the copy says: a string that is
new, empty, unfinished or no longer used fails, and so does a .qm file that is missing or not
the one its words make, a place marker that a translation lost, and a translated string built
with an f-string, which can never be found again. The cure for most of it is `make i18n`.
"""

import ast
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from collect_words import I18N, LANGUAGES, ROOT, SCREENS, build, collect, words

MARKER = re.compile(r"%(?:L?\d+|n)|\{\w*\}")
# Folders of words that are no screen's: what is served to phones, and a fleet's report.
IN_FILES = ("phone", "fleet")
# Qt's two ways to ask for a translation, and how many arguments say what to translate.
TRANSLATORS = {"tr": 1, "translate": 2}


def wrong_messages(path: Path) -> Iterator[str]:
    """A line for each message of a words file that is not ready to be shown."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        where = f"{path.name}: {context.findtext('name')}"
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            state = "missing" if translation is None else translation.get("type", "")
            if translation is None or state:
                yield f"{where}: {state}: {source!r}"
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")]
            for text in forms or [translation.text or ""]:
                if not text.strip():
                    yield f"{where}: empty: {source!r}"
                # One form of a plural may do without its number ("one day").
                elif not forms and sorted(MARKER.findall(text)) != sorted(MARKER.findall(source)):
                    yield f"{where}: other place markers: {source!r}"


def wrong_build(language: str, folder: Path) -> Iterator[str]:
    """A line if the .qm file is not the one that this checkout's words make."""
    committed = words(I18N, language).with_suffix(".qm")
    if not committed.is_file():
        yield f"{committed.name}: missing"
    elif committed.read_bytes() != build(words(I18N, language), folder).read_bytes():
        yield f"{committed.name}: older than its words"


def unfindable(path: Path) -> Iterator[str]:
    """A line for each translated string of a source file that is not written out in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        wanted = TRANSLATORS.get(node.func.attr, 0)
        # Strings and painters have a translate() too, and it is another thing.
        another = wanted > 1 and not ast.unparse(node.func.value).endswith("Application")
        if not wanted or another:
            continue
        written = node.args[:wanted]
        if not all(isinstance(part, ast.Constant) for part in written):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: not a plain string, so never translated"


def in_file(path: Path) -> dict[str, str]:
    """Every text of a file of words by its name; the forms of a plural each have one of theirs."""
    found: dict[str, str] = {}
    for name, text in tomllib.loads(path.read_text(encoding="utf-8"))["words"].items():
        forms = text if isinstance(text, dict) else {"": text}
        # Languages have other plurals; one form is always there.
        found |= {name: forms.get("other", forms.get(""))}
    return found


def unlike(folder: Path) -> Iterator[str]:
    """A line for each text that one of a folder's languages lacks, or says with other markers."""
    english = in_file(folder / "en.toml")
    for language in LANGUAGES:
        path = folder / f"{language}.toml"
        if not path.is_file():
            yield f"{path.relative_to(ROOT)}: missing"
            continue
        texts = in_file(path)
        for name in sorted(english.keys() ^ texts.keys()):
            yield f"{path.relative_to(ROOT)}: {name}: only in one language"
        for name in sorted(english.keys() & texts.keys()):
            if not texts[name].strip():
                yield f"{path.relative_to(ROOT)}: {name}: empty"
            if sorted(MARKER.findall(texts[name])) != sorted(MARKER.findall(english[name])):
                yield f"{path.relative_to(ROOT)}: {name}: other place markers"


def faults() -> Iterator[str]:
    """Everything that is wrong, one line each."""
    for path in sorted(SCREENS.rglob("*.py")):
        yield from unfindable(path)
    for name in IN_FILES:
        yield from unlike(ROOT / "assets" / name)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in LANGUAGES:
            if not words(I18N, language).is_file():
                yield f"{words(I18N, language).name}: missing"
                return
            shutil.copy(words(I18N, language), folder)
        collect(folder)
        for language in LANGUAGES:
            yield from wrong_messages(words(folder, language))
            yield from wrong_build(language, folder)


def main() -> int:
    """Exit code 0 when nothing is wrong, else 1."""
    found = list(faults())
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print("`make i18n` collects the words; translate, then run it again.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
