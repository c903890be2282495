"""The statements of the outbox. Building them costs more than running them: each is built once, and filled."""

from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from store.letters import PERHAPS_SENT
from store.models import UNSENT, Chat, Letter, LetterState, Pace, Pause, Priority
from store.models.columns import Moment
from store.models.letters import written_out
from store.outbox.pace import BOT, key_of_chat
from store.outbox.policy import Tried

_NOW: sa.BindParameter[Any] = sa.bindparam("now", type_=Moment)
_DUE_BY: sa.BindParameter[Any] = sa.bindparam("due_by", type_=Moment)
_PRIORITY: sa.BindParameter[Any] = sa.bindparam("priority", type_=sa.Integer)
_MOST: sa.BindParameter[Any] = sa.bindparam("most", type_=sa.Integer)

UNSURE = f"{PERHAPS_SENT}, then the process ended"


@cache
def return_leased() -> sa.Update:
    expired = sa.update(Letter).where(*_is_expired(LetterState.LEASED))
    return expired.values(state=LetterState.WAITING, lease_until=None)


@cache
def expired_posting() -> sa.Select[Any]:
    return _posting(*_is_expired(LetterState.POSTING)).with_for_update(of=Letter.__table__, skip_locked=True)


@cache
def broken_off() -> sa.Select[Any]:
    of_ids = Letter.id.in_(sa.bindparam("ids", expanding=True))
    return _posting(Letter.state == LetterState.POSTING, of_ids).with_for_update(of=Letter.__table__)


def _posting(*which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(*(Letter.__table__.columns[field.name] for field in fields(Tried))).where(*which)


@cache
def return_doubted() -> sa.Update:
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
def mark_posting() -> Any:
    then = {"state": LetterState.POSTING, "lease_until": sa.bindparam("then_until", type_=Moment)}
    return _leased_by_us().values(then).returning(Letter.method, Letter.payload)


@cache
def mark_all_posting() -> Any:
    then = {"state": LetterState.POSTING, "lease_until": sa.bindparam("then_until", type_=Moment)}
    marked = sa.update(Letter).where(Letter.id.in_(sa.bindparam("ids", expanding=True))).values(then)
    return marked.returning(Letter.id, Letter.method, Letter.payload)


@cache
def release() -> sa.Update:
    return _leased_by_us().values(state=LetterState.WAITING, lease_until=None)


@cache
def lease_letters() -> sa.Update:
    leased = {"state": LetterState.LEASED, "lease_until": sa.bindparam("then_until", type_=Moment)}
    return sa.update(Letter).where(Letter.id.in_(sa.bindparam("ids", expanding=True))).values(leased)


@cache
def put_letters_off() -> sa.Update:
    until = sa.bindparam("then_until", type_=Moment)
    return sa.update(Letter).where(Letter.id == sa.bindparam("letter_id")).values(lease_until=until)


@cache
def set_aside_letters() -> sa.Update:
    first, other = aliased(Letter), aliased(Letter)
    of_the_same = (other.chat_id == first.chat_id, other.lane == first.lane, other.subject == first.subject)
    found = sa.select(other.id).where(first.id.in_(sa.bindparam("ids", expanding=True)), *of_the_same)
    waiting = found.where(_is_unsent(other), _is_waiting(other))
    return sa.update(Letter).where(Letter.id.in_(waiting)).values(state=LetterState.PAUSED, lease_until=None)


@cache
def glance() -> sa.Select[*tuple[Any, ...]]:
    """Whether a lease has ended, when the bot is free, when a letter comes free, of each priority whether a letter is
    ready, and when its next one becomes due; each found where an index leads. One statement: what comes free between
    two would be seen by neither.
    """
    leased = Letter.state.in_(written_out(LetterState.LEASED, LetterState.POSTING))
    expired = sa.select(Letter.id).where(Letter.lease_until <= _NOW, _is_unsent(Letter), leased).exists()
    free = sa.select(Pace.next_at).where(Pace.key == BOT).scalar_subquery()
    due = (_becomes_due(sa.literal_column(str(int(priority)))) for priority in Priority)
    return sa.select(expired, free, _comes_free(), *_are_ready(), *due)


def _are_ready() -> list[sa.Exists]:
    firsts = (_ready(sa.literal_column(str(int(priority)))) for priority in Priority)
    return [first.with_only_columns(Letter.id).correlate(None).exists() for first in firsts]


def _comes_free() -> sa.ScalarSelect[Any]:
    """A lease that has ended, unlike "not before", leaves something to do."""
    counts = sa.or_(Letter.lease_until > _NOW, ~_is_waiting(Letter))
    put_off = (Letter.lease_until.is_not(None), _is_unsent(Letter), Letter.due_at <= _DUE_BY, counts)
    return sa.select(sa.func.min(Letter.lease_until)).where(*put_off).scalar_subquery()


def _becomes_due(priority: sa.ColumnElement[int]) -> sa.ScalarSelect[datetime]:
    coming = (_is_unsent(Letter), Letter.priority == priority, Letter.due_at > _NOW, Letter.due_at <= _DUE_BY)
    return sa.select(Letter.due_at).where(*coming).order_by(Letter.due_at).limit(1).scalar_subquery()


@cache
def candidates_of() -> sa.Select[*tuple[Any, ...]]:
    first = _ready(_PRIORITY).order_by(Letter.due_at, Letter.id).limit(_MOST)
    return first.with_for_update(of=Letter, skip_locked=True)


def _is_unsent(letter: type[Letter]) -> sa.ColumnElement[bool]:
    return letter.state.in_(written_out(*UNSENT))


def _is_waiting(letter: type[Letter]) -> sa.ColumnElement[bool]:
    """Written out: where it is a parameter, SQLite makes the whole statement ready anew for each of its values, for it
    might be one of those that an index of some rows is of. A look at the outbox then took thirty times as long.
    """
    return letter.state.in_(written_out(LetterState.WAITING))


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
            Pace.next_at.label("chat_free_at"),
        )
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .outerjoin(Pause, Pause.subject == Letter.subject)
        .outerjoin(Pace, Pace.key == key_of_chat(Letter.chat_id))
        .where(
            _is_unsent(Letter),
            _is_waiting(Letter),
            Letter.priority == priority,
            Letter.due_at <= _NOW,
            sa.or_(Letter.lease_until.is_(None), Letter.lease_until <= _NOW),
            ~waits_for_another,
        )
    )
