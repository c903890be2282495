"""What a rehearsal is made of: rows of one moment, letters that arrive, and the networks that they are from."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from bot.demo import furnish_store, read_cast
from store import letters, pausing
from store.database import Database, hold_still, in_memory, on_connection
from store.models import (
    AnnouncementNetwork,
    Challenge,
    Chat,
    ChatKind,
    DatePoll,
    Experience,
    Guest,
    Handover,
    Lane,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Priority,
    Prompt,
    Rota,
    Solution,
    UpdateSeen,
)
from store.outbox.origins import origin_of, slugs_behind
from store.outbox.rehearsing import arrive
from tests.flows.filled import fill

NOON = datetime(2027, 6, 7, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)
SWITCHED_OFF = 2
OF_A_NETWORK = {
    "meeting": Meeting,
    "rota": Rota,
    "poll": DatePoll,
    "prompt": Prompt,
    "planned": Prompt,
    "challenge": Challenge,
    "experience": Experience,
    "contact": Membership,
    "role": Membership,
    "removed": Membership,
}


async def test_all_that_is_read_is_of_one_moment(database: Database, store_url: str) -> None:
    def unit(session: Session) -> tuple[int, int]:
        hold_still(session)
        before = _seen(session)
        writing = Thread(target=on_connection, args=(store_url, _see_another))
        writing.start()
        writing.join()
        return before, _seen(session)

    assert await database.read(unit) == (0, 0)
    assert await database.read(_seen) == 1


def _see_another(connection: Connection) -> None:
    connection.execute(sa.insert(UpdateSeen).values(update_id=1, seen_at=NOON))


def _seen(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(UpdateSeen)) or 0


def test_letters_end_as_they_would_and_in_their_order() -> None:
    with in_memory() as session:
        off = Chat(id=SWITCHED_OFF, kind=ChatKind.PRIVATE, title="", unreachable_at=NOON)
        session.add(off)
        session.flush()
        _write(session, 1, due_at=NOON - HOUR, text="news")
        _write(session, 1, due_at=NOON, text="answer", priority=Priority.ANSWER)
        _write(session, 1, due_at=NOON - 2 * HOUR, text="late", stale_at=NOON - HOUR)
        _write(session, 1, due_at=NOON, text="paused", subject="announcement:7")
        _write(session, SWITCHED_OFF, due_at=NOON, text="bulk")
        _write(session, SWITCHED_OFF, due_at=NOON, text="asked for", lane=Lane.ANSWERS)
        _write(session, 1, due_at=NOON + HOUR, text="not yet")
        pausing.pause(session, "announcement:7", NOON)

        arrived = [(one.payload["text"], one.state.value) for one in arrive(session, NOON)]

        states = {letter.payload["text"]: letter.state for letter in session.scalars(sa.select(Letter))}
    assert arrived == [
        ("answer", "sent"),
        ("late", "late"),
        ("news", "sent"),
        ("paused", "paused"),
        ("bulk", "unreachable"),
        ("asked for", "sent"),
    ]
    assert states == {**dict(arrived), "not yet": LetterState.WAITING}


def _write(
    session: Session,
    chat_id: int,
    *,
    due_at: datetime,
    text: str,
    lane: Lane = Lane.BULK,
    priority: Priority = Priority.NEWS,
    stale_at: datetime | None = None,
    subject: str | None = None,
) -> None:
    letters.add(
        session,
        chat_id=chat_id,
        method="sendMessage",
        payload={"text": text},
        lane=lane,
        priority=priority,
        due_at=due_at,
        stale_at=stale_at,
        key=None,
        subject=subject,
        message_id=None,
        created_at=NOON,
    )


@pytest.fixture(scope="module")
def filled() -> Iterator[Session]:
    """A demonstration in which there is something of everything."""
    with in_memory() as session:
        furnish_store(session, read_cast(), NOON)
        fill(session, NOON)
        yield session


@pytest.mark.parametrize(("beginning", "table"), OF_A_NETWORK.items())
def test_letter_about_what_a_network_has_is_from_it(filled: Session, beginning: str, table: Any) -> None:
    for row in filled.scalars(sa.select(table)).all():
        expected = [filled.get_one(Network, row.network_id).slug]
        assert slugs_behind(filled, origin_of(f"{beginning}:{row.id}:person:7")) == expected
        assert slugs_behind(filled, origin_of(f"card:{beginning}:{row.id}")) == expected


def test_letter_about_what_hangs_on_something_of_a_network_is_from_it(filled: Session) -> None:
    guest, solution = filled.scalars(sa.select(Guest)).first(), filled.scalars(sa.select(Solution)).first()
    assert guest is not None
    assert solution is not None
    place = filled.scalars(sa.select(Membership)).all()[-1]
    handover = Handover(membership_id=place.id, person_id=place.person_id, leaves=False, asked_at=NOON)
    filled.add(handover)
    filled.flush()
    announced = filled.execute(
        sa.select(AnnouncementNetwork.announcement_id, Network.slug).join(
            Network, Network.id == AnnouncementNetwork.network_id
        )
    )

    said = {
        key: slugs_behind(filled, origin_of(key))
        for key in (f"guest:{guest.id}:question:1", f"visit:{guest.id}:ended", f"handover:{handover.id}:person:1")
    }
    assert said == {
        f"guest:{guest.id}:question:1": _slugs(filled, Meeting, guest.meeting_id),
        f"visit:{guest.id}:ended": _slugs(filled, Meeting, guest.meeting_id),
        f"handover:{handover.id}:person:1": _slugs(filled, Membership, place.id),
    }
    of_solution = slugs_behind(filled, origin_of(f"solution:{solution.id}:asker:1"))
    assert of_solution == _slugs(filled, Challenge, solution.challenge_id)
    for announcement, slug in announced:
        assert slug in slugs_behind(filled, origin_of(f"announcement:{announcement}:chat:1"))


def test_digest_is_from_all_networks_that_it_tells_of(filled: Session) -> None:
    slugs = {network.slug: network.id for network in filled.scalars(sa.select(Network))}
    whole = "+".join(map(str, slugs.values()))

    assert slugs_behind(filled, origin_of(f"digest:2027-06-07:person:7:{whole}")) == sorted(slugs)
    for slug, number in slugs.items():
        assert slugs_behind(filled, origin_of(f"digest:2027-06-07:person:7:{number}")) == [slug]
        assert slugs_behind(filled, origin_of(f"titular:{number}:8:1:20270607")) == [slug]


@pytest.mark.parametrize("key", [None, "", "city:1:person:7:20270607", "meeting:99999:nudge", "meeting:x"])
def test_what_a_key_does_not_tell_nobody_guesses(filled: Session, key: str | None) -> None:
    assert slugs_behind(filled, origin_of(key)) == []


def _slugs(session: Session, table: Any, number: int) -> list[str]:
    return [session.get_one(Network, session.get_one(table, number).network_id).slug]
