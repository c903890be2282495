"""A proposal is asked for, looked for apart, and kept with what came of it."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_composition, access_consultation
from actions.composition import Case, Group, Place, Proposal, Rules
from actions.consultations import answers_of
from actions.letters.copies import edit_copies
from actions.refusals import StepPassed
from store import composing as store
from store import tasks
from store.frozen import frozen
from store.letters.copies import forget_subject
from store.locking import lock
from store.models import Composition, CompositionState, Consultation, Person, Task, TaskKind

SMALLEST, LARGEST = 2, 12
MOST_PER_MEMBER = 3


@frozen
class Wish:
    """What a proposal is to keep to. base_id: of the one whose decisions by hand hold on; 0: of none."""

    least: int = Rules.least
    most: int = Rules.most
    per_member: int = 1
    hours_shared: bool = True
    base_id: int = 0

    def check(self) -> None:
        """Refuses what no key was ever made for."""
        if not (SMALLEST <= self.least <= self.most <= LARGEST and 1 <= self.per_member <= MOST_PER_MEMBER):
            raise StepPassed


def do_compute(
    session: Session, person: Person, consultation_id: int, wish: Wish, *, now: datetime
) -> tuple[Composition, bool]:
    """The proposal that is looked for, and whether it is a new one: the same is neither looked for nor kept twice."""
    consultation = access_consultation(session, person, consultation_id)
    wish.check()
    by_hand = access_composition(session, person, wish.base_id).by_hand if wish.base_id else no_decisions()
    lock(session, consultation)
    same = _same(session, consultation, wish, by_hand)
    if same is not None:
        return same, False
    composition = _new(session, consultation, wish, by_hand, now)
    composition.person_id = person.id
    session.flush()
    tasks.want(session, TaskKind.COMPOSITION, f"composition:{composition.id}", {"composition": composition.id}, now)
    audit.record(
        session, now=now, deed="networks_proposed", person_id=person.id, subject=f"composition:{composition.id}"
    )
    return composition, True


def no_decisions() -> dict[str, list[list[str]]]:
    """Nothing was fixed or kept out by hand."""
    return {"locks": [], "exclusions": []}


def _same(
    session: Session, consultation: Consultation, wish: Wish, by_hand: dict[str, list[list[str]]]
) -> Composition | None:
    """One under the same rules, from the same answers."""
    said_until = store.said_until(session, consultation)
    for one in store.computed_ones(session, consultation.id):
        rules = (one.least, one.most, one.per_member, one.hours_shared)
        is_current = one.state is CompositionState.COMPUTING or one.made_at >= said_until
        wanted = (wish.least, wish.most, wish.per_member, wish.hours_shared)
        if is_current and rules == wanted and _sorted(one.found["under"]) == _sorted(by_hand):
            return one
    return None


def _sorted(by_hand: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    return {name: sorted(places) for name, places in by_hand.items()}


def _new(
    session: Session, consultation: Consultation, wish: Wish, by_hand: dict[str, list[list[str]]], now: datetime
) -> Composition:
    composition = Composition(
        consultation_id=consultation.id,
        number=store.last_number(session, consultation.id) + 1,
        state=CompositionState.COMPUTING,
        sequence=0,
        least=wish.least,
        most=wish.most,
        per_member=wish.per_member,
        hours_shared=wish.hours_shared,
        by_hand=by_hand,
        found={"under": by_hand},
        made_at=now,
    )
    session.add(composition)
    return composition


def keep_solved(
    session: Session, consultation: Consultation, case: Case, proposal: Proposal, now: datetime
) -> Composition:
    """One that was looked for here and now, on the command line."""
    lock(session, consultation)
    rules = case.rules
    by_hand = {"locks": _listed(rules.locks), "exclusions": _listed(rules.exclusions)}
    wish = Wish(rules.least, rules.most, rules.per_member, rules.hours_shared)
    composition = _new(session, consultation, wish, by_hand, now)
    composition.state = CompositionState(proposal.status.value)
    composition.found = {**found_of(proposal.groups), "under": by_hand}
    composition.objective, composition.bound = proposal.objective, proposal.bound
    session.flush()
    return composition


def _listed(places: frozenset[Place]) -> list[list[str]]:
    return sorted([slug, name] for slug, name in places)


def copy_by_hand(session: Session, composition: Composition, groups: tuple[Group, ...], now: datetime) -> Composition:
    """Beside the one that was found, which stays: what is moved by hand becomes a proposal of its own."""
    consultation = session.get_one(Consultation, composition.consultation_id)
    lock(session, consultation)
    wish = Wish(composition.least, composition.most, composition.per_member, composition.hours_shared)
    copy = _new(session, consultation, wish, composition.by_hand, now)
    copy.state, copy.from_number = CompositionState.BY_HAND, composition.number
    copy.found = found_of(groups)
    session.flush()
    return copy


def found_of(groups: tuple[Group, ...]) -> dict[str, list[dict[str, object]]]:
    """As a proposal keeps them."""
    return {"networks": [{"field": group.field, "members": list(group.members)} for group in groups]}


def case_of(session: Session, composition: Composition) -> Case:
    """With today's answers; whom or what they know no more was decided about in vain."""
    consultation = session.get_one(Consultation, composition.consultation_id)
    answers = answers_of(session, consultation.slug)
    members, fields = {member.slug for member in answers.members}, set(answers.fields)
    locks, exclusions = (
        frozenset((slug, name) for slug, name in composition.by_hand[kind] if slug in members and name in fields)
        for kind in ("locks", "exclusions")
    )
    rules = Rules(
        least=composition.least,
        most=composition.most,
        per_member=composition.per_member,
        hours_shared=composition.hours_shared,
        locks=locks,
        exclusions=exclusions,
    )
    return Case(answers, rules)


