"""What is otherwise in another proposal."""

from sqlalchemy.orm import Session

from actions.composing.keeping import case_of, groups_of
from actions.composing.standing import namer
from actions.composition import difference
from actions.refusals import NotFound
from store.models import Composition
from texts.composing.shown import DifferenceShown, MovedShown


def difference_between(session: Session, first: Composition, second: Composition) -> DifferenceShown:
    """Both of the same consultation, in points of today's answers."""
    if first.consultation_id != second.consultation_id:
        raise NotFound
    case = case_of(session, second)
    found = difference(case.answers, groups_of(first, case), groups_of(second, case))
    name = namer(session, case)
    return DifferenceShown(
        first,
        second,
        tuple(map(name, found.opened)),
        tuple(map(name, found.closed)),
        tuple(
            MovedShown(name(one.member), tuple(map(name, one.before)), tuple(map(name, one.after)))
            for one in (*found.moved, *found.gained, *found.lost)
        ),
        found.criteria(),
    )
