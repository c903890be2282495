"""What people decide by hand: who is fixed or kept out when it is computed next, and who is moved at once."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_composition
from actions.composing.keeping import case_of, copy_by_hand, found_of, groups_of
from actions.composing.refusals import CompositionChanged, CompositionSettled, MoveImpossible
from actions.composing.standing import breaches, shown_of
from actions.composition import Case, Group, points_of
from actions.refusals import NotFound
from store import composing as store
from store.frozen import frozen
from store.locking import lock
from store.models import Composition, CompositionState, ConveningState, Person
from texts.composing.presses import Fix
from texts.composing.shown import Cost, ProposalShown


@frozen
class Move:
    """A member from a field to another one; `other` takes its place. None: left out."""

    member: str
    origin: str | None
    target: str | None
    other: str | None = None


class Kept(StrEnum):
    """What is decided of a member and a field."""

    LOCKS = "locks"
    EXCLUSIONS = "exclusions"


def do_fix(
    session: Session, person: Person, composition_id: int, member: str, field: str, fix: Fix, *, now: datetime
) -> Composition:
    """Fixed in a field, kept out of it, or neither; harmless when done twice."""
    composition = access_composition(session, person, composition_id)
    lock(session, composition)
    _check_open(session, composition)
    places = {kind: [one for one in composition.by_hand[kind] if one != [member, field]] for kind in Kept}
    if fix is not Fix.NEITHER:
        places[Kept.LOCKS if fix is Fix.FIXED else Kept.EXCLUSIONS].append([member, field])
    composition.by_hand = {kind.value: sorted(found) for kind, found in places.items()}
    _record(session, person, composition, f"composition_{fix.name.lower()}", now)
    return composition


def do_move(
    session: Session,
    person: Person,
    composition_id: int,
    move: Move,
    *,
    sequence: int,
    now: datetime,
) -> Composition:
    """In a proposal that was changed by hand before; of one that was computed, a copy."""
    composition = access_composition(session, person, composition_id)
    lock(session, composition)
    _check_open(session, composition)
    if composition.sequence != sequence:
        raise CompositionChanged
    case = case_of(session, composition)
    groups = moved(groups_of(composition, case), move)
    if composition.state is not CompositionState.BY_HAND:
        return _moved_beside(session, person, composition, case, groups, now)
    composition.sequence += 1
    _keep_moved(session, person, composition, case, groups, now)
    return composition


def _moved_beside(
    session: Session, person: Person, composition: Composition, case: Case, groups: tuple[Group, ...], now: datetime
) -> Composition:
    """What was computed stays as it was, and so do the keys below it: the same move made twice leads to one copy."""
    found = found_of(groups)
    for one in store.compositions_of(session, composition.consultation_id):
        if one.from_number == composition.number and (one.found, one.by_hand) == (found, composition.by_hand):
            return one
    copy = copy_by_hand(session, composition, groups, now)
    copy.person_id = person.id
    _keep_moved(session, person, copy, case, groups, now)
    return copy


def _keep_moved(
    session: Session, person: Person, composition: Composition, case: Case, groups: tuple[Group, ...], now: datetime
) -> None:
    composition.found = dict(found_of(groups))
    composition.objective = points_of(case.answers, groups).total
    session.flush()
    _record(session, person, composition, "composition_moved", now)


def moved(groups: tuple[Group, ...], move: Move) -> tuple[Group, ...]:
    """The networks after it; refuses what cannot be."""
    placed = {group.field: set(group.members) for group in groups}
    _take_out(placed, move.member, move.origin)
    _put_in(placed, move.member, move.target)
    if move.other is not None:
        _take_out(placed, move.other, move.target)
        _put_in(placed, move.other, move.origin)
    return tuple(Group(field, tuple(sorted(members))) for field, members in sorted(placed.items()) if members)


def _take_out(placed: dict[str, set[str]], member: str, field: str | None) -> None:
    if field is None:
        if any(member in members for members in placed.values()):
            raise MoveImpossible
        return
    if member not in placed.get(field, set()):
        raise MoveImpossible
    placed[field].remove(member)


def _put_in(placed: dict[str, set[str]], member: str, field: str | None) -> None:
    if field is None:
        return
    if member in placed.setdefault(field, set()):
        raise MoveImpossible
    placed[field].add(member)


def costs(session: Session, composition: Composition, member_id: int, field_id: int) -> dict[int, Cost]:
    """Of moving a member to each other field, and of leaving it out (0)."""
    shown, case, groups = _three(session, composition)
    member, origin = _of(shown, member_id, field_id)
    found = {}
    for to_id, target in [*shown.fields.items(), *([(0, None)] if origin else [])]:
        if target != origin:
            cost = _cost(case, groups, Move(member, origin, target))
            if cost is not None:
                found[to_id] = cost
    return dict(sorted(found.items(), key=lambda one: _how_dear(one[1])))


def swaps(session: Session, composition: Composition, member_id: int, field_id: int, to_id: int) -> list[Cost]:
    """Of changing places with each member of another network, the cheapest first."""
    shown, case, groups = _three(session, composition)
    member, origin = _of(shown, member_id, field_id)
    target = shown.network(to_id)
    if target is None or origin == target.field:
        return []
    found = []
    for other in target.members:
        cost = _cost(case, groups, Move(member, origin, target.field, other.slug))
        if cost is not None:
            found.append(replace(cost, other=other))
    return sorted(found, key=_how_dear)


def _three(session: Session, composition: Composition) -> tuple[ProposalShown, Case, tuple[Group, ...]]:
    case = case_of(session, composition)
    return shown_of(session, composition), case, groups_of(composition, case)


def _of(shown: ProposalShown, member_id: int, field_id: int) -> tuple[str, str | None]:
    member = shown.member(member_id, field_id)
    if member is None:
        raise NotFound
    return member.slug, shown.fields[field_id] if field_id else None


def _how_dear(cost: Cost) -> tuple[int, int]:
    """What breaks no rule and costs least stands first."""
    return len(cost.breaches), -cost.points


def _cost(case: Case, groups: tuple[Group, ...], move: Move) -> Cost | None:
    try:
        after = moved(groups, move)
    except MoveImpossible:
        return None
    points = points_of(case.answers, after).total - points_of(case.answers, groups).total
    before = set(breaches(case, groups))
    return Cost(points, tuple(one for one in breaches(case, after) if one not in before))


def _check_open(session: Session, composition: Composition) -> None:
    convening = store.convening_of(session, composition.id)
    if convening is not None and convening.state is ConveningState.MADE:
        raise CompositionSettled


def _record(session: Session, person: Person, composition: Composition, deed: str, now: datetime) -> None:
    audit.record(session, now=now, deed=deed, person_id=person.id, subject=f"composition:{composition.id}")
