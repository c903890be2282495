"""What became of a letter. Each of these ends the call that `mark_posting` began."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.letters import add
from store.models import UNSENT, Chat, Lane, Letter, LetterState, Priority
from store.outbox.leasing import ATTEMPTS, ATTEMPTS_OF_DOUBT, Content, Leased
from store.outbox.pace import BOT, chat_key, hold

REASON_LENGTH = 256
EDITABLE = ("text", "caption", "parse_mode", "link_preview_options", "reply_markup")
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)
OUTAGE_DELAY = timedelta(seconds=3)


def record_sent(
    session: Session,
    letter: Leased,
    now: datetime,
    *,
    message_id: int | None,
    file_id: str | None,
    remark: str = "",
    posted: Content | None = None,
) -> None:
    """Sent. An uploaded file is known by its id from now on, so that nobody uploads it again.

    What the letter was made to say while it was `posted` follows as an edit.
    """
    if posted is not None and message_id is not None:
        present = carry_out(session, _content_for_update(), {"letter_id": letter.id}).one_or_none()
        if present is not None:
            catch_up(session, letter, now, posted, Content(present.method, present.payload), message_id)
    values = {} if message_id is None else {"message_id": message_id}
    _end(session, letter, state=LetterState.SENT, sent_at=now, reason=_short(remark), **values)
    if file_id is not None:
        payload = session.scalar(sa.select(Letter.payload).where(Letter.id == letter.id))
        _change(session, letter.id, payload=_with_file_id(payload or {}, file_id))


def catch_up(
    session: Session, letter: Leased, now: datetime, posted: Content, present: Content, message_id: int
) -> None:
    """Adds the edit that makes a message say what its letter says by now."""
    if present.method != posted.method or present.payload == posted.payload:
        return
    is_text = "text" in present.payload
    add(
        session,
        chat_id=letter.chat_id,
        method="editMessageText" if is_text else "editMessageCaption",
        payload={name: present.payload[name] for name in EDITABLE if name in present.payload}
        | {"message_id": message_id},
        lane=Lane.BULK,
        priority=Priority.NEWS,
        due_at=now,
        stale_at=None,
        key=None,
        subject=None,
        message_id=message_id,
        created_at=now,
    )


def record_unreachable(session: Session, letter: Leased, now: datetime, reason: str) -> None:
    """Switches the chat off until it shows life; what waits for it in bulk is not tried."""
    _end(session, letter, state=LetterState.UNREACHABLE, reason=_short(reason))
    session.execute(
        sa.update(Chat)
        .where(Chat.id == letter.chat_id, Chat.unreachable_at.is_(None))
        .values(unreachable_at=now, unreachable_reason=_short(reason))
    )
    session.execute(
        sa.update(Letter)
        .where(
            Letter.chat_id == letter.chat_id,
            Letter.lane == Lane.BULK,
            Letter.state == LetterState.WAITING,
            Letter.due_at <= now,
        )
        .values(state=LetterState.UNREACHABLE, lease_until=None, reason=_short(reason))
    )


def put_back(session: Session, letter: Leased) -> None:
    """To be sent at once, as it will then be: its chat moves in this transaction."""
    _end(session, letter, state=LetterState.WAITING)


def record_refused(session: Session, letter: Leased, reason: str) -> None:
    """Kept with its reason, never tried again."""
    _end(session, letter, state=LetterState.REFUSED, reason=_short(reason))


def record_later(session: Session, letter: Leased, now: datetime, delay: timedelta | None, reason: str) -> None:
    """A failed try: again after `delay`, or after longer and longer; given up after ATTEMPTS."""
    attempts = _attempts(session, letter) + 1
    if attempts >= ATTEMPTS:
        _end(session, letter, state=LetterState.REFUSED, attempts=attempts, reason=_short(f"given up: {reason}"))
        return
    longer = min(FIRST_DELAY * 2 ** min(attempts - 1, 10), LONGEST_DELAY)
    _put_back(session, letter, now + (delay or longer), attempts=attempts, reason=_short(reason))


def record_flood(session: Session, letter: Leased, now: datetime, delay: timedelta) -> None:
    """429 is no failed try. In a group it is mostly the group's own limit; otherwise everybody waits."""
    everybody = min(delay, timedelta(seconds=1)) if letter.chat_id < 0 else delay
    hold(session, BOT, now + everybody)
    hold(session, chat_key(letter.chat_id), now + delay)
    _put_back(session, letter, now + delay)


def record_outage(session: Session, letter: Leased, now: datetime, delay: timedelta | None, reason: str) -> None:
    """Nothing gets out: everybody waits, and no letter is given up for it."""
    hold(session, BOT, now + (delay or OUTAGE_DELAY))
    _put_back(session, letter, now + (delay or OUTAGE_DELAY), reason=_short(reason))


def record_unknown(session: Session, letter: Leased, now: datetime, reason: str) -> None:
    """Perhaps it arrived. Once more: a message that comes twice is better than one that never came."""
    attempts = _attempts(session, letter) + ATTEMPTS_OF_DOUBT
    if attempts >= ATTEMPTS:
        _end(session, letter, state=LetterState.REFUSED, attempts=attempts, reason=_short(f"perhaps sent: {reason}"))
        return
    _put_back(session, letter, now + FIRST_DELAY, attempts=attempts, reason=_short(f"perhaps sent: {reason}"))


def _attempts(session: Session, letter: Leased) -> int:
    return session.scalar(sa.select(Letter.attempts).where(Letter.id == letter.id)) or 0


def _put_back(session: Session, letter: Leased, not_before: datetime, **values: Any) -> None:
    _end(session, letter, state=LetterState.WAITING, **{"lease_until": not_before, **values})


def _end(session: Session, letter: Leased, **values: Any) -> None:
    """Changes a letter that nobody has ended meanwhile."""
    changed = {"lease_until": None, **values}
    parameters = {f"new_{name}": value for name, value in changed.items()}
    carry_out(session, _ending(tuple(changed)), {"letter_id": letter.id, **parameters})


@cache
def _ending(columns: tuple[str, ...]) -> sa.Update:
    new = {name: sa.bindparam(f"new_{name}", type_=Letter.__table__.columns[name].type) for name in columns}
    return sa.update(Letter).where(Letter.id == sa.bindparam("letter_id"), Letter.state.in_(UNSENT)).values(new)


@cache
def _content_for_update() -> sa.Select[Any]:
    return sa.select(Letter.method, Letter.payload).where(Letter.id == sa.bindparam("letter_id")).with_for_update()


def _change(session: Session, letter_id: int, **values: Any) -> None:
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(**values))


def _with_file_id(payload: dict[str, Any], file_id: str) -> dict[str, Any]:
    return {name: file_id if isinstance(value, dict) and "path" in value else value for name, value in payload.items()}


def _short(reason: str) -> str:
    return reason[:REASON_LENGTH]
