"""Earlier looks, judged once: what is kept in memory is only a quicker way to the same answer."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from app.pages.looks import Looks, compared
from app.settings import Settings
from app.steps.maps import STEP as MAPS
from app.steps.maps.facts import MapState
from app.steps.maps.portal import ACCOUNTS
from app.store import environments, observations
from app.store.database import Database
from app.store.migrate import migrate
from app.wizard.action import gate
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop
from tests.steps.maps_samples import AT, exact, facts

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    settings = Settings(data_dir=tmp_path)
    migrate(settings.database, tmp_path / "backups", AT)
    database = Database(settings.database)
    yield database
    database.dispose()


def fill(store, *looks):
    def write(session):
        one = environments.add(session, tenant_id="t", organization_id="o", url="https://x",
                               name="X", by="u", at=AT)  # fmt: skip
        for day, seen in looks:
            observations.save(session, one.id, "maps", seen, at=AT + day * DAY)
        return one.id

    return store.run(write)


def maps_of(store, environment, limit=60):
    def read(session):
        looks = list(Looks.read(session, [environment], limit=limit).of(environment, MAPS))
        found = [finding for _, finding in looks[0].found] if looks else []
        stop = Stop(MAPS, State.NOT_CHECKED, found, gate(MAPS.next_action, ()))
        return compared(stop, looks)

    return store.run(read, ro=True)


PAUSED = {ACCOUNTS: MapState.PAUSED}


def test_what_somebody_has_settled_by_their_word_is_not_told_as_otherwise(store):
    environment = fill(store, (0, facts()), (40, facts(PAUSED)))

    def read(session):
        looks = list(Looks.read(session, [environment], limit=60).of(environment, MAPS))
        said = [Finding("maps.ready", Level.OK), Finding("maps.running", Level.OK, ACCOUNTS.title)]
        return compared(Stop(MAPS, State.COMPLETED, said, gate(MAPS.next_action, ())), looks)

    assert store.run(read, ro=True).drifts == []


def test_a_map_that_an_alert_paused_was_fine_until_then(store):
    environment = fill(store, (0, facts()), (40, facts(PAUSED)), (90, facts(PAUSED)))
    drift = next(d for d in maps_of(store, environment).drifts if d.finding.code == "maps.paused")
    assert drift.finding.subject == ACCOUNTS.title
    assert (drift.fine_at, drift.since) == (AT, AT + 40 * DAY)


def test_an_application_user_that_was_disabled_is_told(store):
    users = facts().users
    disabled = {
        app: exact(fact.value.model_copy(update={"is_enabled": False}))
        for app, fact in users.items()
    }
    environment = fill(store, (0, facts()), (1, facts(users=disabled)))
    codes = [d.finding.code for d in maps_of(store, environment).drifts]
    assert codes.count("maps.user_disabled") == 2


def test_a_company_that_was_added_and_a_solution_that_is_newer_are_changes(store):
    newer = {name: exact(fact.value and "2.3.5.0") for name, fact in facts().solutions.items()}
    more = exact(["USMF", "DEMF", "FRRT"])
    environment = fill(store, (0, facts()), (5, facts(companies=more, solutions=newer)))
    told = {(c.what, c.subject): (c.before, c.now) for c in maps_of(store, environment).changes}
    assert told["maps.company new", "FRRT"] == ("", "+")
    assert ("2.3.4.300", "2.3.5.0") in [
        told[key] for key in told if key[0] == "maps.solution changed"
    ]


def test_a_change_is_news_for_a_month(store):
    linked = facts(linked_to=exact("https://other.operations.dynamics.com"))
    environment = fill(store, (0, facts()), (1, linked), (30, linked))
    assert [c.what for c in maps_of(store, environment).changes] == ["maps.link changed"]
    later = fill(store, (40, linked))
    assert maps_of(store, later).changes == []


def test_no_further_back_is_looked_than_asked(store):
    environment = fill(store, (0, facts()), *((day, facts(PAUSED)) for day in range(1, 6)))
    assert maps_of(store, environment, limit=5).drifts == []
    assert maps_of(store, environment, limit=6).drifts


def test_the_second_time_nothing_is_read_or_judged_again(store):
    environment = fill(store, *((day, facts()) for day in range(20)))
    first = maps_of(store, environment)
    asked = []

    def heard(connection, cursor, statement, parameters, context, many):
        if "observation.facts" in statement:
            asked.append(len(parameters))

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        assert maps_of(store, environment) == first
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    assert asked == [1], "only the newest look is read, for the page itself"


def test_looks_of_a_shape_that_cannot_be_read_are_left_out(store):
    environment = fill(store, (0, facts()), (2, facts(PAUSED)))

    def spoil(session):
        session.add(observations.Observation(environment_id=environment, step="maps",
                                             facts={"old": 1}, seen_at=AT + DAY))  # fmt: skip

    store.run(spoil)
    assert maps_of(store, environment).drifts
