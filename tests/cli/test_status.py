"""Where an environment stands, told without a server: from the store, and changing nothing."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.access.keys import KeyRing
from app.cli.language import Language
from app.cli.standing_report import report_of
from app.cli.status import lines
from app.cli.words import STATES, translator
from app.pages.standing import Standing
from app.settings import Settings
from app.steps.maps import STEP as MAPS
from app.steps.maps.packages import CORE_TABLE
from app.steps.order import STEPS
from app.store import environments, observations, runs, statements, waits
from app.store.database import Database
from app.store.tables import Environment, RunState
from app.wizard.action import gate
from app.wizard.journey import State, Stop
from app.wizard.statement import Kind, Statement
from app.wizard.waiting import Waiting
from tests.steps import maps_samples
from tests.steps.maps_samples import exact

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
UAT = "https://contoso-uat.crm4.dynamics.com"


@pytest.fixture
def store(call, tmp_path):
    call("migrate")
    KeyRing.open(tmp_path / "data" / "keys.json")
    database = Database(Settings().database)
    yield database
    database.dispose()


def add(store, name: str = "Contoso UAT", url: str = UAT, tenant: str = "t") -> Environment:
    return store.run(
        lambda session: environments.add(
            session, tenant_id=tenant, organization_id=f"org-{url}", url=url, name=name,
            platform_id=f"platform-{url}", by="u", at=AT,
        )
    )  # fmt: skip


def ask_for(store, environment: Environment, state: RunState) -> None:
    def write(session):
        made = runs.add(
            session, environment.id, "maps.look", lane="l", by="u", by_name="Kim", at=AT
        )
        made.state = state

    store.run(write)


@pytest.mark.parametrize(
    "typed",
    [
        "contoso uat",
        UAT,
        "contoso-uat.crm4.dynamics.com",
        f"{UAT}/main.aspx?appid=1",
        "https://contoso-uat.api.crm4.dynamics.com/api/data/v9.2",
        f"platform-{UAT}".upper(),
        f"org-{UAT}",
    ],
)
def test_it_is_found_by_name_address_or_id(store, call, typed):
    made = add(store)
    add(store, "Other", "https://other.crm4.dynamics.com")
    done = call("status", typed, "--json")
    assert json.loads(done.stdout)["environment"]["id"] == made.id
    assert call("status", made.id).exit_code == done.exit_code == 1


def test_one_that_is_not_known_is_refused_with_those_that_are(store, call):
    add(store)
    done = call("status", "Contoso Prod")
    assert done.exit_code == 2
    assert f"Contoso UAT  {UAT}" in done.stderr
    assert done.stdout == ""


def test_a_name_of_two_asks_for_the_address(store, call):
    add(store)
    add(store, url="https://second.crm4.dynamics.com", tenant="other")
    done = call("status", "Contoso UAT")
    assert done.exit_code == 2
    assert "several environments" in done.stderr
    assert call("status", "https://second.crm4.dynamics.com").exit_code == 1


def test_the_shape_of_the_json_stays(store, call):
    ask_for(store, add(store), RunState.WAITING_FOR_SIGN_IN)
    report = json.loads(call("status", "Contoso UAT", "--json").stdout)
    assert list(report) == [
        "format", "version", "environment", "completed", "steps", "next", "waits_for",
        "under_way", "open_questions", "asked", "statements", "not_as_it_was",
    ]  # fmt: skip
    assert (report["format"], report["version"]) == ("portal-setup status", 1)
    assert [step["step"] for step in report["steps"]] == [step.slug for step in STEPS]
    assert list(report["steps"][0]) == [
        "step", "title", "state", "says", "seen_at", "next_action", "blocked_by", "findings",
    ]  # fmt: skip
    assert report["waits_for"][0]["for"] == "sign_in"
    assert report["waits_for"][0]["who"] == "Kim"


def test_who_is_waited_for_is_named_in_either_language(store, call):
    ask_for(store, add(store), RunState.WAITING_FOR_SIGN_IN)
    assert "waits until Kim signs in again" in call("status", "Contoso UAT").stdout
    told = call("status", "Contoso UAT", "--lang", "ko").stdout
    assert "Kim 님이 다시 로그인할 때까지" in told
    assert "확인한 적 없음" in told


def test_looking_changes_nothing(store, call, tmp_path):
    add(store)
    store.dispose()
    before = (tmp_path / "data" / "portal-setup.db").read_bytes()
    names = sorted(path.name for path in (tmp_path / "data").iterdir())
    call("status", "Contoso UAT")
    assert (tmp_path / "data" / "portal-setup.db").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == names


def test_without_a_database_nothing_is_made(call, tmp_path):
    done = call("status", "Contoso UAT")
    assert done.exit_code == 2
    assert "is not there" in done.stderr
    assert not (tmp_path / "data").exists()


def test_without_its_keys_it_refuses_instead_of_making_new_ones(store, call, tmp_path):
    add(store)
    (tmp_path / "data" / "keys.json").unlink()
    assert call("status", "Contoso UAT").exit_code == 2
    assert not (tmp_path / "data" / "keys.json").exists()


def test_a_database_of_an_older_version_is_refused_with_what_to_do(store, call):
    add(store)
    store.run(lambda session: session.connection().exec_driver_sql("DELETE FROM alembic_version"))
    done = call("status", "Contoso UAT")
    assert done.exit_code == 2
    assert "portal-setup migrate" in done.stderr


def standing_with(*states: State) -> Standing:
    stops = [
        Stop(step, state, (), gate(step.next_action, ()))
        for step, state in zip(STEPS, states, strict=True)
    ]
    made = Environment(
        id="e", tenant_id="t", organization_id="o", url=UAT, name="X", added_by="u", added_at=AT
    )
    return Standing(made, stops, {MAPS.slug: AT}, (), 0, None)


def test_it_is_completed_when_all_four_steps_are():
    to = translator(Language.EN)
    done = report_of(standing_with(*[State.COMPLETED] * 4), to)
    assert done["completed"] is True
    assert done["next"] is None
    assert "Nothing waits for you here." in list(lines(done, to))
    nearly = report_of(standing_with(*[State.COMPLETED] * 3, State.IN_PROGRESS), to)
    assert nearly["completed"] is False
    assert nearly["steps"][1]["seen_at"] == "2026-03-04T05:06:07Z"


def test_every_state_has_words():
    assert set(STATES) == set(State)


def test_it_tells_who_was_asked_and_what_people_vouch_for(store, call):
    made = add(store)
    review = AT + timedelta(days=90)
    said = Statement(
        "storage", Kind.ATTESTED, "have", "Dana (link: Kim)", AT, "seen", review_at=review,
        through="l1",
    )  # fmt: skip
    core = exact(value=False)

    def write(session):
        observations.save(session, made.id, "maps", maps_samples.facts(core_table=core), at=AT)
        statements.add(session, made.id, "licensing", said, by="t/kim")
        asked = Waiting("maps", "maps.core_missing", CORE_TABLE, "Dana", AT, by="Kim")
        waits.add(session, made.id, asked)

    store.run(write)
    done = call("status", made.id, "--json")
    report = json.loads(done.stdout)
    [one] = report["statements"]
    assert (one["by"], one["value"], one["verified"]) == ("Dana (link: Kim)", "have", False)
    assert one["review_at"] == "2026-06-02T05:06:07Z"
    [waiting] = report["asked"]
    assert (waiting["who"], waiting["finding"]) == ("Dana", "maps.core_missing")
    assert waiting["since"] == "2026-03-04T05:06:07Z"
    assert "Waiting for Dana since" in call("status", made.id).stdout
