"""What came to people and to the group by itself, in the order in which it came, each on the clock of its reader."""

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Kind, Lane, Letter, LetterState, Person
from tests.flows.phones import Town

MADRID = "Europe/Madrid"
TAG = re.compile("<[^>]+>")
LONGEST = 120


@dataclass(frozen=True)
class Arrived:
    """A letter that was delivered. `who`: the group, or somebody's first name; `zone`: of their clock."""

    at: datetime
    chat_id: int
    who: str
    zone: str
    kind: Kind | None
    text: str

    @property
    def on_clock(self) -> datetime:
        """When it came, where it was read."""
        return self.at.astimezone(ZoneInfo(self.zone))

    @property
    def week(self) -> date:
        """The Monday of that week."""
        return self.on_clock.date() - timedelta(days=self.on_clock.weekday())

    @property
    def line(self) -> str:
        """As it stands in the list."""
        place = self.zone.rpartition("/")[2].replace("_", " ")
        return f"{self.on_clock:%a %d %b %H:%M} {place:13} {self.who:6} {self.kind or '-':16} {_short(self.text)}"


@dataclass
class Mailbag:
    """All that has arrived. `gather` at least once a month: what is older is forgotten by the bot."""

    town: Town
    arrived: list[Arrived] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    async def gather(self) -> None:
        """What has come since the last time."""
        deleted = await self.town.database.read(_deleted)
        for letter, person in await self.town.database.read(self._read):
            world, chat_id = self.town.world, letter.chat_id
            chat = world.chats.get(chat_id) or world.private(world.bot, chat_id)
            was_there = letter.message_id in chat.messages or (chat_id, letter.message_id) in deleted
            assert was_there, f"never on the phone: {letter.key}"
            self.arrived.append(_arrived(letter, person))
            self._seen.add(letter.id)

    def _read(self, session: Session) -> list[tuple[Letter, Person | None]]:
        found = sa.select(Letter, Person).outerjoin(Person, Person.telegram_id == Letter.chat_id)
        by_itself = (Letter.lane == Lane.BULK, Letter.state == LetterState.SENT, Letter.method.startswith("send"))
        rows = session.execute(found.where(*by_itself))
        return [(letter, person) for letter, person in rows if letter.id not in self._seen]


def _deleted(session: Session) -> set[tuple[int, int]]:
    """What the bot took away again: chat and message."""
    found = sa.select(Letter.chat_id, Letter.payload).where(
        Letter.method == "deleteMessage", Letter.state == LetterState.SENT
    )
    return {(chat_id, payload["message_id"]) for chat_id, payload in session.execute(found)}


def _arrived(letter: Letter, person: Person | None) -> Arrived:
    assert letter.sent_at is not None
    kind = Kind(letter.kind) if letter.kind else None
    text = html.unescape(TAG.sub("", letter.payload.get("text", letter.payload.get("caption", ""))))
    if person is None:
        return Arrived(letter.sent_at, letter.chat_id, "grupo", MADRID, kind, text)
    return Arrived(letter.sent_at, letter.chat_id, person.name.split()[0], person.zone, kind, text)


def _short(text: str) -> str:
    """The beginning, in one line."""
    whole = " | ".join(line.strip() for line in text.splitlines() if line.strip())
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
