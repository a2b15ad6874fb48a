"""The cases that the dual-write gateway has to pass on both sides, each by the names of its tests.

`client` are tests of ours: what it may answer, and what is never sent to it. `practice` are tests
of the practice tenant: that it answers so, and refuses what the real one would.
"""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CLIENT = ("microsoft/test_gateway.py", "microsoft/test_gateway_token.py",
          "steps/test_maps_jobs.py", "steps/test_maps_evidence.py",
          "microsoft/test_gateway_waiting.py")  # fmt: skip
PRACTICE = ("practice/test_gateway.py", "practice/test_gateway_cases.py")

CASES = {
    "C20 the link is found by the bare host": (
        ["test_the_link_is_asked_for_by_the_bare_host", "test_the_link_is_read_in_every_form",
         "test_no_connection_set_is_no_link"],
        ["test_a_connection_set_is_found_by_the_plain_host_alone"],
    ),
    "C21 maps in every form, states as they come": (
        ["test_maps_come_bare_or_wrapped", "test_two_maps_of_one_entity_stay_apart",
         "test_versions_are_read_in_every_form", "test_an_unknown_code_is_shown_as_it_came",
         "test_codes_come_as_numbers_too_and_unknown_ones_stay_as_they_are",
         "test_an_empty_list_of_maps_is_looked_at_again"],
        ["test_maps_run_where_a_portal_stands_and_say_what_may_be_done"],
    ),
    "C22 what a start looks like": (
        ["test_a_start_is_sent_as_the_gateway_wants_it",
         "test_setting_up_sends_no_more_than_two_ids",
         "test_an_incomplete_start_is_refused_here_and_names_the_map",
         "test_the_id_of_a_request_comes_in_every_form"],
        ["test_an_unfit_start_is_refused",
         "test_the_way_from_solutions_to_running_maps"],
    ),
    "C23 how a request stands": (
        ["test_a_request_is_found_in_both_forms",
         "test_a_request_that_is_not_listed_still_waits"],
        ["test_a_request_is_told_with_the_maps_it_was_for"],
    ),
    "C24 an initial sync to its end": (
        ["test_maps_are_set_up_and_started_one_after_the_other",
         "test_a_map_that_falls_back_with_an_error_ends_the_run_and_says_why",
         "test_only_the_newest_initial_sync_is_told_company_by_company"],
        ["test_a_map_stops_and_starts_again_with_its_old_data",
         "test_more_than_ten_lookups_cannot_be_copied_from_dataverse",
         "test_a_missing_reference_is_found_by_the_initial_sync"],
    ),
    "C25 pausing is for people, and nothing is discarded": (
        ["test_the_client_cannot_stop_pause_reset_or_discard"],
        ["test_pausing_and_resuming_several_maps",
         "test_a_resume_may_keep_the_queue_for_later_or_lose_it"],
    ),
    "C26 another version is for people": (
        ["test_the_client_cannot_stop_pause_reset_or_discard"],
        ["test_the_active_version_changes_only_while_a_map_is_stopped"],
    ),
    "C27 solutions are applied one at a time": (
        ["test_the_client_applies_no_solutions_and_sets_no_keys"],
        ["test_two_solutions_in_one_call_make_their_maps_twice"],
    ),
    "C28 connection sets and keys": (
        ["test_the_client_applies_no_solutions_and_sets_no_keys"],
        ["test_projects_keys_and_connection_sets_have_their_shapes"],
    ),
    "C29 bad days": (
        ["test_failures_are_sorted_by_what_can_be_done",
         "test_an_answer_that_is_no_json_is_not_taken_for_an_empty_list",
         "test_a_sign_in_page_in_the_place_of_an_answer_means_that_the_token_is_over",
         "test_a_gateway_that_is_busy_is_asked_again_ever_more_slowly",
         "test_a_token_that_ends_while_a_start_is_watched_is_asked_for"],
        ["test_the_gateway_has_bad_days"],
    ),
    "C30 whom the token is shown to": (
        ["test_nothing_else_is_taken_for_a_gateway",
         "test_a_token_is_held_for_a_gateway_or_not_at_all",
         "test_a_gateway_can_be_reached_only_while_a_token_for_it_is_held"],
        ["test_only_the_pasted_token_of_an_administrator_opens_the_gateway"],
    ),
}  # fmt: skip


def named(files):
    trees = [ast.parse((HERE / name).read_text("utf-8")) for name in files]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {one.name for tree in trees for one in ast.walk(tree) if isinstance(one, kinds)}


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_its_tests_on_both_sides(case):
    client, practice = CASES[case]
    assert set(client) <= named(CLIENT)
    assert set(practice) <= named(PRACTICE)
    assert client
    assert practice


def test_no_case_is_left_out():
    assert [case.split()[0] for case in CASES] == [f"C{number}" for number in range(20, 31)]
