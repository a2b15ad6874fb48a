from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from app.access.audit import record, verify
from app.store.tables import AuditEntry


@pytest.fixture
def chain(database, avery, clock):
    """Five entries."""
    for number in range(5):
        clock.advance(seconds=1)
        database.run(
            lambda s, number=number: record(
                s, avery, "environment.add", at=clock.now(), environment_id="e1",
                target=f"e{number}", details={"name": "콘토소", "number": number, "was": None},
            )
        )  # fmt: skip


def broken(database) -> int | None:
    return database.run(verify, ro=True)


def test_an_empty_chain_and_an_untouched_one_are_good(database, chain):
    assert broken(database) is None


@pytest.mark.parametrize(
    "change",
    [
        "user_id = 'x'", "user_name = 'x'", "action = 'x'", "target = 'x'", "environment_id = 'x'",
        "at = '2020-01-01 00:00:00.000000'", "details = '{}'", "previous = 'x'", "digest = 'x'",
    ],
)  # fmt: skip
def test_a_changed_entry_is_found(database, chain, change):
    database.run(
        lambda s: s.connection().execute(text("UPDATE audit_entry SET " + change + " WHERE id=3"))  # noqa: S608
    )
    assert broken(database) == 3


@pytest.mark.parametrize(("gone", "found"), [(1, 2), (3, 4), (4, 5)])
def test_an_entry_that_was_taken_out_is_missed(database, chain, gone, found):
    database.run(lambda s: s.delete(s.get(AuditEntry, gone)))
    assert broken(database) == found


def test_an_entry_that_was_put_in_between_is_found(database, chain, avery, clock):
    def rewrite(session: Session) -> None:
        last = session.get(AuditEntry, 5)
        session.delete(last)
        session.flush()
        forged = record(session, avery, "x", at=clock.now())
        forged.target = "forged"

    database.run(rewrite)
    assert broken(database) is not None


def test_many_at_once_make_one_chain(database, avery, clock):
    def add(_: int) -> None:
        database.run(lambda s: record(s, avery, "x", at=clock.now()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert broken(database) is None
    count = select(func.count(col(AuditEntry.id)))
    assert database.run(lambda s: s.exec(count).one()) == 40


def test_an_entry_is_there_only_if_the_deed_is(database, avery, clock):
    def fails(session: Session) -> None:
        record(session, avery, "x", at=clock.now())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.run(fails)
    assert database.run(lambda s: s.exec(select(AuditEntry)).all()) == []
