"""What became of a letter. Each of these ends the call that `mark_posting` began."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.files import with_files, words_of
from store.letters import GIVEN_UP, PERHAPS_SENT, add
from store.models import UNSENT, Chat, Lane, Letter, LetterState, Priority
from store.outbox import policy
from store.outbox.leasing import Content, Leased
from store.outbox.pace import BOT, chat_key, hold
from store.outbox.policy import Tried
from store.outbox.set_back import FURTHEST

REASON_LENGTH = 256
EDITABLE = ("parse_mode", "reply_markup")
OF_TEXTS = ("text", "link_preview_options")
OUTAGE_DELAY = timedelta(seconds=3)
# Telegram says longer only to those whom it has banned; and no moment may be further ahead than `set_back` believes.
LONGEST_HOLD = FURTHEST - timedelta(minutes=1)


def record_sent(
    session: Session,
    letter: Leased,
    now: datetime,
    *,
    message_id: int | None,
    file_ids: Sequence[str] = (),
    remark: str = "",
    posted: Content | None = None,
    album: Sequence[int] = (),
) -> None:
    """Sent. An uploaded file is known by its id from now on, so that nobody uploads it again.

    What the letter was made to say while it was `posted` follows as an edit.
    """
    values: dict[str, Any] = {} if message_id is None else {"message_id": message_id}
    values |= {"album": list(album)} if album else {}
    ended = _end(session, letter, state=LetterState.SENT, sent_at=now, reason=_short(remark), **values)
    if posted is not None and message_id is not None:
        # Where somebody else has ended it meanwhile, what it says is still to be read.
        present = ended or carry_out(session, _content_of(), {"letter_id": letter.id}).one_or_none()
        if present is not None:
            catch_up(session, letter, now, posted, Content(present.method, present.payload), message_id)
    if file_ids:
        payload = session.scalar(sa.select(Letter.payload).where(Letter.id == letter.id))
        _change(session, letter.id, payload=with_files(payload or {}, file_ids))


def catch_up(
    session: Session, letter: Leased, now: datetime, posted: Content, present: Content, message_id: int
) -> None:
    """Adds the edit that makes a message say what its letter says by now, as far as Telegram lets it."""
    edit = None if present == posted else _edit_of(posted, present)
    if edit is None:
        return
    add(
        session,
        chat_id=letter.chat_id,
        method=edit.method,
        payload=edit.payload | {"message_id": message_id},
        lane=Lane.BULK,
        priority=Priority.NEWS,
        due_at=now,
        stale_at=None,
        key=None,
        subject=None,
        message_id=message_id,
        created_at=now,
    )


def _edit_of(posted: Content, present: Content) -> Content | None:
    """What was posted with a file keeps it, and words alone stand below it; words never become a file."""
    if present.method == posted.method:
        is_text = "text" in present.payload
    elif posted.method.startswith("send") and present.method == "sendMessage":
        is_text = posted.method == "sendMessage"
    else:
        return None
    words = words_of(present.payload)
    if is_text:
        return Content("editMessageText", {name: words[name] for name in (*EDITABLE, *OF_TEXTS) if name in words})
    caption = {"caption": words.get("caption", words.get("text", ""))}
    return Content("editMessageCaption", caption | {name: words[name] for name in EDITABLE if name in words})


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


def put_off(session: Session, letter: Leased, until: datetime) -> None:
    """It was not tried, and is to be at that moment."""
    _put_back(session, letter, until)


def record_refused(session: Session, letter: Leased, reason: str) -> None:
    """Kept with its reason, never tried again."""
    _end(session, letter, state=LetterState.REFUSED, reason=_short(reason))


def record_later(session: Session, letter: Leased, now: datetime, delay: timedelta | None, reason: str) -> bool:
    """A failed try: again after `delay`, or after longer and longer; True when it is given up instead."""
    tried = _tried(session, letter)
    return tried is not None and _try_again(session, letter, _failed_once_more(tried), now, delay, reason)


def record_flood(session: Session, letter: Leased, now: datetime, delay: timedelta) -> None:
    """429 is no failed try. In a group it is mostly the group's own limit; otherwise everybody waits."""
    delay = min(delay, LONGEST_HOLD)
    everybody = min(delay, timedelta(seconds=1)) if letter.chat_id < 0 else delay
    hold(session, BOT, now + everybody)
    hold(session, chat_key(letter.chat_id), now + delay)
    _put_back(session, letter, now + delay)


