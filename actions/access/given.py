"""One record of a network that is not the person's, which its coordination has opened to them."""

from sqlalchemy.orm import Session

from store.memberships import networks_of
from store.models import FoundKind, Person
from store.record_access import is_granted


def is_given(session: Session, person: Person, kind: FoundKind, about_id: int) -> bool:
    """As long as the person takes part anywhere."""
    return is_granted(session, person.id, kind, about_id) and bool(networks_of(session, person.id))
