"""Prints where Chromium is, for the tests in a real browser; installs it where that is possible.

Looked for in CHROMIUM, then on the path, then taken from the system's packages when this is root
on Debian or Ubuntu. Prints nothing where there is none: those tests then say why they are skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find(environment: Mapping[str, str]) -> str:
    asked = environment.get("CHROMIUM", "")
    if asked:
        return shutil.which(asked) or ""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


def install() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium for the tests from the system's packages.", file=sys.stderr)
    for command in (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *PACKAGES),
    ):
        done = subprocess.run(command, env=quiet, stdout=sys.stderr, check=False)
        if done.returncode:
            print(f"{' '.join(command)} failed; see above.", file=sys.stderr)
            return


def main() -> int:
    if os.environ.get("CHROMIUM") and not find(os.environ):
        print(f"CHROMIUM={os.environ['CHROMIUM']} is no program.", file=sys.stderr)
        return 1
    if not find(os.environ) and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    found = find(os.environ)
    if not found and os.environ.get("PORTAL_SETUP_REQUIRE_CHROMIUM"):
        print("There is no Chromium, and PORTAL_SETUP_REQUIRE_CHROMIUM is set.", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
