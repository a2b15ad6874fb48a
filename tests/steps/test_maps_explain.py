"""Every documented failure is known by its words, and no other text is taken for one."""

import json
from pathlib import Path

import pytest

from app.steps.maps.code_texts import CODES
from app.steps.maps.explain import explain, explained, group
from app.steps.maps.pasted import LONGEST
from app.steps.maps.trouble_places import LABELS, Where, article_of, place_of
from app.steps.maps.trouble_texts import TROUBLES as WORDS
from app.steps.maps.trouble_ways import TROUBLES

HERE = Path(__file__).parent


def listed(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if not line.startswith("#")]


SAID = [
    (text, cause)
    for cause, _, text in (line.partition("; ") for line in listed("documented_failures.txt"))
]
UNRELATED = ["", "x" * 20_000, *listed("unrelated_texts.txt")]


@pytest.mark.parametrize(("text", "cause"), SAID)
def test_documented_failures_are_known_by_their_words(text, cause):
    assert explain(text) == [cause]


@pytest.mark.parametrize("text", UNRELATED)
def test_nothing_is_explained_that_is_not_one_of_them(text):
    assert explain(text) == []


@pytest.mark.parametrize("text", [one for one in UNRELATED if one])
def test_what_is_not_known_stays_so_beside_what_is(text):
    assert explain(f"Integration keys are missing\n\n{text}") == ["integration_key"]


def test_every_failure_has_an_example_words_a_page_and_an_article():
    assert {cause for _, cause in SAID} == {one.code for one in TROUBLES} == set(WORDS)
    for cause in (*WORDS, *CODES):
        assert place_of(cause) in ("", *LABELS)
        assert article_of(cause).startswith("https://")


def test_the_codes_of_maps_are_the_whole_list():
    there = {f"DIPV{number}" for number in range(1000, 1032)} - {"DIPV1009", "DIPV1013"}
    assert {code for code in CODES if code.startswith("DIPV")} == there


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_known_by_itself_in_any_letters(code):
    assert explain(f"it said {code.lower()}: something") == [code]
    assert CODES[code].says


def test_codes_of_microsofts_checks_are_named_first_and_new_ones_without_words():
    text = "dipv1018: Missing source field. DWDVEV1007 DIPV1099"
    assert explain(text) == ["DIPV1018", "DWDVEV1007", "DIPV1099", "stale_schema"]
    assert "DIPV1099" not in CODES


def test_a_code_of_entra_or_dataverse_without_words_is_told_as_unknown():
    found = explained("AADSTS999999: error\nfailed with 0x80048d0b")
    assert not found.found
    assert found.unknown == ["AADSTS999999: error", "failed with 0x80048d0b"]


def test_several_errors_are_each_explained_counted_and_found_again():
    text = "\n".join(["Integration keys are missing", "Error: brand new", SAID[1][0], "fine"] * 3)
    found = explained(text)
    assert [(one.cause, one.times, one.line) for one in found.found] == [
        ("lookup_not_found", 3, 3), ("integration_key", 3, 1),
    ]  # fmt: skip
    assert found.unknown == ["Error: brand new"]
    assert "resolve the guid" in found.found[0].sample


def test_json_is_read_as_it_is_pasted_also_inside_of_json():
    inner = json.dumps({"errorMessage": "The user is not a member of the organization."})
    text = json.dumps({"error": {"code": "0x80072560", "details": [{"message": inner}]}})
    assert explain(text) == ["0x80072560", "not_a_member"]
    escaped = r"[{\"error\":{\"code\":\"0x80072560\",\"message\":\"The user is not a\nmember of"
    assert explain(escaped + r" the organization.\"}}]") == ["0x80072560", "not_a_member"]


def test_a_page_is_read_without_its_tags_and_scripts():
    page = (
        "<html><script>var x = 'Integration keys are missing'</script><body><div>Party number"
        " couldn&#39;t <b>be</b> found</div></body></html>"
    )
    assert explain(page) == ["party_number"]
    trace = "at AxClient.<ExportAxPackage>d__16.MoveNext(): AX export encountered an error"
    assert (
        "<ExportAxPackage>" in explained(f"{trace}\nerror <x>").unknown[0] or explain(trace) == []
    )


def test_a_long_log_is_read_to_its_end_within_bounds():
    quiet = "2026-01-01 10:00:00 INFO nothing happens here\n"
    log = quiet * (1_000_000 // len(quiet)) + "Error\n" + SAID[0][0]
    found = explained(log)
    assert [(one.cause, one.line) for one in found.found] == [("many_lookups", log.count("\n") + 1)]
    assert not found.is_cut
    assert explained("x" * (LONGEST + 1)).is_cut


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "<script" * 20_000, "<div " * 20_000, "missing prv principal team " * 5_000,
     "\\u0027" * 20_000, "error\n" * 50_000, "{" * 100_000],
)  # fmt: skip
def test_text_that_was_made_to_be_difficult_ends_all_the_same(text):
    assert explain(text) == []
    assert len(explained(text).unknown) <= 20


def test_ids_for_support_are_picked_out():
    one = "c0ffee00-1111-4222-8333-444455556666"
    text = f"403 (tokenexchange).\nSession ID: {one}\nRoot activity ID: {one}"
    assert explained(text).ids == [("session", one), ("root activity", one)]


def test_without_an_environment_only_pages_that_need_none_are_led_to():
    nowhere = Where()
    assert nowhere.address("dual_write") == ""
    assert nowhere.address("companies") == ""
    assert nowhere.address("consent").startswith("https://login.microsoftonline.com/")
    here = Where("https://fo.operations.dynamics.com", "https://a.crm.dynamics.com", "e1")
    assert here.address("dual_write").endswith("axenv=fo.operations.dynamics.com")
    assert here.address("companies").startswith("https://a.crm.dynamics.com/main.aspx")


def test_errors_are_grouped_by_cause_the_commonest_first():
    errors = ["new", SAID[1][0], SAID[2][0], "newer"]
    assert [(one.cause, one.times) for one in group([*errors, SAID[1][0]])] == [
        ("lookup_not_found", 3), ("", 2),
    ]  # fmt: skip
