"""Changes of copies: taken back, put in other words, and the letters that carry that to where they stand."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.letters import NewLetter
from store.models import NOT_BEGUN, UNSENT, Letter, LetterState


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
