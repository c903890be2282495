"""Who was reached: members that were consulted, cities, people."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.consultations.standing import overview_of
from actions.report.facts import Facts
from actions.report.hiding import counted, number_of, of_all, shown_parts, table
from store.models import Network, Role
from store.report import cities_with_people, consultation_behind, people_by_role
from texts.consultations.shown import Stand
from texts.report.choices import Behind, Column, Joined, Slug
from texts.report.shown import Count, Country, Figure, Language, NoneHere, OfAll, Table

Found = tuple[list[Figure], list[Table]]


def reach(session: Session, facts: Facts) -> Found:
    """Four figures."""
    consulted, asked = _consulted(session, facts.network, facts.now)
    people, roles = _people(session, facts.network)
    cities, table_of_cities = _cities(session, facts)
    return [consulted, *cities, people], [*asked, table_of_cities, roles]


def _cities(session: Session, facts: Facts) -> tuple[list[Figure], Table]:
    """All, and those of which anybody came."""
    settled = cities_with_people(session, facts.network.id)
    rows = [
        (city, Country(city.country), Language(city.language), Joined.YES if city.id in settled else Joined.NO)
        for city in facts.cities
    ]
    number = sum(city.id in settled for city in facts.cities)
    figures = [
        Figure(Slug.CITIES, Count(len(facts.cities)), Behind.CITIES),
        Figure(Slug.WITH_PEOPLE, OfAll(number, len(facts.cities)), Behind.CITIES),
    ]
    columns = (Column.CITY, Column.COUNTRY, Column.LANGUAGE, Column.JOINED)
    return figures, table(Behind.CITIES, columns, rows, counts=True)


def _consulted(session: Session, network: Network, now: datetime) -> tuple[Figure, list[Table]]:
    """Which of them have answered is not told: they were not told that it would be."""
    consultation = consultation_behind(session, network.id)
    if consultation is None:
        return Figure(Slug.CONSULTED, NoneHere.CONSULTATION), []
    overview = overview_of(session, consultation, now)
    names = sorted((one.member.name or one.member.slug, one.member.country) for one in overview.members)
    rows = [(name, Country(country)) for name, country in names]
    value = of_all(overview.number(Stand.ANSWERED), len(rows))
    return (
        Figure(Slug.CONSULTED, value, Behind.CONSULTED),
        [table(Behind.CONSULTED, (Column.CITY, Column.COUNTRY), rows)],
    )


def _people(session: Session, network: Network) -> tuple[Figure, Table]:
    numbers = people_by_role(session, network.id)
    parts, has_others = shown_parts(numbers, tuple(Role))
    figure = Figure(Slug.PEOPLE, counted(sum(numbers.values())), Behind.PEOPLE, parts, has_others)
    rows = [(part.of, number_of(numbers[part.of])) for part in parts if isinstance(part.of, Role)]
    return figure, table(Behind.PEOPLE, (Column.ROLE, Column.PEOPLE), rows, counts=True)
