"""What is checked without running the product: all of it runs, and each says one line."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("code rules", (f"{BIN}/ruff", "check", "--quiet")),
    Check("format", (f"{BIN}/ruff", "format", "--check", "--quiet")),
    Check("types", (f"{BIN}/mypy", "--no-error-summary")),
    Check("import contracts", (f"{BIN}/lint-imports",)),
    Check("locks", (sys.executable, "tools/lock.py")),
    Check("settings table", (sys.executable, "tools/settings_table.py")),
    Check("translations", (sys.executable, "tools/i18n.py", "check")),
)


def outcome(check: Check) -> tuple[bool, str]:
    """Run one check; what it says is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"\n--- {check.name}: {' '.join(Path(part).name for part in check.command)}")
        print(done.stdout.strip(), flush=True)
    word = "FAILED" if done.returncode else "ok"
    return not done.returncode, f"{check.name:17} {word} ({time.monotonic() - began:.1f} s)"


def main() -> int:
    outcomes = [outcome(check) for check in CHECKS]
    print(*(line for _, line in outcomes), sep="\n")
    return 0 if all(passed for passed, _ in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
