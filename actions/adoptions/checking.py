"""After 30, 90 and 180 days who tries something is asked how it went; after half a year, whether what worked is in use.

Also when the network is closed by then: what a city learned from another shows late.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.adoptions.standing import ASKED_AFTER, USED_AFTER, WORKED, told_of
from actions.attention import Planned
from actions.commitments.checking import speaking_for
from actions.letters.copies import edit_copies
from store.adoptions import Due, whole
from store.attention import LATEST, let_go_of
from store.letters.copies import keep_copies_to
from store.memberships import city_by_id
from store.models import Adoption, AdoptionState, Kind, Person
from store.network import members_for
from texts.adoptions import telling as texts
from texts.message import Message
from texts.translator import translator_of

DAYS = (ASKED_AFTER.days, 90, USED_AFTER.days)
OPEN = timedelta(days=21)  # as long a digest may still ask


def plan_next(adoption: Adoption, now: datetime) -> None:
    """When the city is asked next: what did not work is left alone, what did is asked about once more."""
    is_left_alone, has_worked = adoption.state is AdoptionState.FAILED, adoption.state in WORKED
    days = DAYS[-1:] if has_worked else DAYS[:0] if is_left_alone else DAYS
    ahead = [each for each in days if adoption.adopted_at + timedelta(days=each) > now]
    adoption.check_days = ahead[0] if ahead else 0
    adoption.check_at = adoption.adopted_at + timedelta(days=ahead[0]) if ahead else None


def ask_all(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """Asks one person for each; gives how many are asked at once. Whose week is spent reads it in the digest."""
    planned = [one for each in due for one in _questions(session, each, now)]
    return attention.plan_all(session, Kind.ADOPTION_CHECK, planned, now=now) if planned else 0


def _questions(session: Session, due: Due, now: datetime) -> Iterator[Planned]:
    """Whoever is on a break is asked at its end."""
    adoption = due.listed.adoption
    person, days = asked_for(session, adoption), adoption.check_days
    at = now if person is None else attention.due_moment(Kind.ADOPTION_CHECK, person.zone, now)
    if person is not None and person.paused_until is not None and person.is_paused(at):
        adoption.check_at = person.paused_until
        return
    plan_next(adoption, now)
    if person is not None:
        yield _question(session, due, person, days, at, now)


def asked_for(session: Session, adoption: Adoption) -> Person | None:
    """Its author, as long as they take part for the city; then its titular, or whom letters reach in their place."""
    city = city_by_id(session, adoption.city_id)
    speaking = [] if city is None else speaking_for(session, adoption.network_id, city)
    reached = {person.id for person in speaking}
    members = [person for _, person in members_for(session, adoption.network_id, adoption.city_id)]
    author = [person for person in members if person.id == adoption.person_id]
    return next((person for person in (*author, *members) if person.id in reached), None)


def _question(session: Session, due: Due, person: Person, days: int, at: datetime, now: datetime) -> Planned:
    """Once for each of the three, and for each person. A closed network has no digest that could bring it."""
    adoption, told = due.listed.adoption, told_of(session, due.listed, now)
    until = at + OPEN if due.network.closed_at is None else at
    return Planned(
        person,
        due.network.id,
        adoption.id,
        key=f"{_checks_of(adoption)}{days}:person:{person.id}",
        at=at,
        until=until,
        message=lambda: texts.question(translator_of(person), told),
        subject=_subject(adoption),
        stale_after=LATEST,
    )


def take_back_checks(session: Session, adoption: Adoption) -> None:
    """It has been said: neither a letter nor a digest asks."""
    letters.withdraw(session, _checks_of(adoption))
    let_go_of(session, Kind.ADOPTION_CHECK, adoption.id)


def update_checks(
    session: Session, adoption: Adoption, *, now: datetime, pressed: tuple[int, int] | None = None
) -> None:
    """What asked how it went shows what has been said since, to those who speak for the city still.

    `pressed`: the copy that the caller edits itself.
    """
    told = told_of(session, whole(session, adoption.id), now)
    members = members_for(session, adoption.network_id, adoption.city_id)
    readers = {person.telegram_id or 0: person for _, person in members}
    keep_copies_to(session, _subject(adoption), list(readers))

    def render(chat_id: int) -> Message:
        return texts.answered(translator_of(readers[chat_id]), told)

    edit_copies(session, _subject(adoption), render, now=now, shown=pressed)


def _checks_of(adoption: Adoption) -> str:
    return f"adoption:{adoption.id}:check:"


def _subject(adoption: Adoption) -> str:
    return f"trying:{adoption.id}"
