from app.wizard.action import Action, gate
from app.wizard.finding import Finding, Level

CREATE = Action("provisioning.create", stopped_by=frozenset({"maps.core_missing"}))


def test_only_a_named_finding_blocks_an_action():
    elsewhere = Finding("licensing.capacity_missing", Level.BLOCKER)
    assert gate(CREATE, [elsewhere]).is_open


def test_a_blocked_action_says_which_finding_blocks_it():
    missing = Finding("maps.core_missing", Level.BLOCKER)
    closed = gate(CREATE, [Finding("maps.linked", Level.OK), missing])
    assert closed.blocked_by == (missing,)


def test_what_was_not_seen_blocks_as_well():
    assert not gate(CREATE, [Finding("maps.core_missing", Level.UNKNOWN)]).is_open


def test_a_warning_never_blocks():
    assert gate(CREATE, [Finding("maps.core_missing", Level.WARNING)]).is_open
