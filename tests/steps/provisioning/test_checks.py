import pytest

from app.steps.provisioning import CREATE, STEP
from app.steps.provisioning.facts import Baseline
from app.steps.provisioning.portal import STRONG, Stage, find_portal, stage_of
from app.wizard.action import gate
from app.wizard.facts import Evidence
from app.wizard.finding import Level
from app.wizard.journey import State, journey
from tests.steps.provisioning.made import AT, a_record, a_site, exact, facts, unseen

KEPT = Baseline(file_id="f1", taken_at=AT)
PORTAL = ("order_permissions", "order_form")


def codes(seen):
    return [finding.code.removeprefix("provisioning.") for finding in STEP.judge(seen)]


def level(seen, code):
    return next(f.level for f in STEP.judge(seen) if f.code == f"provisioning.{code}")


@pytest.mark.parametrize(
    ("status", "package", "stage"),
    [
        ("OperationComplete", "Installed", Stage.READY),
        ("OperationComplete", "TemplateInstalled", Stage.READY),
        ("OperationNotStarted", "None", Stage.BEING_MADE),
        ("OperationInProgress", "Installing", Stage.BEING_MADE),
        ("OperationInProgress", "Installed", Stage.BEING_MADE),
        ("OperationComplete", "InstallRetrying", Stage.BEING_MADE),
        ("OperationComplete", "None", Stage.BEING_MADE),
        ("OperationFailed", "Installing", Stage.FAILED),
        ("OperationComplete", "InstallFailed", Stage.FAILED),
        ("OperationPaused", "Installed", Stage.UNCLEAR),
        ("OperationComplete", "Uninstalled", Stage.UNCLEAR),
        ("OperationComplete", "SomethingNew", Stage.UNCLEAR),
        ("", "", Stage.UNCLEAR),
    ],
)
def test_how_a_site_stands_follows_from_both_of_microsofts_words(status, package, stage):
    assert stage_of(a_site(status=status, package=package)) is stage


@pytest.mark.parametrize(
    ("kind", "days", "stage"),
    [
        ("Trial", 1, Stage.READY),
        ("Trial", 0, Stage.SUSPENDED),
        ("Trial", -3, Stage.SUSPENDED),
        ("Production", 0, Stage.READY),
        ("Trial", None, Stage.READY),
    ],
)
def test_a_trial_without_days_is_suspended(kind, days, stage):
    assert stage_of(a_site(kind=kind, trial_days=days)) is stage


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (a_site(), ["site_there", "trial_ends", "baseline_missing"]),
        (a_site(kind="Production"), ["site_there", "converted", "baseline_missing"]),
        (a_site(trial_days=0, deleting_days=7), ["suspended", "baseline_missing"]),
        (a_site(status="OperationInProgress"), ["being_made"]),
        (a_site(status="OperationPaused"), ["state_not_known"]),
        (a_site(package="InstallFailed"), ["install_failed"]),
        (a_site(template="customerportal"), ["site_there", "trial_ends", "baseline_missing"]),
    ],
)  # fmt: skip
def test_what_is_said_about_a_portal(site, expected):
    assert codes(facts(site)) == expected


def test_the_day_a_trial_ends_counts_from_when_microsoft_was_asked():
    [ends] = [f for f in STEP.judge(facts(a_site(trial_days=2))) if f.code.endswith("trial_ends")]
    assert (ends.level, ends.details["date"]) == (Level.WARNING, "2026-05-06")
    [over] = STEP.judge(facts(a_site(trial_days=0, deleting_days=7), baseline=KEPT))[:1]
    assert (over.level, over.details["date"]) == (Level.BLOCKER, "2026-05-11")


def test_a_failed_attempt_beside_the_site_proper_is_not_the_portal():
    failed = a_site(host_id="h0", package="InstallFailed")
    assert codes(facts(failed, a_site(), baseline=KEPT)) == [
        "site_there", "trial_ends", "baseline_kept",
    ]  # fmt: skip


def test_sites_of_other_templates_are_no_portal():
    others = [a_site(template="CustomerSelfServicePortal"), a_site(template="BlankPage")]
    assert codes(facts(*others)) == ["ready"]


