"""Sets the project up on a machine with only Python: `python3 tools/bootstrap.py [PURPOSE]`.

Standard library only, and written so that an old Python can still read it and say what is missing.
The environment is made from the lock with hashes, again only when the lock changed. Two at a time
wait for each other; one that was ended half-way is started over.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = Path(".venv")
PYTHON = ENVIRONMENT / "bin" / "python"
UNFINISHED = ENVIRONMENT / "unfinished"
LAUNCHER = ENVIRONMENT / "bin" / "portal-setup"
LAUNCHES = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
PYTHONPATH=$here/../.. exec "$here/python" -P -m app.cli "$@"
"""
OLDEST = (3, 11)
NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"]
NEW_ENOUGH = f"import sys; sys.exit(sys.version_info < {OLDEST})"
SUITABLE = f"import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST})"
LOCKS = {
    "run": ["requirements.lock", "requirements-dev.lock"],
    "dev": ["requirements-dev.lock"],
    "partners": ["requirements-partners.lock"],
}
"""What a purpose installs, and after it the locks that include it: either will do."""
SPARED = ("partners",)
"""Added to an environment that is whole without it, and stays whole when this cannot be had."""


def main() -> int:
    words = sys.argv[1:]
    asked = [word[len("--python=") :] for word in words if word.startswith("--python=")]
    purpose = next((word for word in words if not word.startswith("-")), "run")
    if purpose not in LOCKS:
        return _say(f"Say {', '.join(LOCKS)}; not {purpose}.")
    os.chdir(str(ROOT))
    Path("build").mkdir(exist_ok=True)
    with Path("build/bootstrap.lock").open("w") as lock:
        _wait_for_others(lock.fileno())
        made = environment(asked, purpose, lock.fileno())
        return made or launcher() or assets(purpose, lock.fileno())


def find_python(asked: "list[str]", probe: str) -> str:
    """The newest Python on the path that passes; only the one asked for, if one was."""
    for name in asked or NAMES:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            return path
    return ""


def missing(asked: "list[str]") -> str:
    """What to install: a new enough Python, or only its venv module."""
    path = find_python(asked, NEW_ENOUGH)
    if path:
        name = Path(path).name
        return (
            f"{path} cannot make virtual environments: its venv module is missing.\n"
            "Install it and run the same command again.\n"
            f"On Debian and Ubuntu: apt-get install {name}-venv"
        )
    return (
        "Python 3.11 or newer is needed, and none was found"
        f" ({', '.join(asked) or 'python3'} is older, or not there).\n"
        "Install one and run the same command again, or name one: make run PYTHON=/path/to/python\n"
        "On Debian 12, Ubuntu 24.04 and newer: apt-get install python3 python3-venv"
    )


def environment(asked: "list[str]", purpose: str, lock: int) -> int:
    """See to it that .venv holds what the purpose needs. The stamp is written last."""
    usable = not UNFINISHED.exists() and _works()
    if usable and any(_stamp(name) == _digest(name) for name in LOCKS[purpose]):
        return 0
    python = find_python(asked, SUITABLE)
    if not python:
        return _say(missing(asked))
    if not usable:
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    wanted = LOCKS[purpose][0]
    began = time.monotonic()
    ENVIRONMENT.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists() and _run([python, "-m", "venv", str(ENVIRONMENT)], lock):
        return _say("The virtual environment in .venv could not be made; see above.")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if _run([*pip, "--no-input", "--require-hashes", "-r", wanted], lock):
        if purpose in SPARED:
            UNFINISHED.unlink()
        return _say(f"The packages of {wanted} could not be installed; pip says why above.")
    (ENVIRONMENT / f"installed-{wanted}").write_text(_digest(wanted))
    UNFINISHED.unlink()
    print(f"Installed {wanted} into .venv ({time.monotonic() - began:.0f} s)", flush=True)
    return 0


def launcher() -> int:
    """The command `portal-setup`. The project runs from its folder and is not installed: that would
    fetch a build backend. A link to this file works from anywhere; -P keeps out what lies there.
    """
    if not LAUNCHER.exists() or LAUNCHER.read_text() != LAUNCHES:
        draft = LAUNCHER.with_name("portal-setup.new")
        draft.write_text(LAUNCHES)
        draft.chmod(0o755)
        draft.replace(LAUNCHER)
    return 0


def assets(purpose: str, lock: int) -> int:
    """Build the front-end files; says nothing when they are there already."""
    more = ["--tests"] if purpose == "dev" else []
    return _run([str(PYTHON), "tools/assets.py", *more], lock)


def _wait_for_others(lock: int) -> None:
    """Hold the lock. A child that outlives this process goes on holding it."""
    try:
        import fcntl  # noqa: PLC0415 - a system without it gets a sentence instead of a traceback
    except ImportError:
        sys.exit("This works on Linux and macOS. On Windows, use it inside WSL or Docker.")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Waiting for another set-up in this folder to finish.", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _run(command: "list[str]", lock: int) -> int:
    return subprocess.call(command, pass_fds=[lock])


def _works() -> bool:
    return PYTHON.exists() and subprocess.call([str(PYTHON), "-c", NEW_ENOUGH]) == 0


def _stamp(lock: str) -> str:
    stamp = ENVIRONMENT / f"installed-{lock}"
    return stamp.read_text() if stamp.exists() else ""


def _digest(lock: str) -> str:
    return hashlib.sha256(Path(lock).read_bytes()).hexdigest()


def _say(what: str) -> int:
    sys.stderr.write(what + "\n")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command starts this part over.")
