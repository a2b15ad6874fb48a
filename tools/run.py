"""`make run`: the practice tenant and the wizard beside it, until Ctrl-C. Prints one address.

What it starts holds the other end of a pipe, so that nothing stays behind, however this ends. It
hands the two programs only the variables it means to, never those of a real installation.
"""

import argparse
import contextlib
import fcntl
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PREFIX = "PORTAL_SETUP_"
PRACTICE_CLIENT = "00000000-0000-4000-8000-"
PRACTICE_TENANT = "aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa"
READY_WITHIN = 60.0
END_WITHIN = 12.0
KINDS = ("base", "site", "template")
LARGE_LOG = 5_000_000


class Failed(Exception):
    """What happened and what to do, ready to be read."""


@dataclass
class Program:
    name: str
    log: Path
    said_before: int
    process: subprocess.Popen[bytes]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--var", type=Path, default=VAR)
    for kind in KINDS:
        parser.add_argument(f"--{kind}", type=Path, help="a real export to rehearse with")
    parser.add_argument(
        "--new-ids", action="store_true", help="begin anew, with ids that no earlier start had"
    )
    asked = parser.parse_args()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    try:
        sites = [*exports_of(asked), *ids_of(asked)]
        with alone(asked.var, asked.port), programs(asked.port, asked.var, sites) as running:
            wait_until_ready(running, asked.port, stopping)
            if not stopping.is_set():
                print(welcome(asked.port, asked.var), flush=True)
            watch(running, stopping)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def exports_of(asked: argparse.Namespace) -> list[str]:
    """The options for the practice tenant; an empty one, as `make` hands it on, asks nothing."""
    given: dict[str, Path | None] = {kind: getattr(asked, kind) for kind in KINDS}
    chosen = {kind: path for kind, path in given.items() if path and path != Path()}
    for kind, path in chosen.items():
        if not path.exists():
            raise Failed(f"There is no {path}, which --{kind} names.")
    return [word for kind, path in chosen.items() for word in (f"--{kind}", str(path.resolve()))]


def ids_of(asked: argparse.Namespace) -> list[str]:
    """Fixed ids if nothing is said: what was done to the sites is then still there."""
    return ["--new-ids"] if asked.new_ids else []


@contextlib.contextmanager
def alone(var: Path, port: int) -> Iterator[None]:
    """Hold this folder: two would share one practice tenant and one database."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var / "run.lock").open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.seek(0)
            raise Failed(
                f"It is running already, at {held.read()}\n"
                "Open that address, or stop it with Ctrl-C in its window and start again.\n"
                "For a second one beside it, make a second clone and choose another PORT there."
            ) from None
        check_ports(port)
        held.truncate(0)
        held.write(f"http://127.0.0.1:{port}/")
        held.flush()
        yield


def check_ports(port: int) -> None:
    taken = [number for number in (port, port + 1) if not is_free(number)]
    if not taken:
        return
    free = next((n for n in range(port + 10, 65000, 10) if is_free(n) and is_free(n + 1)), 0)
    what = "the wizard" if taken[0] == port else "the practice tenant, which uses the port after"
    raise Failed(
        f"Port {taken[0]} is needed for {what}, and another program uses it.\n"
        f"Stop that program, or choose another port: make run PORT={free}"
    )


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except (OSError, OverflowError):
        return False
    return True


def client(var: Path) -> dict[str, str]:
    """Who the wizard is to this practice tenant: made once per installation, for its owner only."""
    path = var / "practice.json"
    if not path.exists():
        made = {
            "client_id": PRACTICE_CLIENT + secrets.token_hex(6),
            "client_secret": secrets.token_urlsafe(32),
        }
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file)
        draft.replace(path)
    path.chmod(0o600)
    known: dict[str, str] = json.loads(path.read_text())
    return known


def environment(port: int, var: Path) -> dict[str, str]:
    who = client(var)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MICROSOFT_AT": f"http://127.0.0.1:{port + 1}",
        "TENANT": PRACTICE_TENANT,
        "CLIENT_ID": who["client_id"],
        "CLIENT_SECRET": who["client_secret"],
        "DATA_DIR": str(var / "practice" / "wizard"),
        "EXPORTS_FOLDER": str(var / "practice" / "exports"),
    }
    return {**kept, **{PREFIX + name: value for name, value in ours.items()}}


@contextlib.contextmanager
def programs(port: int, var: Path, sites: Sequence[str] = ()) -> Iterator[list[Program]]:
    """Both, started beside each other; both ended when the block ends."""
    for folder in ("log", "practice", "practice/exports"):
        (var / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    shared = environment(port, var)
    practice = var / "practice"
    commands = {
        "practice": ["practice", "--state", str(practice / "tenant.json"),
                     "--exports", str(practice / "exports"), "--port", str(port + 1), *sites],
        "wizard": ["serve", "--port", str(port)],
    }  # fmt: skip
    running: list[Program] = []
    try:
        for name, command in commands.items():
            running.append(start(name, command, var / "log" / f"{name}.log", shared))
        yield running
    finally:
        end(running)


def start(name: str, command: list[str], log: Path, shared: dict[str, str]) -> Program:
    """In a session of its own: Ctrl-C reaches only this program, which then ends the others."""
    if log.exists() and log.stat().st_size > LARGE_LOG:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as file:
        said_before = file.tell()
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", *command, "--leashed"],
            cwd=ROOT,
            env=shared,
            stdin=subprocess.PIPE,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name, log, said_before, process)


def end(running: list[Program]) -> None:
    """The wizard first, so that it does not see its tenant vanish."""
    for program in reversed(running):
        program.process.terminate()
    for program in running:
        try:
            program.process.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            program.process.kill()
            program.process.wait()


def wait_until_ready(running: list[Program], port: int, stopping: threading.Event) -> None:
    limit = time.monotonic() + READY_WITHIN
    for number in (port + 1, port):
        while not answers(number) and not stopping.is_set():
            check_alive(running)
            if time.monotonic() > limit:
                raise Failed(f"Nothing answered within {READY_WITHIN:.0f} s; see {VAR}/log.")
            stopping.wait(0.05)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def watch(running: list[Program], stopping: threading.Event) -> None:
    """Until asked to stop, until one of them ends, or until `make` is gone."""
    parent = os.getppid()
    while not stopping.wait(0.5):
        check_alive(running)
        if os.getppid() != parent:
            return


def check_alive(running: list[Program]) -> None:
    for program in running:
        if program.process.poll() is not None:
            told = program.log.read_bytes()[program.said_before :].decode(errors="replace")
            said = told.strip().splitlines()[-12:]
            raise Failed(
                "\n".join([f"The {program.name} ended. It said:", *said, f"({program.log})"])
            )


def welcome(port: int, var: Path) -> str:
    return (
        f"\nCustomer portal setup is running:\n\n    http://127.0.0.1:{port}/\n\n"
        "To sign in, pick one of the made-up people; the practice tenant asks no password.\n"
        f"Ctrl-C stops it and keeps your work. Logs: {var / 'log'}"
    )


if __name__ == "__main__":
    sys.exit(main())
