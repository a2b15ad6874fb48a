import pytest
from sqlmodel import Session, select

from app.access import sessions
from app.access.roles import Role, highest_role
from app.settings import Settings
from app.store.tables import BrowserSession


@pytest.fixture
def session(database):
    with Session(database.app_engine) as session:
        yield session


@pytest.fixture
def cookie(session, avery, clock, settings):
    return sessions.open_session(session, avery, now=clock.now(), settings=settings)


@pytest.fixture
def find(session, clock, settings):
    return lambda cookie: sessions.find_visitor(session, cookie, now=clock.now(), settings=settings)


def test_the_cookie_finds_the_visitor_and_nothing_else_does(session, find, cookie, avery):
    visitor = find(cookie)
    assert (visitor.user_id, visitor.role) == (avery.user_id, Role.OPERATOR)
    for other in ("", "x", cookie[:-1], cookie + "x", visitor.session_id, visitor.csrf):
        assert find(other) is None


def test_the_database_does_not_know_the_cookie(session, cookie):
    [row] = session.exec(select(BrowserSession)).all()
    assert cookie not in row.model_dump_json()
    assert len(cookie) >= 43


def test_idleness_ends_a_session_and_use_keeps_it(find, cookie, clock):
    for _ in range(3):
        clock.advance(minutes=59)
        assert find(cookie)
    clock.advance(minutes=60)
    assert find(cookie) is None


def test_age_ends_a_session_however_much_it_is_used(find, cookie, clock):
    for _ in range(19):
        clock.advance(minutes=30)
        assert find(cookie)
    clock.advance(minutes=30)
    assert find(cookie) is None


def test_not_every_visit_is_written_down(session, find, cookie, clock):
    clock.advance(seconds=59)
    find(cookie)
    assert not session.dirty
    clock.advance(seconds=1)
    find(cookie)
    assert session.dirty


def test_sign_out_ends_the_session_on_the_server(session, find, cookie, clock):
    sessions.end_session(session, find(cookie).session_id, now=clock.now())
    assert find(cookie) is None


def test_signing_in_again_ends_the_session_the_browser_had(session, find, cookie, avery, clock,
                                                          settings):  # fmt: skip
    new = sessions.open_session(session, avery, now=clock.now(), settings=settings, previous=cookie)
    assert new != cookie
    assert find(cookie) is None
    assert find(new).csrf


def test_a_cookie_that_somebody_planted_never_becomes_a_session(session, find, avery, clock,
                                                               settings):  # fmt: skip
    sessions.open_session(session, avery, now=clock.now(), settings=settings, previous="planted")
    assert find("planted") is None


def test_an_ended_session_still_says_whose_it_was(session, find, cookie, clock, avery):
    clock.advance(hours=11)
    assert find(cookie) is None
    assert sessions.find_ended(session, cookie).user_id == avery.user_id
    assert sessions.find_ended(session, "unknown") is None


def test_sessions_long_gone_are_forgotten(session, cookie, avery, clock, settings):
    clock.advance(hours=35)
    sessions.open_session(session, avery, now=clock.now(), settings=settings)
    assert sessions.find_ended(session, cookie) is None


def test_the_cookies_name_binds_it_to_this_host_where_browsers_allow_it():
    https = Settings(public_url="https://setup.contoso.com")
    http = Settings(public_url="http://127.0.0.1:8000")
    assert sessions.cookie_name(https) == "__Host-session"
    assert sessions.cookie_name(https, flow=True) == "__Host-sign-in"
    assert sessions.cookie_name(http) == "session"


def test_each_role_may_do_what_the_ones_below_may():
    assert Role.READER < Role.OPERATOR < Role.ADMIN
    assert Role("operator") >= Role.OPERATOR
    assert not Role.ADMIN < Role.READER
    assert highest_role(["Wizard.Operator", "wizard.admin", "x"]) is Role.OPERATOR
