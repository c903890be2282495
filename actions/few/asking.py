"""A challenge is put to the few who are likeliest to know, some minutes after it was shared.

Its author may correct or withdraw it before. Everybody else reads of it in the digest.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention
from actions.attention import Planned
from actions.few.likely import BECAUSE, Likely, likeliest
from actions.few.standing import told_of
from store import few as store
from store.frozen import frozen
from store.models import Asking, AskReason, AskState, Challenge, Kind, Network, Outcome, Person, Visibility
from texts.few import asked as texts
from texts.translator import translator_of

FEW = 3
ASK_AFTER = timedelta(minutes=5)
OPEN = timedelta(days=21)  # as long a digest may still ask
WRITTEN_WITHIN = timedelta(days=3)  # a voice note's words, as was agreed with whoever writes them
LOOK_AGAIN = timedelta(hours=1)
LOOKED_AT = 12  # of the likeliest, whether a question would come to them at all


@frozen
class _Put:
    """A place among the few, and who has declined it before."""

    instead_of: int | None = None


def begin(challenge: Challenge, now: datetime) -> None:
    """To be called when a challenge is shared. What only the coordination sees is put to nobody."""
    challenge.ask_at = now + ASK_AFTER if challenge.visibility is Visibility.NETWORK else None


def ask_all(session: Session, due: Sequence[tuple[Challenge, Network]], *, now: datetime) -> int:
    """Gives how many questions come by themselves; the others wait for their reader's digest."""
    attention.plan_alone(session)  # of two at the same moment each would find the same people free
    planned = [one for challenge, network in due for one in _ask(session, challenge, network, now)]
    return attention.plan_all(session, Kind.ASKED, planned, now=now) if planned else 0


def _ask(session: Session, challenge: Challenge, network: Network, now: datetime) -> Iterator[Planned]:
    challenge.ask_at = None
    if challenge.withdrawn_at is not None or challenge.outcome is Outcome.SOLVED or network.closed_at is not None:
        return
    if not challenge.problem and now < challenge.published_at + WRITTEN_WITHIN:
        challenge.ask_at = now + LOOK_AGAIN
        return
    places = _places(session, challenge)
    found = _reached(session, likeliest(session, challenge, now), now) if places else []
    challenge.asked_at = now
    for place, likely in zip(places, found, strict=False):
        asking = _asking(challenge, likely, place, now)
        session.add(asking)
        session.flush()
        yield _planned(session, challenge, asking, likely.candidate.person, now)


def _places(session: Session, challenge: Challenge) -> list[_Put]:
    """At first all; then one for each who said that it is not theirs, once: not for whoever came in their place."""
    askings = [asking for asking, _ in store.askings_of(session, challenge.id)]
    by_us = [asking for asking in askings if asking.reason is not AskReason.SUGGESTED]
    if not by_us:
        return [_Put()] * FEW
    replaced = {asking.instead_of for asking in by_us}
    declined = (asking for asking in by_us if asking.state is AskState.DECLINED and asking.instead_of is None)
    return [_Put(asking.id) for asking in declined if asking.id not in replaced]


def _reached(session: Session, found: Sequence[Likely], now: datetime) -> list[Likely]:
    """Without those to whom a question would come neither by itself nor with a digest."""
    first = found[:LOOKED_AT]
    people = [likely.candidate.person for likely in first]
    reached = attention.reached_by(session, Kind.ASKED, people, now=now, lasts=OPEN)
    return [likely for likely in first if likely.candidate.person.id in reached]


def _asking(challenge: Challenge, likely: Likely, place: _Put, now: datetime) -> Asking:
    return Asking(
        challenge_id=challenge.id,
        person_id=likely.candidate.person.id,
        city_id=likely.candidate.city.id,
        reason=likely.why.reason,
        because=likely.why.because[:BECAUSE],
        instead_of=place.instead_of,
        state=AskState.WAITING,
        asked_at=now,
    )


def _planned(session: Session, challenge: Challenge, asking: Asking, person: Person, now: datetime) -> Planned:
    at = attention.due_moment(Kind.ASKED, person.zone, now)
    told = told_of(session, challenge, asking)
    return Planned(
        person,
        challenge.network_id,
        challenge.id,
        key=key_of(asking),
        at=at,
        until=at + OPEN,
        message=lambda: texts.question(translator_of(person), told),
    )


def key_of(asking: Asking) -> str:
    """Of the letter that asks."""
    return f"challenge:{asking.challenge_id}:asked:{asking.person_id}:"
