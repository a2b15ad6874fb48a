"""Garbage is collected after a start, whatever comes of it."""

import gc

import pytest

from app.cli.loading import load


def test_what_is_loaded_is_left_out_when_garbage_is_looked_for_afterwards():
    assert load("app.cli.loading").load is load
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_garbage_is_looked_for_again_when_loading_fails():
    with pytest.raises(ImportError):
        load("app.cli.nothing")
    assert gc.isenabled()
    gc.unfreeze()
