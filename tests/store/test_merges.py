from datetime import UTC, datetime

import pytest
from sqlmodel import Session, SQLModel, create_engine

from app.store import merges
from app.store.merges import DecidedMeanwhile, NewDecision, Who
from app.store.site_tables import SiteFile, SiteMerge
from app.store.tables import Environment

NOW = datetime(2026, 11, 1, tzinfo=UTC)
AVERY, MINJI = Who("t/a", "Avery"), Who("t/m", "Minji")


def site_file(file_id, **others):
    values = {"environment_id": "e", "name": "site.zip", "sha256": file_id, "size": 1}
    values |= {"site_name": "s", "layout": "pac_classic", "records": 1, "blob": b"sealed"}
    return SiteFile(id=file_id, added_by="t/a", added_at=NOW, **(values | others))


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(
            Environment(
                id="e", tenant_id="t", organization_id="o", url="https://e", name="E",
                added_by="t/a", added_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        merges.add_file(session, site_file("f"))
        merges.add_merge(
            session,
            SiteMerge(
                id="m", environment_id="e", site_id="f", template_id="f",
                created_by="t/a", created_at=NOW,
            ),
        )  # fmt: skip
        yield session
    engine.dispose()


def choice(value, seen):
    return NewDecision("m", "c1", "print", value, None, seen)


def test_the_same_bytes_are_kept_once(session):
    again = merges.add_file(session, site_file("g", sha256="f"))
    assert again.id == "f"
    assert len(merges.list_files(session, "e")) == 1


def test_a_file_of_another_environment_is_not_found(session):
    assert merges.find_file(session, "other", "f") is None


def test_a_decision_is_changed_by_whoever_saw_the_newest(session):
    merges.decide(session, choice("site", 0), AVERY, NOW)
    decision = merges.decide(session, choice("template", 1), MINJI, NOW)
    assert (decision.choice, decision.version, decision.by_name) == ("template", 2, "Minji")


@pytest.mark.parametrize("seen", [0, 1])
def test_a_decision_on_an_old_page_is_refused_with_the_one_that_stands(session, seen):
    merges.decide(session, choice("site", 0), AVERY, NOW)
    merges.decide(session, choice("template", 1), AVERY, NOW)
    with pytest.raises(DecidedMeanwhile) as refused:
        merges.decide(session, choice("base", seen), MINJI, NOW)
    assert refused.value.standing.choice == "template"
    assert [d.choice for d in merges.list_decisions(session, "m")] == ["template"]


def test_a_decision_taken_back_leaves_a_version_to_guard_the_next(session):
    merges.decide(session, choice("site", 0), AVERY, NOW)
    merges.decide(session, choice("", 1), AVERY, NOW)
    with pytest.raises(DecidedMeanwhile):
        merges.decide(session, choice("template", 1), MINJI, NOW)
    assert merges.decide(session, choice("template", 2), MINJI, NOW).version == 3
