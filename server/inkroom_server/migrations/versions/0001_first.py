"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("trashed", sa.BigInteger()),
    )
    op.create_table(
        "entry",
        sa.Column("board", sa.String(64), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("cseq", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.String()),
        sa.Column("say", sa.Boolean(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("board", "client", "cseq", name="entry_once"),
    )
    op.create_index(
        "entry_refused", "entry", ["board", "client"], sqlite_where=sa.text("refused IS NOT NULL")
    )
    op.create_index("entry_say", "entry", ["board", "seq"], sqlite_where=sa.text("say"))
    op.create_table(
        "client",
        sa.Column("board", sa.String(64), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("client", sa.String(), primary_key=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("last_cseq", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("board", sa.String(64), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("user", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
    )
    op.create_table(
        "snapshot",
        sa.Column("board", sa.String(64), sa.ForeignKey("board.id"), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "asset",
        sa.Column("sha", sa.String(64), primary_key=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("board", sa.String(), nullable=False, index=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger(), index=True),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("board", sa.String(), nullable=False, index=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger()),
    )


def downgrade() -> None:
    for name in ("job", "token", "asset", "snapshot", "person", "client", "entry", "board"):
        op.drop_table(name)
