"""Why a command does not start, in words that say what to do. Ends the program with 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


class Refused(Exception):
    """What is wrong and what to do, ready to be read."""


@contextmanager
def refusals() -> Iterator[None]:
    """Tell a refusal in words and end with 2, instead of a traceback."""
    try:
        yield
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise typer.Exit(2) from None
