"""What people say after a session"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MEETING = sa.table(
    "meeting",
    sa.column("id", sa.Integer()),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("minutes", sa.Integer()),
    sa.column("card_due_at", sa.DateTime(timezone=True)),
    sa.column("ask_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("meeting", sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting", sa.Column("recording", sa.String(500), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_meeting_ask_at"), "meeting", ["ask_at"])
    _plan_those_ahead()
    _create_presence()
    _create_takeaway()
    _create_satisfaction()


def downgrade() -> None:
    for table in ("satisfaction_given", "satisfaction", "takeaway", "presence"):
        op.drop_table(table)
    op.drop_index(op.f("ix_meeting_ask_at"), table_name="meeting")
    for column in ("recorded_at", "recording", "ask_at"):
        op.drop_column("meeting", column)


def _plan_those_ahead() -> None:
    """Those whose card has still something to do: they have not begun, and take place."""
    connection = op.get_bind()
    ahead = sa.select(MEETING.c.id, MEETING.c.starts_at, MEETING.c.minutes).where(MEETING.c.card_due_at.is_not(None))
    for row in connection.execute(ahead).all():
        ends_at = row.starts_at + timedelta(minutes=row.minutes)
        connection.execute(sa.update(MEETING).where(MEETING.c.id == row.id).values(ask_at=ends_at))


def _create_presence() -> None:
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


def _create_takeaway() -> None:
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


def _create_satisfaction() -> None:
    op.create_table(
        "satisfaction",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "statement",
            sa.Enum("useful", "time", "peers", name="statement", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_satisfaction_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "statement", "score", name=op.f("pk_satisfaction")),
    )
    op.create_table(
        "satisfaction_given",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_satisfaction_given_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_satisfaction_given_person_id")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_satisfaction_given")),
    )
    op.create_index(op.f("ix_satisfaction_given_person_id"), "satisfaction_given", ["person_id"])
