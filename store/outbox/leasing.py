"""Which letters go next, and who sends them. A lease says: until then they are mine.

In a waiting letter `lease_until` means "not before": its place in the order, by due_at and id, stays what it was.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.models import Lane, Letter, LetterState, Priority
from store.outbox import policy, statements
from store.outbox.glancing import glance, next_due
from store.outbox.pace import PaceSettings, Slots
from store.outbox.policy import Tried

LEASE = timedelta(seconds=10)
PAGES = 20  # of candidates in one transaction: letters that cannot go now must not make it long

NOT_LATE = timedelta(0)

Mark = Callable[[Sequence["Leased"]], None]  # in the store, as leased or as being posted: the next page must see it

SWITCHED_OFF = "the chat is switched off"


@frozen
class Leased:
    """A letter and the moment that is kept for it."""

    id: int
    chat_id: int
    lane: Lane
    slot: datetime
    lease_until: datetime

    @property
    def awaited(self) -> datetime | None:
        """The slot, if it was still to come when it was taken: what goes at once is late for nothing."""
        return self.slot if self.slot > self.lease_until - LEASE else None


@frozen
class Content:
    """What is to be posted, read when it is posted: until then it may be corrected."""

    method: str
    payload: dict[str, Any]

    @property
    def messages(self) -> int:
        """As how many messages it counts: an album as all of its own."""
        return len(self.payload["media"]) if self.method == "sendMediaGroup" else 1


def lease_due(
    session: Session,
    now: datetime,
    *,
    limit: int,
    pace: PaceSettings,
    in_hand: Collection[int] = (),
    late: timedelta = NOT_LATE,
) -> list[Leased]:
    """Takes the next letters and their slots, the first slot first.

    in_hand: what the caller is posting already
    late: by how much all slots have to move for what it has posted
    """
    until = now + LEASE
    taken, _ = _take_due(session, now, lambda leased: _lease_all(session, leased, until), limit, pace, in_hand, late)
    return taken


def post_due(
    session: Session,
    now: datetime,
    until: datetime,
    *,
    limit: int,
    pace: PaceSettings,
    in_hand: Collection[int] = (),
    late: timedelta = NOT_LATE,
    due_by: datetime | None = None,
) -> tuple[list[tuple[Leased, Content]], datetime | None]:
    """The same for letters that are posted as soon as this is committed: they are marked as being posted until then.

    Where there are none, also when there will be something to lease, as `next_due` tells it.
    """
    contents: dict[int, Content] = {}

    def mark(leased: Sequence[Leased]) -> None:
        contents.update(_mark_all_posting(session, leased, until))

    taken, following = _take_due(session, now, mark, limit, pace, in_hand, late, due_by)
    return [(letter, contents[letter.id]) for letter in taken], following


def _take_due(
    session: Session,
    now: datetime,
    mark: Mark,
    limit: int,
    pace: PaceSettings,
    in_hand: Collection[int],
    late: timedelta,
    due_by: datetime | None = None,
) -> tuple[list[Leased], datetime | None]:
    seen = glance(session, now, pace, due_by)
    if seen.is_nothing and not late:
        return [], seen.next_due  # most looks find nothing, and lock nothing
    slots = Slots(session, pace, now, late)  # first: whoever locks the bot's clock before letters meets no deadlock
    if seen.has_expired:
        return_expired(session, now, in_hand)
    leased: list[Leased] = []
    makes_way = seen.has_expired
    for priority in Priority:
        if makes_way or priority in seen.ready:
            slots.serve(priority)
            taken, made_way = _take_of(session, priority, slots, now, mark, limit - len(leased))
            leased += taken
            makes_way = makes_way or made_way
    slots.save()
    return leased, None if leased else next_due(session, now, pace, due_by=due_by)


def _take_of(
    session: Session, priority: Priority, slots: Slots, now: datetime, mark: Mark, limit: int
) -> tuple[list[Leased], bool]:
    """And whether a candidate left the queue otherwise, which has perhaps made way for the next of its chat."""
    leased: list[Leased] = []
    makes_way = False
    for _page in range(PAGES):
        wanted = limit - len(leased)
        if wanted <= 0 or slots.next_slot is None:
            break
        candidates = _candidates(session, priority, now, wanted)
        if not candidates:
            break
        taken, made_way = _decide(session, candidates, slots, now)
        if taken:
            mark(taken)
        leased += taken
        makes_way = makes_way or made_way
        if len(candidates) < wanted and not made_way:
            break
    return leased, makes_way


def return_expired(session: Session, now: datetime, in_hand: Collection[int] = ()) -> None:
    """Whoever leased these is gone. Those only leased were not sent; those being posted are in doubt."""
    expired = {"now": now, "in_hand": list(in_hand)}
    carry_out(session, statements.return_leased(), expired)
    _return_in_doubt(session, carry_out(session, statements.expired_posting(), expired).rows)


def _after_crash(letter: Tried) -> dict[str, Any]:
    doubts = letter.doubts + policy.CRASH
    is_over = doubts >= policy.MOST_DOUBTS or policy.must_not_come_twice(letter)
    return {"letter_id": letter.id, "then": LetterState.REFUSED if is_over else LetterState.WAITING, "doubted": doubts}


def return_broken_off(session: Session, letter_ids: Collection[int]) -> None:
    """Their calls did not come to an end: perhaps sent, as after a crash, but somebody else may go on at once."""
    _return_in_doubt(session, carry_out(session, statements.broken_off(), {"ids": list(letter_ids)}).rows)


def _return_in_doubt(session: Session, posting: Iterable[Any]) -> None:
    if doubted := [_after_crash(Tried(**row._asdict())) for row in posting]:
        carry_out(session, statements.return_doubted(), doubted)


def mark_posting(session: Session, letter: Leased, until: datetime) -> Content | None:
    """To be committed just before the call. None when the letter is no longer ours, or was withdrawn."""
    row = carry_out(session, statements.mark_posting(), {**_mine(letter), "then_until": until}).one_or_none()
    return None if row is None else Content(row.method, row.payload)


def _lease_all(session: Session, letters: Sequence[Leased], until: datetime) -> None:
    ids = [letter.id for letter in letters]
    carry_out(session, statements.lease_letters(), {"ids": ids, "then_until": until})


def _mark_all_posting(session: Session, letters: Sequence[Leased], until: datetime) -> dict[int, Content]:
    ids = [letter.id for letter in letters]
    marked = carry_out(session, statements.mark_all_posting(), {"ids": ids, "then_until": until})
    return {row.id: Content(row.method, row.payload) for row in marked.rows}


def extend_posting(session: Session, letter: Leased, until: datetime) -> None:
    """An upload takes longer than a message."""
    posting = (Letter.id == letter.id, Letter.state == LetterState.POSTING)
    session.execute(sa.update(Letter).where(*posting).values(lease_until=until))


def release(session: Session, letters: Iterable[Leased]) -> None:
    """Gives back what was leased and not begun."""
    if given_back := [_mine(letter) for letter in letters]:
        carry_out(session, statements.release(), given_back)


def _mine(letter: Leased) -> dict[str, Any]:
    return {"letter_id": letter.id, "leased_until": letter.lease_until}


def _candidates(session: Session, priority: Priority, now: datetime, limit: int) -> Sequence[Any]:
    asked = {"priority": int(priority), "now": now, "most": limit}
    return carry_out(session, statements.candidates_of(), asked).rows


def _decide(session: Session, candidates: Sequence[Any], slots: Slots, now: datetime) -> tuple[list[Leased], bool]:
    """Decides each candidate: paused, too late, unreachable (these three leave the queue), put off, or taken.

    And whether any has left the queue.
    """
    ended: dict[LetterState, list[Any]] = defaultdict(list)
    taken: list[Leased] = []
    put_off: list[dict[str, Any]] = []
    for row in candidates:
        slot = slots.next_slot
        if (end := policy.ends_unsent(row, now)) is not None:
            ended[end].append(row)
        elif slot is None:
            break
        elif (free_from_then := slots.chat_is_free_from(row.chat_id, row.chat_free_at)) > slot:
            put_off.append({"letter_id": row.id, "then_until": free_from_then})
        else:
            slots.take(row.chat_id, slot)
            taken.append(Leased(row.id, row.chat_id, row.lane, slot, now + LEASE))
    _set_aside(session, [row.id for row in ended[LetterState.PAUSED]])
    _set(session, [row.id for row in ended[LetterState.LATE]], state=LetterState.LATE, lease_until=None)
    _switch_off(session, ended[LetterState.UNREACHABLE])
    if put_off:
        carry_out(session, statements.put_letters_off(), put_off)
    return taken, any(ended.values())


def _switch_off(session: Session, letters: Iterable[Any]) -> None:
    """Each with the reason that its chat has."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for letter in letters:
        by_reason[letter.unreachable_reason or SWITCHED_OFF].append(letter.id)
    for reason, ids in by_reason.items():
        _set(session, ids, state=LetterState.UNREACHABLE, lease_until=None, reason=reason)


def _set_aside(session: Session, ids: list[int]) -> None:
    """With what comes after them in the same chat about the same: when they are let go again, the parts of a long
    message are in their order still.
    """
    if ids:
        carry_out(session, statements.set_aside_letters(), {"ids": ids})


def _set(session: Session, ids: list[int], **values: Any) -> None:
    if ids:
        session.execute(sa.update(Letter).where(Letter.id.in_(ids)).values(**values))
