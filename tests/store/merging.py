"""A store with one merge in it."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, SQLModel, create_engine

from app.store import merges
from app.store.decisions import Who
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
