"""Answers and changes of a meeting, and what becomes of the letters about it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings import do_answer, do_cancel, do_move, do_set_link, plan_reminders_for
from actions.meetings.attendance import attendance_of
from actions.meetings.refusals import LinkNotUnderstood, MeetingCancelled, MeetingChanged, MeetingStarted
from actions.meetings.showing import update_copies
from actions.programme import do_load_programme, read_programme
from actions.refusals import NetworkClosed
from scheduler.reminders import TICK
from store.chats import meet_chat
from store.database import Database
from store.models import (
    Answer,
    ChatKind,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Person,
    Reminder,
    ReminderKind,
    ReminderState,
    Role,
)
from store.programme import city_by_slug, network_by_slug
from texts.meetings import Counts

PROGRAMME = Path(__file__).parent.parent.parent / "demo" / "programme.toml"
NOW = datetime(2027, 5, 24, 13, tzinfo=UTC)
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)
LATER = datetime(2027, 7, 1, 15, tzinfo=UTC)
CITIES = ("merida-mx", "quito", "zaragoza")


async def test_each_reminder_goes_once_to_those_whom_it_concerns(database: Database) -> None:
    await database.run(_furnish)
    sent = Counter[tuple[int, str]]()
    await database.run(lambda session: _answers(session, {2: Answer.GOING, 3: Answer.MAYBE}))

    while (moment := await database.read(TICK.next_due)) is not None and moment < FIRST:
        await database.run(lambda session, moment=moment: TICK.enqueue(session, moment))  # type: ignore[misc]
        await database.run(lambda session, moment=moment: TICK.enqueue(session, moment))  # type: ignore[misc]
    for chat_id, key in await database.read(_keys):
        sent[chat_id, key.split(":")[2]] += 1

    assert sent == {
        (-5, "card"): 1,
        (1, "week"): 1,
        (1, "nudge"): 1,  # to the coordination: who has not answered
        (1, "day"): 1,  # that the call has no link
        (2, "day"): 1,
        (2, "hour"): 1,
        (3, "week"): 1,
        (4, "week"): 1,
        (4, "nudge"): 1,
    }


async def test_late_tick_drops_what_is_of_no_use(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _answers(session, {2: Answer.GOING}))

    await database.run(lambda session: TICK.enqueue(session, FIRST - timedelta(minutes=20)))

    assert [key for _, key in await database.read(_keys)] == ["meeting:7:card:0:chat:-5", "meeting:7:hour:0:person:2"]
    states = await database.read(lambda session: _states(session, person_id=2))
    assert states == {
        ReminderKind.WEEK_BEFORE: ReminderState.SKIPPED,
        ReminderKind.NUDGE: ReminderState.SKIPPED,
        ReminderKind.DAY_BEFORE: ReminderState.SKIPPED,
        ReminderKind.HOUR_BEFORE: ReminderState.DONE,
    }


async def test_reminder_that_comes_late_at_night_waits_for_the_morning(database: Database) -> None:
    await database.run(_furnish)
    thursday_night_in_quito = datetime(2027, 6, 12, 3, tzinfo=UTC)

    await database.run(lambda session: TICK.enqueue(session, thursday_night_in_quito))

    assert [chat_id for chat_id, _ in await database.read(_keys) if chat_id > 0] == []
    due = await database.read(
        lambda session: session.scalar(
            sa.select(Reminder.due_at).where(
                Reminder.person_id == 2, Reminder.meeting_id == 7, Reminder.kind == ReminderKind.WEEK_BEFORE
            )
        )
    )
    assert due == datetime(2027, 6, 14, 13, tzinfo=UTC)


async def test_people_who_left_were_erased_or_pause_are_not_asked(database: Database) -> None:
    await database.run(_furnish)

    def change(session: Session) -> None:
        session.get_one(Membership, 1).left_at = NOW
        session.get_one(Person, 2).erased_at = NOW
        session.get_one(Person, 3).paused_until = FIRST
        session.get_one(Person, 4).paused_until = FIRST
        _answers(session, {4: Answer.GOING})

    await database.run(change)
    while (moment := await database.read(TICK.next_due)) is not None and moment < FIRST:
        await database.run(lambda session, moment=moment: TICK.enqueue(session, moment))  # type: ignore[misc]

    assert [key for _, key in await database.read(_keys)] == [
        "meeting:7:card:0:chat:-5",
        "meeting:7:day:0:person:4",
        "meeting:7:hour:0:person:4",
    ]


async def test_move_takes_back_what_has_not_gone_out(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _answers(session, {2: Answer.GOING, 3: Answer.CANNOT}))
    friday = datetime(2027, 6, 11, 16, tzinfo=UTC)
    await database.run(lambda session: TICK.enqueue(session, friday))

    await database.run(lambda session: _move(session, LATER, friday))

    assert await database.read(_letter_states) == {
        "meeting:7:card:0:chat:-5": LetterState.WITHDRAWN,
        "meeting:7:week:0:person:1": LetterState.WITHDRAWN,
        "meeting:7:week:0:person:4": LetterState.WITHDRAWN,
        "meeting:7:changed:1:person:2": LetterState.WAITING,
        "meeting:7:changed:1:person:3": LetterState.WAITING,
        "meeting:7:changed:1:person:4": LetterState.WAITING,
        "meeting:7:changed:1:chat:-5": LetterState.WAITING,
    }
    assert await database.read(lambda session: _states(session, person_id=3)) == dict.fromkeys(
        ReminderKind, ReminderState.WAITING
    )
    assert await database.read(lambda session: attendance_of(session, session.get_one(Meeting, 7)).counts) == Counts(
        going=1, maybe=0, cannot=0, silent=3
    )


async def test_move_news_wait_for_the_morning_unless_they_concern_the_next_hours(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _answers(session, {2: Answer.GOING, 4: Answer.MAYBE}))
    six_in_madrid = datetime(2027, 6, 9, 4, tzinfo=UTC)

    await database.run(lambda session: _move(session, LATER, six_in_madrid))
    assert await database.read(_due_of_news) == {
        2: datetime(2027, 6, 9, 13, tzinfo=UTC),
        3: datetime(2027, 6, 9, 14, tzinfo=UTC),
        4: datetime(2027, 6, 9, 6, tzinfo=UTC),
    }

    night_before = LATER - timedelta(hours=11)
    await database.run(lambda session: _move(session, LATER + timedelta(hours=1), night_before))
    assert await database.read(_due_of_news) == dict.fromkeys((2, 3, 4), night_before)


async def test_move_to_short_notice_plans_only_what_is_to_come(database: Database) -> None:
    await database.run(_furnish)
    now = datetime(2027, 6, 8, 12, tzinfo=UTC)

    await database.run(lambda session: _move(session, datetime(2027, 6, 10, 15, tzinfo=UTC), now))

    assert set(await database.read(lambda session: _states(session, person_id=2))) == {
        ReminderKind.DAY_BEFORE,
        ReminderKind.HOUR_BEFORE,
    }


async def test_cancel_takes_back_letters_and_skips_reminders(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _answers(session, {2: Answer.GOING, 4: Answer.CANNOT}))
    friday = datetime(2027, 6, 11, 16, tzinfo=UTC)
    await database.run(lambda session: TICK.enqueue(session, friday))

    def cancel(session: Session) -> None:
        meeting = session.get_one(Meeting, 7)
        do_cancel(
            session, session.get_one(Person, 1), meeting, _network(session), sequence=meeting.sequence, now=friday
        )

    await database.run(cancel)

    states = await database.read(_letter_states)
    assert {key: state for key, state in states.items() if state is LetterState.WAITING} == {
        "meeting:7:changed:1:person:2": LetterState.WAITING,
        "meeting:7:changed:1:person:3": LetterState.WAITING,
        "meeting:7:changed:1:chat:-5": LetterState.WAITING,
    }
    assert set((await database.read(lambda session: _states(session, person_id=2))).values()) == {ReminderState.SKIPPED}
    with pytest.raises(MeetingCancelled):
        await database.run(lambda session: _answers(session, {3: Answer.GOING}))


async def test_answers_are_refused_when_it_is_too_late(database: Database) -> None:
    await database.run(_furnish)

    with pytest.raises(MeetingStarted):
        await database.run(lambda session: _answers(session, {3: Answer.GOING}, now=FIRST))

    def close(session: Session) -> None:
        _network(session).closed_at = NOW

    await database.run(close)
    with pytest.raises(NetworkClosed):
        await database.run(lambda session: _answers(session, {3: Answer.GOING}))


async def test_move_of_a_meeting_that_was_changed_meanwhile_is_refused(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _move(session, LATER, NOW))

    with pytest.raises(MeetingChanged):
        await database.run(lambda session: _move(session, LATER + timedelta(hours=1), NOW, sequence=0))


async def test_of_two_moves_at_the_same_moment_one_is_refused(database: Database) -> None:
    await database.run(_furnish)

    outcomes = await asyncio.gather(
        *(
            database.run(_slowly(database, lambda session, to=to: _move(session, to, NOW, sequence=0)))  # type: ignore[misc]
            for to in (LATER, LATER + timedelta(hours=1))
        ),
        return_exceptions=True,
    )

    assert Counter(map(type, outcomes)) == Counter([type(None), MeetingChanged])


async def test_answers_at_the_same_moment_are_all_counted(database: Database) -> None:
    await database.run(_furnish)
    await database.run(lambda session: TICK.enqueue(session, FIRST - timedelta(days=7)))

    await asyncio.gather(
        *(
            database.run(_slowly(database, lambda session, who=who: _answers(session, {who: Answer.GOING})))  # type: ignore[misc]
            for who in (2, 3, 4)
        )
    )

    card = await database.read(_card_in_the_group)
    await database.run(lambda session: update_copies(session, session.get_one(Meeting, 7), _network(session), now=NOW))
    assert await database.read(_card_in_the_group) == card


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://", "https://localhost/x", "meet.example.org", "https://a.b c", "x" * 501]
)
async def test_link_that_is_none_is_refused(database: Database, link: str) -> None:
    await database.run(_furnish)

    def set_link(session: Session) -> None:
        meeting = session.get_one(Meeting, 7)
        do_set_link(session, session.get_one(Person, 1), meeting, _network(session), link, now=NOW)

    with pytest.raises(LinkNotUnderstood):
        await database.run(set_link)


async def test_new_rule_moves_reminders_and_tells_those_who_come(database: Database, tmp_path: Path) -> None:
    await database.run(_furnish)
    await database.run(lambda session: _answers(session, {2: Answer.GOING}))
    changed = tmp_path / "programme.toml"
    changed.write_text(PROGRAMME.read_text().replace("meeting_time = 17:00:00", "meeting_time = 18:00:00"))

    await database.run(lambda session: do_load_programme(session, read_programme(changed), now=NOW))

    assert [key for chat_id, key in await database.read(_keys) if chat_id > 0] == ["meeting:7:changed:1:person:2"]
    due = await database.read(
        lambda session: session.scalars(
            sa.select(Reminder.due_at).where(
                Reminder.meeting_id == 7, Reminder.kind == ReminderKind.HOUR_BEFORE, Reminder.person_id == 2
            )
        ).one()
    )
    assert due == FIRST


def _furnish(session: Session) -> None:
    """The mobility network with a coordinator in Madrid (1) and delegates of Quito (2), Mérida (3), Zaragoza (4)."""
    do_load_programme(session, read_programme(PROGRAMME), now=NOW)
    network = _network(session)
    for telegram_id, slug in enumerate([None, "quito", "merida-mx", "zaragoza"], start=1):
        city = city_by_slug(session, slug) if slug else None
        person = Person(
            telegram_id=telegram_id,
            name=f"P{telegram_id}",
            language="es",
            zone=city.zone if city else "Europe/Madrid",
            consented_at=NOW,
            created_at=NOW,
        )
        session.add(person)
        session.flush()
        membership = Membership(
            person_id=person.id,
            network_id=network.id,
            city_id=city.id if city else None,
            role=Role.DELEGATE if city else Role.COORDINATOR,
            joined_at=NOW,
        )
        session.add(membership)
        session.flush()
        plan_reminders_for(session, membership, now=NOW)
    chat = meet_chat(session, -5, ChatKind.SUPERGROUP, "Movilidad")
    chat.network_id, chat.connected_at = network.id, NOW
    for other in session.scalars(sa.select(Meeting).where(Meeting.id != 7)):
        other.card_due_at = None
        session.execute(sa.delete(Reminder).where(Reminder.meeting_id == other.id))
    session.flush()


def _network(session: Session) -> Network:
    network = network_by_slug(session, "movilidad-sostenible")
    assert network is not None
    return network


def _answers(session: Session, answers: dict[int, Answer], now: datetime = NOW) -> None:
    meeting = session.get_one(Meeting, 7)
    for person_id, answer in answers.items():
        do_answer(session, session.get_one(Person, person_id), meeting, _network(session), answer, now=now)


def _slowly(database: Database, unit: Callable[[Session], None]) -> Callable[[Session], None]:
    """So that others begin before it ends, where the store lets them."""

    def slow(session: Session) -> None:
        unit(session)
        if not database.is_sqlite:
            session.execute(sa.text("SELECT pg_sleep(0.2)"))

    return slow


def _card_in_the_group(session: Session) -> dict[str, Any]:
    payload: dict[str, Any] = session.scalars(sa.select(Letter.payload).where(Letter.chat_id == -5)).one()
    return payload


def _move(session: Session, to: datetime, now: datetime, sequence: int | None = None) -> None:
    meeting = session.get_one(Meeting, 7)
    at = meeting.sequence if sequence is None else sequence
    do_move(session, session.get_one(Person, 1), meeting, _network(session), to, sequence=at, now=now)


def _keys(session: Session) -> list[tuple[int, str]]:
    found = sa.select(Letter.chat_id, Letter.key).where(Letter.key.startswith("meeting:")).order_by(Letter.id)
    return [(chat_id, key) for chat_id, key in session.execute(found) if key is not None]


def _letter_states(session: Session) -> dict[str, LetterState]:
    found = sa.select(Letter.key, Letter.state).where(Letter.key.startswith("meeting:"))
    return {key: state for key, state in session.execute(found) if key is not None}


def _due_of_news(session: Session) -> dict[int, datetime]:
    found = sa.select(Letter.chat_id, Letter.due_at).where(
        Letter.key.like("meeting:7:changed:%:person:%"), Letter.state == LetterState.WAITING
    )
    return {row.chat_id: row.due_at for row in session.execute(found)}


def _states(session: Session, *, person_id: int) -> dict[ReminderKind, ReminderState]:
    found = sa.select(Reminder.kind, Reminder.state).where(Reminder.meeting_id == 7, Reminder.person_id == person_id)
    return {row.kind: row.state for row in session.execute(found)}
