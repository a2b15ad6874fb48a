"""Clients and servers that nobody here wrote: skipped where they cannot be had, never in CI."""

import os
from importlib.util import find_spec

import pytest

from tools.assets import MODULES

WANTED = os.environ.get("PORTAL_SETUP_REQUIRE_PARTNERS", "")  # noqa: TID251


def python_partner(module: str) -> None:
    """At the head of a module of tests: if the package is missing, skip all of it, with why."""
    if find_spec(module.partition(".")[0]) is None:
        _do_without(f"the Python package {module}")


def node_partner(package: str) -> None:
    """The same for a package of npm."""
    if not (MODULES / package / "package.json").exists():
        _do_without(f"the npm package {package}")


def _do_without(what: str) -> None:
    assert not WANTED, f"{what} is missing, and PORTAL_SETUP_REQUIRE_PARTNERS is set"
    pytest.skip(f"{what} is not installed; make test installs it", allow_module_level=True)
