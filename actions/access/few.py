"""What somebody was asked about a challenge: theirs alone."""

from sqlalchemy.orm import Session

from actions.access.shared import access_challenge
from actions.few.refusals import ChallengeGone
from actions.refusals import NotFound
from store.database import row_by_id
from store.few import asking_of
from store.models import Asking, Challenge, Person


def access_asking(session: Session, person: Person, asking_id: int) -> tuple[Challenge, Asking]:
    """What the person was asked, as long as they may read the challenge."""
    asking = row_by_id(session, Asking, asking_id)
    if asking is None or asking.person_id != person.id:
        raise NotFound
    return _about(session, person, asking)


def access_asking_about(session: Session, person: Person, challenge_id: int) -> tuple[Challenge, Asking]:
    """The same by its challenge, as a digest names it."""
    asking = asking_of(session, challenge_id, person.id)
    if asking is None:
        raise NotFound
    return _about(session, person, asking)


def _about(session: Session, person: Person, asking: Asking) -> tuple[Challenge, Asking]:
    challenge = row_by_id(session, Challenge, asking.challenge_id)
    if challenge is not None and challenge.withdrawn_at is not None:
        raise ChallengeGone
    return access_challenge(session, person, asking.challenge_id), asking
