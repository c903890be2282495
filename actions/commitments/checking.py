"""Two weeks after a session each city is asked once how its commitment goes, unless it has said so."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker
from actions.attention import Planned
from actions.commitments.standing import round_of
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from store.attention import LATEST, let_go_of
from store.commitments import Due
from store.letters.copies import keep_copies_to
from store.memberships import contributors
from store.models import City, Commitment, CommitmentState, Kind, Meeting, Person
from texts.commitments import pages
from texts.commitments.shown import Round, Taken
from texts.message import Message

CHECK_AFTER = timedelta(days=14)
OPEN = timedelta(days=21)  # as long a digest may still ask


def checks_of(meeting: Meeting, city: City) -> str:
    """What the keys of the letters begin with that ask a city how it goes."""
    return f"meeting:{meeting.id}:commitment:{city.id}:check:"


def subject_of(commitment: Commitment) -> str:
    """Of these letters."""
    return f"commitment:{commitment.id}"


def ask_all(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """Asks whoever wrote each, or when they speak for the city no more all who do; gives how many are asked at once.

    Whose week is spent reads it in the digest.
    """
    planned = [one for each in due for one in _questions(session, each, now)]
    return attention.plan_all(session, Kind.COMMITMENT_CHECK, planned, now=now) if planned else 0


def _questions(session: Session, due: Due, now: datetime) -> Iterator[Planned]:
    """Not of what has been answered, or has come due before anybody is to be woken; nor to people on a break."""
    commitment, meeting, network, city = due
    commitment.check_at = None
    shown = round_of(session, meeting, network, now)
    if not shown.is_open or commitment.withdrawn_at is not None or commitment.state is not CommitmentState.OPEN:
        return
    for person in _asked(session, due):
        at = attention.due_moment(Kind.COMMITMENT_CHECK, person.zone, now)
        until = min(at + OPEN, shown.due.starts_at) if shown.due is not None else at + OPEN
        if person.telegram_id is not None and not person.is_paused(at) and at < until:
            yield _question(session, shown, Taken(city, commitment), person, at, until)


def _asked(session: Session, due: Due) -> list[Person]:
    people = speaking_for(session, due.network.id, due.city)
    return [person for person in people if person.id == due.commitment.person_id] or people


def speaking_for(session: Session, network_id: int, city: City) -> list[Person]:
    """The present members who speak for a city and whom letters reach."""
    found = contributors(session, network_id)
    return [person for person, of, is_reachable in found if of is not None and of.id == city.id and is_reachable]


def _question(session: Session, shown: Round, taken: Taken, person: Person, at: datetime, until: datetime) -> Planned:
    """Once for each session, city and person."""
    reader = reader_of(session, person, taken.city)
    return Planned(
        person,
        shown.network.id,
        taken.commitment.id,
        key=f"{checks_of(shown.meeting, taken.city)}person:{person.id}",
        at=at,
        until=until,
        message=lambda: pages.one(reader, shown, taken, may_tell=True, may_ask=True, asked_help=None, asks=True),
        subject=subject_of(taken.commitment),
        stale_after=min(until - at, LATEST),
    )


def take_back_checks(session: Session, speaker: Speaker, commitment: Commitment) -> None:
    """It has been said, or there is nothing to say any more: neither a letter nor a digest asks."""
    letters.withdraw(session, checks_of(speaker.meeting, speaker.city))
    let_go_of(session, Kind.COMMITMENT_CHECK, commitment.id)


def update_checks(
    session: Session, speaker: Speaker, commitment: Commitment, *, now: datetime, pressed: tuple[int, int] | None
) -> None:
    """What asked how it goes shows what has been said, to those who speak for the city still.

    `pressed`: the copy that the caller edits itself.
    """
    meeting, network, city, _ = speaker
    subject = subject_of(commitment)
    readers = {person.telegram_id or 0: person for person in speaking_for(session, network.id, city)}
    keep_copies_to(session, subject, list(readers))
    shown = round_of(session, meeting, network, now)

    def render(chat_id: int) -> Message:
        reader = reader_of(session, readers[chat_id], city)
        if commitment.withdrawn_at is not None:
            return pages.gone(reader.translator, city)
        taken = Taken(city, commitment)
        if commitment.state is not CommitmentState.OPEN:
            return pages.answered(reader, shown, taken)
        return pages.one(reader, shown, taken, may_tell=True, may_ask=True, asked_help=None, asks=True)

    edit_copies(session, subject, render, now=now, shown=pressed)
