"""A set-up at a terminal: everything asked, looked over, tried out, and only then written."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.checks import has_screen
from kiosk.application.own_program import own_environment, own_program
from kiosk.application.setup import interview
from kiosk.application.whole_file import write_whole
from kiosk.cli.setup_questions import all_questions, answers_of, defaults_of
from kiosk.cli.setup_shop import Shop
from kiosk.cli.setup_terminal import Terminal, interviews_words

if TYPE_CHECKING:
    from kiosk.bootstrap.setup import Here, Plan

_PATIENCE: Final = 10.0
_HIDDEN: Final = "pin."


@dataclass
class Interview:
    """One set-up of one folder, in one language."""

    data: Path
    here: "Here"
    shop: Shop
    language: str
    skips_visit: bool
    terminal: Terminal

    def hold(self) -> "Plan":
        """Ask until everything fits and whoever answers wants it written.

        Raises EOFError, KeyboardInterrupt; then nothing was written.
        """
        tell, say = self.terminal.tell, self.shop.say
        tell(say("begins", folder=self.data))
        if self.here.wrong:
            tell("\n".join([say("wrong_here"), *self.here.wrong]))
        given: dict[str, Any] = {}
        defaults = defaults_of(self.here.values)
        while True:
            given = interview(
                lambda answered: all_questions(self.shop, answered, defaults),
                self.terminal,
                interviews_words(self.shop.words),
                given,
                defaults,
            )
            plan = self._look_over(given, defaults)
            if plan is not None and self._tried(plan) and self._yes(say("write")):
                return plan

    def _look_over(self, given: dict[str, Any], defaults: dict[str, Any]) -> "Plan | None":
        """What the answers come to, or None where one of them is to be asked again."""
        from kiosk.bootstrap import setup

        tell, say = self.terminal.tell, self.shop.say
        names = list(given)
        tell(f"\n{say('summary')}")
        for number, name in enumerate(names, start=1):
            tell(f"  {number:2}  {name}: {self._shown(name, given[name])}")
        plan = None
        try:
            plan = setup.plan(self.data, self.here, answers_of(given, self.here.values))
        except SettingsRefused as why:
            tell("\n".join([say("problems"), *why.problems]))
        while True:
            typed = self.terminal.ask(say("which"), hidden=False).strip()
            if not typed and plan is not None:
                return plan
            if not typed:
                tell(say("mend_first"))
            elif typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(names):
                name = names[int(typed) - 1]
                defaults[name] = given.pop(name)
                return None
            else:
                tell(say("no_such_number", most=len(names)))

    def _shown(self, name: str, value: Any) -> str:
        if name.startswith(_HIDDEN):
            if value is not None:
                return self.shop.say("hidden")
            is_set = name.removeprefix(_HIDDEN) in self.shop.pins_set
            return self.shop.say("kept" if is_set else "nothing")
        if value is None:
            return self.shop.say("nothing")
        return ", ".join(value) if isinstance(value, list) else str(value)

    def _tried(self, plan: "Plan") -> bool:
        """False where the visit showed that an answer has to be changed."""
        say = self.shop.say
        if self.skips_visit:
            self.terminal.tell(say("skipped"))
            return True
        if not has_screen(os.environ):
            self.terminal.tell(say("no_screen"))
            return True
        if not self._yes(say("ask_visit")):
            return True
        self.terminal.tell(say("visit_begins"))
        self._play(plan)
        return self._yes(say("seems_right"))

    def _play(self, plan: "Plan") -> None:
        """In a process of its own: what goes wrong with a screen ends it, and not the set-up."""
        with tempfile.TemporaryDirectory(prefix="askfirst-setup-") as folder:
            write_whole(Path(folder) / SETTINGS_FILE, plan.text.encode())
            options = ("setup", "--only-visit", "--language", self.language)
            process = subprocess.Popen(
                [*own_program(), "--data-dir", folder, *options],
                env={**os.environ, **own_environment(), "TMPDIR": folder},
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr,
                # Ctrl+C ends the visit, and only another one the set-up.
                start_new_session=True,
            )
            try:
                code = process.wait()
            except KeyboardInterrupt:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(_PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                self.terminal.tell(f"\n{self.shop.say('visit_ended')}")
                return
        if code not in (0, 1):
            self.terminal.tell(self.shop.say("visit_crashed", code=code))

    def _yes(self, question: str) -> bool:
        words = self.shop.words["says"]
        while True:
            typed = self.terminal.ask(f"\n{question} [{words['yes']}]: ", hidden=False).strip()
            if not typed or typed.lower() in words["yes_words"]:
                return True
            if typed.lower() in words["no_words"]:
                return False
            self.terminal.tell(words["yes_or_no"])


def shop_of(data: Path, words: Mapping[str, Any]) -> Shop:
    """What the questions have to know, from this machine. Raises FileUnusable."""
    from kiosk.bootstrap import setup, setup_pins, setup_texts

    return Shop(
        words=words,
        cameras=[(camera.name, camera.source) for camera in setup.cameras()],
        device_missing=setup.device_missing,
        sentence=setup_texts.sentence_with,
        lacking=setup_texts.letters_lacking,
        weak=partial(setup_pins.why_not, data),
        pins_set=setup_pins.roles_set(data),
    )
