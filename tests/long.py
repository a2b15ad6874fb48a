"""Which tests take too long for every change, and are run by `make test-long`."""

import os

import pytest

WANTED = os.environ.get("PORTAL_SETUP_LONG_TESTS", "")  # noqa: TID251


def long(why: str) -> pytest.MarkDecorator:
    """Skipped where it can be seen, with the reason, unless long tests are wanted."""
    return pytest.mark.skipif(not WANTED, reason=f"long: {why}; run make test-long")
