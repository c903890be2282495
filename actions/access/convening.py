"""Proposals of networks are of the whole programme, as the consultation is from which they come."""

from sqlalchemy.orm import Session

from actions.access.consultations import access_convening
from actions.refusals import NotFound
from store.database import row_by_id
from store.models import Composition, Person


def access_composition(session: Session, person: Person, composition_id: int) -> Composition:
    """A proposal of networks."""
    access_convening(session, person)
    composition = row_by_id(session, Composition, composition_id)
    if composition is None:
        raise NotFound
    return composition
