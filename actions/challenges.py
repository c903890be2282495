"""Challenges: shared, shown on cards, changed, marked, withdrawn."""

from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from actions import audit, behalf, cards, letters, outcomes
from actions.access import OWN, access_contributing, access_voice, asks, contributing_networks, notes_for, owns
from actions.few import asking as few
from actions.few.ending import take_back
from actions.few.standing import few_of
from actions.proposals.following import card_key, follow
from actions.refusals import NotAllowed, Refused
from actions.search.wording import keep_found
from actions.sheets import keeping
from actions.signing import signed_all, take_back_named
from actions.thanks import keep_helped, tell_helpers
from store.attachments import count_attachments
from store.behalf import forget_noting
from store.challenges import answers_counted
from store.locking import lock
from store.memberships import city_by_id
from store.models import AttachedTo, Challenge, City, Network, NotedKind, Outcome, Person, Solution, Visibility
from store.solutions import helping_solutions, standing_solutions
from texts.challenges import card as texts
from texts.challenges.card import ChallengeView
from texts.challenges.presses import ChallengePart
from texts.message import Html, Message
from texts.translator import Translator


class OutcomeSaid(Refused):
    """A key from before the city itself said how its challenge stands."""

    def sentence(self, t: Translator) -> Html:
        return Html.escape(texts.said_otherwise(t))


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
    city_id: int = OWN,
) -> tuple[Challenge, int]:
    """Publishes a challenge; gives it and the number of groups and channels that get its card.

    city_id: in whose name it is noted
    """
    voice = access_voice(session, person, network_id, city_id)
    challenge = Challenge(
        network_id=network_id,
        city_id=voice.city_id,
        person_id=person.id,
        title=title,
        problem=problem,
        tried=tried,
        language=behalf.language_of(person, voice),
        visibility=visibility,
        outcome=Outcome.OPEN,
        published_at=now,
        noted_by=voice.noted_by,
    )
    few.begin(challenge, now)
    session.add(challenge)
    keep_found(session, challenge)
    behalf.keep_noted(session, voice, NotedKind.CHALLENGE, challenge.id, now)
    keeping.begin(session, challenge, now)
    return challenge, _post(session, challenge, person, now)


