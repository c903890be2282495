"""The closing report is printed for who coordinates"""

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up", "ledger", "needs", "consultation", "certificate", "composition", "call")


def upgrade() -> None:
    _allow_tasks(*TASKS, "report")


def downgrade() -> None:
    op.execute("DELETE FROM task WHERE kind = 'report'")
    _allow_tasks(*TASKS)


def _allow_tasks(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        batch.create_check_constraint(op.f("ck_task_taskkind"), f"kind IN ({listed})")
