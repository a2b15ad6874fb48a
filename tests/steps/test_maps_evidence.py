"""Table 4.6 of the reference: what may be concluded from which sources, and how surely."""

import pytest

from app.steps.maps.evidence import Sources, state_of
from app.steps.maps.facts import MapState
from app.wizard.facts import Evidence
from tests.steps.maps_samples import AT

ACCOUNTS = {"saved": True, "sends": True}  # copies both ways
PRODUCTS = {"saved": True, "sends": False}  # only brings in

CASES = [
    # the gateway says it exactly, whatever the others say
    (Sources(gateway=("4",), configured=False, **ACCOUNTS), MapState.RUNNING, Evidence.EXACT),
    (Sources(gateway=("0",)), MapState.STOPPED, Evidence.EXACT),
    (Sources(gateway=("1",), configured=True, **ACCOUNTS), MapState.STOPPED, Evidence.EXACT),
    (Sources(gateway=("2",)), MapState.SYNCING, Evidence.EXACT),
    (Sources(gateway=("3",)), MapState.RESUMING, Evidence.EXACT),
    (Sources(gateway=("5",)), MapState.PAUSED, Evidence.EXACT),
    (Sources(gateway=("6",)), MapState.STOPPED, Evidence.EXACT),
    (Sources(gateway=("7",), configured=True, **ACCOUNTS), None, Evidence.UNKNOWN),
    (Sources(gateway=("4", "4")), MapState.RUNNING, Evidence.EXACT),
    (Sources(gateway=("4", "1")), None, Evidence.UNKNOWN),
    (Sources(gateway=(), saved=True), MapState.NOT_APPLIED, Evidence.EXACT),
    (Sources(gateway=(), saved=False), MapState.ABSENT, Evidence.EXACT),
    # an active configuration in Dataverse
    (Sources(configured=True, **ACCOUNTS), MapState.ENABLED, Evidence.LIKELY),
    (Sources(configured=True, **PRODUCTS), MapState.ENABLED, Evidence.LIKELY),
    (Sources(configured=True, saved=None), MapState.ENABLED, Evidence.LIKELY),
    # none, for a map that sends
    (Sources(configured=False, **ACCOUNTS), MapState.STOPPED, Evidence.LIKELY),
    # none, for a map that only brings in: silence proves nothing
    (Sources(configured=False, **PRODUCTS), None, Evidence.UNKNOWN),
    # which way it copies could not be read
    (Sources(configured=False, saved=True, sends=None), None, Evidence.UNKNOWN),
    # not in the catalogue
    (Sources(configured=False, saved=False), MapState.ABSENT, Evidence.LIKELY),
    # could not be read: never "not running"
    (Sources(configured=None, **ACCOUNTS), None, Evidence.UNKNOWN),
    (Sources(configured=False, saved=None), None, Evidence.UNKNOWN),
    (Sources(), None, Evidence.UNKNOWN),
    # two maps of one name: no state to either
    (Sources(is_shared=True, configured=True, **ACCOUNTS), None, Evidence.UNKNOWN),
    (Sources(is_shared=True, configured=False, **ACCOUNTS), None, Evidence.UNKNOWN),
]


@pytest.mark.parametrize(("sources", "state", "evidence"), CASES)
def test_a_state_is_as_sure_as_its_sources(sources, state, evidence):
    fact = state_of(sources, AT)
    assert (fact.value, fact.evidence) == (state, evidence)
    assert fact.reason or evidence is Evidence.EXACT


def test_only_the_gateway_is_exact():
    indirect = [case for case in CASES if case[0].gateway is None]
    assert all(state_of(sources, AT).evidence is not Evidence.EXACT for sources, _, _ in indirect)


def test_an_unknown_code_is_shown_as_it_came():
    assert state_of(Sources(gateway=("7",)), AT).reason == "code 7"
