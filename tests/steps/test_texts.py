import ast
import importlib
from pathlib import Path

import pytest

from app.steps.order import STEPS

ROOT = Path(__file__).resolve().parents[2]


def codes(step):
    """The first argument of every Finding(...) of a step: a literal, so that grep finds it."""
    source = ROOT / "app" / "steps" / step.slug / "checks.py"
    if not source.exists():
        return set()
    calls = (n for n in ast.walk(ast.parse(source.read_text())) if isinstance(n, ast.Call))
    return {call.args[0].value for call in calls if getattr(call.func, "id", "") == "Finding"}


def words(step):
    return importlib.import_module(f"app.steps.{step.slug}.texts").TEXTS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_every_finding_has_words_and_no_words_outlive_their_finding(step):
    assert words(step).keys() == codes(step) | {f"{step.slug}.never_checked"}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_an_action_is_only_stopped_by_findings_that_exist(step):
    known = set().union(*(words(other).keys() for other in STEPS))
    assert step.next_action.stopped_by <= known
