"""What people said stands in for what could not be seen, and for nothing else."""

from datetime import UTC, datetime

from app.wizard.action import Action
from app.wizard.facts import Evidence, Fact, Facts
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, journey
from app.wizard.statement import Kind, Statement
from app.wizard.step import Step

AT = datetime(2026, 3, 4, tzinfo=UTC)


class Licence(Facts):
    owned: Fact[bool]


def owned(facts: Licence) -> list[Finding]:
    level = Level.UNKNOWN if facts.owned.value is None else Level.OK
    return [Finding("licensing.owned", level, evidence=facts.owned.evidence)]


def vouched(facts: Licence, said) -> Licence:
    statement = said.get("owned")
    if statement is None or facts.owned.value is not None:
        return facts
    fact = Fact[bool].attested(value=True, by=statement.by, reason=statement.note, at=statement.at)
    return Licence(owned=fact)


STEP = Step(
    "licensing", "Licensing", Licence, (owned,), Action("licensing.look"), with_said=vouched
)
UNSEEN = Licence(owned=Fact[bool].unknown(source="API", reason="403", at=AT))
SAID = {"owned": Statement("owned", Kind.ATTESTED, "yes", "Avery", AT, note="seen on the invoice")}


def test_an_attested_fact_completes_a_step_and_is_named_as_such():
    (stop,) = journey([STEP], {"licensing": UNSEEN}, said={"licensing": SAID})
    assert stop.state is State.COMPLETED
    assert stop.findings[0].evidence is Evidence.ATTESTED


def test_without_the_statement_the_step_stays_unseen():
    (stop,) = journey([STEP], {"licensing": UNSEEN})
    assert stop.state is State.NOT_CHECKED


def test_what_was_seen_is_not_replaced_by_what_was_said():
    seen = Licence(owned=Fact[bool].exact(value=True, source="API", at=AT))
    assert STEP.judge(seen, SAID)[0].evidence is Evidence.EXACT


def test_words_alone_do_not_stand_in_for_a_look():
    assert STEP.judge(None, SAID)[0].code == "licensing.never_checked"
