"""Heavy work in the bot as people run it: a process that ends another one with its work."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.records.files import want_file
from store import tasks
from store.models import Meeting, Person, Record, RecordVersion, Section, Task, TaskState
from store.tasks import LEASE
from tests.flows.processes import until
from tests.flows.site import FIRST, Site, settle_people
from texts.records.content import Part, content_of


async def test_pdf_asked_of_a_process_that_was_killed_comes_from_the_next_one_and_once(site: Site) -> None:
    await settle_people(site, range(FIRST, FIRST + 1))
    await site.database.run(lambda session: _asked(session, is_sqlite=site.database.is_sqlite))

    async with site.bot() as bot:
        await until(site.world, lambda: bool(site.said(FIRST)))
        assert (await bot.stop(), bot.broken()) == (0, [])

    (message,) = [message for message in site.world.messages(FIRST) if message.by_bot]
    assert (message.media_kind, message.body["document"]["file_name"]) == ("document", "acta-sesion-1.pdf")
    ended = await site.database.read(lambda session: session.execute(sa.select(Task.state, Task.attempts)).one())
    assert tuple(ended) == (TaskState.DONE, 2)


def _asked(session: Session, *, is_sqlite: bool) -> None:
    """A published record, and a task that a process had leased: where there may be others its lease has run out."""
    now = datetime.now(UTC)
    person = session.scalars(sa.select(Person)).one()
    meeting = session.scalars(sa.select(Meeting).where(Meeting.number == 1).order_by(Meeting.id)).first()
    assert meeting is not None
    record = Record(meeting_id=meeting.id, version=1, published_at=now)
    session.add(record)
    session.flush()
    content = content_of([Part(Section.DECISIONS, text="Una #decisión", language="es")]).frozen()
    session.add(RecordVersion(record_id=record.id, version=1, person_id=person.id, content=content, published_at=now))
    session.flush()
    leased_at = now if is_sqlite else now - LEASE
    want_file(session, person, meeting, is_draft=False, now=leased_at)
    assert tasks.lease_next(session, leased_at) is not None
