"""Cities swap turns and ask their peers"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OUTCOMES = ("accepted", "declined", "withdrawn", "unanswered", "overtaken")


def upgrade() -> None:
    op.create_table(
        "turn_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rota_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("other_city_id", sa.Integer(), nullable=False),
        sa.Column("other_meeting_id", sa.Integer(), nullable=False),
        sa.Column("other_sequence", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="swapoutcome", native_enum=False, create_constraint=True, length=16),
            nullable=True,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_turn_swap_rota_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_turn_swap_city_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_turn_swap_meeting_id")),
        sa.ForeignKeyConstraint(["other_city_id"], ["city.id"], name=op.f("fk_turn_swap_other_city_id")),
        sa.ForeignKeyConstraint(["other_meeting_id"], ["meeting.id"], name=op.f("fk_turn_swap_other_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_turn_swap_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_swap")),
    )
    for column in ("rota_id", "person_id", "due_at"):
        op.create_index(op.f(f"ix_turn_swap_{column}"), "turn_swap", [column])
    op.create_table(
        "briefing",
        sa.Column("rota_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_briefing_rota_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_briefing_city_id")),
        sa.PrimaryKeyConstraint("rota_id", "city_id", name=op.f("pk_briefing")),
    )
    op.create_index(op.f("ix_briefing_due_at"), "briefing", ["due_at"])
    op.create_table(
        "case_question",
        sa.Column("rota_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_case_question_rota_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_case_question_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_question_person_id")),
        sa.PrimaryKeyConstraint("rota_id", "city_id", "place", name=op.f("pk_case_question")),
    )
    op.create_index(op.f("ix_case_question_person_id"), "case_question", ["person_id"])


def downgrade() -> None:
    op.drop_table("case_question")
    op.drop_table("briefing")
    op.drop_table("turn_swap")