def record_outage(session: Session, letter: Leased, now: datetime, delay: timedelta | None, reason: str) -> None:
    """Nothing gets out: everybody waits, and no letter is given up for it."""
    hold(session, BOT, now + (delay or OUTAGE_DELAY))
    _put_back(session, letter, now + (delay or OUTAGE_DELAY), reason=_short(reason))


def record_unknown(session: Session, letter: Leased, now: datetime, reason: str) -> bool:
    """Perhaps it arrived, and no answer will tell: what is done then is the policy's. True when it is given up."""
    tried, reason = _tried(session, letter), f"{PERHAPS_SENT}: {reason}"
    if tried is None:
        return False
    if policy.is_harmless_twice(tried.method):
        return _try_again(session, letter, _failed_once_more(tried), now, None, reason)
    doubted = replace(tried, doubts=tried.doubts + policy.LOST_ANSWER)
    if doubted.doubts >= policy.MOST_DOUBTS or policy.must_not_come_twice(doubted):
        _end(session, letter, state=LetterState.REFUSED, doubts=doubted.doubts, reason=_short(reason))
        return True
    return _try_again(session, letter, doubted, now, policy.FIRST_DELAY, reason)


def _try_again(
    session: Session, letter: Leased, tried: Tried, now: datetime, delay: timedelta | None, reason: str
) -> bool:
    """Puts it back, unless it would come too late then, or has failed for too long: True."""
    not_before = now + (delay or policy.delay_after(tried.id, tried.attempts))
    counted = {"attempts": tried.attempts, "doubts": tried.doubts}
    is_late = tried.stale_at is not None and tried.stale_at < not_before
    if is_late or policy.is_given_up(tried, now):
        state = LetterState.LATE if is_late else LetterState.REFUSED
        _end(session, letter, state=state, reason=_short(GIVEN_UP + reason), **counted)
        return True
    _put_back(session, letter, not_before, reason=_short(reason), **counted)
    return False


def _failed_once_more(tried: Tried) -> Tried:
    return replace(tried, attempts=tried.attempts + 1)


def _tried(session: Session, letter: Leased) -> Tried | None:
    """None when it is gone: erased with whom it was for."""
    row = carry_out(session, _tried_of(), {"letter_id": letter.id}).one_or_none()
    return None if row is None else Tried(**row._asdict())


@cache
def _tried_of() -> sa.Select[Any]:
    columns = [Letter.__table__.columns[field.name] for field in fields(Tried)]
    return sa.select(*columns).where(Letter.id == sa.bindparam("letter_id"))


def _put_back(session: Session, letter: Leased, not_before: datetime, **values: Any) -> None:
    _end(session, letter, state=LetterState.WAITING, **{"lease_until": not_before, **values})


def _end(session: Session, letter: Leased, **values: Any) -> Any:
    """Changes a letter that nobody has ended meanwhile; its `method` and `payload`, or None where somebody has."""
    changed = {"lease_until": None, **values}
    parameters = {f"new_{name}": value for name, value in changed.items()}
    return carry_out(session, _ending(tuple(changed)), {"letter_id": letter.id, **parameters}).one_or_none()


@cache
def _ending(columns: tuple[str, ...]) -> Any:
    new = {name: sa.bindparam(f"new_{name}", type_=Letter.__table__.columns[name].type) for name in columns}
    unsent = sa.update(Letter).where(Letter.id == sa.bindparam("letter_id"), Letter.state.in_(UNSENT))
    return unsent.values(new).returning(Letter.method, Letter.payload)


@cache
def _content_of() -> sa.Select[Any]:
    return sa.select(Letter.method, Letter.payload).where(Letter.id == sa.bindparam("letter_id"))


def _change(session: Session, letter_id: int, **values: Any) -> None:
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(**values))


def _short(reason: str) -> str:
    return reason[:REASON_LENGTH]
