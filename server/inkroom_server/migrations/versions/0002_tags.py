"""The tags of a board, for the list."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("board", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
