"""Who gave an answer together with its author: they word it, too, are thanked, and can take themselves off."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import may_read
from actions.challenges import refresh_card
from actions.letters.copies import edit_copies
from actions.refusals import NotFound, Refused
from actions.signing import signed
from actions.solutions import refresh_news
from actions.thanks import refresh_thanks
from store.letters.copies import keep_copies_to
from store.locking import lock
from store.memberships import contributors, membership_of
from store.models import Challenge, City, CoAuthor, Kind, Person, Solution, Visibility
from store.solutions import co_author, co_authors_of
from texts.message import Html, Message
from texts.sharing import byline
from texts.solutions import co_authors as texts
from texts.translator import Translator, translator_of


class EnoughCoAuthors(Refused):
    """No more than a handful."""

    def sentence(self, t: Translator) -> Html:
        return texts.already_full(t)


def to_add(session: Session, solution: Solution) -> list[tuple[Person, City | None]]:
    """Whoever contributes to the network and is not named yet, those of the author's city first.

    Not who asked: they would thank themselves.
    """
    challenge = session.get_one(Challenge, solution.challenge_id)
    named = {person.id for person, _ in co_authors_of(session, [solution.id])[solution.id]}
    named |= {solution.person_id, challenge.person_id}
    found = [(person, city) for person, city, _ in contributors(session, challenge.network_id)]
    free = [one for one in found if one[0].id not in named and _reads(session, one[0], challenge)]
    return sorted(free, key=lambda one: (_city_of(one) != solution.city_id, one[0].name.casefold(), one[0].id))


def _reads(session: Session, person: Person, challenge: Challenge) -> bool:
    """What only the coordination sees is told to nobody else, by naming them in its answer either."""
    return challenge.visibility is Visibility.NETWORK or may_read(session, person, challenge)


def _city_of(one: tuple[Person, City | None]) -> int | None:
    return None if one[1] is None else one[1].id


def do_add(session: Session, by: Person, solution: Solution, person_id: int, *, now: datetime) -> Person:
    """Names somebody, who is told. Harmless when done twice."""
    challenge = session.get_one(Challenge, solution.challenge_id)
    lock(session, solution)
    if co_author(session, solution.id, person_id) is not None:
        return session.get_one(Person, person_id)
    if person_id not in {person.id for person, _ in to_add(session, solution)}:
        raise NotFound
    if len(co_authors_of(session, [solution.id])[solution.id]) >= texts.MOST:
        raise EnoughCoAuthors
    membership = membership_of(session, person_id, challenge.network_id)
    city_id = None if membership is None else membership.city_id
    session.add(CoAuthor(solution_id=solution.id, person_id=person_id, city_id=city_id, added_at=now))
    session.flush()
    _show(session, challenge, solution, now)
    person = session.get_one(Person, person_id)
    _tell(session, challenge, solution, by, person, now)
    return person


def do_remove(session: Session, solution: Solution, person_id: int, *, now: datetime) -> None:
    """Names them no more. Harmless when done twice."""
    lock(session, solution)
    named = co_author(session, solution.id, person_id)
    if named is None:
        return
    session.delete(named)
    session.flush()
    challenge = session.get_one(Challenge, solution.challenge_id)
    _show(session, challenge, solution, now)
    person = session.get_one(Person, person_id)
    letters.withdraw(session, f"{_subject(solution, person_id)}:")

    _rewrite(session, _subject(solution, person_id), texts.not_named(translator_of(person), challenge), now)


def _tell(
    session: Session, challenge: Challenge, solution: Solution, by: Person, person: Person, now: datetime
) -> None:
    """Once for each time that they are added."""
    if person.telegram_id is None or person.id == by.id:
        return
    t, whose = translator_of(person), signed(session, solution)
    subject = _subject(solution, person.id)
    keep_copies_to(session, subject, [])  # what was said of another time stays as it is
    message = texts.named(t, challenge, whose, byline(t, by, whose.city))
    key = f"{subject}:{now.timestamp():.0f}"
    postage = attention.postage(Kind.CO_AUTHOR, person, key=key, subject=subject, now=now)
    letters.send(session, person.telegram_id, message, now=now, postage=postage)


def forget_adder(session: Session, solution: Solution, now: datetime) -> None:
    """Its author is erased: whoever was told that they name them reads only of which city that was."""
    challenge, whose = session.get_one(Challenge, solution.challenge_id), signed(session, solution)
    for person, _ in whose.others:
        t = translator_of(person)
        told = texts.named(t, challenge, whose, byline(t, whose.author, whose.city))
        _rewrite(session, _subject(solution, person.id), told, now)


def _rewrite(session: Session, subject: str, told: Message, now: datetime) -> None:
    def render(_chat_id: int) -> Message:
        return told

    edit_copies(session, subject, render, now=now)


def _show(session: Session, challenge: Challenge, solution: Solution, now: datetime) -> None:
    """Wherever the author is named."""
    refresh_news(session, solution, now)
    refresh_card(session, challenge, now)
    refresh_thanks(session, challenge, now)


def _subject(solution: Solution, person_id: int) -> str:
    return f"solution:{solution.id}:named:{person_id}"