def groups_of(composition: Composition, case: Case) -> tuple[Group, ...]:
    """Its networks, of those members that there are."""
    return tuple(
        Group(one["field"], tuple(slug for slug in one["members"] if slug in case.members))
        for one in composition.found.get("networks", [])
        if one["field"] in case.fields
    )


def case_asked_for(session: Session, task: Task) -> Case | None:
    """What a task is to solve; None when it is solved."""
    composition = session.get_one(Composition, task.details["composition"])
    return case_of(session, composition) if composition.state is CompositionState.COMPUTING else None


def keep_found(session: Session, task: Task, digest: str, now: datetime) -> None:
    """What the process found; whoever looks at the page that waits for it sees it there."""
    composition = session.get_one(Composition, task.details["composition"])
    lock(session, composition)
    content = tasks.content_of(session, digest)
    if composition.state is not CompositionState.COMPUTING or content is None:
        return
    outcome = json.loads(content)
    composition.state = CompositionState(outcome["state"])
    composition.found = outcome["found"] | {"under": composition.found["under"]}
    composition.objective = outcome["objective"]
    composition.bound, composition.sequence = outcome["bound"], composition.sequence + 1
    session.flush()
    _tell(session, composition, now)


def give_up(session: Session, task: Task, now: datetime) -> None:
    """No process could look for it: nobody waits for nothing."""
    composition = session.get_one(Composition, task.details["composition"])
    if composition.state is CompositionState.COMPUTING:
        composition.state = CompositionState.FAILED
        session.flush()
        _tell(session, composition, now)


def _tell(session: Session, composition: Composition, now: datetime) -> None:
    from actions.composing.telling import page_for_chat, tell_who_asked

    subject = waiting_subject(composition)
    render = page_for_chat(session, composition)
    if not edit_copies(session, subject, render, now=now):
        tell_who_asked(session, composition, now)
    else:
        forget_subject(session, subject)


def waiting_subject(composition: Composition) -> str:
    """Of the pages that say that it is being looked for."""
    return f"composing:{composition.id}"