@pytest.mark.parametrize(
    ("markers", "is_portal"),
    [
        (PORTAL, True),
        (("order_form", "order_roles"), True),
        (("order_line_permissions", "closed_registration"), True),
        (("order_permissions",), False),
        (("order_roles", "closed_registration"), False),
        ((), False),
    ],
)
def test_a_row_without_a_host_is_the_portal_by_more_than_one_trace(markers, is_portal):
    seen = facts(records=[a_record(*markers)])
    assert codes(seen) == (["site_inactive"] if is_portal else ["ready"])
    assert set(PORTAL) <= STRONG


def test_a_row_whose_host_is_listed_is_not_inactive():
    seen = facts(a_site(template="BlankPage"), records=[a_record(*PORTAL, id="r1")])
    assert codes(seen) == ["ready"]


@pytest.mark.parametrize(
    ("is_bound", "code"),
    [(True, "state_not_known"), (None, "state_not_known"), (False, "site_inactive")],
)
def test_without_the_list_dataverse_tells_with_less_certainty(is_bound, code):
    seen = facts(sites=unseen(), records=[a_record(*PORTAL, is_bound=is_bound)])
    assert codes(seen) == [code]
    assert find_portal(seen).evidence is Evidence.LIKELY


def test_without_the_list_and_without_rows_nobody_can_tell():
    assert "sites_not_seen" in codes(facts(sites=unseen()))
    assert "ready" not in codes(facts(sites=unseen()))


@pytest.mark.parametrize(
    ("differing", "code", "expected"),
    [
        ({"is_administrator": exact(value=False)}, "no_rights", Level.BLOCKER),
        ({"access_mode": exact(4)}, "access_mode", Level.BLOCKER),
        ({"is_administrator": unseen()}, "rights_not_seen", Level.UNKNOWN),
        ({"is_restricted": exact(value=True)}, "restricted", Level.WARNING),
        ({"is_restricted": unseen()}, "restriction_not_seen", Level.UNKNOWN),
        ({"platform_id": exact("")}, "not_listed", Level.BLOCKER),
        ({"platform_id": unseen()}, "place_not_seen", Level.UNKNOWN),
    ],
)
def test_what_stands_in_a_persons_way(differing, code, expected):
    seen = facts(**differing)
    assert level(seen, code) is expected
    assert ("ready" in codes(seen)) is (expected is not Level.BLOCKER)


def test_rights_are_no_matter_once_the_portal_is_there():
    seen = facts(
        a_site(), is_administrator=exact(value=False), is_restricted=unseen(), baseline=KEPT
    )
    assert codes(seen) == ["site_there", "trial_ends", "baseline_kept"]


def test_a_baseline_on_somebodys_word_counts_as_attested():
    vouched = KEPT.model_copy(update={"note": "Kim: made this morning"})
    kept = STEP.judge(facts(a_site(), baseline=vouched))[-1]
    assert (kept.code, kept.evidence) == ("provisioning.baseline_kept", Evidence.ATTESTED)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (None, State.NOT_YET_STARTED),
        (facts(), State.NOT_YET_STARTED),
        (facts(is_restricted=unseen()), State.NOT_YET_STARTED),
        (facts(is_administrator=exact(value=False)), State.PROBLEM),
        (facts(sites=unseen()), State.CANNOT_START_YET),
        (facts(a_site()), State.COMPLETED),
        (facts(a_site(trial_days=0)), State.PROBLEM),
        (facts(records=[a_record(*PORTAL)]), State.PROBLEM),
    ],
)
def test_where_the_step_stands(seen, state):
    [stop] = journey([STEP], {"provisioning": seen})
    assert stop.state is state


@pytest.mark.parametrize(
    "seen",
    [
        facts(a_site(status="OperationInProgress")),
        facts(a_site(package="InstallFailed")),
        facts(records=[a_record(*PORTAL)]),
        facts(sites=unseen()),
        facts(is_administrator=exact(value=False)),
        facts(platform_id=exact("")),
    ],
)
def test_nobody_is_asked_for_a_portal_while_one_may_be_there_or_rights_are_missing(seen):
    assert not gate(CREATE, STEP.judge(seen)).is_open


@pytest.mark.parametrize(
    "seen",
    [facts(), facts(is_administrator=unseen()), facts(is_restricted=unseen())],
)
def test_rights_that_could_not_be_seen_are_left_to_microsoft(seen):
    assert gate(CREATE, STEP.judge(seen)).is_open
