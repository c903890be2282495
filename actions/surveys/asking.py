"""Each delegate is asked once, within their budget."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention
from actions.attention import Planned
from store.memberships import city_for_clock, members_of
from store.models import Kind, Network, Person, Role, Survey, SurveyKind
from store.programme import cities_of_network
from store.surveys import answered_by
from texts.surveys import asking as texts
from texts.translator import translator_of


def ask_all(session: Session, due: Sequence[tuple[Survey, Network]], *, now: datetime) -> int:
    """Gives how many are asked at once. Whose week is spent reads it in the digest."""
    planned = [one for survey, network in due for one in _questions(session, survey, network, now)]
    return attention.plan_all(session, Kind.SURVEY, planned, now=now) if planned else 0


def _questions(session: Session, survey: Survey, network: Network, now: datetime) -> Iterator[Planned]:
    """Not to who has answered by themselves. Of a network that is closed only the end is asked."""
    survey.ask_at = survey.closes_at
    if network.closed_at is not None and survey.kind is not SurveyKind.CLOSING:
        return
    answered = answered_by(session, survey.id)
    cities = {city.id: city for city in cities_of_network(session, network.id)}
    for membership, person in members_of(session, network.id, Role.DELEGATE):
        at = attention.due_moment(Kind.SURVEY, person.zone, now)
        is_asked = membership.city_id is not None and person.id not in answered and person.telegram_id is not None
        if is_asked and not person.is_paused(at) and at < survey.closes_at:
            city = city_for_clock(session, person, cities.get(membership.city_id or 0))
            yield _question(survey, network, person, city, at, now)


def _question(
    survey: Survey, network: Network, person: Person, city: str | None, at: datetime, now: datetime
) -> Planned:
    """Once for each survey and person. A closed network has no digest that could bring it, nor does another's."""
    return Planned(
        person,
        network.id,
        survey.id,
        key=f"{letters_of(survey, person)}asked",
        at=at,
        until=survey.closes_at if network.closed_at is None else now,
        message=lambda: texts.letter(translator_of(person), survey, network, city),
        stale_after=survey.closes_at - at,
    )


def letters_of(survey: Survey, person: Person) -> str:
    """What the keys of letters begin with that ask somebody."""
    return f"{all_letters_of(survey)}{person.id}:"


def all_letters_of(survey: Survey) -> str:
    """The same for whoever is asked."""
    return f"survey:{survey.id}:person:"
