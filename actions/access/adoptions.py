"""What cities take from each other: who may take it, reads of it, and says how it goes."""

from sqlalchemy.orm import Session

from actions.access.behalf import OWN, Voice, access_voice
from actions.access.networks import access_network
from actions.access.shared import access_experience, access_solution
from actions.adoptions.refusals import OwnSource
from actions.refusals import NotAllowed, NotFound
from store.adoptions import Source, SourceKind
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import Adoption, Challenge, Person, Role, Visibility


def access_source(session: Session, person: Person, kind: SourceKind, number: int) -> Source:
    """What a city shared with the whole network, and the person may read."""
    if kind is SourceKind.EXPERIENCE:
        experience = access_experience(session, person, number)
        source, visibility = Source(experience, experience.network_id, experience.title), experience.visibility
    else:
        solution = access_solution(session, person, number)
        challenge = session.get_one(Challenge, solution.challenge_id)
        source, visibility = Source(solution, challenge.network_id, challenge.title), challenge.visibility
    if visibility is not Visibility.NETWORK or source.record.city_id is None:
        raise NotFound
    return source


def access_adopting(
    session: Session, person: Person, kind: SourceKind, number: int, city_id: int = OWN
) -> tuple[Source, Voice]:
    """The same for who takes it: for their own city, or as its coordination in the name of another one."""
    source = access_source(session, person, kind, number)
    voice = access_voice(session, person, source.network_id, city_id)
    if voice.city is None:
        raise NotAllowed
    if voice.city.id == source.record.city_id:
        raise OwnSource
    return source, voice


def access_adoption(session: Session, person: Person, adoption_id: int) -> Adoption:
    """What a city of one's network takes; it stays readable when what it came from is withdrawn."""
    adoption = row_by_id(session, Adoption, adoption_id)
    if adoption is None or adoption.withdrawn_at is not None:
        raise NotFound
    access_network(session, person, adoption.network_id)
    return adoption


def access_own_adoption(session: Session, person: Person, adoption_id: int) -> tuple[Adoption, Voice]:
    """One of which the person says how it goes, for as long as the city exists: also when the network is closed."""
    adoption = access_adoption(session, person, adoption_id)
    membership, network = access_network(session, person, adoption.network_id)
    city = city_by_id(session, adoption.city_id)
    if membership.city_id == adoption.city_id:
        return adoption, Voice(membership, network, city, None)
    if membership.role is not Role.COORDINATOR:
        raise NotAllowed
    return adoption, Voice(membership, network, city, person.id)
