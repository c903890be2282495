"""Makes the forecast of a network by rehearsing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from reports.forecast import Forecast, Foreseen, HeldBack, Recipient, Unsent
from reports.forecast import Session as Meeting
from reports.forecast.messages import CARD, OTHER
from scheduler.rehearsal import Rehearsal
from store.attention import held_of_network, sessions_of
from store.chats import network_chats
from store.database import in_memory
from store.excerpt import Excerpt, excerpt_of
from store.frozen import frozen
from store.meetings import meetings_from
from store.memberships import city_by_id, members_of
from store.models import Kind, LetterState, Network
from store.outbox.origins import origin_of, slugs_behind
from store.outbox.rehearsing import Arrived
from store.programme import language_of_most, network_by_slug
from texts.cities import short_city
from texts.message import Html, plain_text, shortened
from texts.translator import DEFAULT_LANGUAGE

LONGEST = 160
NEAR = timedelta(days=14)  # around the forecast: sessions that make a week of it a session week


@frozen
class Copied:
    """A network with all that decides what it sends."""

    slug: str
    excerpt: Excerpt


def copied(session: Session, network: Network, now: datetime) -> Copied:
    """To be taken in one look (see `store.database.hold_still`); the store is not asked again."""
    return Copied(network.slug, excerpt_of(session, network, now))


def forecast(
    network: Copied,
    now: datetime,
    since: datetime,
    until: datetime,
    tell: Callable[[int], None] = lambda _month: None,
) -> Forecast:
    """What is sent from `since` until `until`; `tell` hears of each month that has been rehearsed."""
    with in_memory() as session:
        network.excerpt.put_into(session)
        return _Listening(session, network.slug, now, since, until).whole(tell)


@dataclass
class _Listening:
    """Writes down what a rehearsal sends."""

    session: Session
    slug: str
    now: datetime
    since: datetime
    until: datetime
    recipients: dict[int, Recipient] = field(default_factory=dict)
    messages: list[Foreseen] = field(default_factory=list)
    unsent: list[Unsent] = field(default_factory=list)
    held: dict[int, HeldBack] = field(default_factory=dict)
    changes: int = 0
    origins: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def whole(self, tell: Callable[[int], None]) -> Forecast:
        """Lives through it."""
        network = network_by_slug(self.session, self.slug)
        if network is None:
            raise LookupError(self.slug)
        self.recipients = _recipients(self.session, network, self.since, self.until)
        meetings = [
            Meeting(meeting.number, meeting.starts_at)
            for meeting, _ in meetings_from(self.session, [network.id], self.since)
            if meeting.starts_at <= self.until and meeting.cancelled_at is None
        ]
        language = language_of_most(self.session, network.id) or DEFAULT_LANGUAGE
        for month, _ in enumerate(Rehearsal(self.session, self.now, self._hear).months(self.until), 1):
            self._note_held(network)
            tell(month)
        return Forecast(
            network.slug,
            network.name,
            network.zone,
            language,
            self.now,
            self.since,
            self.until,
            list(self.recipients.values()),
            meetings,
            self.messages,
            sorted(self.held.values(), key=lambda one: one.at),
            self.unsent,
            self.changes,
        )

    def _hear(self, at: datetime, letter: Arrived) -> None:
        to = self.recipients.get(letter.chat_id)
        if to is None or at < self.since or letter.part:
            return
        kind = letter.kind or (OTHER if to.is_person else CARD)
        if not letter.method.startswith("send"):
            self.changes += letter.method.startswith("edit") and letter.state is LetterState.SENT
        elif letter.state is LetterState.SENT:
            self.messages.append(Foreseen(at, to, kind, first_line(letter.payload), self._origin(to, letter.key)))
        else:
            self.unsent.append(Unsent(at, to, kind, letter.state))

    def _origin(self, to: Recipient, key: str | None) -> tuple[str, ...]:
        """From which networks it is; groups are all of this one."""
        if not to.is_person:
            return (self.slug,)
        origin = origin_of(key)
        if origin not in self.origins:
            self.origins[origin] = tuple(slugs_behind(self.session, origin))
        return self.origins[origin]

    def _note_held(self, network: Network) -> None:
        """What became of it is known when its month is over."""
        for held, chat_id in held_of_network(self.session, network.id, self.since):
            to = self.recipients.get(chat_id or 0)
            if to is not None:
                self.held[held.id] = HeldBack(held.at, to, Kind(held.kind), held.reason, held.state)


def first_line(payload: Mapping[str, object]) -> str:
    """How a message begins, without its tags."""
    text = plain_text(Html(payload.get("text", payload.get("caption", ""))))
    return shortened(next(filter(None, text.split("\n")), ""), LONGEST)


def _recipients(session: Session, network: Network, since: datetime, until: datetime) -> dict[int, Recipient]:
    """Who may get something, by chat id: the people in the order in which they joined, then groups and channels."""
    members = [one for one in members_of(session, network.id) if one[1].telegram_id is not None]
    sessions = sessions_of(session, [person.id for _, person in members], since - NEAR, until + NEAR)
    people = [
        Recipient(
            person.telegram_id or 0,
            person.name,
            person.zone,
            person.language,
            short_city(city) if (city := city_by_id(session, membership.city_id)) is not None else "",
            membership.role.value,
            sessions.get(person.id, ()),
        )
        for membership, person in members
    ]
    chats = network_chats(session, network.id)
    groups = [Recipient(chat.id, chat.title, network.zone, chat.language, role=chat.kind.value) for chat in chats]
    return {one.chat_id: one for one in (*people, *groups)}
