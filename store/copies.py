"""The letters of announcements: one copy for each chat, what became of it, and the letter that changes it."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.letters import NewLetter
from store.models import NOT_BEGUN, TO_COME, UNSENT, Chat, Letter, LetterState, Person

TO_TAKE_BACK = (*NOT_BEGUN, LetterState.PAUSED)


class Reader(NamedTuple):
    """How the reader of a copy is spoken to."""

    language: str
    country: str
    zone: str


@frozen
class Copy:
    """One copy as it is or will be read, or one part of a long one; `message_id` is None until it has been sent."""

    letter_id: int
    chat_id: int
    message_id: int | None
    due_at: datetime
    sent_at: datetime | None
    state: LetterState
    method: str
    payload: dict[str, Any]
    reader: Reader
    part: int = 0
    album: tuple[int, ...] = ()


@frozen
class Counted:
    """How many letters stand how: whole messages, or their first parts, apart from further parts."""

    firsts: Counter[LetterState]
    further: Counter[LetterState]


@frozen
class Failure:
    """A copy that did not arrive: whose, and the reason as it was kept. `chat_id` is negative for groups."""

    name: str
    chat_id: int
    state: LetterState
    reason: str


def count_by_state(session: Session, subject: str) -> Counted:
    """How many letters of this subject stand how."""
    is_further = Letter.part > 0
    counted = sa.select(Letter.state, is_further, sa.func.count()).where(Letter.subject == subject)
    rows = session.execute(counted.group_by(Letter.state, is_further)).all()
    firsts, further = ({row[0]: row[2] for row in rows if bool(row[1]) is wanted} for wanted in (False, True))
    return Counted(Counter(firsts), Counter(further))


def count_delivered(session: Session, subject: str) -> tuple[int, int]:
    """To how many people and to how many groups it went, whole."""
    groups = sa.func.count().filter(Letter.chat_id < 0)
    sent = (Letter.subject == subject, Letter.state == LetterState.SENT, Letter.part == 0)
    lacking = sa.select(Letter.chat_id).where(*_not_arrived(subject), Letter.part > 0)
    counted = sa.select(sa.func.count(), groups).where(*sent, Letter.chat_id.not_in(lacking))
    everybody, of_groups = session.execute(counted).one()
    return everybody - of_groups, of_groups


def count_by_method(session: Session, subject: str, state: LetterState) -> Counter[str]:
    """How many letters of this subject did what; what concerns further parts is not counted."""
    of_firsts = (Letter.subject == subject, Letter.state == state, Letter.part == 0)
    counted = sa.select(Letter.method, sa.func.count()).where(*of_firsts)
    return Counter(dict(session.execute(counted.group_by(Letter.method)).all()))


def count_never_sent(session: Session, subject: str) -> int:
    """How many were taken back before anybody had got them."""
    counted = sa.select(sa.func.count()).where(
        Letter.subject == subject,
        Letter.part == 0,
        Letter.state == LetterState.WITHDRAWN,
        Letter.message_id.is_(None),
    )
    return session.scalar(counted) or 0


def failures(session: Session, subject: str) -> list[Failure]:
    """Those that ended and did not arrive, by name; each chat once."""
    name = sa.func.coalesce(Person.name, Chat.title, "")
    found = (
        sa.select(name, Letter.chat_id, Letter.state, Letter.reason)
        .outerjoin(Person, Person.telegram_id == Letter.chat_id)
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .where(*_not_arrived(subject))
    )
    each = [Failure(*row) for row in session.execute(found.order_by(name, Letter.id))]
    return list({failure.chat_id: failure for failure in reversed(each)}.values())[::-1]


def failed_parts(session: Session, subject: str, chat_ids: Collection[int], besides: str) -> list[tuple[int, int, int]]:
    """Letter id, chat id and part of further parts that did not arrive in these chats; none whose key has `besides`."""
    others = (Letter.chat_id.in_(chat_ids), Letter.part > 0, ~Letter.key.contains(besides, autoescape=True))
    found = sa.select(Letter.id, Letter.chat_id, Letter.part).where(*_not_arrived(subject), *others)
    return [(letter_id, chat_id, part) for letter_id, chat_id, part in session.execute(found)]


def _not_arrived(subject: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Letter.subject == subject, Letter.state.not_in([*TO_COME, LetterState.SENT])


def chats_with(session: Session, subject: str, chat_ids: Collection[int]) -> set[int]:
    """Those of these chats for which there is or was a copy, whatever became of it."""
    found = sa.select(Letter.chat_id).where(Letter.subject == subject, Letter.chat_id.in_(chat_ids))
    return set(session.scalars(found))


def is_any_to_come(session: Session, subject: str) -> bool:
    """Whether anything waits, is held back or on the wire."""
    found = sa.select(Letter.id).where(Letter.subject == subject, Letter.state.in_(TO_COME))
    return session.scalar(found.limit(1)) is not None


def copies_to_come(session: Session, subject: str, after: int, limit: int) -> list[Copy]:
    """A page of those that wait, are held back or on the wire, by id; nobody sends or ends them before this unit
    does."""
    return _read(session, _copies(subject, TO_COME).where(Letter.id > after).limit(limit))


def copies_delivered(session: Session, subject: str, after: int, limit: int) -> list[Copy]:
    """A page of those that stand somewhere, by id. A group that moved left some behind."""
    is_there = Letter.message_id.is_not(None)
    return _read(session, _copies(subject, [LetterState.SENT]).where(is_there, Letter.id > after).limit(limit))


def further_parts(session: Session, subject: str, chat_ids: Collection[int]) -> list[Copy]:
    """The parts after the first in these chats that stand there or are to come, by id."""
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(TO_COME))
    further = (is_there, Letter.chat_id.in_(chat_ids), Letter.part > 0)
    return _read(session, _copies(subject, [LetterState.SENT, *TO_COME]).where(*further))


def number_parts(session: Session, parts: Sequence[tuple[int, int]]) -> None:
    """Letter id, part: which part of its copy a letter is from now on."""
    for letter_id, part in parts:
        session.execute(sa.update(Letter).where(Letter.id == letter_id).values(part=part))


def let_go(session: Session, letter_ids: Collection[int]) -> None:
    """Messages that are no copies any more."""
    session.execute(
        sa.update(Letter)
        .where(Letter.id.in_(letter_ids))
        .values(subject=None)
        .execution_options(synchronize_session=False)
    )


def copies_to_take_back(session: Session, subject: str, limit: int) -> list[Copy]:
    """A page of those that wait or are delivered. What is on the wire comes with a later page, when it has arrived."""
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(TO_TAKE_BACK))
    return _read(session, _copies(subject, [LetterState.SENT, *TO_TAKE_BACK]).where(is_there).limit(limit))


def copies_that_wait(session: Session, subject: str, limit: int) -> list[int]:
    """The letters of a page of those that nobody has got yet."""
    found = sa.select(Letter.id).where(Letter.subject == subject, Letter.state.in_(TO_TAKE_BACK))
    return list(session.scalars(found.order_by(Letter.id).limit(limit).with_for_update()))


def withdraw(session: Session, letter_ids: Collection[int]) -> None:
    """Marks copies as taken back: those that waited are not sent, of the others the message is to go."""
    session.execute(
        sa.update(Letter)
        .where(Letter.id.in_(letter_ids))
        .values(state=LetterState.WITHDRAWN, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def withdraw_changes(session: Session, keys: Collection[str]) -> None:
    """Changes that have not gone out are not made any more."""
    session.execute(
        sa.update(Letter)
        .where(Letter.key.in_(keys), Letter.state.in_(NOT_BEGUN))
        .values(state=LetterState.WITHDRAWN, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def rewrite(session: Session, contents: Sequence[tuple[int, str, dict[str, Any]]]) -> None:
    """Letter id, method, payload: what copies say, or would say if they were sent again.

    One that is being posted at this moment is followed by an edit.
    """
    if contents:
        rows = [{"letter_id": number, "new_method": method, "new_payload": words} for number, method, words in contents]
        carry_out(session, _rewritten(), rows)


@cache
def _rewritten() -> sa.Update:
    rewritten = sa.update(Letter).where(Letter.id == sa.bindparam("letter_id"))
    return rewritten.values(method=sa.bindparam("new_method"), payload=sa.bindparam("new_payload", type_=sa.JSON))


def put_changes(session: Session, changes: Sequence[NewLetter]) -> list[NewLetter]:
    """Gives letters that change copies their newest words, whether they wait, are on the wire, or have gone out.

    Each copy has one such letter, by its key: what has not gone out need not go out. Gives those not yet there.
    """
    present = _present(session, [change["key"] for change in changes])
    states = [present.get(change["key"]) for change in changes]
    waiting = [change for change, state in zip(changes, states, strict=True) if state in UNSENT]
    ended = [change for change, state in zip(changes, states, strict=True) if state and state not in UNSENT]
    _put_anew(session, waiting, is_new_try=False)
    _put_anew(session, ended, is_new_try=True)
    return [change for change, state in zip(changes, states, strict=True) if state is None]


def _present(session: Session, keys: Sequence[str | None]) -> dict[str | None, LetterState]:
    found = sa.select(Letter.key, Letter.state).where(Letter.key.in_(keys)).order_by(Letter.id).with_for_update()
    return {row.key: row.state for row in session.execute(found)}


def _put_anew(session: Session, changes: Sequence[NewLetter], *, is_new_try: bool) -> None:
    """One that waits keeps its place; one that has gone out takes a new one."""
    if changes:
        named = _named(is_new_try)
        rows = [{"of_key": one["key"]} | {f"new_{name}": dict(one)[name] for name in named} for one in changes]
        carry_out(session, _anew(is_new_try), rows)


@cache
def _anew(is_new_try: bool) -> sa.Update:
    columns = Letter.__table__.columns
    values = {name: sa.bindparam(f"new_{name}", type_=columns[name].type) for name in _named(is_new_try)}
    untried = {"state": LetterState.WAITING, "attempts": 0, "doubts": 0, "reason": "", "sent_at": None}
    change = sa.update(Letter).where(Letter.key == sa.bindparam("of_key"))
    return change.values(values | untried if is_new_try else values)


def _named(is_new_try: bool) -> tuple[str, ...]:
    in_place = ("method", "payload", "subject")
    return (*in_place, "due_at", "created_at") if is_new_try else in_place


def _copies(subject: str, states: Sequence[LetterState]) -> sa.Select[*tuple[Any, ...]]:
    """With their readers: a person in private, otherwise the group."""
    language = sa.func.coalesce(Person.language, Chat.language, "es").label("language")
    return (
        sa.select(
            Letter.id,
            Letter.chat_id,
            Letter.message_id,
            Letter.due_at,
            Letter.sent_at,
            Letter.state,
            Letter.method,
            Letter.payload,
            Letter.part,
            Letter.album,
            language,
            sa.func.coalesce(Person.country, "").label("country"),
            sa.func.coalesce(Person.zone, "UTC").label("zone"),
        )
        .outerjoin(Person, Person.telegram_id == Letter.chat_id)
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .where(Letter.subject == subject, Letter.state.in_(states))
        .order_by(Letter.id)
        .with_for_update(of=Letter)
    )


def _read(session: Session, found: sa.Select[*tuple[Any, ...]]) -> list[Copy]:
    return [
        Copy(
            row.id,
            row.chat_id,
            row.message_id,
            row.due_at,
            row.sent_at,
            row.state,
            row.method,
            row.payload,
            Reader(row.language, row.country, row.zone),
            row.part,
            tuple(row.album or ()),
        )
        for row in session.execute(found)
    ]
