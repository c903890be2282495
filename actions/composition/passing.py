"""A case and what comes of it as bytes: it is solved in a process of its own."""

import json
from dataclasses import asdict
from typing import Any

from actions.composition.model import Case, Place, Rules
from actions.composition.obstacles import all_obstacles
from actions.composition.solving import NothingFound, propose
from actions.consultations.reading import answers_in
from actions.consultations.writing import written
from store.models import CompositionState
from texts.composing.reasons import Bar, Barred, Hindrance, Obstacle


def given(case: Case) -> bytes:
    """For the process; the same case always gives the same."""
    rules = {
        "least": case.rules.least,
        "most": case.rules.most,
        "per_member": case.rules.per_member,
        "hours_shared": case.rules.hours_shared,
        "locks": sorted(case.rules.locks),
        "exclusions": sorted(case.rules.exclusions),
    }
    return json.dumps({"answers": written(case.answers), "rules": rules}, sort_keys=True).encode()


def solved(content: bytes) -> bytes:
    """What the process gives for it: the columns of a `Composition`."""
    document = json.loads(content)
    rules = document["rules"] | {name: _places(document["rules"][name]) for name in ("locks", "exclusions")}
    case = Case(answers_in(document["answers"].encode(), "answers"), Rules(**rules))
    return json.dumps(_outcome(case), sort_keys=True).encode()


def _places(listed: list[list[str]]) -> frozenset[Place]:
    return frozenset((slug, name) for slug, name in listed)


def _outcome(case: Case) -> dict[str, Any]:
    try:
        proposal = propose(case)
    except NothingFound:
        return {"state": CompositionState.UNFOUND, "found": {}, "objective": None, "bound": None}
    if proposal.groups:
        found: dict[str, Any] = {"networks": [asdict(group) for group in proposal.groups]}
    else:
        found = {"obstacles": [_packed(one) for one in all_obstacles(case)]}
    state = CompositionState(proposal.status.value)
    return {"state": state, "found": found, "objective": proposal.objective, "bound": proposal.bound}


def _packed(one: Obstacle) -> dict[str, Any]:
    barred = None if one.barred is None else asdict(one.barred) | {"bar": one.barred.bar.name}
    return asdict(one) | {"kind": one.kind.value, "barred": barred}


def obstacle_in(packed: dict[str, Any]) -> Obstacle:
    """One that was kept."""
    barred = packed["barred"]
    if barred is not None:
        barred = Barred(**barred | {"bar": Bar[barred["bar"]], "hours": tuple(barred["hours"])})
    places = tuple((slug, name) for slug, name in packed["places"])
    return Obstacle(**packed | {"kind": Hindrance(packed["kind"]), "places": places, "barred": barred})
