"""Two networks that live for weeks, with all that comes to their people by itself looked at when it is planned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import reminders
from actions.announcements.sending import do_send
from actions.announcements.writing import Content, do_write
from actions.attention import RULES, Claim
from actions.digests import plan_for_member
from actions.meetings.answering import do_answer
from actions.settings import do_choose_digest_day, do_choose_minutes, do_choose_zone, do_pause
from scheduler import digests, prompts
from scheduler import reminders as reminders_tick
from store.models import (
    Answer,
    DigestWish,
    Held,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Person,
    Prompt,
    Role,
    Rsvp,
)
from tests.actions.founding import convene, found_network, join, settle_person, share_challenge

BEGIN = datetime(2027, 10, 4, 6, tzinfo=UTC)  # a Monday; Spain changes its clocks on 31 October
DAY = timedelta(days=1)
TICKS = (reminders_tick.TICK, prompts.TICK, digests.TICK)
CLOCKS = ("Europe/Madrid", "America/Merida", "America/Sao_Paulo", "Asia/Tokyo")
COUNTED = (LetterState.SENT, LetterState.WAITING)


@dataclass
class Life:
    """What is there, and what has gone out."""

    session: Session
    networks: list[Network]
    people: list[Person]
    author: Person
    now: datetime = BEGIN
    unreachable: set[int] = field(default_factory=set)  # by the order in which letters are delivered
    delivered: int = 0
    looked_at: int = 0  # the last letter

    @classmethod
    def begin(cls, session: Session, sessions: list[int]) -> "Life":
        """One network has its digest on Mondays, the other on Thursdays. `sessions`: so many days from now."""
        networks = [found_network(session, "lunes"), found_network(session, "jueves")]
        networks[1].digest_weekday = 3
        author, _ = settle_person(session)
        people = []
        for number, country in enumerate(("ES", "MX", "BR", "EC")):
            person, city = settle_person(session, country)
            for network in networks[: 1 + number % 2]:
                plan_for_member(session, join(session, person, city, network), network, now=BEGIN)
            people.append(person)
        for network in networks:
            join(session, author, None, network, role=Role.COORDINATOR)
            starts = [BEGIN + DAY * days + timedelta(hours=9) for days in sorted({*sessions, 90})]
            for meeting in convene(session, network, *starts):
                reminders.plan_reminders_for_meeting(session, meeting, now=BEGIN)
        session.flush()
        return cls(session, networks, people, author)

    def wait(self, span: timedelta) -> None:
        """Rings every tick at its moments, and delivers."""
        end = self.now + span
        while (due := [at for tick in TICKS if (at := tick.next_due(self.session)) is not None and at <= end]) != []:
            self.now = max(self.now, min(due))
            for tick in TICKS:
                while tick.enqueue(self.session, self.now):
                    self.look()
            self.deliver()
        self.now = end
        self.deliver()

    def deliver(self) -> None:
        due = sa.select(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at <= self.now)
        for letter in self.session.scalars(due.order_by(Letter.due_at, Letter.id)):
            self.delivered += 1
            is_lost = self.delivered in self.unreachable
            letter.state = LetterState.UNREACHABLE if is_lost else LetterState.SENT
            letter.sent_at = None if is_lost else self.now
        self.session.flush()

    def act(self, what: str, number: int, other: int) -> None:
        """Something happens."""
        network = self.networks[number % 2]
        person = self.people[other % len(self.people)]
        match what:
            case "share":
                share_challenge(self.session, network, self.author, self.now)
            case "announce":
                announcement = do_write(self.session, self.author, [network], Content("Hola", "Hola"), now=self.now)
                do_send(self.session, self.author, announcement.id, now=self.now)
            case "ask":
                self.ask(network)
            case "pause":
                do_pause(person, 1 + number % 2, now=self.now)
            case "zone":
                do_choose_zone(self.session, person, CLOCKS[number % len(CLOCKS)], now=self.now)
            case "day":
                do_choose_digest_day(self.session, person, (0, 2, 4, 7, 8)[number % 5], now=self.now)
            case "minutes":
                do_choose_minutes(self.session, person, (60, 30, 15, 0)[number % 4], now=self.now)
            case "answer":
                self.answer(network, person, list(Answer)[number % 3])
            case "cancel":
                self.cancel(network)
        self.session.flush()
        self.look()

    def ask(self, network: Network) -> None:
        used = set(self.session.scalars(sa.select(Prompt.meeting_id).where(Prompt.network_id == network.id)))
        free = [meeting for meeting in self.meetings(network) if meeting.id not in used]
        if free:
            slug = "not-again"
            self.session.add(Prompt(network_id=network.id, meeting_id=free[0].id, slug=slug, due_at=self.now))

    def answer(self, network: Network, person: Person, answer: Answer) -> None:
        """To the next session, of those who take part there."""
        taking_part = sa.select(Membership.id).where(
            Membership.person_id == person.id, Membership.network_id == network.id
        )
        ahead = [meeting for meeting in self.meetings(network) if meeting.starts_at > self.now]
        if ahead and self.session.scalar(taking_part) is not None and ahead[0].cancelled_at is None:
            do_answer(self.session, person, ahead[0], network, answer, now=self.now)

    def cancel(self, network: Network) -> None:
        for meeting in self.meetings(network):
            if meeting.starts_at > self.now and meeting.cancelled_at is None:
                meeting.cancelled_at = self.now
                reminders.plan_reminders_for_meeting(self.session, meeting, now=self.now)
                return

    def meetings(self, network: Network) -> list[Meeting]:
        found = sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at)
        return list(self.session.scalars(found))

    def look(self) -> None:
        """At what was planned since the last look."""
        self.session.flush()
        by_chat = {person.telegram_id: person for person in self.people}
        new = sa.select(Letter).where(Letter.id > self.looked_at, Letter.kind.is_not(None)).order_by(Letter.id)
        for letter in self.session.scalars(new):
            self.looked_at = letter.id
            person = by_chat.get(letter.chat_id)
            if person is not None:
                self.check(letter, Kind(letter.kind or ""), person)

    def check(self, letter: Letter, kind: Kind, person: Person) -> None:
        zone = ZoneInfo(person.zone)
        wall = letter.due_at.astimezone(zone)
        is_waking = wall.weekday() < 5 and 8 <= wall.hour < 20
        claim = RULES[kind].claim
        soon = any(timedelta(0) <= start - letter.due_at <= DAY for start in self.sessions_of(person))
        assert is_waking or (claim in (Claim.TODAY, Claim.SESSION) and soon), (kind, wall)
        if kind in (Kind.DAY_BEFORE, Kind.HOUR_BEFORE):
            answer = self.session.get(Rsvp, (int((letter.key or "").split(":")[1]), person.id))
            assert answer is not None
            assert answer.answer is Answer.GOING
        is_near = self.is_near_session(letter.due_at, person)
        if claim is Claim.AUTOMATIC and not is_near and not self.was_held_before(letter, person):
            assert list(self.others(letter, person)) == [], kind

    def was_held_before(self, letter: Letter, person: Person) -> bool:
        """Whether it is a digest that tells what one of an earlier week would have told."""
        carried = sa.select(Held.at).where(Held.carried_by == letter.key, Held.kind == Kind.DIGEST)
        held = list(self.session.scalars(carried))
        assert all(week(at, person) != week(letter.due_at, person) for at in held)
        return letter.kind == Kind.DIGEST and held != []

    def others(self, letter: Letter, person: Person) -> Iterator[tuple[Kind, datetime]]:
        """What else counts in the week of a letter, and was there before it."""
        earlier = sa.select(Letter).where(
            Letter.chat_id == letter.chat_id,
            Letter.id < letter.id,
            Letter.kind.is_not(None),
            Letter.state.in_(COUNTED),
        )
        for other in self.session.scalars(earlier):
            at = other.sent_at or other.due_at
            counts = RULES[Kind(other.kind or "")].claim is not Claim.ANSWER and not self.is_near_session(at, person)
            if counts and week(at, person) == week(letter.due_at, person):
                yield Kind(other.kind or ""), at

    def is_near_session(self, at: datetime, person: Person) -> bool:
        days = [
            (at.astimezone(ZoneInfo(person.zone)).date() - start.astimezone(ZoneInfo(person.zone)).date()).days
            for start in self.sessions_of(person)
        ]
        return any(-7 <= number <= 3 for number in days)

    def sessions_of(self, person: Person) -> list[datetime]:
        found = (
            sa.select(Meeting.starts_at)
            .join(Membership, Membership.network_id == Meeting.network_id)
            .where(Membership.person_id == person.id, Meeting.cancelled_at.is_(None))
        )
        return list(self.session.scalars(found))

    def lost(self) -> list[tuple[int, int]]:
        """Prompts (by prompt and person) that reached nobody in any way, nor are told of as dropped."""
        return [
            (prompt.id, person.id)
            for prompt in self.session.scalars(sa.select(Prompt).where(Prompt.asked_at.is_not(None)))
            for person in self.people
            if self.takes_part(person, prompt) and not self.is_accounted_for(prompt, person)
        ]

    def takes_part(self, person: Person, prompt: Prompt) -> bool:
        own = sa.select(Membership.id).where(
            Membership.person_id == person.id, Membership.network_id == prompt.network_id
        )
        return self.session.scalar(own) is not None

    def is_accounted_for(self, prompt: Prompt, person: Person) -> bool:
        if person.paused_until is not None:  # was on a break at some time: nothing has to come
            return True
        key = f"prompt:{prompt.id}:person:{person.id}:asked"
        held = self.session.scalar(sa.select(Held).where(Held.key == key))
        if held is None:
            return self.session.scalar(sa.select(Letter.id).where(Letter.key == key)) is not None
        if held.state is HeldState.CARRIED:
            digest = self.session.scalars(sa.select(Letter).where(Letter.key == held.carried_by)).one()
            has_come = digest.state is LetterState.SENT and digest.chat_id == person.telegram_id
            return has_come and f"start=prompt-{prompt.id}" in _links(digest)
        return held.state is HeldState.DROPPED or held.until > self.now or person.digest is DigestWish.NONE


def week(at: datetime, person: Person) -> tuple[int, int]:
    """The year and number of the week in which a moment lies for somebody."""
    on: date = at.astimezone(ZoneInfo(person.zone)).date()
    return on.isocalendar()[:2]


def _links(letter: Letter) -> list[str]:
    return re.findall(r"start=prompt-\d+", letter.payload["text"])
