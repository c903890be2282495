"""How fast letters may go: GCRA clocks kept as rows, so that any number of replicas share one allowance."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.database import carry_out, insert_new, insert_or_change
from store.frozen import frozen
from store.models import Pace, Priority

BOT = "bot"
RESTED = datetime(1970, 1, 1, tzinfo=UTC)  # of a chat never written to, or long ago: all its burst is free


@frozen
class PaceSettings:
    """Below what Telegram allows (30 a second; one a second and chat; 20 a minute and group), for clocks jitter.

    A burst is what may go at once after silence. A group's interval leaves room for its burst within the minute.
    """

    per_second: float = 29.5
    private_interval: timedelta = timedelta(seconds=1)
    private_burst: int = 3
    group_per_minute: int = 20
    group_burst: int = 5
    horizon: timedelta = timedelta(seconds=0.1)  # how far ahead slots are taken: what an urgent letter waits at most
    lead: timedelta = timedelta(seconds=0.03)  # what the store may take until the call: bulk goes at an even rhythm

    @property
    def interval(self) -> timedelta:
        return timedelta(seconds=1 / self.per_second)

    @property
    def near(self) -> timedelta:
        """How far away the next slot is when bulk is looked for: between there and the horizon several are free."""
        return self.horizon / 2

    @property
    def group_interval(self) -> timedelta:
        return timedelta(minutes=1) / (self.group_per_minute - self.group_burst)


def chat_key(chat_id: int) -> str:
    """Groups and channels have negative ids."""
    return f"group:{chat_id}" if chat_id < 0 else f"chat:{chat_id}"


def key_of_chat(chat_id: InstrumentedAttribute[int]) -> sa.ColumnElement[str]:
    """The same, in the store's own words."""
    number = sa.cast(chat_id, sa.String)
    group, private = (sa.literal_column(f"'{kind}:'", sa.String) for kind in ("group", "chat"))
    return sa.case((chat_id < sa.literal_column("0", sa.Integer), group + number), else_=private + number)


class Slots:
    """The moments still free to be taken, read with the bot's row locked and written back by `save`.

    late: by how much they move, for whoever takes them: letters that came late would meet those that go in them
    """

    def __init__(self, session: Session, settings: PaceSettings, now: datetime, late: timedelta) -> None:
        self._session = session
        self._settings = settings
        self._now = now
        self._lead = timedelta(0)
        self._changed: set[str] = {BOT} if late else set()
        self._next_at: dict[str, datetime] = {BOT: _locked_bot(session, now) + late}

    def serve(self, priority: Priority) -> None:
        """An answer goes as soon as it may; whatever else can be made ready before its moment."""
        self._lead = timedelta(0) if priority is Priority.ANSWER else self._settings.lead

    @property
    def next_slot(self) -> datetime | None:
        """The bot's next free moment within the horizon."""
        slot = max(self._now + self._lead, self._next_at[BOT])
        return slot if slot <= self._now + self._settings.horizon else None

    def chat_is_free_from(self, chat_id: int, kept: datetime | None) -> datetime:
        """`kept`: what its row says, which may have been taken meanwhile; None where it has none."""
        return self._next_at.setdefault(chat_key(chat_id), kept or RESTED)

    def take(self, chat_id: int, slot: datetime) -> None:
        settings = self._settings
        interval, burst = settings.private_interval, settings.private_burst
        if chat_id < 0:
            interval, burst = settings.group_interval, settings.group_burst
        key = chat_key(chat_id)
        # `next_at` runs ahead of an even rhythm by the burst: that much silence is credit, and no more.
        self._next_at[key] = max(slot - interval * (burst - 1), self._next_at[key]) + interval
        self._next_at[BOT] = slot + settings.interval
        self._changed |= {BOT, key}

    def save(self) -> None:
        if self._changed:
            rows = [{"key": key, "next_at": self._next_at[key]} for key in sorted(self._changed)]
            insert_or_change(self._session, Pace, rows, unique="key", changed="next_at")


def _locked_bot(session: Session, now: datetime) -> datetime:
    """The bot's clock, which nobody else reads until this transaction ends."""
    bot: datetime | None = carry_out(session, _bot_for_update()).scalar()
    if bot is not None:
        return bot
    insert_new(session, Pace, {"key": BOT, "next_at": now}, unique=["key"])
    first: datetime = carry_out(session, _bot_for_update()).scalar()
    return first


@cache
def _bot_for_update() -> sa.Select[datetime]:
    return sa.select(Pace.next_at).where(Pace.key == BOT).with_for_update()


@cache
def _of_keys() -> sa.Select[Any, Any]:
    return sa.select(Pace.key, Pace.next_at).where(Pace.key.in_(sa.bindparam("keys", expanding=True)))


def take_more(session: Session, settings: PaceSettings, chat_id: int, messages: int) -> None:
    """An album is so many messages more than the one that its slot was for: to the bot and in a group they all count.

    In the transaction of `Slots`, which holds the bot's clock.
    """
    intervals = {BOT: settings.interval}
    if chat_id < 0:
        intervals[chat_key(chat_id)] = settings.group_interval
    present = {row.key: row.next_at for row in carry_out(session, _of_keys(), {"keys": list(intervals)}).rows}
    rows = [{"key": key, "next_at": present[key] + intervals[key] * messages} for key in sorted(present)]
    insert_or_change(session, Pace, rows, unique="key", changed="next_at")


def give_back_more(session: Session, settings: PaceSettings, chat_id: int, messages: int) -> None:
    """An album that took more is not sent now. Before its letter is touched: the bot's clock is locked first."""
    carry_out(session, _bot_for_update())
    take_more(session, settings, chat_id, -messages)


def hold(session: Session, key: str, until: datetime) -> None:
    """Nothing under `key` before `until`."""
    insert_or_change(session, Pace, [{"key": key, "next_at": until}], unique="key", changed="next_at", grows=True)


def forget_rested(session: Session, before: datetime) -> None:
    """A clock long past holds nobody back; without this there would be a row for every chat ever written to."""
    session.execute(sa.delete(Pace).where(Pace.next_at < before, Pace.key != BOT))
