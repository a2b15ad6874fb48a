import importlib

import pytest

from app.steps.order import STEPS


def words(step):
    return importlib.import_module(f"app.steps.{step.slug}.texts").TEXTS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_an_action_is_only_stopped_by_findings_that_exist(step):
    known = set().union(*(words(other).keys() for other in STEPS))
    assert step.next_action.stopped_by <= known
