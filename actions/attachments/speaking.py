"""Told first and written later: a voice note is kept at once, and its two sentences are asked for in the mornings."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_attaching, network_id_of, owns
from actions.attachments.pieces import Piece
from actions.attachments.refusals import WrittenAlready
from actions.attachments.standing import about, kind_of, refresh, subject_of
from actions.attachments.taking import do_attach
from actions.recurrence import to_utc
from actions.refusals import NotFound
from store.attachments import Due, record_by_id, spoken_of
from store.models import AttachedTo, Challenge, Experience, Kind, Network, Person, Solution, Spoken
from texts.attachments import speaking as texts
from texts.attachments.shown import is_unwritten
from texts.translator import translator_of

AGAIN_AFTER = timedelta(weeks=1)
TIMES = 2

Told = Challenge | Experience


def access_unwritten(session: Session, person: Person, kind: AttachedTo, about_id: int) -> Told:
    """What the person may put into words."""
    record = access_attaching(session, person, kind, about_id)
    if isinstance(record, Solution):
        raise NotFound
    if not is_unwritten(record):
        raise WrittenAlready
    return record


def do_keep_spoken(session: Session, person: Person, record: Told, piece: Piece, *, now: datetime) -> None:
    """The voice note of what has just been shared; its words are asked for on the next working morning."""
    do_attach(session, person, record, piece, now=now)
    session.add(
        Spoken(
            network_id=record.network_id,
            about=kind_of(record),
            about_id=record.id,
            person_id=person.id,
            number=piece.number,
            ask_at=next_morning(person, now),
        )
    )
    session.flush()


def do_write(session: Session, record: Told, first: str, second: str, title: str, *, now: datetime) -> None:
    """From now on it is like any other."""
    if isinstance(record, Challenge):
        record.problem, record.tried = first, second
    else:
        record.done, record.regret = first, second
    record.title, record.edited_at = title, now
    forget_spoken(session, record)
    refresh(session, record, now)


def forget_spoken(session: Session, record: Told) -> None:
    """Its words are there, or it was withdrawn: nobody asks for them any more."""
    spoken = spoken_of(session, kind_of(record), record.id)
    if spoken is not None:
        session.delete(spoken)
    letters.withdraw(session, _asked(record))


def ask_all(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """Asks for the words of each, twice at most; gives how many are asked for."""
    return sum(_ask(session, one.spoken, one.person, now) for one in due)


def next_morning(person: Person, now: datetime) -> datetime:
    """Of the next working day, on the person's own clock."""
    zone = ZoneInfo(person.zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return attention.due_moment(Kind.SPOKEN, person.zone, to_utc(datetime.combine(tomorrow, time()), zone))


def _ask(session: Session, spoken: Spoken, person: Person, now: datetime) -> bool:
    """Not of what is written, withdrawn or another's by now; later of people on a break."""
    record = record_by_id(session, spoken.about, spoken.about_id)
    spoken.ask_at = None
    if not isinstance(record, Told) or not _is_asked(session, record, person):
        session.delete(spoken)
        return False
    if person.is_paused(now):
        spoken.ask_at = next_morning(person, now)
        return False
    spoken.asked += 1
    spoken.ask_at = now + AGAIN_AFTER if spoken.asked < TIMES else None
    told = texts.words_wanted(
        translator_of(person), about(session, record), reply_to=spoken.number, is_last=spoken.asked == TIMES
    )
    key = f"{_asked(record)}{spoken.asked}:person:{person.id}"
    postage = attention.postage(Kind.SPOKEN, person, key=key, now=now)
    return letters.send(session, person.telegram_id or 0, told, now=now, postage=postage)


def _is_asked(session: Session, record: Told, person: Person) -> bool:
    network = session.get_one(Network, network_id_of(session, record))
    is_open = record.withdrawn_at is None and network.closed_at is None
    return is_open and is_unwritten(record) and person.telegram_id is not None and owns(session, person, record)


def _asked(record: Told) -> str:
    return f"{subject_of(record)}:spoken:"
