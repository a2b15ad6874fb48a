"""Loading the rooms of a server, which takes most of its start."""

import gc
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
