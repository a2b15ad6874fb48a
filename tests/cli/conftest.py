"""Nobody's settings but the test's own; three exports in a folder, and the command over them."""

import os
from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import cli
from app.practice.stock import make_stock

Call = Callable[..., Result]


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    for name in filter(lambda name: name.startswith("PORTAL_SETUP_"), [*os.environ]):  # noqa: TID251 - cleared here
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_SETUP_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def call() -> Call:
    return lambda *words: CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture(scope="session")
def stock():
    return make_stock().exports


@pytest.fixture
def folder(stock, tmp_path):
    for name, data in stock.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def merge(call, folder):
    def run(*words, base: str | None = "base.zip", out: str = "out.zip"):
        given = ["--base", folder / base] if base else []
        sides = ["--site", folder / "site.zip", "--template", folder / "template.zip"]
        return call("merge", *given, *sides, "--out", folder / out, *words)

    return run
