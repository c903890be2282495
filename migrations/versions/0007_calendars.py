"""Sessions have an identity in calendars, and count what changes there"""

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


def downgrade() -> None:
    op.drop_index(op.f("ix_meeting_uid"), table_name="meeting")
    op.drop_column("meeting", "revised_at")
    op.drop_column("meeting", "revision")
    op.drop_column("meeting", "uid")


def _give_identities() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(MEETING.c.id, MEETING.c.sequence)).all():
        values = {"uid": str(uuid4()), "revision": row.sequence}
        connection.execute(sa.update(MEETING).where(MEETING.c.id == row.id).values(values))
