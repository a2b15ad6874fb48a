import pytest
from sqlmodel import Session, func, select

from app.access.drafts import drop_draft, find_draft, keep_draft
from app.access.keys import KeyRing
from app.access.roles import Role
from app.access.sessions import Visitor
from app.store.tables import Draft

AVERY = Visitor("s1", "t/avery", "t", "Avery", "avery@contoso.example", Role.OPERATOR, "c1")
AVERY_AGAIN = Visitor("s2", "t/avery", "t", "Avery", "avery@contoso.example", Role.READER, "c2")
MINJI = Visitor("s3", "t/minji", "t", "Minji", "minji@contoso.example", Role.ADMIN, "c3")


@pytest.fixture
def session(database):
    with Session(database.app_engine) as session:
        yield session


def test_the_same_person_finds_the_typed_text_after_signing_in_again(session, keys, clock):
    typed = {"own_text": "안녕하세요 <b>", "note": ""}
    draft_id = keep_draft(session, keys, AVERY, "/merges/1", typed, clock.now())
    assert find_draft(session, keys, AVERY_AGAIN, draft_id) == typed


def test_nobody_else_does(session, keys, clock):
    draft_id = keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    assert find_draft(session, keys, MINJI, draft_id) is None
    drop_draft(session, MINJI, draft_id)
    assert find_draft(session, keys, AVERY, draft_id)


def test_a_draft_cannot_be_read_in_the_database(session, keys, clock):
    keep_draft(session, keys, AVERY, "/", {"note": "canary"}, clock.now())
    [row] = session.exec(select(Draft)).all()
    assert b"canary" not in row.form


def test_secrets_are_not_kept(session, keys, clock):
    form = {"csrf": "1", "Password": "2", "client_secret": "3", "gateway-token": "4", "note": "5"}
    draft_id = keep_draft(session, keys, AVERY, "/", form, clock.now())
    assert find_draft(session, keys, AVERY, draft_id) == {"note": "5"}


def test_a_form_without_end_is_not_kept(session, keys, clock):
    assert keep_draft(session, keys, AVERY, "/", {"a": "x" * 4_194_304}, clock.now()) == ""
    assert keep_draft(session, keys, AVERY, "/", {"a": "x" * 250_000}, clock.now())


def test_the_newest_twenty_of_a_person_are_kept_for_a_day(session, keys, clock):
    others = keep_draft(session, keys, MINJI, "/", {"a": "b"}, clock.now())
    first = keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    for _ in range(20):
        clock.advance(minutes=1)
        last = keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    assert session.exec(select(func.count()).select_from(Draft)).one() == 21
    assert find_draft(session, keys, AVERY, first) is None
    assert find_draft(session, keys, AVERY, last)
    clock.advance(hours=24)
    keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    assert find_draft(session, keys, MINJI, others) is None


def test_with_other_keys_a_draft_is_gone_and_nothing_breaks(session, keys, clock, tmp_path):
    draft_id = keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    assert find_draft(session, KeyRing.open(tmp_path / "other.json"), AVERY, draft_id) is None


def test_a_sent_form_needs_no_draft(session, keys, clock):
    draft_id = keep_draft(session, keys, AVERY, "/", {"a": "b"}, clock.now())
    drop_draft(session, AVERY, draft_id)
    assert find_draft(session, keys, AVERY, draft_id) is None
