"""The people of the story and their clock: what they do is told beside the letters that come of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from sandbox.message import Message
from store.models import Invitation, Meeting
from tests.flows.phones import Phone, Town
from tests.flows.six_sessions.founding import GROUP
from tests.flows.six_sessions.letters import Mailbag
from texts.translator import Translator, translator_for

AWAKE = 15  # o'clock in UTC, when nobody from Mérida to Zaragoza is in quiet hours


@dataclass(frozen=True)
class Resident:
    """Somebody's phone, in their language: keys are named by the English words of the code."""

    phone: Phone
    translator: Translator

    async def send(self, text: str) -> None:
        """Writes to the bot."""
        await self.phone.send(text)

    async def press(self, label: str, message: Message | None = None, **gaps: object) -> str | None:
        """Presses the key that says this in the person's language; gives the toast."""
        return await self.phone.press(self.translator.label(label, **gaps), message)

    def tap(self, label: str) -> None:
        """Presses, and waits for nothing that comes of it."""
        self.phone.tap(self.translator.label(label))

    async def press_as_written(self, label: str) -> None:
        """Presses a key whose words are no sentence of ours: a number, a city."""
        await self.phone.press(label)


@dataclass(frozen=True)
class Date:
    """When a session is; `until`: when it was given another date."""

    starts_at: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the session was to be then, as far as people knew at that moment."""
        return self.until is None or at < self.until


@dataclass
class Story:
    """`on` turns the clock, `tell` writes down what is done now."""

    town: Town
    mail: Mailbag
    deeds: list[tuple[datetime, str]] = field(default_factory=list)
    given_up: list[Date] = field(default_factory=list)
    answers: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # session, first name: answer

    def of(self, name: str) -> Resident:
        """One of the cast by first name, as `ines`."""
        phone = self.town.phone(name)
        language = next(one["language"] for one in self.town.cast.people if one["id"] == phone.user_id)
        return Resident(phone, translator_for(language))

    def named(self, name: str) -> str:
        """The first name as people write it."""
        user_id = self.town.phone(name).user_id
        return next(str(one["first_name"]) for one in self.town.cast.people if one["id"] == user_id)

    async def on(self, month: int, day: int, hour: int = AWAKE, minute: int = 0) -> None:
        """Lives until that moment of 2027 (UTC), with all that comes on the way."""
        await self.town.move_to(datetime(2027, month, day, hour, minute, tzinfo=UTC))

    def tell(self, deed: str) -> None:
        """What somebody does, for who reads the list."""
        self.deeds.append((self.town.now, deed))

    async def dates(self) -> list[Date]:
        """Of all sessions that take place, and those that were given up."""
        found = sa.select(Meeting.starts_at).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.starts_at)
        starts = await self.town.database.read(lambda session: session.scalars(found).all())
        return [*map(Date, starts), *self.given_up]

    def card_in_group(self, words: str) -> Message:
        """The last card in the group that has these words."""
        return next(one for one in reversed(self.town.messages(GROUP)) if one.by_bot and words in one.text)

    async def newest_link(self) -> str:
        """The token of the invitation that was made last."""
        newest = sa.select(Invitation.token).order_by(Invitation.id.desc()).limit(1)
        token = await self.town.database.read(lambda session: session.scalar(newest))
        assert token is not None
        return token

    async def answer(self, session: int, **answers: Sequence[str]) -> None:
        """People answer the invitation that they have, all in the same moment: `going=("tere", "diego")`."""
        told = "; ".join(f"{', '.join(map(self.named, names))}: {answer}" for answer, names in answers.items())
        self.tell(f"Answers for session {session}. {told}.")
        for answer, names in answers.items():
            for name in names:
                self.of(name).tap(ANSWERS[answer])
                self.answers[session][self.named(name)] = answer
        await self.town.settle()


ANSWERS = {"going": "Going", "maybe": "Maybe", "cannot": "Can’t"}
