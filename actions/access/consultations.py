"""Consultations: who convenes them, and who answers for a member."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.networks import coordinated_networks
from actions.refusals import NotAllowed, NotFound
from store.consulted import answers_for_city, is_respondent
from store.database import row_by_id
from store.models import Consultation, ConsultationMember, Person


class Answering(NamedTuple):
    """Somebody who answers for a member. is_noting: they convene, and note what it has said otherwise."""

    consultation: Consultation
    member: ConsultationMember
    is_noting: bool


def convenes(session: Session, person: Person) -> bool:
    """Consultations are of the whole programme: whoever coordinates an open network convenes them."""
    return any(network.closed_at is None for network in coordinated_networks(session, person))


def access_convening(session: Session, person: Person) -> None:
    """Refuses everybody else."""
    if not convenes(session, person):
        raise NotAllowed


def access_consultation(session: Session, person: Person, consultation_id: int) -> Consultation:
    """One, for who convenes."""
    access_convening(session, person)
    consultation = row_by_id(session, Consultation, consultation_id)
    if consultation is None:
        raise NotFound
    return consultation


def access_asked_member(session: Session, person: Person, member_id: int) -> tuple[Consultation, ConsultationMember]:
    """A member of one, for who convenes."""
    access_convening(session, person)
    member = row_by_id(session, ConsultationMember, member_id)
    if member is None:
        raise NotFound
    return session.get_one(Consultation, member.consultation_id), member


def access_answering(session: Session, person: Person, member_id: int) -> Answering:
    """By its link, for one's own city, or in its name; nobody before it opens."""
    member = row_by_id(session, ConsultationMember, member_id)
    if member is None:
        raise NotFound
    consultation = session.get_one(Consultation, member.consultation_id)
    speaks = is_respondent(session, member.id, person.id) or is_of_member(session, person, member)
    if consultation.opened_at is None or not (speaks or convenes(session, person)):
        raise NotFound
    return Answering(consultation, member, not speaks)


def is_of_member(session: Session, person: Person, member: ConsultationMember) -> bool:
    """Whether somebody takes part for the city that is asked."""
    return member.city_id is not None and answers_for_city(session, person.id, member.city_id)
