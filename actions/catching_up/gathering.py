"""All that a document tells of a network, as far as its reader may read it at this moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_network, access_received_notes
from actions.handovers.standing import turn_of
from actions.refusals import Refused
from store.cases import questions_of
from store.catching_up import commitments_in, notes_for, offers_around, records_in
from store.challenges import ChallengesShown, ListedChallenge, listed_challenges
from store.experiences import ExperiencesShown, ListedExperience, listed_experiences
from store.handovers import predecessor_of
from store.live import Noted
from store.memberships import city_by_id
from store.models import City, Meeting, Membership, Network, Outcome, Person, Role, Section
from store.network import Member, members_by_city, staff_of
from store.presence import cities_present_in
from store.programme import cities_of_network, series_of_network
from store.rota import published_rota_of
from store.solutions import Offered, solutions_of
from texts.catching_up.shown import Everything, Held, OwnCity
from texts.records.content import Part, thawed

MOST = 300  # of a kind that are looked at: what is beyond has no room on paper
ANSWERS = 30


def everything_for(session: Session, person: Person, network_id: int, now: datetime) -> Everything:
    """For a member."""
    membership, network = access_network(session, person, network_id)
    city = city_by_id(session, membership.city_id)
    challenges = _challenges(session, person, membership)
    experiences = _experiences(session, person, membership)
    return Everything(
        network,
        predecessor_of(session, membership.id),
        _sessions(session, network, now),
        None if city is None else _own(session, person, network, city, challenges, experiences, now),
        _agreed(session, network),
        [one for one in challenges if not _is_own_and_open(one, city)],
        [one for one in experiences if city is None or one.city is None or one.city.id != city.id],
        staff_of(session, network.id),
        _people(session, network),
        now,
    )


def _own(
    session: Session,
    person: Person,
    network: Network,
    city: City,
    challenges: Sequence[ListedChallenge],
    experiences: Sequence[ListedExperience],
    now: datetime,
) -> OwnCity:
    offers = offers_around(session, network.id, city.id)
    rota = published_rota_of(session, network.id)
    return OwnCity(
        city,
        turn_of(session, network, city, now),
        [] if rota is None else questions_of(session, rota.id, city.id),
        commitments_in(session, network.id, city.id),
        [one for one in offers if one[2].id == city.id],
        [one for one in offers if one[1].id == city.id],
        readable_notes(session, person, network, city),
        [(one, _answers(session, one)) for one in challenges if _is_own_and_open(one, city)],
        [one.experience for one in experiences if one.city is not None and one.city.id == city.id],
    )


def readable_notes(session: Session, person: Person, network: Network, city: City) -> list[tuple[Meeting, Noted]]:
    """What was written about the city's case and handed to its people, for those of them who may read it: of all
    sessions, or of none.
    """
    found = notes_for(session, network.id, city.id)
    return found if found and _may_read_notes(session, person, found[0][0], city) else []


def _may_read_notes(session: Session, person: Person, meeting: Meeting, city: City) -> bool:
    try:
        return access_received_notes(session, person, meeting.id)[2].id == city.id
    except Refused:
        return False


def _sessions(session: Session, network: Network, now: datetime) -> list[Held]:
    planned = [one for one in series_of_network(session, network.id) if one.cancelled_at is None]
    ahead = sorted((one for one in planned if one.starts_at > now), key=lambda one: one.starts_at)
    held = sorted((one for one in planned if one.starts_at <= now), key=lambda one: one.starts_at, reverse=True)
    present = cities_present_in(session, [one.id for one in held])
    return [Held(one, ()) for one in ahead] + [Held(one, present.get(one.id, ())) for one in held]


def _agreed(session: Session, network: Network) -> list[tuple[Meeting, Part]]:
    contents = [(meeting, thawed(version.content)) for meeting, version in records_in(session, network.id)]
    found = [(meeting, content.part(Section.DECISIONS)) for meeting, content in contents]
    return [(meeting, part) for meeting, part in found if part is not None]


def _challenges(session: Session, person: Person, membership: Membership) -> list[ListedChallenge]:
    """Open ones before those that are solved, each the newest first."""
    sees_all = membership.role is Role.COORDINATOR
    return [
        one
        for shown in (ChallengesShown.OPEN, ChallengesShown.SOLVED)
        for one in listed_challenges(
            session, membership.network_id, person.id, shown, sees_all=sees_all, offset=0, limit=MOST
        )
    ]


def _experiences(session: Session, person: Person, membership: Membership) -> list[ListedExperience]:
    sees_all = membership.role is Role.COORDINATOR
    shown = ExperiencesShown.ALL
    return listed_experiences(session, membership.network_id, person.id, shown, sees_all=sees_all, offset=0, limit=MOST)


def _is_own_and_open(one: ListedChallenge, city: City | None) -> bool:
    is_own = city is not None and one.city is not None and one.city.id == city.id
    return is_own and one.challenge.outcome is not Outcome.SOLVED


def _answers(session: Session, one: ListedChallenge) -> list[Offered]:
    """The newest first."""
    offset = max(0, one.answers - ANSWERS)
    return solutions_of(session, one.challenge.id, offset=offset, limit=ANSWERS)[::-1]


def _people(session: Session, network: Network) -> list[tuple[City, Sequence[Member]]]:
    members = members_by_city(session, network.id)
    return [(city, members.get(city.id, ())) for city in cities_of_network(session, network.id)]
