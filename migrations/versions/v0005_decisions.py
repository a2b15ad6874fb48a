"""Every version of a decision is kept, with where it came from; files of decisions are taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEPT = "merge_id, conflict, version, fingerprint, choice, own_text, note, by, by_name, at"


def upgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("origin", sa.String(), nullable=False, server_default=""))
        decision.add_column(sa.Column("deed", sa.String(), nullable=False, server_default=""))
        decision.add_column(sa.Column("from_merge", sa.String(), nullable=True))

    op.create_table(
        "decision_event",
        sa.Column("merge_id", sa.String(), nullable=False),
        sa.Column("conflict", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("own_text", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=False, server_default=""),
        sa.Column("deed", sa.String(), nullable=False, server_default=""),
        sa.Column("from_merge", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["site_merge.id"], name=op.f("fk_decision_event_merge_id")
        ),
        sa.PrimaryKeyConstraint("merge_id", "conflict", "version", name=op.f("pk_decision_event")),
    )
    op.create_index(op.f("ix_decision_event_deed"), "decision_event", ["deed"], unique=False)
    op.execute(
        f"INSERT INTO decision_event ({_quoted(KEPT)}) SELECT {_quoted(KEPT)} FROM decision"  # noqa: S608 - names of our own
    )

    op.create_table(
        "decision_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merge_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["site_merge.id"], name=op.f("fk_decision_file_merge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_file")),
    )
    op.create_index(op.f("ix_decision_file_merge_id"), "decision_file", ["merge_id"], unique=False)


def _quoted(names: str) -> str:
    return ", ".join(f'"{name}"' for name in names.split(", "))
