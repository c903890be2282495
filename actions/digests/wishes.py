"""What a person wants of the digest."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions.digests.planning import replan_for_person
from store.models import DigestWish, Person
from store.people import change_person

PAUSE = relativedelta(months=1)


def wants_digest(person: Person, at: datetime) -> bool:
    """Whether a digest may be sent at that moment."""
    return person.digest is DigestWish.PRIVATE and not person.is_paused(at)


def do_pause(person: Person, *, now: datetime) -> bool:
    """Nothing comes by itself for a month; False when it is paused already."""
    if person.is_paused(now):
        return False
    person.paused_until = now + PAUSE
    return True


def do_end_pause(person: Person) -> None:
    """Messages come again."""
    person.paused_until = None


def do_choose_rhythm(session: Session, person: Person, *, is_monthly: bool, now: datetime) -> bool:
    """Once a month or each week from now on, in private; False when it is so already."""
    if person.digest_is_monthly is is_monthly and person.digest is DigestWish.PRIVATE:
        return False
    change_person(session, person, digest=DigestWish.PRIVATE, digest_is_monthly=is_monthly)
    session.flush()
    replan_for_person(session, person, now=now)
    return True


def do_choose_digest(session: Session, person: Person, wish: DigestWish) -> bool:
    """Where the person wants the digest; False when it is so already."""
    if person.digest is wish:
        return False
    change_person(session, person, digest=wish)
    return True
