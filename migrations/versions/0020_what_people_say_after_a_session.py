"""Who was in a session, what they take from it, and where its recording is"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("recording", sa.String(500), nullable=False, server_default=""))
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_meeting_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_presence_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_presence_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_presence_meeting_id_person_id")),
    )
    for column in ("meeting_id", "person_id"):
        op.create_index(op.f(f"ix_presence_{column}"), "presence", [column])
    op.create_table(
        "takeaway",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_takeaway_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_takeaway_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_takeaway_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeaway")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_takeaway_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_takeaway_person_id"), "takeaway", ["person_id"])


def downgrade() -> None:
    op.drop_table("takeaway")
    op.drop_table("presence")
    op.drop_column("meeting", "recording")
