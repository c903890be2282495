"""What a record with attachments is called, and how the copies of it are brought up to date."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import challenges, experiences, solutions
from actions.access import Attachable
from store.memberships import city_by_id
from store.models import AttachedTo, Challenge, City, Experience, Solution
from texts.attachments.shown import About

_KINDS: dict[type[Attachable], AttachedTo] = {
    Challenge: AttachedTo.CHALLENGE,
    Experience: AttachedTo.EXPERIENCE,
    Solution: AttachedTo.SOLUTION,
}


def kind_of(record: Attachable) -> AttachedTo:
    """Which of the three it is."""
    return _KINDS[type(record)]


def subject_of(record: Attachable) -> str:
    """As "challenge:7": what the keys of letters about it begin with."""
    return f"{kind_of(record)}:{record.id}"


def about(session: Session, record: Attachable) -> About:
    """What it is called, and whose it is."""
    challenge = session.get_one(Challenge, record.challenge_id) if isinstance(record, Solution) else record
    city: City | None = city_by_id(session, record.city_id)
    return About(kind_of(record), record.id, challenge.title, city)


def refresh(session: Session, record: Attachable, now: datetime) -> None:
    """Cards, and what the asker was sent of a solution, say what is attached by now."""
    match record:
        case Challenge():
            challenges.refresh_card(session, record, now)
        case Experience():
            experiences.refresh_card(session, record, now)
        case Solution():
            solutions.refresh_news(session, record, now)
