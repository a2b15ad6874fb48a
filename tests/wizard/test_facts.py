from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from app.wizard.facts import Evidence, Fact

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_an_unknown_fact_has_no_value_and_says_why():
    fact = Fact[bool].unknown(source="solutions", reason="forbidden", at=NOW)
    assert (fact.value, fact.evidence) == (None, Evidence.UNKNOWN)


@pytest.mark.parametrize("value", [True, False, "", 0])
def test_a_value_is_never_unknown(value):
    with pytest.raises(ValidationError, match="has a value exactly when"):
        Fact(value=value, evidence=Evidence.UNKNOWN, source="s", reason="r", seen_at=NOW)


def test_no_value_is_never_exact():
    with pytest.raises(ValidationError, match="has a value exactly when"):
        Fact[bool](value=None, evidence=Evidence.EXACT, source="s", seen_at=NOW)


@pytest.mark.parametrize("evidence", [Evidence.UNKNOWN, Evidence.ATTESTED])
def test_what_was_not_seen_by_us_says_why(evidence):
    value = None if evidence is Evidence.UNKNOWN else True
    with pytest.raises(ValidationError, match="says why"):
        Fact[bool](value=value, evidence=evidence, source="s", seen_at=NOW)


def test_the_time_seen_is_never_naive():
    with pytest.raises(ValidationError, match="timezone"):
        Fact[bool].exact(value=True, source="s", at=datetime(2026, 11, 1))  # noqa: DTZ001


def test_facts_survive_storage_as_json():
    fact = Fact[str].likely("1.2", source="solutions", reason="by name", at=NOW)
    assert Fact[str].model_validate_json(fact.model_dump_json()) == fact


def test_a_fact_is_not_edited():
    fact = Fact[bool].exact(value=True, source="s", at=NOW)
    with pytest.raises(ValidationError, match="frozen"):
        fact.value = False
