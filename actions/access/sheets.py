"""Sheets of records: who reads one, who fills it in, and who sees what was said before."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.behalf import is_of_city
from actions.access.networks import access_contributing
from actions.access.shared import access_challenge, access_experience, is_there, owns
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import membership_of
from store.models import Person, Role, Sheet
from store.sheets import Grown


class Open(NamedTuple):
    """A sheet with its record."""

    sheet: Sheet
    record: Grown


def access_sheet(session: Session, person: Person, sheet_id: int) -> Open:
    """That of a record that the person may read."""
    sheet = row_by_id(session, Sheet, sheet_id)
    if sheet is None:
        raise NotFound
    if sheet.challenge_id is not None:
        return Open(sheet, access_challenge(session, person, sheet.challenge_id))
    return Open(sheet, access_experience(session, person, sheet.experience_id or 0))


def access_tended_sheet(session: Session, person: Person, sheet_id: int) -> Open:
    """One that the person may fill in, while its network is open."""
    found = access_sheet(session, person, sheet_id)
    if not tends(session, person, found.record):
        raise NotAllowed
    access_contributing(session, person, found.sheet.network_id)
    return found


def access_summing_up(session: Session, person: Person, sheet_id: int) -> Open:
    """One of which the person may write a summary: whoever reads it, while its network is open."""
    found = access_sheet(session, person, sheet_id)
    access_contributing(session, person, found.sheet.network_id)
    return found


def access_versions(session: Session, person: Person, sheet_id: int) -> Open:
    """One of which the person may see what was said before."""
    found = access_sheet(session, person, sheet_id)
    if not sees_versions(session, person, found.record):
        raise NotAllowed
    return found


def tends(session: Session, person: Person, record: Grown) -> bool:
    """Whether a record is the person's to complete: whose it is, or when its author is gone, the people of its city."""
    if owns(session, person, record):
        return True
    is_left = record.noted_by is None and not is_there(session, record.person_id, record.network_id)
    return is_left and is_of_city(membership_of(session, person.id, record.network_id), record.city_id)


def sees_versions(session: Session, person: Person, record: Grown) -> bool:
    """Whether the person sees what was said before: who completes it, and coordination."""
    membership = membership_of(session, person.id, record.network_id)
    is_coordinator = membership is not None and membership.role is Role.COORDINATOR
    return is_coordinator or tends(session, person, record)
