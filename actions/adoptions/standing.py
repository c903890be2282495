"""An adoption as its reader sees it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.access import access_own_adoption, access_source
from actions.refusals import Refused
from store.adoptions import Listed, Source, SourceKind, checks_of, whole
from store.database import row_by_id
from store.experiences import ExperiencesShown
from store.models import Adoption, AdoptionState, Challenge, Experience, Network, Person, Solution
from texts.adoptions.shown import Shown
from texts.experiences.presses import ExperienceOpened
from texts.presses import Press
from texts.solutions.presses import SolutionOpened

ASKED_AFTER = timedelta(days=30)  # before, nobody is asked how it went
USED_AFTER = timedelta(days=180)  # what worked is asked about once more
WORKED = (AdoptionState.WORKED, AdoptionState.ADAPTED)


def shown_to(session: Session, person: Person, adoption: Adoption, now: datetime) -> Shown:
    """With what its reader may do."""
    try:
        _, voice = access_own_adoption(session, person, adoption.id)
    except Refused:
        voice = None
    return replace(
        told_of(session, whole(session, adoption.id), now),
        checks=checks_of(session, adoption.id),
        opens=_opens(session, person, adoption),
        may_tell=voice is not None,
        may_take_over=voice is not None and not voice.is_noting and adoption.noted_by is not None,
    )


def told_of(session: Session, listed: Listed, now: datetime) -> Shown:
    """The same for what comes by itself."""
    adoption = listed.adoption
    return Shown(
        listed,
        session.get_one(Network, adoption.network_id),
        is_early=now < adoption.adopted_at + ASKED_AFTER,
        asks_use=asks_use(adoption, now),
    )


def asks_use(adoption: Adoption, now: datetime) -> bool:
    """Whether it is time to ask if what worked is in use."""
    return adoption.state in WORKED and adoption.adopted_at + USED_AFTER <= now


def kind_of(adoption: Adoption) -> tuple[SourceKind, int]:
    """What it came from."""
    if adoption.experience_id is not None:
        return SourceKind.EXPERIENCE, adoption.experience_id
    return SourceKind.SOLUTION, adoption.solution_id or 0


def source_behind(session: Session, adoption: Adoption) -> Source | None:
    """What it came from, also when it was withdrawn; whoever reads it."""
    kind, number = kind_of(adoption)
    if kind is SourceKind.EXPERIENCE:
        experience = row_by_id(session, Experience, number)
        return None if experience is None else Source(experience, experience.network_id, experience.title)
    solution = row_by_id(session, Solution, number)
    if solution is None:
        return None
    challenge = session.get_one(Challenge, solution.challenge_id)
    return Source(solution, challenge.network_id, challenge.title)


def opens_source(source: Source) -> Press:
    """Where it is read."""
    if source.kind is SourceKind.EXPERIENCE:
        return ExperienceOpened(source.record.id, ExperiencesShown.ALL, 0)
    return SolutionOpened(source.record.id)


def _opens(session: Session, person: Person, adoption: Adoption) -> Press | None:
    try:
        return opens_source(access_source(session, person, *kind_of(adoption)))
    except Refused:
        return None
