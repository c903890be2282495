"""Whoever answered hears once that a challenge is solved, and what helped; the message follows what is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, behalf, letters
from actions.letters.copies import edit_copies
from actions.signing import signed_all
from store.letters.copies import keep_copies_to
from store.memberships import city_by_id, members_of
from store.models import Challenge, Kind, Outcome, Person, Solution
from store.solutions import co_authors_of, standing_solutions
from texts.challenges import card as texts
from texts.message import Message
from texts.solutions.signed import Signed
from texts.translator import translator_of

SETTLING = timedelta(minutes=2)  # in which is said which answers it was


def keep_helped(solutions: Sequence[Solution], outcome: Outcome, now: datetime) -> None:
    """These helped, or, where the challenge is open, did not."""
    for solution in solutions:
        solution.helped_at = None if outcome is Outcome.OPEN else solution.helped_at or now


def tell_helpers(session: Session, challenge: Challenge, now: datetime, *, at_once: bool) -> None:
    """Those who have not heard of it yet; what the others were told says what is true now."""
    signed = signed_all(session, standing_solutions(session, challenge.id))
    helpers = _helpers(session, challenge, signed)
    refresh_thanks(session, challenge, now, helpers)
    if challenge.outcome is Outcome.OPEN:
        return
    city = city_by_id(session, challenge.city_id)
    for person, own in helpers.values():
        message = texts.answer_helped(translator_of(person), challenge, city, signed, own)
        key = f"challenge:{challenge.id}:helped:{person.id}"
        postage = attention.postage(Kind.THANKS, person, key=key, subject=_subject(challenge), now=now)
        if not at_once:
            postage = replace(postage, due_at=max(postage.due_at or now, now + SETTLING))
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def refresh_thanks(
    session: Session,
    challenge: Challenge,
    now: datetime,
    helpers: dict[int, tuple[Person, set[int]]] | None = None,
) -> None:
    """What they were told says how it stands now."""
    signed = signed_all(session, standing_solutions(session, challenge.id))
    helpers = _helpers(session, challenge, signed) if helpers is None else helpers
    readers = {person.telegram_id or 0: (translator_of(person), own) for person, own in helpers.values()}
    city = city_by_id(session, challenge.city_id)
    keep_copies_to(session, _subject(challenge), list(readers))

    def render(chat_id: int) -> Message:
        t, own = readers[chat_id]
        return texts.answer_helped(t, challenge, city, signed, own)

    edit_copies(session, _subject(challenge), render, now=now)


def _helpers(session: Session, challenge: Challenge, signed: Sequence[Signed]) -> dict[int, tuple[Person, set[int]]]:
    """Who is told, and which answers are theirs: members whom letters reach."""
    members = {person.id: person for _, person in members_of(session, challenge.network_id)}
    others = co_authors_of(session, [one.solution.id for one in signed])
    helpers: dict[int, tuple[Person, set[int]]] = {}
    for one in signed:
        behind = {person.id for person in behalf.behind(session, one.solution, challenge.network_id)}
        behind |= {person.id for person, _ in others[one.solution.id]}
        for person_id in sorted(behind & members.keys()):
            if members[person_id].telegram_id is not None:
                helpers.setdefault(person_id, (members[person_id], set()))[1].add(one.solution.id)
    return helpers


def _subject(challenge: Challenge) -> str:
    return f"helped:{challenge.id}"
