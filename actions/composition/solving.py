"""Solves the integer programme with HiGHS."""

from math import floor, inf
from typing import Any

from actions.composition.model import Case, Group, Place, Proposal, Status, points_of
from actions.composition.programme import Programme, nearest_to_locks, programme_of
from actions.refusals import Refused
from store.frozen import frozen

WHOLE = 1e-4  # as near as the solver keeps to whole numbers
MANY = 250  # places from which on the last points may take minutes
POINT = 0.9  # points are whole: what is less than one away is the best


class NothingFound(Refused):
    """The time was over before there was any proposal."""


@frozen
class _Solved:
    """values: None when nothing holds all rules; bound: what no values surpass."""

    values: list[float] | None
    bound: float


def propose(case: Case) -> Proposal:
    """The best networks that the rules allow, or as good ones as were found in the time that was given."""
    programme = programme_of(case)
    if not _locks_have_places(case, programme):
        return Proposal(Status.INFEASIBLE)
    gap = case.rules.gap if len(programme.places) > MANY else 0.0
    solved = _solve(programme, case.rules.seconds, gap)
    groups = _groups(case, programme, solved.values) if solved.values is not None else ()
    if not groups:
        return Proposal(Status.INFEASIBLE)
    objective = points_of(case.answers, groups).total
    bound = max(objective, floor(solved.bound + WHOLE))
    return Proposal(Status.OPTIMAL if bound == objective else Status.GAP, groups, objective, bound)


def locks_to_drop(case: Case) -> list[Place]:
    """The fewest locks without which the others can be kept."""
    programme = nearest_to_locks(case)
    solved = _solve(programme, case.rules.seconds)
    values = solved.values or []
    return [place for place, column in programme.dropped.items() if values and values[column] > 0.5]


def _locks_have_places(case: Case, programme: Programme) -> bool:
    return all(place in programme.places for place in case.rules.locks)


def _groups(case: Case, programme: Programme, values: list[float]) -> tuple[Group, ...]:
    chosen = [place for place, column in programme.places.items() if values[column] > 0.5]
    found = ((name, tuple(slug for slug, field in chosen if field == name)) for name in case.fields)
    return tuple(Group(name, slugs) for name, slugs in found if slugs)


def _solve(programme: Programme, seconds: float, gap: float = 0.0) -> _Solved:
    import highspy

    if not programme.columns:
        return _Solved([], 0.0)  # nobody wishes for anything: to the solver this is no solution
    solver = _silent(highspy)
    for name, value in _options(seconds, gap).items():
        solver.setOptionValue(name, value)
    _hand_over(programme, solver, highspy)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return _Solved(None, -inf)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise NothingFound(f"no proposal was found in {seconds:g} seconds: give more with --seconds")
    return _Solved(list(solver.getSolution().col_value), info.mip_dual_bound)


def _silent(highspy: Any) -> Any:
    """Its constructor writes who made it on standard output, where our results stand, before one can ask it not to."""

    class Silent(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent()


def _options(seconds: float, gap: float) -> dict[str, Any]:
    """One thread and one seed: the same answers give the same proposal."""
    return {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "time_limit": seconds,
        "mip_rel_gap": gap,
        "mip_abs_gap": POINT,
    }


def _hand_over(programme: Programme, solver: Any, highspy: Any) -> None:
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for number, column in enumerate(programme.columns):
        solver.addCol(column.worth, column.low, column.high, 0, [], [])
        if column.whole:
            solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for low, high, factors in programme.rows:
        solver.addRow(low, high, len(factors), list(factors), list(factors.values()))
