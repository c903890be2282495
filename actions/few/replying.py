"""What one of the few says: that it is not theirs, or who may know."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.few.asking import key_of
from actions.few.likely import BETWEEN
from actions.few.refusals import NotToBeAsked
from actions.few.standing import told_of
from actions.letters.copies import edit_copies
from store import few as store
from store.attention import let_go
from store.few import Candidate
from store.locking import lock
from store.models import Asking, AskReason, AskState, Challenge, Kind, Person
from texts.few import asked as texts
from texts.message import Message
from texts.translator import translator_of

SUGGESTS = (AskState.WAITING, AskState.DECLINED)


def do_decline(session: Session, challenge: Challenge, asking: Asking, now: datetime) -> None:
    """The next likeliest is asked in their place. Harmless when done twice, or after an answer."""
    lock(session, asking)
    if asking.state is not AskState.WAITING:
        return
    asking.state, asking.told_at = AskState.DECLINED, now
    let_go(session, asking.person_id, Kind.ASKED, challenge.id)
    if asking.instead_of is None and asking.reason is not AskReason.SUGGESTED:
        challenge.ask_at = now
    session.flush()


def do_suggest(
    session: Session, person: Person, challenge: Challenge, asking: Asking, suggested_id: int, now: datetime
) -> None:
    """Whoever somebody thinks of is asked, too, in their name. Once for each who was asked; harmless when done twice.

    Raises NotToBeAsked when they were asked by somebody else meanwhile, or have had another question this week.
    """
    attention.plan_alone(session)  # of two at the same moment each would find the same person free
    lock(session, asking)
    if asking.state not in SUGGESTS:
        return
    found = suggestable(session, challenge, asking, now, person_id=suggested_id)
    if not found:
        raise NotToBeAsked
    asking.state, asking.told_at = AskState.SUGGESTED, now
    let_go(session, asking.person_id, Kind.ASKED, challenge.id)
    _ask(session, person, challenge, found[0], now)


def _ask(session: Session, by: Person, challenge: Challenge, suggested: Candidate, now: datetime) -> None:
    person = suggested.person
    asking = Asking(
        challenge_id=challenge.id,
        person_id=person.id,
        city_id=suggested.city.id,
        reason=AskReason.SUGGESTED,
        suggested_by=by.id,
        state=AskState.WAITING,
        asked_at=now,
    )
    session.add(asking)
    session.flush()
    message = texts.question(translator_of(person), told_of(session, challenge, asking))
    postage = attention.postage(Kind.SUGGESTED, person, key=key_of(asking), subject=_subject(asking), now=now)
    letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def forget_suggester(session: Session, person: Person, now: datetime) -> None:
    """Somebody is erased: nobody reads any more that they were thought of by them, nor that they were asked."""
    suggestions = store.suggestions_of(session, person.id)
    store.forget_askings_of(session, person.id)
    for asking in suggestions:
        session.refresh(asking)
        _rewrite(session, asking, now)


def _rewrite(session: Session, asking: Asking, now: datetime) -> None:
    told = told_of(session, session.get_one(Challenge, asking.challenge_id), asking)
    t = translator_of(session.get_one(Person, asking.person_id))

    def render(_chat_id: int) -> Message:
        return texts.question(t, told) if asking.state is AskState.WAITING else texts.answered(t, told)

    if asking.state in (AskState.WAITING, AskState.ANSWERED):  # else they have read another page in its place
        edit_copies(session, _subject(asking), render, now=now)


def _subject(asking: Asking) -> str:
    return f"thought:{asking.id}"


def suggestable(
    session: Session,
    challenge: Challenge,
    asking: Asking,
    now: datetime,
    *,
    person_id: int | None = None,
    offset: int = 0,
    limit: int = 1,
) -> Sequence[Candidate]:
    """Of whom somebody who was asked may think: of other cities than that which asks, and not asked lately."""
    return store.suggestable(session, challenge, asking.person_id, now, now - BETWEEN, person_id, offset, limit)


def count_suggestable(session: Session, challenge: Challenge, asking: Asking, now: datetime) -> int:
    """How many these are."""
    return store.count_suggestable(session, challenge, asking.person_id, now, now - BETWEEN)
