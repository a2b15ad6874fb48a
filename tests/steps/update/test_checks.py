"""What is said of a site that may be updated."""

from datetime import UTC, datetime

from app.steps.update import READ, STEP
from app.steps.update.facts import Model, SeenWebsite, UpdateFacts
from app.wizard.action import gate
from app.wizard.facts import Fact
from app.wizard.finding import Level

AT = datetime(2026, 3, 4, tzinfo=UTC)
STANDARD = SeenWebsite(id="1", name="Portal", model=Model.STANDARD)
ENHANCED = SeenWebsite(id="2", name="Newer", model=Model.ENHANCED)


def facts(*sites: SeenWebsite, baseline: str = "", applied: str = "") -> UpdateFacts:
    def exact(value):
        return Fact[type(value)].exact(value, source="x", at=AT)

    websites = Fact[list[SeenWebsite]].exact(list(sites), source="x", at=AT)
    return UpdateFacts(websites=websites, baseline=exact(baseline), applied=exact(applied))


def said(seen: UpdateFacts) -> list[tuple[str, Level, str]]:
    return [(one.code, one.level, one.subject) for one in STEP.judge(seen)]


def may_read(seen: UpdateFacts | None) -> bool:
    return gate(READ, STEP.judge(seen)).is_open


def test_a_site_of_the_standard_model_can_be_updated():
    assert ("update.site_found", Level.OK, "Portal") in said(facts(STANDARD))
    assert may_read(facts(STANDARD))


def test_without_a_site_there_is_nothing_to_read_and_nothing_else_to_say():
    assert said(facts()) == [("update.no_site", Level.BLOCKER, "")]
    assert not may_read(facts())


def test_a_site_of_the_enhanced_model_alone_blocks_and_beside_another_warns():
    assert said(facts(ENHANCED)) == [("update.site_enhanced", Level.BLOCKER, "Newer")]
    assert not may_read(facts(ENHANCED))
    assert ("update.site_enhanced", Level.WARNING, "Newer") in said(facts(STANDARD, ENHANCED))
    assert may_read(facts(STANDARD, ENHANCED))


def test_what_could_not_be_seen_is_neither_there_nor_missing():
    unseen = Fact[list[SeenWebsite]].unknown(source="x", reason="forbidden", at=AT)
    seen = facts().model_copy(update={"websites": unseen})
    assert said(seen) == [("update.site_not_seen", Level.UNKNOWN, "")]
    assert not may_read(seen)
    assert not may_read(None)


def test_a_missing_base_is_a_warning_and_stops_nothing():
    assert ("update.no_baseline", Level.WARNING, "") in said(facts(STANDARD))
    day = "2026-02-01"
    assert ("update.baseline_kept", Level.OK, day) in said(facts(STANDARD, baseline=day))


def test_that_no_newer_template_exists_is_never_claimed():
    assert ("update.never_applied", Level.UNKNOWN, "") in said(facts(STANDARD))
    day = "2026-03-01"
    assert ("update.applied", Level.OK, day) in said(facts(STANDARD, applied=day))


def test_facts_survive_being_stored():
    seen = facts(STANDARD, ENHANCED, baseline="2026-02-01")
    assert STEP.read(seen.model_dump(mode="json")) == seen
