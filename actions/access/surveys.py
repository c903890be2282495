"""Surveys: each delegate answers for themselves; who prepares the sessions reads figures."""

from sqlalchemy.orm import Session

from actions.access.meetings import prepares
from actions.access.networks import access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import City, Membership, Network, Person, Role, Survey


def access_survey(session: Session, person: Person, survey_id: int) -> tuple[Survey, Network, City]:
    """One that the person answers for their city; that of its end also when the network is closed by then."""
    survey = row_by_id(session, Survey, survey_id)
    if survey is None:
        raise NotFound
    membership, network = access_network(session, person, survey.network_id)
    city = city_by_id(session, membership.city_id)
    if membership.role is not Role.DELEGATE or city is None:
        raise NotAllowed
    return survey, network, city


def access_results(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """What a network's delegates have answered, without their names."""
    membership, network = access_network(session, person, network_id)
    if not prepares(membership):
        raise NotAllowed
    return membership, network