def do_publish_to_network(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """What only the coordination has seen goes to the whole network. Harmless when done twice."""
    access_contributing(session, person, challenge.network_id)
    if challenge.visibility is Visibility.NETWORK:
        return
    challenge.visibility = Visibility.NETWORK
    challenge.published_at = now
    few.begin(challenge, now)
    refresh_card(session, challenge, now)
    _post(session, challenge, person, now)


def do_take_over(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """What was noted for the person's city is theirs from now on."""
    if behalf.take_over(session, person, challenge, challenge.network_id, now):
        refresh_card(session, challenge, now)


def do_confirm_outcome(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """Who asks says the same as what was noted for them."""
    if not asks(session, person, challenge):
        raise NotAllowed
    _keep_whose_outcome(session, challenge, None, now)
    refresh_card(session, challenge, now)


def do_change_challenge(
    session: Session, person: Person, challenge: Challenge, part: ChallengePart, text: str, now: datetime
) -> None:
    """Puts other words into one part; those before are kept."""
    if getattr(challenge, part.value) == text:
        return
    keeping.keep_part(session, challenge, part, person, now)
    setattr(challenge, part.value, text)
    challenge.edited_at = now
    refresh_card(session, challenge, now)


def do_withdraw_challenge(session: Session, person: Person, challenge: Challenge, now: datetime) -> None:
    """Takes a challenge out of lists and cards. What others answered stays theirs."""
    challenge.withdrawn_at = now
    outcomes.end_asking(session, challenge)
    behalf.forget(session, challenge)
    keeping.end(session, challenge)
    take_back(session, challenge)
    take_back_named(session, standing_solutions(session, challenge.id))
    letters.withdraw(session, f"card:{_subject(challenge)}:")
    for what in ("helped", "attached", "spoken"):
        letters.withdraw(session, f"{_subject(challenge)}:{what}:")
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
    session: Session,
    challenge: Challenge,
    outcome: Outcome,
    now: datetime,
    *,
    through: Solution | None = None,
    noted_by: int | None = None,
    seen: Outcome | None = None,
) -> None:
    """The asker says how it stands. Harmless when done twice.

    All who answered hear the news once, and which answers helped. `through`: the answer that did it; otherwise it is
    said in the next minutes.
    `noted_by`: who notes it in the name of the city that asks; `seen`: how it stood before their eyes

    Raises OutcomeSaid when the city itself has said otherwise since.
    """
    lock(session, challenge)
    is_own_word = challenge.outcome_noted_by is None and challenge.outcome is not (seen or Outcome.OPEN)
    if noted_by is not None and is_own_word and challenge.outcome is not outcome:
        raise OutcomeSaid
    if through is not None:
        through.marked_at = now
        keep_helped([through], outcome, now)
    elif outcome is Outcome.OPEN:
        keep_helped(standing_solutions(session, challenge.id), outcome, now)
    if through is None or outcome is not Outcome.OPEN:
        outcomes.end_asking(session, challenge)
    was_open = challenge.outcome is Outcome.OPEN
    if challenge.outcome is not outcome:
        challenge.outcome = outcome
        challenge.outcome_at = None if outcome is Outcome.OPEN else now
        _keep_whose_outcome(session, challenge, noted_by, now)
    elif through is None:
        return
    refresh_card(session, challenge, now)
    if outcome is Outcome.SOLVED:
        keeping.rest(session, challenge)
        take_back(session, challenge)
    if outcome is not Outcome.OPEN or not was_open:
        tell_helpers(session, challenge, now, at_once=through is not None)


def do_say_helped(
    session: Session, challenge: Challenge, solution: Solution, now: datetime, *, has_helped: bool
) -> None:
    """Who asked says so of one answer, when it is said how the challenge stands. Harmless when done twice."""
    lock(session, challenge)
    if (solution.helped_at is not None) is has_helped:
        return
    solution.helped_at = now if has_helped else None
    refresh_card(session, challenge, now)
    tell_helpers(session, challenge, now, at_once=True)


def _keep_whose_outcome(session: Session, challenge: Challenge, noted_by: int | None, now: datetime) -> None:
    challenge.outcome_noted_by = noted_by
    if noted_by is None or challenge.city_id is None:
        forget_noting(session, NotedKind.OUTCOME, challenge.id)
        return
    behalf.keep_noting(session, noted_by, challenge.network_id, challenge.city_id, NotedKind.OUTCOME, challenge.id, now)


def refresh_card(session: Session, challenge: Challenge, now: datetime) -> None:
    """Edits all copies of the card to what the challenge is now."""
    lock(session, challenge)
    follow(session, challenge, now)
    keep_found(session, challenge)
    network = session.get_one(Network, challenge.network_id)
    if challenge.withdrawn_at is not None:
        cards.update_card(session, network, texts.withdrawn_card, subject=_subject(challenge), now=now)
        return
    render, in_channels = _renders(session, challenge)
    cards.update_card(session, network, render, subject=_subject(challenge), now=now, in_channels=in_channels)


def view_of(session: Session, challenge: Challenge, reader: Person | None = None) -> ChallengeView:
    """The challenge with what stands around it, and what `reader` may do with it."""
    is_own = reader is not None and owns(session, reader, challenge)
    is_asker = reader is not None and asks(session, reader, challenge)
    is_noting = reader is not None and not is_asker and notes_for(session, reader, challenge)
    return ChallengeView(
        challenge,
        author=session.get_one(Person, challenge.person_id),
        city=city_of(session, challenge),
        answers=answers_counted(session, challenge.id),
        is_own=is_own,
        may_mark=is_asker or is_noting,
        may_answer=reader is not None and (not is_own or is_noting) and _may_contribute(session, reader, challenge),
        is_noting=is_noting,
        may_take_over=is_asker and challenge.noted_by is not None,
        helped=signed_all(session, helping_solutions(session, challenge.id)),
        few=few_of(session, challenge) if is_asker or is_noting else None,
        may_confirm=is_asker and challenge.outcome_noted_by is not None,
        attached=count_attachments(session, AttachedTo.CHALLENGE, challenge.id),
    )


def city_of(session: Session, challenge: Challenge) -> City | None:
    """The city that asks."""
    return city_by_id(session, challenge.city_id)


def _post(session: Session, challenge: Challenge, author: Person, now: datetime) -> int:
    network = session.get_one(Network, challenge.network_id)
    subject, (render, in_channels) = _subject(challenge), _renders(session, challenge)
    if challenge.visibility is Visibility.NETWORK:
        key = card_key(session, challenge)
        return cards.post_card(session, network, render, subject=subject, key=key, now=now, in_channels=in_channels)
    cards.post_to_coordinators(
        session, network, render, besides=author.id, subject=subject, key=f"card:{subject}", now=now
    )
    return 0


def _renders(session: Session, challenge: Challenge) -> tuple[cards.Render, cards.Render]:
    @cache
    def view() -> ChallengeView:  # only where a group or channel shows it
        return view_of(session, challenge)

    def render(t: Translator) -> Message:
        return texts.card(t, view())

    def in_channels(t: Translator) -> Message:
        return texts.card(t, view(), can_be_replied_to=False)

    return render, in_channels


def _may_contribute(session: Session, person: Person, challenge: Challenge) -> bool:
    return challenge.network_id in {network.id for network in contributing_networks(session, person)}


def _subject(challenge: Challenge) -> str:
    return f"challenge:{challenge.id}"
