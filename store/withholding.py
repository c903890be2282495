"""What does not come by itself while its network is on a break.

It is put into the outbox as withdrawn: under its key it is known, so that nothing makes it again when the break is
over. Where no network is on a break this is one statement for each page of letters.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.letters import NewLetter
from store.models import NOT_BEGUN, WITHHELD, Letter, LetterState, Network
from store.models.letters import written_out
from store.outbox.origins import networks_behind, origin_of

_PAUSED = (  # asked with each page of letters: built once
    sa.select(Network.id, Network.paused_until).where(Network.paused_until > sa.bindparam("since"))
)


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
        {**letter, "state": LetterState.WITHDRAWN}
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
        .values(state=LetterState.WITHDRAWN, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    return len(taken)


def _paused(session: Session, since: datetime) -> dict[int, datetime]:
    return {row.id: row.paused_until for row in carry_out(session, _PAUSED, {"since": since}).rows}


def _until(session: Session, origin: str, paused: Mapping[int, datetime]) -> datetime | None:
    """Until when all of its networks are on a break; None when one goes on, or it is of none."""
    own = networks_behind(session, origin)
    return min(paused[one] for one in own) if own and all(one in paused for one in own) else None


def _is_within(due_at: datetime, until: datetime | None) -> bool:
    return until is not None and due_at < until
