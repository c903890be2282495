"""Sessions have an identity in calendars, and count what changes there; calendars have secret addresses"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MEETING = sa.table("meeting", sa.column("id"), sa.column("sequence"), sa.column("uid"), sa.column("revision"))


def upgrade() -> None:
    op.add_column("meeting", sa.Column("uid", sa.String(length=36), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("meeting", sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True))
    _give_identities()
    op.create_index(op.f("ix_meeting_uid"), "meeting", ["uid"], unique=True)
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (network_id IS NULL)", name=op.f("ck_calendar_feed_one_owner")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_calendar_feed_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("network_id", name=op.f("uq_calendar_feed_network_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_calendar_feed_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("calendar_feed")
    op.drop_index(op.f("ix_meeting_uid"), table_name="meeting")
    op.drop_column("meeting", "revised_at")
    op.drop_column("meeting", "revision")
    op.drop_column("meeting", "uid")


def _give_identities() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(MEETING.c.id, MEETING.c.sequence)).all():
        values = {"uid": str(uuid4()), "revision": row.sequence}
        connection.execute(sa.update(MEETING).where(MEETING.c.id == row.id).values(values))
