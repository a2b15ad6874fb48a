from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from app.store import environments, statements
from app.wizard.statement import Kind, Statement

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def session(database):
    with Session(database.app_engine) as session:
        yield session


@pytest.fixture
def environment(session):
    return environments.add(
        session, tenant_id="t1", organization_id="o1", url="https://c.crm4.dynamics.com",
        name="Contoso UAT", by="u1", at=AT,
    )  # fmt: skip


def say(session, environment, value, *, subject="capacity", at=AT):
    said = Statement(subject, Kind.ATTESTED, value, "Avery", at, note="seen in the admin center")
    return statements.add(session, environment.id, "licensing", said, by="t1/u1")


def test_the_newest_statement_on_a_subject_counts_and_older_ones_are_kept(session, environment):
    say(session, environment, "met")
    say(session, environment, "not_met", at=AT + timedelta(days=1))
    say(session, environment, "met", subject="base licence")
    standing = statements.standing(session, environment.id)["licensing"]
    assert {subject: said.value for subject, said in standing.items()} == {
        "capacity": "not_met",
        "base licence": "met",
    }
    assert len(statements.history(session, environment.id, "licensing")) == 3


def test_a_withdrawn_statement_counts_no_more_and_the_one_before_stands_again(session, environment):
    say(session, environment, "met")
    newer = say(session, environment, "not_met", at=AT + timedelta(days=1))
    statements.withdraw(session, environment.id, newer, by="t1/u2", at=AT + timedelta(days=2))
    assert statements.standing(session, environment.id)["licensing"]["capacity"].value == "met"
    kept = statements.history(session, environment.id, "licensing")[0]
    assert (kept.withdrawn_by, kept.withdrawn_at) == ("t1/u2", AT + timedelta(days=2))


def test_withdrawing_twice_keeps_the_first_time(session, environment):
    said = say(session, environment, "met")
    for day in (1, 2):
        at = AT + timedelta(days=day)
        statements.withdraw(session, environment.id, said, by=f"t1/u{day}", at=at)
    kept = statements.history(session, environment.id, "licensing")[0]
    assert (kept.withdrawn_by, kept.withdrawn_at) == ("t1/u1", AT + timedelta(days=1))


def test_a_statement_of_another_environment_cannot_be_withdrawn(session, environment):
    said = say(session, environment, "met")
    with pytest.raises(statements.UnknownStatement):
        statements.withdraw(session, "another", said, by="t1/u1", at=AT)
