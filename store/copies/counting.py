"""What became of copies: how many stand how, and which did not arrive."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import TO_COME, Chat, Letter, LetterState, Person


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
