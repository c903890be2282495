"""A city takes something on, words it better, says how it went, or withdraws it; a coordinator notes the same."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from actions import audit, behalf
from actions.access import Voice
from actions.adoptions.checking import plan_next, take_back_checks, update_checks
from actions.adoptions.refusals import AdoptionChanged
from actions.adoptions.standing import WORKED
from actions.adoptions.telling import refresh_told, take_back_worked, tell_adopted, tell_worked
from actions.refusals import NotFound, UnknownPress
from store.adoptions import Source, SourceKind, adoption_of
from store.frozen import frozen
from store.locking import lock
from store.models import Adoption, AdoptionCheck, AdoptionState, NotedKind, Person
from texts.adoptions.presses import AdoptionPart

Pressed = tuple[int, int]  # chat and message, which the caller edits itself


@frozen
class Words:
    """What a city takes, what it changes, its first step and the day of that."""

    takes: str
    changes: str
    first_step: str
    starts_on: date


def do_adopt(
    session: Session, person: Person, source: Source, voice: Voice, words: Words, *, now: datetime
) -> tuple[Adoption, bool]:
    """Tells who shared it. False: the city takes it already, and that stands as it was."""
    lock(session, source.record)
    if source.record.withdrawn_at is not None or voice.city is None or source.record.city_id is None:
        raise NotFound
    standing = adoption_of(session, source, voice.city.id)
    if standing is not None:
        return standing, False
    is_experience = source.kind is SourceKind.EXPERIENCE
    adoption = Adoption(
        network_id=source.network_id,
        experience_id=source.record.id if is_experience else None,
        solution_id=None if is_experience else source.record.id,
        origin_id=source.record.city_id,
        city_id=voice.city.id,
        person_id=person.id,
        noted_by=voice.noted_by,
        takes=words.takes,
        changes=words.changes,
        first_step=words.first_step,
        starts_on=words.starts_on,
        language=behalf.language_of(person, voice),
        state=AdoptionState.PLANNED,
        sequence=1,
        adopted_at=now,
    )
    plan_next(adoption, now)
    session.add(adoption)
    session.flush()
    behalf.keep_noted(session, voice, NotedKind.ADOPTION, adoption.id, now)
    _record(session, person, adoption, "adoption_begun", now)
    tell_adopted(session, adoption, now=now)
    return adoption, True


def do_change(
    session: Session,
    person: Person,
    adoption: Adoption,
    voice: Voice,
    part: AdoptionPart,
    value: str | date,
    *,
    sequence: int,
    now: datetime,
) -> None:
    """Puts other words into one part. Raises AdoptionChanged when it is another one than that of `sequence`."""
    _lock(session, adoption)
    if getattr(adoption, part.value) == value:
        return
    _check(adoption, sequence)
    setattr(adoption, part.value, value)
    if not voice.is_noting:
        adoption.person_id = person.id
    _changed(session, person, adoption, voice, "adoption_changed", now)
    refresh_told(session, adoption, now=now)


def do_tell(
    session: Session,
    person: Person,
    adoption: Adoption,
    voice: Voice,
    state: AdoptionState,
    *,
    sequence: int,
    now: datetime,
    learned: str = "",
    pressed: Pressed | None = None,
) -> None:
    """How it went, and what had to change or why it did not work. Saying what was said changes nothing."""
    if state is AdoptionState.PLANNED:
        raise UnknownPress  # it is how one begins, and nothing that is said
    _lock(session, adoption)
    is_asked_anew = state is AdoptionState.NOT_YET and adoption.sequence == sequence
    if (adoption.state, adoption.learned) == (state, learned) and not is_asked_anew:
        return
    _check(adoption, sequence)
    had_worked = adoption.state in WORKED
    adoption.state, adoption.learned, adoption.still_used = state, learned, None
    _told(session, person, adoption, voice, learned, now, pressed)
    if state in WORKED:
        tell_worked(session, adoption, now=now)
    elif had_worked:
        take_back_worked(session, adoption)


def do_tell_use(
    session: Session,
    person: Person,
    adoption: Adoption,
    voice: Voice,
    *,
    still_used: bool,
    sequence: int,
    now: datetime,
    why: str = "",
    pressed: Pressed | None = None,
) -> None:
    """Whether what worked is in use; of how it went nothing changes."""
    _lock(session, adoption)
    if adoption.still_used is still_used and not why:
        return
    _check(adoption, sequence)
    adoption.still_used = still_used
    _told(session, person, adoption, voice, why, now, pressed)


def do_withdraw(
    session: Session, person: Person, adoption: Adoption, voice: Voice, *, sequence: int, now: datetime
) -> None:
    """The city does not try it any more, and does not say how it went."""
    lock(session, adoption)
    if adoption.withdrawn_at is not None:
        return
    _check(adoption, sequence)
    adoption.withdrawn_at, adoption.check_at = now, None
    _changed(session, person, adoption, voice, "adoption_withdrawn", now)
    behalf.forget(session, adoption)
    take_back_checks(session, adoption)
    update_checks(session, adoption, now=now)
    refresh_told(session, adoption, now=now)


def do_take_over(session: Session, person: Person, adoption: Adoption, *, now: datetime) -> None:
    """What was noted for the person's city is the city's own from now on. Harmless when done twice."""
    _lock(session, adoption)
    behalf.take_over(session, person, adoption, adoption.network_id, now)


def _lock(session: Session, adoption: Adoption) -> None:
    """Of two who change it at once one is first, and the other sees what has become of it."""
    lock(session, adoption)
    if adoption.withdrawn_at is not None:
        raise NotFound


def _check(adoption: Adoption, sequence: int) -> None:
    if adoption.sequence != sequence:
        raise AdoptionChanged


def _told(
    session: Session,
    person: Person,
    adoption: Adoption,
    voice: Voice,
    words: str,
    now: datetime,
    pressed: Pressed | None,
) -> None:
    session.add(
        AdoptionCheck(
            adoption_id=adoption.id,
            person_id=person.id,
            noted_by=voice.noted_by,
            state=adoption.state,
            still_used=adoption.still_used,
            words=words,
            language=behalf.language_of(person, voice),
            told_at=now,
        )
    )
    if adoption.still_used is None:  # otherwise the digest would tell once more how it went
        adoption.told_at = now
        plan_next(adoption, now)
    else:
        adoption.check_at, adoption.check_days = None, 0
    _changed(session, person, adoption, voice, "adoption_told", now)
    take_back_checks(session, adoption)
    update_checks(session, adoption, now=now, pressed=pressed)


def _changed(session: Session, person: Person, adoption: Adoption, voice: Voice, deed: str, now: datetime) -> None:
    """Who speaks for the city makes it the city's own; what is noted for it is marked until they do."""
    adoption.sequence += 1
    adoption.changed_at, adoption.noted_by = now, voice.noted_by
    session.flush()
    if adoption.withdrawn_at is None:
        behalf.keep_noted(session, voice, NotedKind.ADOPTION, adoption.id, now)
    _record(session, person, adoption, deed, now)


def _record(session: Session, person: Person, adoption: Adoption, deed: str, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=adoption.network_id,
        subject=f"adoption:{adoption.id}",
        details={"city": adoption.city_id, "state": adoption.state.value},
    )
