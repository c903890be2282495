"""People as those who read of sessions: in their language, on their clock."""

from sqlalchemy.orm import Session

from store.memberships import city_for_clock
from store.models import City, Person
from texts.meetings.shown import Reader
from texts.translator import translator_of


def reader_of(session: Session, person: Person, city: City | None) -> Reader:
    """A person; `city`: for which they take part."""
    return Reader(translator_of(person), city_for_clock(session, person, city))
