"""Which letters go next, and who sends them. A lease says: until then they are mine.

In a waiting letter `lease_until` means "not before": its place in the order, by due_at and id, stays what it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.database import carry_out, carry_out_straight
from store.letters import PERHAPS_SENT
from store.models import UNSENT, Chat, Lane, Letter, LetterState, Pause, Priority
from store.models.columns import Moment
from store.models.letters import written_out
from store.outbox import policy
from store.outbox.pace import BOT, PaceSettings, Slots, free_from
from store.outbox.policy import Tried

LEASE = timedelta(seconds=10)
PAGES = 20  # of candidates in one transaction: letters that cannot go now must not make it long

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_NOW: sa.BindParameter[Any] = sa.bindparam("now", type_=Moment)
_DUE_BY: sa.BindParameter[Any] = sa.bindparam("due_by", type_=Moment)
_PRIORITY: sa.BindParameter[Any] = sa.bindparam("priority", type_=sa.Integer)
_MOST: sa.BindParameter[Any] = sa.bindparam("most", type_=sa.Integer)

SWITCHED_OFF = "the chat is switched off"
UNSURE = f"{PERHAPS_SENT}, then the process ended"


@dataclass(frozen=True)
class Leased:
    """A letter and the moment that is kept for it."""

    id: int
    chat_id: int
    lane: Lane
    slot: datetime
    lease_until: datetime


@dataclass(frozen=True)
class Content:
    """What is to be posted, read when it is posted: until then it may be corrected."""

    method: str
    payload: dict[str, Any]


def lease_due(
    session: Session, now: datetime, *, limit: int, pace: PaceSettings, in_hand: Collection[int] = ()
) -> list[Leased]:
    """Takes the next letters and their slots, the first slot first. `in_hand`: what the caller is posting already."""
    has_expired = _has_any_expired(session, now)
    if not has_expired and not _is_any_ready(session, now):
        return []  # most looks find nothing, and lock nothing
    slots = Slots(session, pace, now)  # first: whoever locks the bot's clock before letters meets no deadlock
    if has_expired:
        return_expired(session, now, in_hand)
    leased: list[Leased] = []
    for priority in Priority:
        slots.serve(priority)
        leased += _lease_of(session, priority, slots, now, limit - len(leased))
    slots.save()
    return leased


def _lease_of(session: Session, priority: Priority, slots: Slots, now: datetime, limit: int) -> list[Leased]:
    leased: list[Leased] = []
    for _page in range(PAGES):
        wanted = limit - len(leased)
        if wanted <= 0 or slots.next_slot is None:
            break
        candidates = _candidates(session, priority, now, wanted)
        if not candidates:
            break
        taken = _lease(session, candidates, slots, now)
        leased += taken
        # What was decided otherwise has perhaps made way for the next of its chat.
        if len(candidates) < wanted and len(taken) == len(candidates):
            break
    return leased


def return_expired(session: Session, now: datetime, in_hand: Collection[int] = ()) -> None:
    """Whoever leased these is gone. Those only leased were not sent; those being posted are in doubt."""
    expired = {"now": now, "in_hand": list(in_hand)}
    carry_out(session, _return_leased(), expired)
    _return_in_doubt(session, carry_out(session, _expired_posting(), expired))


def _after_crash(letter: Tried) -> dict[str, Any]:
    doubts = letter.doubts + policy.CRASH
    is_over = doubts >= policy.MOST_DOUBTS or policy.must_not_come_twice(letter)
    return {"letter_id": letter.id, "then": LetterState.REFUSED if is_over else LetterState.WAITING, "doubted": doubts}


def return_broken_off(session: Session, letter_ids: Collection[int]) -> None:
    """Their calls did not come to an end: perhaps sent, as after a crash, but somebody else may go on at once."""
    _return_in_doubt(session, carry_out(session, _broken_off(), {"ids": list(letter_ids)}))


def _return_in_doubt(session: Session, posting: Iterable[Any]) -> None:
    if doubted := [_after_crash(Tried(**row._asdict())) for row in posting]:
        carry_out(session, _return_doubted(), doubted)


def mark_posting(session: Session, letter: Leased, until: datetime) -> Content | None:
    """To be committed just before the call. None when the letter is no longer ours, or was withdrawn."""
    row = carry_out(session, _mark_posting(), {**_mine(letter), "then_until": until}).one_or_none()
    return None if row is None else Content(row.method, row.payload)


def mark_all_posting(session: Session, letters: Sequence[Leased], until: datetime) -> list[tuple[Leased, Content]]:
    """The same for all that this transaction has leased, when their moments are close."""
    if not letters:
        return []
    marked = carry_out(session, _mark_all_posting(), {"ids": [letter.id for letter in letters], "then_until": until})
    contents = {row.id: Content(row.method, row.payload) for row in marked}
    return [(letter, contents[letter.id]) for letter in letters]


def extend_posting(session: Session, letter: Leased, until: datetime) -> None:
    """An upload takes longer than a message."""
    posting = (Letter.id == letter.id, Letter.state == LetterState.POSTING)
    session.execute(sa.update(Letter).where(*posting).values(lease_until=until))


def release(session: Session, letters: Iterable[Leased]) -> None:
    """Gives back what was leased and not begun."""
    if given_back := [_mine(letter) for letter in letters]:
        carry_out(session, _release(), given_back)


def _mine(letter: Leased) -> dict[str, Any]:
    return {"letter_id": letter.id, "leased_until": letter.lease_until}


def next_due(session: Session, now: datetime, pace: PaceSettings, *, due_by: datetime | None = None) -> datetime | None:
    """When there will be something to lease: `now`, later, or None. With `due_by` only letters due by then count."""
    moment = now if _is_any_ready(session, now) else _next_moment(session, now, due_by)
    free = free_from(session, BOT)
    if moment is None or free is None:
        return moment
    return max(moment, free - pace.horizon)


def _is_any_ready(session: Session, now: datetime) -> bool:
    return bool(carry_out_straight(session, _any_ready(), {"now": now}).fetchone()[0])


def _has_any_expired(session: Session, now: datetime) -> bool:
    return carry_out_straight(session, _first_expired(), {"now": now}).fetchone() is not None


def _next_moment(session: Session, now: datetime, due_by: datetime | None) -> datetime | None:
    """The first letter that becomes due, may be tried again, or whose lease ends."""
    at_most = {"now": now, "due_by": due_by or FOR_EVER}
    comes_free = carry_out(session, _comes_free(), at_most).scalar()
    moments = [comes_free and max(comes_free, now)]
    if due_by is None or due_by > now:
        moments += carry_out(session, _become_due(), at_most).one()
    return min((moment for moment in moments if moment is not None), default=None)


# Building these statements costs more than running them: each is built once, and filled with parameters.


@cache
def _return_leased() -> sa.Update:
    expired = sa.update(Letter).where(*_is_expired(LetterState.LEASED))
    return expired.values(state=LetterState.WAITING, lease_until=None)


@cache
def _expired_posting() -> sa.Select[Any]:
    return _posting(*_is_expired(LetterState.POSTING)).with_for_update(of=Letter.__table__, skip_locked=True)


@cache
def _broken_off() -> sa.Select[Any]:
    of_ids = Letter.id.in_(sa.bindparam("ids", expanding=True))
    return _posting(Letter.state == LetterState.POSTING, of_ids).with_for_update(of=Letter.__table__)


def _posting(*which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(*(Letter.__table__.columns[field.name] for field in fields(Tried))).where(*which)


@cache
def _return_doubted() -> sa.Update:
    then = {"state": sa.bindparam("then", type_=Letter.__table__.columns.state.type), "doubts": sa.bindparam("doubted")}
    doubted = sa.update(Letter).where(Letter.id == sa.bindparam("letter_id"), Letter.state == LetterState.POSTING)
    return doubted.values({**then, "lease_until": None, "reason": UNSURE})


def _is_expired(state: LetterState) -> tuple[sa.ColumnElement[bool], ...]:
    not_in_hand = Letter.id.not_in(sa.bindparam("in_hand", expanding=True))
    return Letter.state == state, Letter.lease_until <= _NOW, not_in_hand


def _leased_by_us() -> sa.Update:
    return sa.update(Letter).where(
        Letter.id == sa.bindparam("letter_id"),
        Letter.state == LetterState.LEASED,
        Letter.lease_until == sa.bindparam("leased_until", type_=Moment),
    )


@cache
def _mark_posting() -> Any:
    then = {"state": LetterState.POSTING, "lease_until": sa.bindparam("then_until", type_=Moment)}
    return _leased_by_us().values(then).returning(Letter.method, Letter.payload)


@cache
def _mark_all_posting() -> Any:
    then = {"state": LetterState.POSTING, "lease_until": sa.bindparam("then_until", type_=Moment)}
    marked = sa.update(Letter).where(Letter.id.in_(sa.bindparam("ids", expanding=True))).values(then)
    return marked.returning(Letter.id, Letter.method, Letter.payload)


@cache
def _release() -> sa.Update:
    return _leased_by_us().values(state=LetterState.WAITING, lease_until=None)


@cache
def _lease_letters() -> sa.Update:
    leased = {"state": LetterState.LEASED, "lease_until": sa.bindparam("then_until", type_=Moment)}
    return sa.update(Letter).where(Letter.id.in_(sa.bindparam("ids", expanding=True))).values(leased)


@cache
def _put_letters_off() -> sa.Update:
    until = sa.bindparam("then_until", type_=Moment)
    return sa.update(Letter).where(Letter.id == sa.bindparam("letter_id")).values(lease_until=until)


@cache
def _set_aside_letters() -> sa.Update:
    first, other = aliased(Letter), aliased(Letter)
    of_the_same = (other.chat_id == first.chat_id, other.lane == first.lane, other.subject == first.subject)
    found = sa.select(other.id).where(first.id.in_(sa.bindparam("ids", expanding=True)), *of_the_same)
    waiting = found.where(_is_unsent(other), other.state == LetterState.WAITING)
    return sa.update(Letter).where(Letter.id.in_(waiting)).values(state=LetterState.PAUSED, lease_until=None)


@cache
def _any_ready() -> sa.Select[tuple[bool]]:
    """One question for all priorities; each is looked for by itself, where the index leads."""
    firsts = (_ready(sa.literal_column(str(int(priority)))) for priority in Priority)
    return sa.select(sa.or_(*(first.with_only_columns(Letter.id).correlate(None).exists() for first in firsts)))


@cache
def _first_expired() -> sa.Select[int]:
    leased = Letter.state.in_(written_out(LetterState.LEASED, LetterState.POSTING))
    return sa.select(Letter.id).where(Letter.lease_until <= _NOW, _is_unsent(Letter), leased).limit(1)


@cache
def _comes_free() -> sa.Select[Any]:
    """A lease that has ended, unlike "not before", leaves something to do."""
    counts = sa.or_(Letter.lease_until > _NOW, Letter.state != LetterState.WAITING)
    put_off = (Letter.lease_until.is_not(None), _is_unsent(Letter), Letter.due_at <= _DUE_BY, counts)
    return sa.select(sa.func.min(Letter.lease_until)).where(*put_off)


@cache
def _become_due() -> sa.Select[*tuple[Any, ...]]:
    """One question for all priorities; each is looked for by itself, where the index leads."""
    return sa.select(*(_becomes_due(sa.literal_column(str(int(priority)))) for priority in Priority))


def _becomes_due(priority: sa.ColumnElement[int]) -> sa.ScalarSelect[datetime]:
    coming = (_is_unsent(Letter), Letter.priority == priority, Letter.due_at > _NOW, Letter.due_at <= _DUE_BY)
    return sa.select(Letter.due_at).where(*coming).order_by(Letter.due_at).limit(1).scalar_subquery()


@cache
def _candidates_of() -> sa.Select[*tuple[Any, ...]]:
    first = _ready(_PRIORITY).order_by(Letter.due_at, Letter.id).limit(_MOST)
    return first.with_for_update(of=Letter, skip_locked=True)


def _is_unsent(letter: type[Letter]) -> sa.ColumnElement[bool]:
    return letter.state.in_(written_out(*UNSENT))


def _ready(priority: sa.ColumnElement[int]) -> sa.Select[*tuple[Any, ...]]:
    """Due, not put off, and the first unsent of its chat and lane. By priority, so that the index leads there."""
    earlier = aliased(Letter)
    waits_for_another = (
        sa.select(earlier.id)
        .where(
            _is_unsent(earlier),
            earlier.chat_id == Letter.chat_id,
            earlier.lane == Letter.lane,
            sa.or_(
                earlier.due_at < Letter.due_at,
                sa.and_(earlier.due_at == Letter.due_at, earlier.id < Letter.id),
            ),
        )
        .exists()
    )
    return (
        sa.select(
            Letter.id,
            Letter.chat_id,
            Letter.lane,
            Letter.stale_at,
            Chat.unreachable_at,
            Chat.unreachable_reason,
            Pause.since.label("paused_since"),
        )
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .outerjoin(Pause, Pause.subject == Letter.subject)
        .where(
            _is_unsent(Letter),
            Letter.state == LetterState.WAITING,
            Letter.priority == priority,
            Letter.due_at <= _NOW,
            sa.or_(Letter.lease_until.is_(None), Letter.lease_until <= _NOW),
            ~waits_for_another,
        )
    )


def _candidates(session: Session, priority: Priority, now: datetime, limit: int) -> list[Any]:
    return list(carry_out(session, _candidates_of(), {"priority": int(priority), "now": now, "most": limit}))


def _lease(session: Session, candidates: list[Any], slots: Slots, now: datetime) -> list[Leased]:
    """Decides each candidate: paused, too late, unreachable, put off, or leased."""
    slots.read_chats(row.chat_id for row in candidates)
    paused, late, leased = [], [], []
    unreachable: dict[str, list[int]] = defaultdict(list)
    put_off: list[dict[str, Any]] = []
    for row in candidates:
        slot = slots.next_slot
        if row.paused_since is not None:
            paused.append(row.id)
        elif row.stale_at is not None and row.stale_at < now:
            late.append(row.id)
        elif row.unreachable_at is not None and row.lane == Lane.BULK:
            unreachable[row.unreachable_reason or SWITCHED_OFF].append(row.id)
        elif slot is None:
            break
        elif (free_from_then := slots.chat_is_free_from(row.chat_id)) > slot:
            put_off.append({"letter_id": row.id, "then_until": free_from_then})
        else:
            slots.take(row.chat_id, slot)
            leased.append(Leased(row.id, row.chat_id, row.lane, slot, now + LEASE))
    _set_aside(session, paused)
    _set(session, late, state=LetterState.LATE, lease_until=None)
    for reason, ids in unreachable.items():
        _set(session, ids, state=LetterState.UNREACHABLE, lease_until=None, reason=reason)
    if leased:
        carry_out(session, _lease_letters(), {"ids": [letter.id for letter in leased], "then_until": now + LEASE})
    if put_off:
        carry_out(session, _put_letters_off(), put_off)
    return leased


def _set_aside(session: Session, ids: list[int]) -> None:
    """With what comes after them in the same chat about the same: when they are let go again, the parts of a long
    message are in their order still.
    """
    if ids:
        carry_out(session, _set_aside_letters(), {"ids": ids})


def _set(session: Session, ids: list[int], **values: Any) -> None:
    if ids:
        session.execute(sa.update(Letter).where(Letter.id.in_(ids)).values(**values))
