"""Who asked is asked how it ended, where nobody said so: two weeks after the first answer, and once more if they wish.

A challenge without answers is not asked about: there is nothing to say of it yet.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, behalf, letters
from actions.access import asks
from actions.attention import WEEK, Planned
from actions.refusals import Refused
from store.attention import LATEST, let_go_of
from store.challenges import answers_counted
from store.locking import lock
from store.memberships import members_of
from store.models import Challenge, DigestWish, Kind, Outcome, Person
from texts.message import Html
from texts.outcomes import asking as texts
from texts.translator import Translator, translator_of

AFTER = timedelta(days=14)
OPEN = timedelta(days=21)  # as long a digest may still ask
MOST = 2


class OutcomeKnown(Refused):
    """A key of a question that has been answered otherwise since."""

    def sentence(self, t: Translator) -> Html:
        return texts.known_meanwhile(t)


def begin_asking(challenge: Challenge, now: datetime) -> None:
    """Its first answer has come."""
    if challenge.check_at is None and challenge.checks == 0 and challenge.outcome is Outcome.OPEN:
        challenge.check_at = now + AFTER


def end_asking(session: Session, challenge: Challenge) -> None:
    """It has been said: neither a letter nor a digest asks."""
    challenge.check_at = None
    challenge.checks = MOST
    letters.withdraw(session, _key(challenge))
    let_go_of(session, Kind.OUTCOME_CHECK, challenge.id)


def do_put_off(session: Session, challenge: Challenge, check: int, now: datetime) -> None:
    """To be asked once more, in two weeks. Harmless when done twice. check: which question it answers."""
    lock(session, challenge)
    if challenge.outcome is not Outcome.OPEN or check != challenge.checks or check >= MOST:
        raise OutcomeKnown
    challenge.check_at = challenge.check_at or now + AFTER


def check_unknown(session: Session, challenge: Challenge, outcome: Outcome) -> None:
    """That a key of the question still says something new, or the same once more."""
    lock(session, challenge)
    if challenge.outcome not in (Outcome.OPEN, outcome):
        raise OutcomeKnown


def askers_of(session: Session, challenge: Challenge) -> list[Person]:
    """Who hears of answers: the author; when the author is gone, the delegates of the city.

    Of what was noted for a city its people hear, or else who noted it.
    """
    if challenge.noted_by is not None:
        return behalf.behind(session, challenge, challenge.network_id)
    members = [person for _, person in members_of(session, challenge.network_id)]
    author = [person for person in members if person.id == challenge.person_id]
    return author or [person for person in members if asks(session, person, challenge)]


def ask_all(session: Session, due: Sequence[Challenge], *, now: datetime) -> int:
    """Asks one person for each; gives how many are asked at once. Whose week is spent reads it in the digest."""
    planned: list[Planned] = []
    for challenge in due:
        question = _question(session, challenge, {one.person.id for one in planned}, now)
        if question is not None:
            planned.append(question)
    return attention.plan_all(session, Kind.OUTCOME_CHECK, planned, now=now) if planned else 0


def _question(session: Session, challenge: Challenge, asked: Collection[int], now: datetime) -> Planned | None:
    """Whoever is on a break is asked at its end; whose week is spent, and who gets no digest, in another week.

    asked: who is asked about another one at this moment, which spends their week
    """
    challenge.check_at = None
    person = next((one for one in askers_of(session, challenge) if one.telegram_id is not None), None)
    answers = answers_counted(session, challenge.id)
    if person is None or not answers or challenge.withdrawn_at is not None or challenge.outcome is not Outcome.OPEN:
        return None
    at = attention.due_moment(Kind.OUTCOME_CHECK, person.zone, now)
    if person.paused_until is not None and person.is_paused(at):
        challenge.check_at = person.paused_until
        return None
    if person.digest is not DigestWish.PRIVATE and (person.id in asked or not _is_free(session, person, at)):
        challenge.check_at = at + WEEK
        return None
    challenge.checks += 1
    check = challenge.checks
    return Planned(
        person,
        challenge.network_id,
        challenge.id,
        key=f"{_key(challenge)}{check}:person:{person.id}",
        at=at,
        until=at + OPEN,
        message=lambda: texts.question(translator_of(person), challenge, answers, may_wait=check < MOST),
        stale_after=LATEST,
    )


def _is_free(session: Session, person: Person, at: datetime) -> bool:
    return attention.outlooks_of(session, [person], [at])[person.id].is_free(at)


def _key(challenge: Challenge) -> str:
    return f"challenge:{challenge.id}:outcome:"
