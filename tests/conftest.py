"""Which tests take too long for every change, and are run by `make test-long`."""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONG = {
    "chaos/test_path_kill.py": "kills the wizard at every point of the path",
    "journeys/test_every_page.py": "every page, eight ways, in a browser",
    "journeys/test_real_tenant.py": "real sites, applied and restored",
    "journeys/test_whole_path.py": "the whole path in a browser, in both languages",
}
WANTED = os.environ.get("PORTAL_SETUP_LONG_TESTS", "")  # noqa: TID251


def pytest_collection_modifyitems(items):
    """Skipped where they can be seen, with the reason."""
    for item in items:
        why = LONG.get(item.path.relative_to(HERE).as_posix())
        if why and not WANTED:
            item.add_marker(pytest.mark.skip(reason=f"long: {why}; run make test-long"))
