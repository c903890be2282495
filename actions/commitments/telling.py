"""The people of a city learn what the coordination has noted in its name."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker
from actions.commitments.checking import speaking_for
from actions.readers import reader_of
from store.models import Commitment, Kind, Person
from texts.commitments import asking
from texts.commitments.presses import own_key
from texts.commitments.shown import Taken, in_one_line


def tell_noted(session: Session, by: Person, speaker: Speaker, commitment: Commitment, *, now: datetime) -> None:
    """To each of them once, in their waking hours; of several things that are noted until then only the last."""
    meeting, network, city, _ = speaker
    beginning = f"meeting:{meeting.id}:commitment:{city.id}:noted:"
    letters.withdraw(session, beginning)
    if commitment.withdrawn_at is not None:
        return
    for person in speaking_for(session, network.id, city):
        if person.id == by.id or person.is_paused(now) or person.telegram_id is None:
            continue
        reader = reader_of(session, person, city)
        line = in_one_line(reader.translator, Taken(city, commitment))
        message = asking.noted(reader, city, line, own_key(reader.translator, meeting, city))
        key = f"{beginning}person:{person.id}:{commitment.sequence}"
        postage = attention.postage(Kind.COMMITMENT_NOTED, person, key=key, now=now)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)
