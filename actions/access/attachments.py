"""What is attached to records: readers may have it, whoever may change the record adds and removes."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from actions.access.networks import access_contributing
from actions.access.shared import (
    access_challenge,
    access_experience,
    access_own_challenge,
    access_own_experience,
    access_own_solution,
    access_solution,
    network_id_of,
)
from actions.refusals import NotFound
from store.database import row_by_id
from store.models import AttachedTo, Attachment, Challenge, Experience, Person, Solution

Attachable = Challenge | Experience | Solution

_READ: Mapping[AttachedTo, Callable[[Session, Person, int], Attachable]] = {
    AttachedTo.CHALLENGE: access_challenge,
    AttachedTo.EXPERIENCE: access_experience,
    AttachedTo.SOLUTION: access_solution,
}
_OWN: Mapping[AttachedTo, Callable[[Session, Person, int], Attachable]] = {
    AttachedTo.CHALLENGE: access_own_challenge,
    AttachedTo.EXPERIENCE: access_own_experience,
    AttachedTo.SOLUTION: access_own_solution,
}


def access_attachable(session: Session, person: Person, about: AttachedTo, about_id: int) -> Attachable:
    """A record that the person may read, with what is attached to it."""
    return _READ[about](session, person, about_id)


def access_own_attachable(session: Session, person: Person, about: AttachedTo, about_id: int) -> Attachable:
    """A record that the person may change."""
    return _OWN[about](session, person, about_id)


def access_attaching(session: Session, person: Person, about: AttachedTo, about_id: int) -> Attachable:
    """The same, to which something may be added still."""
    record = access_own_attachable(session, person, about, about_id)
    access_contributing(session, person, network_id_of(session, record))
    return record


def access_own_attachment(session: Session, person: Person, attachment_id: int) -> tuple[Attachment, Attachable]:
    """What is attached to a record that the person may change."""
    attachment = row_by_id(session, Attachment, attachment_id)
    if attachment is None:
        raise NotFound
    return attachment, access_own_attachable(session, person, attachment.about, attachment.about_id)
