"""Through which one-time link something was said."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("statement") as statement:
        statement.add_column(sa.Column("through", sa.String(), nullable=False, server_default=""))
