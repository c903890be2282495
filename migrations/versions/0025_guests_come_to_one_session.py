"""Guests come to one session, and are asked things beforehand"""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

DAYS = 7
FOREIGN_KEY = "CONSTRAINT fk_invitation_meeting_id REFERENCES meeting (id)"
SECTIONS = ("present", "cases", "offers", "takeaways", "commitments", "decisions", "next", "recording")

_MOMENT = sa.DateTime(timezone=True)
MEETING = sa.table(
    "meeting",
    sa.column("id", sa.Integer()),
    sa.column("network_id", sa.Integer()),
    sa.column("starts_at", _MOMENT),
    sa.column("minutes", sa.Integer()),
    sa.column("cancelled_at", _MOMENT),
)
MEMBERSHIP = sa.table(
    "membership",
    sa.column("network_id", sa.Integer()),
    sa.column("person_id", sa.Integer()),
    sa.column("role", sa.String()),
    sa.column("left_at", _MOMENT),
)
PERSON = sa.table("person", sa.column("id", sa.Integer()), sa.column("name", sa.String()))
INVITATION = sa.table(
    "invitation",
    sa.column("network_id", sa.Integer()),
    sa.column("meeting_id", sa.Integer()),
    sa.column("role", sa.String()),
    sa.column("revoked_at", _MOMENT),
)
GUEST = sa.table(
    "guest",
    sa.column("meeting_id", sa.Integer()),
    sa.column("person_id", sa.Integer()),
    sa.column("name", sa.String()),
    sa.column("about", sa.String()),
    sa.column("days", sa.Integer()),
    sa.column("created_at", _MOMENT),
    sa.column("ends_at", _MOMENT),
)


def upgrade() -> None:
    # Not made anew, which SQLite allows only while no row names one of the table.
    op.execute(f"ALTER TABLE invitation ADD COLUMN meeting_id INTEGER {FOREIGN_KEY}")
    op.create_index(op.f("ix_invitation_meeting_id"), "invitation", ["meeting_id"])
    _guests()
    _questions()
    _allow_sections(*SECTIONS, "guests")
    _tie_present_guests(op.get_bind(), datetime.now(UTC))


def _guests() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("about", sa.String(160), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        _moment("created_at", nullable=False),
        _moment("ends_at"),
        _moment("ended_at"),
        _moment("withdrawn_at"),
        *_references(
            "guest",
            meeting_id="meeting.id",
            invitation_id="invitation.id",
            person_id="person.id",
            created_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
    )
    for column in ("meeting_id", "invitation_id", "person_id", "ends_at"):
        op.create_index(op.f(f"ix_guest_{column}"), "guest", [column])


def _questions() -> None:
    op.create_table(
        "guest_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(240), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        _moment("asked_at", nullable=False),
        _moment("withdrawn_at"),
        _moment("put_away_at"),
        _moment("done_at"),
        sa.Column("answer", sa.String(700), nullable=False),
        _moment("answered_at"),
        *_references(
            "guest_question", guest_id="guest.id", city_id="city.id", person_id="person.id", noted_by="person.id"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_question")),
    )
    for column in ("guest_id", "person_id", "answered_at"):
        op.create_index(op.f(f"ix_guest_question_{column}"), "guest_question", [column])
    op.create_table(
        "guest_vote",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _moment("voted_at", nullable=False),
        *_references("guest_vote", question_id="guest_question.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_guest_vote")),
    )
    op.create_index(op.f("ix_guest_vote_person_id"), "guest_vote", ["person_id"])


def _tie_present_guests(connection: sa.Connection, now: datetime) -> None:
    """Who was a guest of a whole network comes to its next session; where there is none, a week is left."""
    of_role = sa.select(MEMBERSHIP.c.network_id).where(MEMBERSHIP.c.role == "guest", MEMBERSHIP.c.left_at.is_(None))
    of_links = sa.select(INVITATION.c.network_id).where(INVITATION.c.role == "guest", INVITATION.c.revoked_at.is_(None))
    for network_id in sorted({*connection.scalars(of_role), *connection.scalars(of_links)}):
        sessions = sa.select(MEETING).where(MEETING.c.network_id == network_id)
        ahead = sessions.where(MEETING.c.starts_at > now, MEETING.c.cancelled_at.is_(None))
        following = connection.execute(ahead.order_by(MEETING.c.starts_at).limit(1)).first()
        last = connection.execute(sessions.order_by(MEETING.c.starts_at.desc()).limit(1)).first()
        _tie_links(connection, network_id, following, now)
        _tie_members(connection, network_id, following, last, now)


def _tie_links(connection: sa.Connection, network_id: int, following: Any, now: datetime) -> None:
    """A link that leads to no session lets nobody in any more."""
    links = (INVITATION.c.network_id == network_id, INVITATION.c.role == "guest", INVITATION.c.revoked_at.is_(None))
    tied = {"meeting_id": following.id} if following is not None else {"revoked_at": now}
    connection.execute(sa.update(INVITATION).where(*links).values(tied))


def _tie_members(connection: sa.Connection, network_id: int, following: Any, last: Any, now: datetime) -> None:
    present = (
        MEMBERSHIP.c.network_id == network_id,
        MEMBERSHIP.c.role == "guest",
        MEMBERSHIP.c.left_at.is_(None),
    )
    if last is None:
        connection.execute(sa.update(MEMBERSHIP).where(*present).values(left_at=now))
        return
    # The first look at one that comes to a session reckons its end, and plans its reminders.
    days, ends_at = (DAYS, now) if following is not None else _a_week_from(last, now)
    people = sa.select(PERSON).join(MEMBERSHIP, MEMBERSHIP.c.person_id == PERSON.c.id).where(*present)
    for person in connection.execute(people).all():
        row = {"meeting_id": (following or last).id, "person_id": person.id, "name": person.name[:80], "about": ""}
        connection.execute(sa.insert(GUEST).values(row | {"days": days, "created_at": now, "ends_at": ends_at}))


def _a_week_from(last: Any, now: datetime) -> tuple[int, datetime]:
    """The days after the last session's end that are left until then, or some hours more; and when that is."""
    end = last.starts_at.replace(tzinfo=UTC) + timedelta(minutes=last.minutes)
    days = (now - end).days + 1 + DAYS
    return days, end + timedelta(days=days)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in columns.items()
    ]


def downgrade() -> None:
    for table in ("guest_vote", "guest_question", "guest"):
        op.drop_table(table)
    op.drop_index(op.f("ix_invitation_meeting_id"), "invitation")
    op.execute("ALTER TABLE invitation DROP COLUMN meeting_id")
    op.execute("DELETE FROM record_section WHERE section = 'guests'")
    _allow_sections(*SECTIONS)


def _allow_sections(*sections: str) -> None:
    listed = ", ".join(f"'{section}'" for section in sections)
    with op.batch_alter_table("record_section") as batch:
        batch.drop_constraint(op.f("ck_record_section_section"), type_="check")
        batch.create_check_constraint(op.f("ck_record_section_section"), f"section IN ({listed})")
