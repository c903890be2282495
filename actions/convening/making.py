"""All of a plan is made in one unit: cities, networks, sessions, invitations, and letters that leave a little later."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.consultations.naming import field_namer
from actions.convening.planning import MINUTES, access_plan, meeting_time, planned_of, rule_of
from actions.convening.refusals import MonthPast, PlanChanged
from actions.invitations import MOST_DAYS, do_create_invitation
from actions.programme import CityData, NetworkData, Programme, do_load_programme
from actions.registration import do_join
from store import composing as store
from store import tasks
from store.locking import lock
from store.models import Composition, Convening, ConveningState, Invitation, Network, Person, Role, TaskKind
from store.programme import cities_of_network, network_by_slug
from texts.convening.shown import CityShown, ConveningShown, Planned
from texts.coordinating.inviting import MANY

LETTERS_AFTER = timedelta(minutes=15)  # as long as all of it can be undone


def do_confirm(
    session: Session, person: Person, convening_id: int, *, sequence: int, bot: str, now: datetime
) -> Convening:
    """Makes what was shown; a repeated press makes nothing more. Who confirms coordinates the networks."""
    convening = access_plan(session, person, convening_id)
    return do_make(session, convening, person, sequence=sequence, bot=bot, now=now)


def do_make(
    session: Session, convening: Convening, person: Person | None, *, sequence: int, bot: str, now: datetime
) -> Convening:
    """The same; `person` is None on the command line."""
    composition = session.get_one(Composition, convening.composition_id)
    lock(session, composition)  # nobody moves a city from now on
    lock(session, convening)
    if convening.state is ConveningState.MADE:
        return convening
    if (convening.sequence, convening.plan["composed"]) != (sequence, composition.sequence):
        raise PlanChanged
    shown = planned_of(session, convening, "es")
    if any(one.starts[0] <= now for one in shown.networks):
        raise MonthPast
    networks = _networks(session, shown, now)
    for network in networks:
        if person is not None:
            do_join(session, person, network, None, Role.COORDINATOR, now)
    invitations = [made for network in networks for made in _invitations(session, network, person, now)]
    convening.state, convening.sequence = ConveningState.MADE, convening.sequence + 1
    convening.person_id = None if person is None else person.id
    convening.made_at, convening.sent_at = now, None
    convening.letters_at = None if person is None else now + LETTERS_AFTER
    convening.made = {
        "networks": [network.id for network in networks],
        "cities": _new_cities(session, shown),
        "invitations": [made.id for made in invitations],
        "bot": bot,
    }
    if person is not None:
        _want_letters(session, convening, now)
    _record(session, convening, person, "networks_convened", now)
    session.flush()
    return convening


def _networks(session: Session, shown: ConveningShown, now: datetime) -> list[Network]:
    """By the way on which a programme file is loaded."""
    cities = {city.slug: city for one in shown.networks for city in one.cities}
    new = tuple(_city(city) for city in cities.values() if city.is_new)
    name = field_namer(session, [one.field for one in shown.networks])
    networks = tuple(_network(one, shown, name(one.field)) for one in shown.networks)
    if any(network_by_slug(session, one.slug) is not None for one in networks):
        raise PlanChanged  # somebody has made a network of that name since: the plan finds another one
    do_load_programme(session, Programme("convening", new, networks), now=now)
    made = [network_by_slug(session, one.slug) for one in networks]
    return [network for network in made if network is not None]


def _city(city: CityShown) -> CityData:
    return CityData(city.slug, city.name, city.country, city.zone, city.language)


def _network(one: Planned, shown: ConveningShown, field: str) -> NetworkData:
    plan = next(each for each in shown.convening.plan["networks"] if each["field"] == one.field)
    return NetworkData(
        slug=one.slug,
        name=one.name,
        field=field,
        zone=one.zone,
        starts_on=one.starts[0].date(),
        rule=rule_of(plan),
        meeting_time=meeting_time(plan, shown.month),
        meeting_minutes=MINUTES,
        digest_weekday=0,
        cities=tuple(city.slug for city in one.cities),
        starts=one.starts,
        texts={},
    )


def _new_cities(session: Session, shown: ConveningShown) -> list[int]:
    found = store.cities_named(session, [city.slug for city in shown.new_cities])
    return sorted(city.id for city in found.values())


def _invitations(session: Session, network: Network, person: Person | None, now: datetime) -> Iterable[Invitation]:
    """One for each city: the titular and its substitutes, until the day after the first session."""
    days = min(MOST_DAYS, max(1, (network.starts_on - now.date()).days + 1))
    for city in cities_of_network(session, network.id):
        yield do_create_invitation(session, network, city, Role.DELEGATE, now=now, uses=MANY, days=days, by=person)


def _want_letters(session: Session, convening: Convening, now: datetime) -> None:
    for number in convening.made["invitations"]:
        details = {"convening": convening.id, "invitation": number}
        tasks.want(session, TaskKind.CALL, f"call:{number}", details, now, due_at=convening.letters_at)


def do_release(session: Session, person: Person, convening_id: int, *, now: datetime) -> Convening:
    """The letters leave now. Harmless when they have left."""
    convening = access_plan(session, person, convening_id)
    lock(session, convening)
    is_waiting = convening.letters_at is not None and convening.letters_at > now
    if convening.state is ConveningState.MADE and convening.sent_at is None and is_waiting:
        convening.letters_at = now
        _want_letters(session, convening, now)
        _record(session, convening, person, "call_letters_released", now)
    return convening


def _record(session: Session, convening: Convening, person: Person | None, deed: str, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=None if person is None else person.id,
        subject=f"convening:{convening.id}",
        details={"networks": convening.made.get("networks", []), "cities": convening.made.get("cities", [])},
    )
