"""How Alembic sees our database. The product runs it through `app.store.migrate`.

A new revision is written by hand in `versions/`, from `script.py.mako`; a test compares the
outcome of all revisions with `app.store.tables`.
"""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem
from sqlmodel import SQLModel

import app.store.asking_tables
import app.store.site_tables  # noqa: F401 - both fill the metadata, with all of app.store.tables

DBOS_TABLES = frozenset(
    {
        "workflow_status",
        "workflow_input",
        "workflow_output",
        "workflow_events",
        "workflow_events_history",
        "workflow_schedules",
        "operation_outputs",
        "notifications",
        "streams",
        "queues",
        "application_versions",
        "dbos_migrations",
    }
)
"""Theirs, in the same SQLite file. On PostgreSQL they are in a schema of their own."""


def is_ours(
    _item: SchemaItem,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001
    _compared_to: SchemaItem | None,
) -> bool:
    return not (kind == "table" and reflected and name in DBOS_TABLES)


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=is_ours,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
