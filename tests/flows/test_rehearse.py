"""What a rehearsal foresees is what the network then sends, and it leaves no trace."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reports.forecast.messages import CARD, OTHER
from scheduler.forecasts import Copied, copied, first_line, forecast
from store.database import hold_still
from store.meetings import save_answer
from store.models import Answer, Letter, LetterState, Meeting, Person, Row
from store.programme import network_by_slug
from tests.flows.filled import fill
from tests.flows.phones import Town

KINDS = {"afterwards", "day_before", "digest", CARD, "hour_before"}
# Nothing that comes by itself depends on these: a table that is no part of a copy has to be one of them.
LEFT_OUT = {
    "archive",
    "audit_entry",
    "calendar_feed",
    "composition",
    "consultation",
    "consultation_answer",
    "consultation_field",
    "consultation_member",
    "convening",
    "draft",
    "kept_file",
    "pace",
    "task",
    "update_seen",
    "upload",
} | {
    *("record_theme", "search", "search_entry", "search_term", "search_word"),
    "consultation",  # of the programme, and of no network
    *(f"consultation_{of}" for of in ("answer", "challenge", "field", "member", "reply", "respondent")),
}
STEP = timedelta(days=20)  # what is older than a month is forgotten
Sent = tuple[datetime, int, str, str]


async def test_a_rehearsal_foresees_what_is_then_sent(town: Town) -> None:
    await town.database.run(lambda session: _begin(session, town.now))
    until = town.now + timedelta(days=64 if town.database.is_sqlite else 30)  # the copy is the same by then
    before, calls = await town.database.read(_all_rows), len(town.world.calls)

    copies = [await _copied(town, slug) for slug in ("economia-local", "movilidad-sostenible")]
    found = [forecast(copy, town.now, town.now, until) for copy in copies]

    for copy in copies:
        taken = {table.name for table, _ in copy.excerpt.rows}
        assert {name for name, rows in before.items() if rows} - taken <= LEFT_OUT
    assert await town.database.read(_all_rows) == before
    assert len(town.world.calls) == calls
    sent = await _lived(town, until)
    for one in found:
        readers = {to.chat_id for to in one.recipients}
        foreseen = [(_minute(each.at), each.to.chat_id, each.kind, each.line) for each in one.messages]
        assert sorted(foreseen) == sorted(each for each in sent if each[1] in readers)
        assert {each.kind for each in one.messages} >= KINDS
        assert [each for each in one.messages if not each.networks] == []


async def _lived(town: Town, until: datetime) -> list[Sent]:
    """What was sent until then, as the outbox has it: what is older than a month is forgotten there."""
    begun, sent = town.now, dict[int, Sent]()
    while town.now < until:
        await town.move_to(min(town.now + STEP, until))
        sent |= await town.database.read(lambda session: _sent_after(session, begun))
    return list(sent.values())


def _begin(session: Session, now: datetime) -> None:
    """Something of everything, and answers to all sessions of some people."""
    fill(session, now)
    for meeting in session.scalars(sa.select(Meeting)):
        for person in session.scalars(sa.select(Person).order_by(Person.id).limit(4)):
            save_answer(session, meeting, person, Answer.GOING, now)


async def _copied(town: Town, slug: str) -> Copied:
    def copy(session: Session) -> Copied:
        hold_still(session)
        network = network_by_slug(session, slug)
        assert network is not None
        return copied(session, network, town.now)

    return await town.database.read(copy)


def _sent_after(session: Session, moment: datetime) -> dict[int, Sent]:
    by_itself = (Letter.method.startswith("send"), Letter.part == 0, Letter.state == LetterState.SENT)
    rows = session.scalars(sa.select(Letter).where(*by_itself, Letter.sent_at > moment))
    return {one.id: (_minute(one.sent_at or moment), one.chat_id, _kind(one), first_line(one.payload)) for one in rows}


def _kind(letter: Letter) -> str:
    return letter.kind or (OTHER if letter.chat_id > 0 else CARD)


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _all_rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    tables = Row.metadata.sorted_tables
    return {table.name: sorted(map(tuple, session.execute(sa.select(table))), key=repr) for table in tables}
