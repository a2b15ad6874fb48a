"""Loading the rooms of a server, which takes most of its start."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


def load(name: str) -> ModuleType:
    """The module. Nothing that it loads becomes garbage: that is not looked for in it, ever."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def without_looking_for_garbage() -> Iterator[None]:
    """For a command that builds much and then ends: hardly any of it is ever garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # or all of it would be looked through at once now
        gc.enable()
