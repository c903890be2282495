"""Whoever comes later gets a document"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE, AFTER = ("record", "note"), ("record", "note", "catch_up")


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM task WHERE kind = 'catch_up'")
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        table.create_check_constraint(op.f("ck_task_taskkind"), sa.text(f"kind IN ({allowed})"))
