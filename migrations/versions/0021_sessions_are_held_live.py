"""Sessions are held live, and cities make offers in them"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

METHODS = ("opening", "commitments", "case", "experiences", "guest", "rooms", "validation", "fair", "closing")


def upgrade() -> None:
    _sessions()
    _people()
    _offers()


def _sessions() -> None:
    op.create_table(
        "live_session",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _choice("source", "agendasource", "published", "prepared", "proposed"),
        _moment("started_at", nullable=False),
        _moment("ended_at"),
        sa.Column("position", sa.Integer(), nullable=False),
        _moment("stage_ends_at", nullable=False),
        _moment("paused_at"),
        _moment("touched_at", nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("published_draw", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _moment("due_at"),
        *_references("live_session", meeting_id="meeting.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_live_session")),
    )
    for column in ("person_id", "due_at"):
        op.create_index(op.f(f"ix_live_session_{column}"), "live_session", [column])
    op.create_table(
        "live_stage",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        _choice("method", "method", *METHODS),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seconds_left", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        _moment("entered_at"),
        *_references("live_stage", meeting_id="live_session.meeting_id", city_id="city.id"),
        sa.PrimaryKeyConstraint("meeting_id", "position", name=op.f("pk_live_stage")),
    )


def _people() -> None:
    op.create_table(
        "live_presence",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("room", sa.Integer(), nullable=True),
        sa.Column("told_room", sa.Integer(), nullable=True),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        *_references(
            "live_presence", meeting_id="live_session.meeting_id", person_id="person.id", marked_by="person.id"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_live_presence")),
    )
    op.create_index(op.f("ix_live_presence_person_id"), "live_presence", ["person_id"])
    op.create_table(
        "live_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("for_city_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _choice("kind", "notekind", "did", "question", "beware"),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        _moment("written_at", nullable=False),
        _moment("handed_at"),
        *_references(
            "live_note",
            meeting_id="live_session.meeting_id",
            for_city_id="city.id",
            city_id="city.id",
            person_id="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_note")),
    )
    op.create_index(op.f("ix_live_note_meeting_id_part"), "live_note", ["meeting_id", "part"])
    op.create_index(op.f("ix_live_note_person_id"), "live_note", ["person_id"])


def _offers() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("for_city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _moment("offered_at", nullable=False),
        _moment("withdrawn_at"),
        _moment("told_at"),
        _moment("check_at"),
        _choice("arrived", "arrival", "arrived", "not_yet", nullable=True),
        _moment("arrived_at"),
        *_references(
            "offer",
            meeting_id="meeting.id",
            city_id="city.id",
            for_city_id="city.id",
            person_id="person.id",
            noted_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    for column in ("meeting_id", "person_id", "check_at"):
        op.create_index(op.f(f"ix_offer_{column}"), "offer", [column])


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _choice(column: str, name: str, *values: str, nullable: bool = False) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
    return sa.Column(column, kind, nullable=nullable)


def _references(table: str, **owners: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [owner], name=op.f(f"fk_{table}_{column}"))
        for column, owner in owners.items()
    ]


def downgrade() -> None:
    for table in ("offer", "live_note", "live_presence", "live_stage", "live_session"):
        op.drop_table(table)
