"""How far a long work is, on one line of a terminal; a script's log stays quiet."""

import sys

from app.i18n.translator import Translator

_WIDTH = 24


class Progress:
    """Says what is done, and draws a bar for what comes in many parts."""

    def __init__(self, to: Translator) -> None:
        self._to, self._shown = to, sys.stderr.isatty()
        self._what, self._last = "", -1

    def begin(self, what: str) -> None:
        """The line before this one is left standing."""
        self.close()
        self._what, self._last = what, 0
        self._write(f"{what} ...")

    def part(self, done: int, total: int) -> None:
        """So many parts of so many; written only when it can be seen."""
        filled = _WIDTH * done // total
        if self._shown and filled != self._last:
            self._last = filled
            bar = "#" * filled + "." * (_WIDTH - filled)
            parts = self._to.gettext("%(done)s of %(total)s", done=done, total=total)
            self._write(f"\r{self._what} [{bar}] {parts}")

    def close(self) -> None:
        """End the line, if there is one."""
        if self._last >= 0:
            self._write("\n")
        self._last = -1

    def _write(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(text)
            sys.stderr.flush()
