"""Proposals of networks are kept, and networks are convened from one"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up", "ledger", "needs", "consultation", "certificate")
OURS = ("composition", "call")


def upgrade() -> None:
    _allow_tasks(*TASKS, *OURS)
    op.create_table(
        "composition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            _one_of("compositionstate", "computing", "optimal", "gap", "infeasible", "unfound", "by_hand", "failed"),
            nullable=False,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("per_member", sa.Integer(), nullable=False),
        sa.Column("hours_shared", sa.Boolean(), nullable=False),
        sa.Column("by_hand", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("objective", sa.Integer(), nullable=True),
        sa.Column("bound", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_composition_consultation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_composition_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_composition")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_composition_consultation_id_number")),
    )
    op.create_index(op.f("ix_composition_person_id"), "composition", ["person_id"])
    op.create_table(
        "convening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("composition_id", sa.Integer(), nullable=False),
        sa.Column("state", _one_of("conveningstate", "planned", "made", "undone"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["composition_id"], ["composition.id"], name=op.f("fk_convening_composition_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_convening_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_convening")),
        sa.UniqueConstraint("composition_id", name=op.f("uq_convening_composition_id")),
    )
    op.create_index(op.f("ix_convening_person_id"), "convening", ["person_id"])


def downgrade() -> None:
    for table in ("convening", "composition"):
        op.drop_table(table)
    op.execute("DELETE FROM task WHERE kind IN ('composition', 'call')")
    _allow_tasks(*TASKS)


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def _allow_tasks(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        batch.create_check_constraint(op.f("ck_task_taskkind"), f"kind IN ({listed})")
