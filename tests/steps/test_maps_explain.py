import pytest

from app.steps.maps.explain import LONGEST, TROUBLES, explain, group
from app.steps.maps.trouble_texts import TROUBLES as WORDS

SAID = [
    ("5 Attempts to get data from https://x/api/tables/accounts/items failed", "many_lookups"),
    ("Couldn\u2019t resolve the guid for the field: msdyn_vendorid.", "lookup_not_found"),
    ("The lookup value was not found. Try this URL", "lookup_not_found"),
    ("(400) Bad Request. AX export encountered an error", "export_service"),
    ("(403) Forbidden. AX export encountered an error", "export_forbidden"),
    ("Plugin registration failed: Unable to get lookup metadata", "plugin_registration"),
    ("Project validation failed. Missing destination field Foo", "stale_schema"),
    ("solution 'X' has version mismatch. Required version 2.0", "old_solution"),
    ("Exceeds the maximum partitions allowed for mapping", "many_companies"),
    ("Principal team (Id=1) is missing prvReadAccount privilege", "team_privilege"),
    ("The user isn't a member of the organization", "not_a_member"),
    ("Error from token exchange: 403", "token_exchange"),
    ("SecureConfig Organization (a) does not match actual CRM Organization", "secure_config"),
    ("Party number couldn't be found: 000001", "party_number"),
    ("Can't convert the literal '000000' to the expected type Edm.Decimal", "number_format"),
    ("login.microsoftonline.com refused to connect", "cookies"),
    ("An item with the same key has already been added.", "same_key"),
]


@pytest.mark.parametrize(("text", "cause"), SAID)
def test_documented_failures_are_known_by_their_words(text, cause):
    assert explain(text)[0] == cause


def test_codes_of_microsofts_checks_are_named_first():
    text = "dipv1018: Missing source field. DWDVEV1007"
    assert explain(text) == ["DIPV1018", "DWDVEV1007", "stale_schema"]


@pytest.mark.parametrize("text", ["", "all is well", "DIPV12", "x" * LONGEST])
def test_nothing_is_guessed(text):
    assert explain(text) == []


def test_every_trouble_has_words_and_no_words_are_left_over():
    assert {one.code for one in TROUBLES} == set(WORDS)


def test_errors_are_grouped_by_cause_the_commonest_first():
    errors = ["new", SAID[1][0], SAID[2][0], "newer"]
    assert [(one.cause, one.times) for one in group([*errors, SAID[1][0]])] == [
        ("lookup_not_found", 3), ("", 2),
    ]  # fmt: skip
