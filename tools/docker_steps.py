"""Runs the steps of the Dockerfile without Docker: each stage is a folder, each RUN a shell.

It shows that the files are there, that the environment comes from the lock, that the front end is
built on a machine without npm, and that the command and the health check of the image work. It
does not show that the base image fits.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("/opt/venv", "/srv", "/data")
"""The places of the image that the steps may name; everything else would be this machine's."""
TOOLS = ("sh", "env", "install", "mkdir", "true", "uname")
"""What a step may call beside Python. No node and no npm: an image has none either."""
ANSWERS_WITHIN = 60.0


class Broken(Exception):
    """A step that would not work in the image."""


@dataclass
class Stage:
    folder: Path
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    health: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def place(self, path: str) -> Path:
        """A path of the image, inside the folder."""
        whole = path if path.startswith("/") else f"{self.workdir}/{path}"
        return self.folder / whole.lstrip("/")

    def here(self, text: str) -> str:
        """The same text with the image's own places inside the folder."""
        return re.sub(
            rf"(?<![\w./-])({'|'.join(OURS)})(?![\w-])", lambda m: f"{self.folder}{m[1]}", text
        )


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    joined = dockerfile.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines()]
    return [
        (word, rest.strip())
        for word, _, rest in (line.partition(" ") for line in lines if line and line[0] != "#")
    ]


def allowed(source: str, ignore: str) -> bool:
    return any(f"!{source.rstrip('/')}" == line.rstrip("/") for line in ignore.splitlines())


class Build:
    def __init__(self, room: Path) -> None:
        self.room = room
        self.stages: dict[str, Stage] = {}
        self.stage = Stage(room)
        self.ignore = (ROOT / ".dockerignore").read_text()

    def step(self, word: str, rest: str) -> None:
        match word:
            case "FROM":
                self._begin(rest.partition(" AS ")[2] or "final")
            case "WORKDIR":
                self.stage.workdir = rest
                self.stage.place(rest).mkdir(parents=True, exist_ok=True)
            case "COPY":
                self._copy(shlex.split(rest))
            case "RUN":
                self._run(rest)
            case "ENV" | "USER" | "VOLUME" | "EXPOSE" | "HEALTHCHECK" | "ENTRYPOINT" | "CMD":
                self._note(word, rest)
            case _:
                raise Broken(f"{word} is not known to tools/docker_steps.py")

    def _begin(self, name: str) -> None:
        self.stage = self.stages[name] = Stage(self.room / name)
        python = self.stage.folder / "usr" / "local"
        subprocess.run([sys.executable, "-m", "venv", str(python)], check=True)
        for tool in TOOLS:
            if found := shutil.which(tool):
                (python / "bin" / tool).symlink_to(found)

    def _copy(self, words: list[str]) -> None:
        origin = self.stages[words.pop(0)[7:]] if words[0].startswith("--from=") else None
        *sources, target = words
        for source in sources:
            if origin is None and not allowed(source, self.ignore):
                raise Broken(f"COPY {source}: .dockerignore keeps it out")
            path = origin.place(source) if origin else ROOT / source
            if not path.exists():
                raise Broken(f"COPY {source}: it is not there")
            place = self.stage.place(target)
            if path.is_dir():
                leave = shutil.ignore_patterns(*([] if origin else ["vendor", "__pycache__"]))
                shutil.copytree(path, place, symlinks=True, ignore=leave, dirs_exist_ok=True)
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, place)

    def _run(self, line: str) -> None:
        if os.geteuid() != 0:
            line = re.sub(r" -[og] \d+", "", line)
        done = subprocess.run(
            ["/bin/sh", "-ec", self.stage.here(line)],
            cwd=self.stage.place("."),
            env=self.surroundings(),
            check=False,
        )
        if done.returncode:
            raise Broken(f"RUN {line}: ended with {done.returncode}")

    def _note(self, word: str, rest: str) -> None:
        match word:
            case "ENV":
                name, _, value = rest.partition("=")
                self.stage.environment[name] = self.stage.here(value)
            case "HEALTHCHECK":
                self.stage.health = self._words(rest.partition(" CMD ")[2])
            case "ENTRYPOINT":
                self.stage.entrypoint = self._words(rest)
            case "CMD":
                self.stage.command = self._words(rest)
            case _:
                pass

    def _words(self, array: str) -> list[str]:
        words: list[str] = json.loads(array)
        return [self.stage.here(word) for word in words]

    def surroundings(self) -> dict[str, str]:
        """Only the image's own variables, and how this machine reaches its package registries."""
        kept = {
            n: v for n, v in os.environ.items() if not n.startswith(("PORTAL_SETUP", "VIRTUAL"))
        }
        path = str(self.stage.folder / "usr" / "local" / "bin")
        return {**kept, "PATH": path, **self.stage.environment}


def exercise(build: Build) -> None:
    """Start what the image starts, and ask its own health check until it is content."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    stage = build.stage
    own = {
        "PORTAL_SETUP_CLIENT_ID": "11111111-1111-4111-8111-111111111111",
        "PORTAL_SETUP_CLIENT_SECRET": "only-for-this-check",
        "PORTAL_SETUP_TENANT": "11111111-1111-4111-8111-111111111111",
        "PORTAL_SETUP_PUBLIC_URL": "https://setup.contoso.example",
    }
    environment = {**build.surroundings(), **own}
    command = [*stage.entrypoint, *stage.command, "--port", str(port)]
    health = [word.replace(":8000/", f":{port}/") for word in stage.health]
    server = subprocess.Popen(command, cwd=stage.place("."), env=environment)
    try:
        limit = time.monotonic() + ANSWERS_WITHIN
        while subprocess.run(health, check=False, capture_output=True, timeout=30).returncode:
            if server.poll() is not None:
                raise Broken(f"CMD: ended with {server.returncode}")
            if time.monotonic() > limit:
                raise Broken(f"HEALTHCHECK: not content within {ANSWERS_WITHIN:.0f} s")
            time.sleep(0.2)
    finally:
        server.terminate()
        server.wait(20)


def main() -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="docker-steps-") as room:
        try:
            build = Build(Path(room))
            for word, rest in instructions((ROOT / "Dockerfile").read_text()):
                build.step(word, rest)
            exercise(build)
        except (Broken, subprocess.CalledProcessError) as error:
            print(f"The steps of the Dockerfile do not work: {error}", file=sys.stderr)
            return 1
    print(f"Dockerfile steps  ok ({time.monotonic() - began:.0f} s); the image itself is untested")
    return 0


if __name__ == "__main__":
    sys.exit(main())
