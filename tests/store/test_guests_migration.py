"""Guests of a whole network come to its next session; where there is none, a week is left."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from actions.invitations import do_create_invitation
from scheduler.guests import end_visits
from store import schema
from store.database import connect, on_connection
from store.models import Guest, Handover, Invitation, Meeting, Membership, Person, Reminder, Role
from tests.actions.founding import convene, found_network, join, settle_person

OF_GUESTS = next(
    one for one in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions() if "guests_come" in str(one.path)
)
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


def two_networks(session: Session) -> None:
    """One with a session ahead, one whose last session is over; each with a guest, a link, and a place passed on."""
    for slug, *starts in (("ahead", NOW + timedelta(days=5)), ("over", NOW - timedelta(days=30))):
        network = found_network(session, slug)
        meetings = convene(session, network, *starts)
        guest, _ = settle_person(session)
        membership = join(session, guest, None, network, role=Role.GUEST)
        link = do_create_invitation(session, network, None, Role.GUEST, now=NOW, meeting=meetings[0])
        session.add(
            Handover(membership_id=membership.id, invitation_id=link.id, person_id=guest.id, leaves=True, asked_at=NOW)
        )


async def test_present_guests_are_tied_to_a_session(store_url: str) -> None:
    def there_and_back(connection: sa.Connection) -> None:
        command.downgrade(schema._config(connection), str(OF_GUESTS.down_revision))
        command.upgrade(schema._config(connection), "head")

    database = connect(store_url)
    await database.run(two_networks)
    await database.close()

    await asyncio.to_thread(on_connection, store_url, there_and_back)

    def look(session: Session) -> None:
        assert end_visits(session, datetime.now(UTC)) == 1
        ahead, over = session.scalars(sa.select(Guest).order_by(Guest.id)).all()
        meeting = session.get_one(Meeting, ahead.meeting_id)
        assert ahead.name == session.get_one(Person, ahead.person_id).name
        assert ahead.ends_at == meeting.starts_at + timedelta(minutes=meeting.minutes, days=7)
        assert session.scalar(sa.select(sa.func.count()).select_from(Reminder)) == 2
        assert over.ends_at is not None
        assert timedelta(days=7) <= over.ends_at - NOW <= timedelta(days=8)
        links = session.scalars(sa.select(Invitation).order_by(Invitation.id)).all()
        assert [(one.meeting_id, one.revoked_at is None) for one in links] == [(meeting.id, True), (None, False)]
        assert end_visits(session, over.ends_at) == 1
        left = session.scalars(sa.select(Membership.left_at).order_by(Membership.id)).all()
        assert [one is not None for one in left] == [False, True]

    database = connect(store_url)
    await database.run(look)
    await database.close()
