"""Nobody's settings but the test's own."""

import os
from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import cli

Call = Callable[..., Result]


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    for name in filter(lambda name: name.startswith("PORTAL_SETUP_"), [*os.environ]):  # noqa: TID251 - cleared here
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_SETUP_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def call() -> Call:
    return lambda *words: CliRunner().invoke(cli, [str(word) for word in words])
