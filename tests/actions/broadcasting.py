"""Very many members, and Telegram's side of it: what stands on each phone, and how often anything was done there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import writing
from actions.announcements.ringing import enqueue_due
from store import outbox
from store.database import Database
from store.models import Announcement, AnnouncementState, Membership, Person, Role
from store.outbox import Content, Leased, PaceSettings, SentLetter
from tests.actions.founding import FOUNDED, found_network, join, settle_person

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
FREE = PaceSettings(per_second=1_000_000, private_burst=1000)
AT_ONCE = 100
FIRST_CHAT = 1_000_000
IN_MADRID = ("Europe/Madrid",)


@dataclass
class Broadcast:
    """An announcement written by one coordinator, and the phones of all the others."""

    database: Database
    author_id: int
    number: int
    now: datetime = NOON
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    done: Counter[tuple[str, int]] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)  # on the author's own phone

    def author(self, session: Session) -> Person:
        return session.get_one(Person, self.author_id)

    async def deliver(self, most: int | None = None) -> int:
        """Posts what is due, at most so many letters; gives their number."""
        return await self.database.run(lambda session: self._deliver(session, most))

    async def ring(self) -> None:
        """The clock looks, two seconds later."""
        self.now += timedelta(seconds=2)
        await self.database.run(lambda session: enqueue_due(session, self.now))

    async def go_on(self, between_rings: int) -> None:
        """Until nothing is under way; so many letters go out between two looks of the clock, which rests at night."""
        while await self.state() is not AnnouncementState.SENT:
            await self.ring()
            await self.deliver(between_rings)
            self.now = max(self.now, await self.rests_until() or self.now)

    async def rests_until(self) -> datetime | None:
        """When the next reader wakes, if there is nothing to do before."""

        def unit(session: Session) -> datetime | None:
            announcement = session.get_one(Announcement, self.number)
            return announcement.look_at if announcement.rests else None

        return await self.database.read(unit)

    async def state(self) -> AnnouncementState:
        return await self.database.read(lambda session: session.get_one(Announcement, self.number).state)

    def words(self) -> Counter[str]:
        """What the announcements say, below who says it, and on how many phones."""
        return Counter(text.partition("\n\n")[2] for text in self.shown.values())

    def times(self, method: str) -> Counter[int]:
        """How often this was done, and on how many phones."""
        return Counter(number for (done, _), number in self.done.items() if done == method)

    async def begin(self, most: int = AT_ONCE) -> list[tuple[Leased, Content]]:
        """Puts what is due on the wire, and leaves it there; nobody takes it for lost before days are over."""

        def unit(session: Session) -> list[tuple[Leased, Content]]:
            until = self.now + timedelta(days=7)
            return outbox.post_due(session, self.now, until, limit=most, pace=FREE)[0]

        return await self.database.run(unit)

    async def end(self, on_the_wire: list[tuple[Leased, Content]]) -> None:
        """It arrives."""
        await self.database.run(lambda session: self._arrive(session, on_the_wire))

    def _deliver(self, session: Session, most: int | None) -> int:
        delivered = 0
        while most is None or delivered < most:
            room = AT_ONCE if most is None else min(AT_ONCE, most - delivered)
            until = self.now + timedelta(minutes=1)
            posted, _ = outbox.post_due(session, self.now, until, limit=room, pace=FREE)
            self._arrive(session, posted)
            delivered += len(posted)
            if not posted:
                break
        return delivered

    def _arrive(self, session: Session, posted: list[tuple[Leased, Content]]) -> None:
        sent = [
            SentLetter(letter, content, self._take(letter.id, letter.chat_id, content.method, content.payload))
            for letter, content in posted
        ]
        if sent:
            outbox.record_all_sent(session, sent, self.now)

    def _take(self, letter_id: int, chat_id: int, method: str, payload: dict[str, Any]) -> int | None:
        if chat_id < FIRST_CHAT:
            self.told.append(payload["text"])
            return letter_id
        self.done[method, chat_id] += 1
        message_id = int(payload.get("message_id", letter_id))
        assert (chat_id, message_id) in self.shown or method.startswith("send")
        if method == "deleteMessage":
            del self.shown[chat_id, message_id]
            return None
        self.shown[chat_id, message_id] = payload["text"]
        return message_id


async def broadcast(database: Database, people: int, text: str, zones: Sequence[str] = IN_MADRID) -> Broadcast:
    """A network of so many, who live in these zones by turns, and what its coordinator has written to it."""

    def unit(session: Session) -> Broadcast:
        network = found_network(session)
        author, _ = settle_person(session)
        join(session, author, None, network, role=Role.COORDINATOR)
        _settle(session, network.id, range(FIRST_CHAT, FIRST_CHAT + people), zones)
        announcement = writing.do_write(session, author, [network], writing.Content(text, text), now=NOON)
        return Broadcast(database, author.id, announcement.id)

    return await database.run(unit)


def _settle(session: Session, network_id: int, people: range, zones: Sequence[str]) -> None:
    persons = [
        {
            "telegram_id": number,
            "name": f"Person {number}",
            "post": "",
            "language": ("es", "pt")[number % 2],
            "country": "",
            "zone": zones[number % len(zones)],
            "digest": "none",
            "consented_at": FOUNDED,
            "created_at": FOUNDED,
        }
        for number in people
    ]
    session.execute(sa.insert(Person), persons)
    ids = session.scalars(sa.select(Person.id).where(Person.telegram_id.between(people[0], people[-1])))
    values = {"network_id": network_id, "role": Role.FACILITATOR, "joined_at": FOUNDED}
    session.execute(sa.insert(Membership), [{"person_id": number, **values} for number in ids])
