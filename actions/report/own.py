"""The page of one city, which it sees first: what is its own is shown whole, but for titles that its network reads."""

from actions.report.activity import sessions_of
from actions.report.applied import title_of
from actions.report.facts import Facts
from actions.report.hiding import title_outside
from actions.report.potential import noted
from actions.report.titles import titles_outside
from store.models import City
from texts.report.choices import Behind, Column, Mark, Thing
from texts.report.shown import Cell, Own, Table


def own_page(facts: Facts, city: City) -> Own:
    """Its attendance, what it gave and took over, its commitments."""
    _, seen, attended = next(row for row in sessions_of(facts).rows if row[0].id == city.id)
    heard = any(one.id == city.id for cities in facts.heard.values() for one in cities)
    return Own(city, attended, seen, heard, [_gave(facts, city), _took(facts, city), _commitments(facts, city)])


def _gave(facts: Facts, city: City) -> Table:
    """In the order of time, each kind for itself."""
    titles = titles_outside(facts)
    asked = {one.challenge.id: title_outside(one.proposal) for one in facts.challenges}
    rows: list[tuple[Cell, ...]] = [
        (Thing.EXPERIENCE, None, title_outside(proposal), facts.day(one.published_at))
        for one, proposal in facts.experiences
        if one.city_id == city.id
    ]
    rows += [
        (Thing.ANSWER, one.asker or Mark.NOBODY, asked[one.challenge.id], facts.day(one.solution.published_at))
        for one in facts.solutions
        if one.city is not None and one.city.id == city.id and one.challenge.city_id != city.id
    ]
    rows += [
        (Thing.OFFER, one.receiver, None, facts.day(one.offer.offered_at))
        for one in facts.offers
        if one.city.id == city.id and one.receiver.id != city.id
    ]
    rows += [
        (Thing.ADOPTION, facts.city(one.city_id), title_of(one, titles), facts.day(one.adopted_at))
        for one in facts.adoptions
        if one.origin_id == city.id
    ]
    return _whole(Behind.OWN_GAVE, (Column.THINGS, Column.OTHER, Column.TITLE, Column.DAY), rows)


def _took(facts: Facts, city: City) -> Table:
    titles = titles_outside(facts)
    rows: list[tuple[Cell, ...]] = [
        (facts.city(one.origin_id), title_of(one, titles), facts.day(one.adopted_at), one.state, noted(one.noted_by))
        for one in facts.adoptions
        if one.city_id == city.id
    ]
    columns = (Column.ORIGIN, Column.TITLE, Column.DAY, Column.STATE, Column.NOTED)
    return _whole(Behind.OWN_TOOK, columns, rows)


def _commitments(facts: Facts, city: City) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (one.meeting.number, one.commitment.state, noted(one.commitment.noted_by))
        for one in facts.commitments
        if one.city.id == city.id
    ]
    return _whole(Behind.OWN_COMMITMENTS, (Column.SESSION, Column.STATE, Column.NOTED), rows)


def _whole(behind: Behind, columns: tuple[Column, ...], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(behind, columns, rows, untitled=sum(Mark.NOT_SHOWN in row for row in rows))
