"""Gives birth to wizards: a process that has imported the program, and forks one when asked to.

A wizard is then there in a moment, and still a process of its own, the command `serve` with its
own environment, that dies by SIGKILL. The last one ends when this process's standard input does.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.chaos.test_wizard_kill import Wizard

ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """The other end: one wizard at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, **wish: object) -> str:
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


class Nursling(Wizard):
    """A wizard like any other, only sooner there."""

    nursery: Nursery

    def start(self) -> None:
        log = str(self._folder.parent / "wizard.log")
        arguments = ["serve", "--port", str(self._port)]
        self.nursery.ask(environment=self._variables, log=log, arguments=arguments)

    def kill(self) -> None:
        assert self.nursery.ask() == "dead\n"


def live(wish: dict[str, Any]) -> None:
    """In the child: be what `python -m app.cli serve` is."""
    mine = os.environ  # noqa: TID251 - what the process that starts another hands to it
    mine.clear()
    mine.update(wish["environment"])
    log = os.open(wish["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for end, number in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(end, number)
    sys.argv = ["app.cli", *wish["arguments"]]
    import app.cli.__main__  # noqa: F401, PLC0415 - importing it runs it


def kill(child: int) -> int:
    if child:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return 0


def rear() -> None:
    import app.cli.serve  # noqa: F401, PLC0415 - what the command would import each time anew

    child = 0
    gc.freeze()
    for line in sys.stdin:
        child = kill(child)
        if wish := json.loads(line):
            child = os.fork()
            if not child:
                try:
                    live(wish)
                finally:
                    os._exit(1)
        print("born" if wish else "dead", flush=True)  # noqa: T201
    kill(child)


if __name__ == "__main__":
    rear()
