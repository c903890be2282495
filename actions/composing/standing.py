"""A proposal as it stands, with its reasons, its points and what it breaks."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy.orm import Session

from actions.composing.keeping import case_of, groups_of
from actions.composition import Case, Group, Proposal, Status, points_of
from actions.composition.model import shared_hours
from actions.composition.passing import obstacle_in
from actions.composition.reasons import reasons_here, reasons_out
from actions.consultations.naming import field_namer
from store import composing as store
from store import consultations
from store.models import Composition, Consultation
from texts.composing.reasons import Name
from texts.composing.shown import (
    Breach,
    MemberShown,
    NetworkShown,
    ProposalShown,
    Rule,
    city_name_of,
)


def shown_of(session: Session, composition: Composition) -> ProposalShown:
    """As its pages show it."""
    case = case_of(session, composition)
    groups = groups_of(composition, case)
    ids = {member.slug: member.id for member in consultations.members_of(session, composition.consultation_id)}
    fields = {one.name: one.id for one in consultations.fields_of(session, composition.consultation_id)}
    name = namer(session, case)
    proposal = Proposal(Status.GAP, groups)
    return ProposalShown(
        composition=composition,
        consultation=session.get_one(Consultation, composition.consultation_id),
        networks=tuple(_network(case, group, fields[group.field], ids, name) for group in groups),
        left_out=tuple(
            _member(case, slug, ids, name, out=why) for slug, why in reasons_out(case, proposal).items() if groups
        ),
        criteria=asdict(points_of(case.answers, groups)),
        breaches=tuple(breaches(case, groups)),
        obstacles=tuple(obstacle_in(one) for one in composition.found.get("obstacles", [])),
        fields={number: field for field, number in fields.items()},
        name=name,
        convening=store.convening_of(session, composition.id),
    )


def namer(session: Session, case: Case) -> Name:
    """How members and fields are called."""
    cities = store.cities_named(session, case.members)
    named = {slug: city_name_of(slug, one.country, one.zone, cities.get(slug)) for slug, one in case.members.items()}
    field = field_namer(session, case.fields)
    return lambda slug: named.get(slug) or field(slug)


def _network(case: Case, group: Group, field_id: int, ids: dict[str, int], name: Name) -> NetworkShown:
    members = tuple(_member(case, slug, ids, name, here=why) for slug, why in reasons_here(case, group).items())
    hours = shared_hours(case.members[slug] for slug in group.members)
    return NetworkShown(field_id, group.field, members, tuple(hours))


def _member(case: Case, slug: str, ids: dict[str, int], name: Name, **why: object) -> MemberShown:
    rules = case.rules
    return MemberShown(
        id=ids[slug],
        slug=slug,
        name=name(slug),
        fixed=tuple(sorted(field for of, field in rules.locks if of == slug)),
        kept_out=tuple(sorted(field for of, field in rules.exclusions if of == slug)),
        **why,  # type: ignore[arg-type]
    )


def breaches(case: Case, groups: Iterable[Group]) -> list[Breach]:
    """Rules that do not hold; in what was computed there are none."""
    found: list[Breach] = []
    places: dict[str, int] = {}
    for group in groups:
        found += _of_group(case, group)
        for slug in group.members:
            places[slug] = places.get(slug, 0) + 1
            if (slug, group.field) in case.rules.exclusions:
                found.append(Breach(Rule.KEPT_OUT, group.field, slug))
    most = case.rules.per_member
    return found + [
        Breach(Rule.PER_MEMBER, member=slug, number=number, allowed=most)
        for slug, number in sorted(places.items())
        if number > most
    ]


def _of_group(case: Case, group: Group) -> list[Breach]:
    number, found = len(group.members), []
    if number < case.rules.least:
        found.append(Breach(Rule.FEW, group.field, number=number, allowed=case.rules.least))
    if number > case.rules.most:
        found.append(Breach(Rule.MANY, group.field, number=number, allowed=case.rules.most))
    if case.rules.hours_shared and not shared_hours(case.members[slug] for slug in group.members):
        found.append(Breach(Rule.HOURS, group.field))
    return found
