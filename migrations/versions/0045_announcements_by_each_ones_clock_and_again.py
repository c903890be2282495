"""Announcements at an hour of each one's clock, templates of them, and some that go out again and again"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("announcement", sa.Column("by_clock", sa.String(16), nullable=False, server_default=""))
    op.create_table(
        "announcement_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_announcement_template_person_id")),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_announcement_template_announcement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_template")),
    )
    op.create_index(op.f("ix_announcement_template_person_id"), "announcement_template", ["person_id"])
    op.create_index(
        op.f("ix_announcement_template_announcement_id"), "announcement_template", ["announcement_id"], unique=True
    )
    op.create_table(
        "announcement_repeat",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(16), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("begins", sa.String(16), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.CheckConstraint("rhythm IN ('weekly', 'monthly', 'sessions')", name=op.f("ck_announcement_repeat_rhythm")),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_announcement_repeat_announcement_id")
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_announcement_repeat")),
    )
    op.create_index(op.f("ix_announcement_repeat_due_at"), "announcement_repeat", ["due_at"])
    op.create_table(
        "announcement_round",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement_repeat.announcement_id"],
            name=op.f("fk_announcement_round_announcement_id"),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["announcement.id"], name=op.f("fk_announcement_round_round_id")),
        sa.PrimaryKeyConstraint("announcement_id", "occasion", name=op.f("pk_announcement_round")),
    )
    op.create_index(op.f("ix_announcement_round_round_id"), "announcement_round", ["round_id"])


def downgrade() -> None:
    op.drop_table("announcement_round")
    op.drop_table("announcement_repeat")
    op.drop_table("announcement_template")
    op.drop_column("announcement", "by_clock")
