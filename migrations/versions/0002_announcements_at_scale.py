"""Announcements are paused, corrected and withdrawn in pages"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = ("waiting", "leased", "posting", "sent", "late", "withdrawn", "unreachable", "refused")
LETTER_STATE = "ck_letter_letterstate"


def upgrade() -> None:
    _allow(*BEFORE, "paused")
    op.create_table(
        "pause",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("announcement") as batch_op:
        batch_op.add_column(sa.Column("expected", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rewritten_until", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("changed_until", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_announcement_look_at", ["look_at"], unique=False)
    op.execute("UPDATE announcement SET look_at = send_at WHERE state = 'scheduled'")
    op.execute("UPDATE announcement SET look_at = sent_at WHERE state = 'sending'")


def downgrade() -> None:
    with op.batch_alter_table("announcement") as batch_op:
        batch_op.drop_index("ix_announcement_look_at")
        for name in ("told_at", "look_at", "changed_until", "rewritten_until", "revision", "paused_at", "expected"):
            batch_op.drop_column(name)
    op.drop_table("pause")
    op.execute("UPDATE letter SET state = 'waiting' WHERE state = 'paused'")
    _allow(*BEFORE)


def _allow(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_constraint(op.f(LETTER_STATE), type_="check")
        batch_op.create_check_constraint(op.f(LETTER_STATE), f"state IN ({listed})")
