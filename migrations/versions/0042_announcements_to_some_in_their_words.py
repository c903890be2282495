"""Announcements to some members, in several languages, and are confirmed to have been read"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("audience", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("language", sa.String(2), nullable=False, server_default=""),
        sa.Column("translations", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("wants_reading", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminding_after", sa.Integer(), nullable=True),
    ):
        op.add_column("announcement", column)
    op.create_table(
        "announcement_reading",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_announcement_reading_announcement_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_announcement_reading_person_id")),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name=op.f("pk_announcement_reading")),
    )
    op.create_index(op.f("ix_announcement_reading_person_id"), "announcement_reading", ["person_id"])


def downgrade() -> None:
    op.drop_table("announcement_reading")
    for column in ("reminding_after", "reminded_at", "wants_reading", "translations", "language", "audience"):
        op.drop_column("announcement", column)
