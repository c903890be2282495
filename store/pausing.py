"""Letters about one thing that are held back for a while, and let go again.

Pausing is one row, which whoever leases letters reads: nothing of the subject goes out from that commit on, however
many letters wait and whoever delivers. They are set aside as their turn comes, so that they are in nobody's way.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Chat, Letter, LetterState, Network, Pause, Person

DueIn = Callable[[str, bool], datetime]  # by the zone of a clock, and whether it is that of a group


def pause(session: Session, subject: str, now: datetime) -> None:
    """Holds back what waits and what will be put in the outbox; harmless when done twice."""
    insert_new(session, Pause, {"subject": subject, "since": now}, unique=["subject"])


def go_on(session: Session, subject: str) -> None:
    """Holds nothing back any more; what was set aside is let go by `let_go_of_page`."""
    session.execute(sa.delete(Pause).where(Pause.subject == subject))


def let_go_of_page(session: Session, subject: str, limit: int, due_in: DueIn, lasts: timedelta) -> int:
    """Puts letters that were set aside into the order of those that wait; gives their number.

    due_in: when they become due, by the zone of their reader, or of the network of a group. They are late `lasts`
        after that
    """
    zone = sa.func.coalesce(Person.zone, Network.zone, "UTC").label("zone")
    page = (
        sa.select(Letter.id, Letter.chat_id, zone)
        .outerjoin(Person, Person.telegram_id == Letter.chat_id)
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .outerjoin(Network, Network.id == Chat.network_id)
    )
    aside = page.where(Letter.subject == subject, Letter.state == LetterState.PAUSED)
    readers = session.execute(aside.order_by(Letter.id).limit(limit)).all()
    for due_at, letter_ids in _by_moment((row.id, due_in(row.zone, row.chat_id < 0)) for row in readers).items():
        session.execute(
            sa.update(Letter)
            .where(Letter.id.in_(letter_ids), Letter.state == LetterState.PAUSED)  # or withdrawn meanwhile
            .values(state=LetterState.WAITING, due_at=due_at, stale_at=due_at + lasts)
            .execution_options(synchronize_session=False)
        )
    return len(readers)


def _by_moment(due: Iterable[tuple[int, datetime]]) -> dict[datetime, list[int]]:
    by_moment: dict[datetime, list[int]] = defaultdict(list)
    for letter_id, due_at in due:
        by_moment[due_at].append(letter_id)
    return by_moment
