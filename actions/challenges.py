"""Challenges: shared, shown on cards, changed, marked, withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, cards, letters
from actions.access import access_contributing, asks, contributing_networks
from store.challenges import answers_counted
from store.locking import lock
from store.memberships import city_by_id, members_of, membership_of
from store.models import Challenge, City, Kind, Network, Outcome, Person, Solution, Visibility
from store.solutions import helpers_of
from texts.challenges import card as texts
from texts.challenges.card import ChallengeView
from texts.challenges.presses import ChallengePart
from texts.message import Message
from texts.translator import Translator, translator_of


def do_share_challenge(
    session: Session,
    person: Person,
    network_id: int,
    *,
    problem: str,
    tried: str,
    title: str,
    visibility: Visibility,
    now: datetime,
) -> tuple[Challenge, int]:
    """Publishes a challenge; gives it and the number of groups and channels that get its card."""
    membership, _ = access_contributing(session, person, network_id)
    challenge = Challenge(
        network_id=network_id,
        city_id=membership.city_id,
        person_id=person.id,
        title=title,
        problem=problem,
        tried=tried,
        language=person.language,
        visibility=visibility,
        outcome=Outcome.OPEN,
        published_at=now,
    )
    session.add(challenge)
    session.flush()
    return challenge, _post(session, challenge, person, now)


def do_publish_to_network(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """What only the coordination has seen goes to the whole network. Harmless when done twice."""
    access_contributing(session, person, challenge.network_id)
    if challenge.visibility is Visibility.NETWORK:
        return
    challenge.visibility = Visibility.NETWORK
    challenge.published_at = now
    refresh_card(session, challenge, now)
    _post(session, challenge, person, now)


def do_change_challenge(session: Session, challenge: Challenge, part: ChallengePart, text: str, now: datetime) -> None:
    """Puts other words into one part."""
    setattr(challenge, part.value, text)
    challenge.edited_at = now
    refresh_card(session, challenge, now)


def do_withdraw_challenge(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """Takes a challenge out of lists and cards. What others answered stays theirs."""
    challenge.withdrawn_at = now
    letters.withdraw(session, f"card:{_subject(challenge)}:")
    letters.withdraw(session, f"{_subject(challenge)}:helped:")
    refresh_card(session, challenge, now)
    audit.record(
        session,
        now=now,
        deed="challenge_withdrawn",
        person_id=person.id,
        network_id=challenge.network_id,
        subject=_subject(challenge),
    )


def do_mark_outcome(
    session: Session, challenge: Challenge, outcome: Outcome, now: datetime, *, through: Solution | None = None
) -> None:
    """The asker says how it stands. Harmless when done twice.

    `through`: the answer that did it, whose author hears once that it helped; otherwise all who answered hear the news.
    """
    if through is not None:
        through.marked_at = now
    if challenge.outcome is not outcome:
        challenge.outcome = outcome
        challenge.outcome_at = None if outcome is Outcome.OPEN else now
        refresh_card(session, challenge, now)
    elif through is None:
        return
    if outcome is not Outcome.OPEN:
        _thank(session, challenge, through, now)


def refresh_card(session: Session, challenge: Challenge, now: datetime) -> None:
    """Edits all copies of the card to what the challenge is now."""
    lock(session, challenge)
    network = session.get_one(Network, challenge.network_id)
    if challenge.withdrawn_at is not None:
        cards.update_card(session, network, texts.withdrawn_card, subject=_subject(challenge), now=now)
        return
    render, in_channels = _renders(session, challenge)
    cards.update_card(session, network, render, subject=_subject(challenge), now=now, in_channels=in_channels)


def view_of(session: Session, challenge: Challenge, reader: Person | None = None) -> ChallengeView:
    """The challenge with what stands around it, and what `reader` may do with it."""
    is_own = reader is not None and challenge.person_id == reader.id
    return ChallengeView(
        challenge,
        author=session.get_one(Person, challenge.person_id),
        city=city_of(session, challenge),
        answers=answers_counted(session, challenge.id),
        is_own=is_own,
        may_mark=reader is not None and asks(session, reader, challenge),
        may_answer=reader is not None and not is_own and _may_contribute(session, reader, challenge),
    )


def city_of(session: Session, challenge: Challenge) -> City | None:
    """The city that asks."""
    return city_by_id(session, challenge.city_id)


def askers_of(session: Session, challenge: Challenge) -> list[Person]:
    """Who hears of answers: the author; when the author is gone, the delegates of the city."""
    members = [person for _, person in members_of(session, challenge.network_id)]
    author = [person for person in members if person.id == challenge.person_id]
    return author or [person for person in members if asks(session, person, challenge)]


def _post(session: Session, challenge: Challenge, author: Person, now: datetime) -> int:
    network = session.get_one(Network, challenge.network_id)
    subject, (render, in_channels) = _subject(challenge), _renders(session, challenge)
    if challenge.visibility is Visibility.NETWORK:
        return cards.post_card(
            session, network, render, subject=subject, key=f"card:{subject}", now=now, in_channels=in_channels
        )
    cards.post_to_coordinators(
        session, network, render, besides=author.id, subject=subject, key=f"card:{subject}", now=now
    )
    return 0


def _renders(session: Session, challenge: Challenge) -> tuple[cards.Render, cards.Render]:
    view = view_of(session, challenge)

    def render(t: Translator) -> Message:
        return texts.card(t, view)

    def in_channels(t: Translator) -> Message:
        return texts.card(t, view, can_be_replied_to=False)

    return render, in_channels


def _thank(session: Session, challenge: Challenge, through: Solution | None, now: datetime) -> None:
    city = city_of(session, challenge)
    said = f"{_subject(challenge)}:helped:" if through is not None else f"{_subject(challenge)}:helped:all:"
    helpers = [
        helper for helper in helpers_of(session, challenge.id) if through is None or helper.id == through.person_id
    ]
    for helper in helpers:
        if helper.telegram_id is None or membership_of(session, helper.id, challenge.network_id) is None:
            continue
        message = texts.answer_helped(translator_of(helper), challenge, city, through_it=through is not None)
        postage = attention.postage(Kind.THANKS, helper, key=f"{said}{helper.id}", now=now)
        letters.send(session, helper.telegram_id, message, now=now, postage=postage)


def _may_contribute(session: Session, person: Person, challenge: Challenge) -> bool:
    return challenge.network_id in {network.id for network in contributing_networks(session, person)}


def _subject(challenge: Challenge) -> str:
    return f"challenge:{challenge.id}"
