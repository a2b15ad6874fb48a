"""Takes the pictures of the README: starts the product with its practice tenant and walks through.

Chromium comes from CHROMIUM or the path. The pictures go to docs/.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
SIDES = {"base": "base.zip", "site": "site.zip", "template": "template.zip"}


@contextmanager
def product(port: int) -> Iterator[str]:
    """The whole product on a folder that is thrown away afterwards; gives its address."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as var:
        command = [sys.executable, "tools/run.py", "--port", str(port), "--var", var]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            try:
                if not any("Ctrl-C" in line for line in process.stdout or ()):
                    sys.exit("The product did not start.")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def walk(page: Page, address: str, folder: Path) -> None:
    """Sign in, open the customised site, merge the new template, look at a conflict."""
    page.goto(f"{address}/auth/login")
    page.get_by_role("button", name=re.compile("Avery")).click()
    page.wait_for_url(f"{address}/**")
    page.goto(f"{address}/environments/add")
    page.get_by_role("button", name="Add Contoso UAT").click()
    page.wait_for_url(re.compile(r"/environments/(?!add)"))
    environment = page.url
    page.goto(f"{environment}/maps")
    page.get_by_role("button", name=re.compile("Check")).first.click()
    page.wait_for_selector("[hx-trigger]", state="detached")
    page.goto(environment)
    take(page, folder, "overview")
    page.goto(f"{environment}/update")
    for side, file in SIDES.items():
        page.locator(f"select[name={side}]").select_option(f"folder:{file}")
    page.get_by_role("button", name="Merge", exact=True).click()
    take(page, folder, "review")
    page.locator("a[href*='/conflicts/']").first.click()
    take(page, folder, "conflict")


def take(page: Page, folder: Path, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"screenshot-{name}.png")
    print(f"docs/screenshot-{name}.png", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument("--to", type=Path, default=ROOT / "docs")
    asked = parser.parse_args()
    program = os.environ.get("CHROMIUM")
    if not program:
        print("There is no Chromium: set CHROMIUM=, or install it.", file=sys.stderr)
        return 1
    asked.to.mkdir(exist_ok=True)
    with product(asked.port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1200, "height": 1120}, locale="en-US")
        walk(page, address, asked.to)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
