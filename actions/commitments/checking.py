"""Two weeks after a session each city is asked once how its commitment goes, unless it has said so."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker
from actions.commitments.standing import help_of, round_of
from actions.letters import Postage
from actions.readers import reader_of
from store.commitments import Due
from store.letters import keep_copies_to
from store.memberships import contributors
from store.models import City, Commitment, CommitmentState, Kind, Meeting, Person
from texts.commitments import pages
from texts.commitments.shown import Round, Taken
from texts.message import Message

CHECK_AFTER = timedelta(days=14)


def checks_of(meeting: Meeting, city: City) -> str:
    """What the keys of the letters begin with that ask a city how it goes."""
    return f"meeting:{meeting.id}:commitment:{city.id}:check:"


def subject_of(commitment: Commitment) -> str:
    """Of these letters."""
    return f"commitment:{commitment.id}"


def ask(session: Session, due: Due, *, now: datetime) -> int:
    """Asks whoever wrote it, or when they speak for the city no more all who do; gives how many are asked.

    Not what has been answered, or has come due before anybody is to be woken; nor people on a break.
    """
    commitment, meeting, network, city = due
    commitment.check_at = None
    shown = round_of(session, meeting, network, now)
    taken = Taken(city, commitment)
    if not shown.is_open or commitment.withdrawn_at is not None or commitment.state is not CommitmentState.OPEN:
        return 0
    asked = [person for person in _asked(session, due) if person.telegram_id is not None]
    return sum(_send(session, shown, taken, person, now) for person in asked)


def _asked(session: Session, due: Due) -> list[Person]:
    people = speaking_for(session, due.network.id, due.city)
    return [person for person in people if person.id == due.commitment.person_id] or people


def speaking_for(session: Session, network_id: int, city: City) -> list[Person]:
    """The present members who speak for a city and whom letters reach."""
    found = contributors(session, network_id)
    return [person for person, of, is_reachable in found if of is not None and of.id == city.id and is_reachable]


def _send(session: Session, shown: Round, taken: Taken, person: Person, now: datetime) -> bool:
    postage = _postage(shown, taken, person, now)
    due_at = postage.due_at or now
    if person.is_paused(due_at) or (shown.due is not None and due_at >= shown.due.starts_at):
        return False
    reader = reader_of(session, person, taken.city)
    message = pages.one(reader, shown, taken, may_tell=True, may_ask=True, asked_help=None, asks=True)
    return letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def _postage(shown: Round, taken: Taken, person: Person, now: datetime) -> Postage:
    """Once for each session, city and person, in their waking hours."""
    return attention.postage(
        Kind.COMMITMENT_CHECK,
        person,
        key=f"{checks_of(shown.meeting, taken.city)}person:{person.id}",
        subject=subject_of(taken.commitment),
        stale_at=None if shown.due is None else shown.due.starts_at,
        now=now,
    )


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
    asked_help = help_of(session, commitment)

    def render(chat_id: int) -> Message:
        reader = reader_of(session, readers[chat_id], city)
        if commitment.withdrawn_at is not None:
            return pages.gone(reader.translator, city)
        asks = commitment.state is CommitmentState.OPEN
        return pages.one(
            reader, shown, Taken(city, commitment), may_tell=True, may_ask=True, asked_help=asked_help, asks=asks
        )

    letters.edit_copies(session, subject, render, now=now, shown=pressed)
