"""Histories that were compacted: what went, and which clients wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_client",
        sa.Column("board", sa.String(), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("client", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("last_cseq", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
    )
    op.create_table(
        "compaction",
        sa.Column("board", sa.String(), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("epoch", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("copy_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.Column("bytes_before", sa.BigInteger(), nullable=False),
        sa.Column("bytes_after", sa.BigInteger(), nullable=False),
    )
