"""Where a kept site comes from, sites being read piece by piece, and what is written to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("site_file") as site_file:
        site_file.add_column(
            sa.Column("role", sa.String(), nullable=False, server_default="upload")
        )
        site_file.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
        site_file.add_column(sa.Column("source_environment_id", sa.String(), nullable=True))
        site_file.add_column(
            sa.Column("website_id", sa.String(), nullable=False, server_default="")
        )
        site_file.add_column(sa.Column("run_id", sa.String(), nullable=True))

    op.create_table(
        "site_part",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_site_part_run_id")),
        sa.PrimaryKeyConstraint("run_id", "key", name=op.f("pk_site_part")),
    )

    op.create_table(
        "site_write",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("environment_id", sa.String(), nullable=False),
        sa.Column("merge_id", sa.String(), nullable=True),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_site_write_run_id")),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environment.id"], name=op.f("fk_site_write_environment_id")
        ),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["site_merge.id"], name=op.f("fk_site_write_merge_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_site_write")),
    )
    op.create_index(
        op.f("ix_site_write_environment_id"), "site_write", ["environment_id"], unique=False
    )
    op.create_index(op.f("ix_site_write_merge_id"), "site_write", ["merge_id"], unique=False)
