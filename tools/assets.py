"""Build static/vendor from the pinned npm packages; `make` runs this before anything needs it.

Nothing from npm is committed and nothing from npm runs at run time. The folder appears whole or
not at all, and is left alone while its inputs (lock, our CSS, the generators) are unchanged.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
MODULES = ROOT / "node_modules"
LICENSED = ("htmx.org", "@fluentui/tokens", "@fluentui/svg-icons")
AXE = ROOT / "build" / "axe.min.js"


class AssetsFailed(Exception):
    """Says what happened and what to do."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also bring axe-core for the tests")
    wants_axe = parser.parse_args(arguments).tests
    try:
        if not is_current():
            build()
        if wants_axe:
            bring_axe()
    except (AssetsFailed, OSError) as error:
        sys.stderr.write(f"The front-end files were not built: {error}\n")
        return 1
    return 0


def inputs() -> list[Path]:
    css = sorted((ROOT / "static" / "css").glob("*.css"))
    tools = sorted((ROOT / "tools").glob("make_*.mjs"))
    return [ROOT / "package.json", ROOT / "package-lock.json", *css, *tools, Path(__file__)]


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_current() -> bool:
    manifest = VENDOR / "manifest.json"
    if not manifest.exists():
        return False
    written = json.loads(manifest.read_text("utf-8"))
    whole = all((VENDOR / name).exists() for name in written["files"].values())
    return whole and written["inputs"] == digest(inputs())


def build() -> None:
    """Fill a new folder beside static/vendor, then put it in its place."""
    install_packages()
    VENDOR.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".vendor-", dir=VENDOR.parent) as room:
        fresh = Path(room) / "new"
        fresh.mkdir(mode=0o755)
        files = fill(fresh)
        manifest = {"inputs": digest(inputs()), "files": files}
        (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
        if VENDOR.exists():
            VENDOR.rename(Path(room) / "old")
        fresh.rename(VENDOR)


def fill(folder: Path) -> dict[str, str]:
    """Write every vendor file; give their hashed names by the names that pages use."""
    css = [str(file) for file in sorted((ROOT / "static" / "css").glob("*.css"))]
    version = json.loads((MODULES / "htmx.org" / "package.json").read_text("utf-8"))["version"]
    made = {
        "htmx.js": (MODULES / "htmx.org" / "dist" / "htmx.min.js").read_bytes(),
        "tokens.css": generate("make_tokens.mjs", *css),
        "icons.svg": generate("make_icons.mjs"),
    }
    names: dict[str, str] = {}
    for name, content in made.items():
        stem, suffix = name.split(".")
        label = f"{stem}-{version}" if stem == "htmx" else stem
        names[name] = f"{label}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        (folder / names[name]).write_bytes(content)
    (folder / "LICENSES.txt").write_text(licences(), "utf-8")
    return names


def licences() -> str:
    """The licence text of each package; for one that ships none, what its description says."""
    parts: list[str] = []
    for name in LICENSED:
        about = json.loads((MODULES / name / "package.json").read_text("utf-8"))
        text = MODULES / name / "LICENSE"
        words = text.read_text("utf-8") if text.exists() else f"{about['repository']['url']}\n"
        parts.append(f"{name} {about['version']} ({about['license']})\n\n{words.strip()}\n")
    return ("\n" + "-" * 78 + "\n\n").join(parts)


def bring_axe() -> None:
    """The accessibility checker is a test tool: it never enters static/."""
    install_packages()
    source = MODULES / "axe-core" / "axe.min.js"
    if not AXE.exists() or AXE.read_bytes() != source.read_bytes():
        AXE.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, AXE)


def install_packages() -> None:
    """`npm ci`, once for each state of the lock."""
    stamp = MODULES / ".lock-digest"
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    npm = find("npm")
    run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], npm)
    stamp.write_text(wanted, "utf-8")


def generate(script: str, *arguments: str) -> bytes:
    node = find("node")
    return run([node, str(ROOT / "tools" / script), str(MODULES), *arguments], node)


def find(program: str) -> str:
    """npm and node from PATH, else from the virtual environment, which gets them once."""
    beside = Path(sys.executable).parent
    for folder in (None, str(beside)):
        if found := shutil.which(program, path=folder):
            return found
    lock = str(ROOT / "tools" / "node.lock")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    run([*pip, "--disable-pip-version-check"], sys.executable)
    if found := shutil.which(program, path=str(beside)):
        return found
    msg = f"{program} is not here and could not be installed; install Node.js 20 or newer."
    raise AssetsFailed(msg)


def run(command: list[str], program: str) -> bytes:
    """Run with the program's own folder first on PATH, so that npm finds its node."""
    path = os.pathsep.join([str(Path(program).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip()[-2000:]
        msg = f"{Path(command[0]).name} {' '.join(command[1:3])} failed.\n{told}"
        raise AssetsFailed(msg)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
