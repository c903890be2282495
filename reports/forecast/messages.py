"""A forecast as values: who gets what, when, and what does not come by itself."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import HeldReason, HeldState, Kind, LetterState

CARD = "in_group"  # in the place of a kind: what is posted in a group or a channel
OTHER = "other"  # the same: to a person, and an answer to what they have done


@frozen
class Recipient:
    """A person, or a group or channel of the network.

    city: by name, with the country; empty: the person speaks for none
    sessions: when those begin that take place in any of the person's networks
    """

    chat_id: int
    name: str
    zone: str
    language: str
    city: str = ""
    role: str = ""
    sessions: Sequence[datetime] = ()

    @property
    def is_person(self) -> bool:
        return self.chat_id > 0

    @property
    def told(self) -> str:
        """The name, and the city or else the role."""
        return ", ".join(filter(None, (self.name, self.city or self.role)))

    def local(self, at: datetime) -> datetime:
        """A moment on the recipient's clock."""
        return at.astimezone(ZoneInfo(self.zone))


@frozen
class Foreseen:
    """A message that comes by itself.

    kind: a `Kind`, `CARD` or `OTHER`
    line: how its text begins
    networks: the slugs of those that it is from; none where that cannot be told
    """

    at: datetime
    to: Recipient
    kind: str
    line: str
    networks: Sequence[str] = ()

    @property
    def local(self) -> datetime:
        """When it comes, on the clock of whom it comes to."""
        return self.to.local(self.at)

    @property
    def week(self) -> date:
        """The Monday of its week, there."""
        return monday_of(self.local.date())


@frozen
class HeldBack:
    """What does not come by itself at `at`: the week's message had come, or its digest is to carry it."""

    at: datetime
    to: Recipient
    kind: Kind
    reason: HeldReason
    state: HeldState


@frozen
class Unsent:
    """A message that would not arrive: too late, to a chat that is switched off, or of an announcement that pauses."""

    at: datetime
    to: Recipient
    kind: str
    state: LetterState


@frozen
class Session:
    """A session that takes place."""

    number: int
    starts_at: datetime


@frozen
class Forecast:
    """All that a network sends from `since` until `until`, as it looks at `made_at`, when nobody answers.

    changes: how many times a message that is there already is changed
    """

    slug: str
    name: str
    zone: str
    language: str
    made_at: datetime
    since: datetime
    until: datetime
    recipients: Sequence[Recipient]
    sessions: Sequence[Session]
    messages: Sequence[Foreseen]
    held: Sequence[HeldBack]
    unsent: Sequence[Unsent]
    changes: int

    @property
    def people(self) -> list[Recipient]:
        """Who may get something in private."""
        return [one for one in self.recipients if one.is_person]

    def elsewhere(self, one: Foreseen) -> Sequence[str]:
        """The other networks of its reader from which a message is, where none of it is from this one."""
        return () if self.slug in one.networks else one.networks

    def day(self, at: datetime) -> date:
        """The day of a moment, on the network's clock."""
        return at.astimezone(ZoneInfo(self.zone)).date()


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
