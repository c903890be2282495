"""Whoever comes later gets a document; who goes on is asked in quiet networks, too"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE, AFTER = ("record", "note"), ("record", "note", "catch_up")


MEMBERSHIP = sa.table(
    "membership",
    sa.column("id", sa.Integer()),
    sa.column("contact_due_at", sa.DateTime(timezone=True)),
    sa.column("contact_alone_at", sa.DateTime(timezone=True)),
)
ALONE_AFTER = timedelta(weeks=6)


def upgrade() -> None:
    _allow(AFTER)
    op.add_column("membership", sa.Column("contact_alone_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_membership_contact_alone_at"), "membership", ["contact_alone_at"])
    connection, asked = op.get_bind(), MEMBERSHIP.c.contact_due_at.is_not(None)
    for row in connection.execute(sa.select(MEMBERSHIP).where(asked)).all():
        change = sa.update(MEMBERSHIP).where(MEMBERSHIP.c.id == row.id)
        connection.execute(change.values(contact_alone_at=row.contact_due_at + ALONE_AFTER))


def downgrade() -> None:
    op.drop_index(op.f("ix_membership_contact_alone_at"), "membership")
    # Not made anew, which SQLite allows only while no row names one of the table.
    op.execute("ALTER TABLE membership DROP COLUMN contact_alone_at")
    op.execute("DELETE FROM task WHERE kind = 'catch_up'")
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        table.create_check_constraint(op.f("ck_task_taskkind"), sa.text(f"kind IN ({allowed})"))
