"""What does not come by itself while its network is on a break.

It is put into the outbox as withdrawn: under its key it is known, so that nothing makes it again when the break is
over. Why it was is kept with it, so that it comes after all when the break is undone. Where no network is on a break
this is one statement for each page of letters.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.letters import OF_BREAKS, NewLetter
from store.models import NOT_BEGUN, WITHHELD, Kind, Letter, LetterState, Network, Person
from store.models.columns import Moment
from store.models.letters import IN_BREAK, written_out
from store.outbox.origins import networks_behind, origin_of

_PAUSED = (  # asked with each page of letters: built once
    sa.select(Network.id, Network.paused_until).where(Network.paused_until > sa.bindparam("since"))
)


class Withheld(NamedTuple):
    """A letter that did not come. origin: what it is about; zone: of its reader's clock; stale_at: from when on it is
    of no use.
    """

    letter_id: int
    origin: str
    kind: Kind
    zone: str
    due_at: datetime
    stale_at: datetime | None


def without_withheld(session: Session, letters: Sequence[NewLetter]) -> Sequence[NewLetter]:
    """The same letters; those withdrawn that their network withholds."""
    concerned = [letter for letter in letters if letter.get("kind") in WITHHELD]
    if not concerned:
        return letters
    paused = _paused(session, min(letter["due_at"] for letter in concerned))
    if not paused:
        return letters
    origins = {origin_of(letter["key"]) for letter in concerned}
    until = {origin: _until(session, origin, paused) for origin in origins}
    return [
        {**letter, "state": LetterState.WITHDRAWN, "reason": IN_BREAK}
        if letter.get("kind") in WITHHELD and _is_within(letter["due_at"], until[origin_of(letter["key"])])
        else letter
        for letter in letters
    ]


def withdraw_withheld(session: Session, network: Network) -> int:
    """What waits already and would come within the break that has just begun; gives its number."""
    if network.paused_until is None:
        return 0
    waiting = sa.select(Letter.id, Letter.key).where(
        Letter.state.in_(written_out(*NOT_BEGUN)), Letter.kind.in_(WITHHELD), Letter.due_at < network.paused_until
    )
    found = [(row.id, origin_of(row.key)) for row in session.execute(waiting)]
    own = {origin for origin in {origin for _, origin in found} if networks_behind(session, origin) == [network.id]}
    taken = [letter_id for letter_id, origin in found if origin in own]
    session.execute(
        sa.update(Letter)
        .where(Letter.id.in_(taken), Letter.state.in_(NOT_BEGUN))
        .values(state=LetterState.WITHDRAWN, lease_until=None, reason=IN_BREAK)
        .execution_options(synchronize_session=False)
    )
    return len(taken)


def withheld(session: Session, network: Network, since: datetime) -> list[Withheld]:
    """What its breaks have withdrawn that would have come since then, or would come later."""
    found = (
        sa.select(Letter.id, Letter.key, Letter.kind, Person.zone, Letter.due_at, Letter.stale_at)
        .join(Person, Person.telegram_id == Letter.chat_id)
        .where(*OF_BREAKS, Letter.due_at >= since)
    )
    rows = session.execute(found).all()
    own = {
        origin for origin in {origin_of(row.key) for row in rows} if networks_behind(session, origin) == [network.id]
    }
    return [Withheld(row.id, origin_of(row.key), Kind(row.kind), *row[3:]) for row in rows if origin_of(row.key) in own]


def let_come(session: Session, letters: Mapping[int, datetime]) -> None:
    """They wait again, each until its moment."""
    if letters:
        carry_out(session, _comes(), [{"letter_id": number, "moment": due_at} for number, due_at in letters.items()])


@cache
def _comes() -> sa.Update:
    due_at = sa.bindparam("moment", type_=Moment)
    comes = sa.update(Letter).where(Letter.id == sa.bindparam("letter_id"), *OF_BREAKS)
    return comes.values(state=LetterState.WAITING, due_at=due_at, reason="")


def _paused(session: Session, since: datetime) -> dict[int, datetime]:
    return {row.id: row.paused_until for row in carry_out(session, _PAUSED, {"since": since}).rows}


def _until(session: Session, origin: str, paused: Mapping[int, datetime]) -> datetime | None:
    """Until when all of its networks are on a break; None when one goes on, or it is of none."""
    own = networks_behind(session, origin)
    return min(paused[one] for one in own) if own and all(one in paused for one in own) else None


def _is_within(due_at: datetime, until: datetime | None) -> bool:
    return until is not None and due_at < until
