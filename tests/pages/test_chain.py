from app.pages.chain import PARTS, chain, part_of
from app.steps.order import STEPS, TEXTS
from app.wizard.action import gate
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop


def stops(*findings):
    """Each step with the findings that are its own."""
    return [
        Stop(step, State.NOT_CHECKED, [f for f in findings if f.code.startswith(f"{step.slug}.")],
             gate(step.next_action, ()))
        for step in STEPS
    ]  # fmt: skip


def states(*findings):
    return {link.part.name: link.state for link in chain(stops(*findings))}


def test_the_chain_goes_from_finance_and_operations_to_the_portal():
    assert [part.name for part in PARTS] == [
        "Finance and operations", "Dual-write", "Dataverse", "Power Pages", "Customer portal",
    ]  # fmt: skip
    assert {part.slug for part in PARTS} <= {step.slug for step in STEPS}


def test_before_any_look_no_part_is_good_or_bad():
    never = [Finding(f"{step.slug}.never_checked", Level.UNKNOWN) for step in STEPS]
    assert set(states(*never).values()) == {State.NOT_YET_STARTED}


def test_each_part_is_as_good_as_the_worst_of_its_findings():
    told = states(
        Finding("licensing.scm_owned", Level.OK),
        Finding("licensing.capacity_nothing", Level.WARNING),
        Finding("maps.running", Level.OK, "Products"),
        Finding("maps.paused", Level.BLOCKER, "Accounts"),
        Finding("licensing.storage_unseen", Level.UNKNOWN),
        Finding("provisioning.site_there", Level.OK, "Portal"),
        Finding("provisioning.trial_ends", Level.WARNING, "Portal"),
    )
    assert told == {
        "Finance and operations": State.COMPLETED,
        "Dual-write": State.PROBLEM,
        "Dataverse": State.NOT_CHECKED,
        "Power Pages": State.NEEDS_DECISION,
        "Customer portal": State.COMPLETED,
    }


def test_what_no_call_shows_and_nobody_said_is_held_against_no_part():
    unsaid = Finding("maps.entities_unsaid", Level.WARNING, evidence=Evidence.UNKNOWN)
    running = Finding("maps.running", Level.OK, "Products")
    assert states(unsaid, running)["Dual-write"] is State.COMPLETED


def test_the_link_of_dual_write_belongs_to_finance_and_operations():
    assert part_of("maps.not_linked").name == "Finance and operations"
    assert part_of("maps.linked").name == "Finance and operations"
    assert part_of("maps.paused").name == "Dual-write"


def test_every_finding_about_licences_maps_and_portal_has_its_part_or_is_about_a_person():
    loose = {code for code in TEXTS if part_of(code) is None}
    about_nobody = (
        "licensing.said_",
        "licensing.possible_",
        "licensing.person_",
        "licensing.anonymous_",
        "licensing.users_",
        "licensing.never_",
        "update.",
    )
    assert not [code for code in loose if not code.startswith(about_nobody)]
