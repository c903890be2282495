"""Delegates are asked which date suits them"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "date_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ending",
            sa.Enum(
                "chosen",
                "dropped",
                "overtaken",
                name="pollending",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_date_poll_network_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_date_poll_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_date_poll_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_poll")),
    )
    for column in ("network_id", "meeting_id", "person_id", "due_at"):
        op.create_index(op.f(f"ix_date_poll_{column}"), "date_poll", [column])
    op.create_table(
        "date_poll_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name=op.f("fk_date_poll_option_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_poll_option")),
        sa.UniqueConstraint("poll_id", "starts_at", name=op.f("uq_date_poll_option_poll_id_starts_at")),
    )
    op.create_table(
        "date_poll_answer",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "availability",
            sa.Enum(
                "yes", "if_need_be", "no", name="availability", native_enum=False, create_constraint=True, length=16
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["option_id"], ["date_poll_option.id"], name=op.f("fk_date_poll_answer_option_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_date_poll_answer_person_id")),
        sa.PrimaryKeyConstraint("option_id", "person_id", name=op.f("pk_date_poll_answer")),
    )
    op.create_index(op.f("ix_date_poll_answer_person_id"), "date_poll_answer", ["person_id"])


def downgrade() -> None:
    op.drop_table("date_poll_answer")
    op.drop_table("date_poll_option")
    op.drop_table("date_poll")
