"""A city asks another one to swap turns; with its consent they do."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from actions import attention, audit, behalf, letters
from actions.readers import reader_of
from actions.rota.changing import keep_change, lock_all, show_change
from actions.rota.ending import Pressed, end, leave_unanswered, overtake, shown_swap, still_stands, tell_asker
from actions.rota.reading import people_of, subject_of, swap_key, swap_subject_of
from actions.rota.refusals import CannotBeAsked, NoTurnAhead, RotaChanged
from actions.rota.standing import standing_of
from actions.rota.telling import tell_of_swap
from store import rota as store
from store.frozen import frozen
from store.locking import lock
from store.models import City, Kind, Meeting, Network, NotedKind, Person, Rota, SwapOutcome, TurnSwap
from store.swaps import open_swap_of, open_swaps_to
from texts.rota import swapping as texts
from texts.rota.shown import Standing, Swap

WEEK = timedelta(days=7)  # before the first of both sessions, so that nobody prepares for the wrong one
ENOUGH = timedelta(hours=24)  # to answer, at the least


@frozen
class Choice:
    """A city that can be asked: its turn, until when, and who of it."""

    city: City
    meeting: Meeting
    ends_at: datetime
    people: tuple[Person, ...]


def own_meeting(standing: Standing, city: City) -> Meeting:
    """In which a city is to present; refuses when it has presented, or has no turn."""
    meeting = standing.meeting_of(city.id)
    if meeting is None or not standing.is_ahead(meeting):
        raise NoTurnAhead
    return meeting


def choices(session: Session, standing: Standing, city: City) -> tuple[list[Choice], list[City]]:
    """The cities that a city can ask, and those ahead of which nobody is reached in time."""
    own = standing.meeting_of(city.id)
    asking = {swap.city_id for swap in open_swaps_to(session, standing.rota.id, city.id)}
    found, others = [], []
    for other, meeting in standing.partners_of(city.id):
        if own is None or other.id in asking:
            continue
        ends_at = min(own.starts_at, meeting.starts_at) - WEEK
        people = [
            person
            for person in people_of(session, standing.network, other, now=standing.now)
            if attention.due_moment(Kind.SWAP_ASKED, person.zone, standing.now) <= ends_at - ENOUGH
        ]
        if people:
            found.append(Choice(other, meeting, ends_at, tuple(people)))
        else:
            others.append(other)
    return found, others


def choice_of(session: Session, standing: Standing, city: City, other_city_id: int) -> Choice:
    """One of them."""
    for choice in choices(session, standing, city)[0]:
        if choice.city.id == other_city_id:
            return choice
    raise CannotBeAsked


def proposed(standing: Standing, city: City, choice: Choice) -> Swap:
    """What would be asked, as texts tell of it."""
    meeting = own_meeting(standing, city)
    return Swap(standing.network, city, meeting, choice.city, choice.meeting, choice.ends_at, standing.now)


def do_ask_swap(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    city: City,
    other_city_id: int,
    *,
    sequence: int,
    now: datetime,
    noted_by: int | None = None,
) -> TurnSwap:
    """Asks the people of the other city. One question at a time: the one that is open is given back.

    noted_by: who asks in the city's name
    """
    lock_all(session, rota)
    running = open_swap_of(session, rota.id, city.id)
    if running is not None:
        return running
    if rota.sequence != sequence:
        raise RotaChanged
    standing = standing_of(session, rota, network, now)
    own, choice = own_meeting(standing, city), choice_of(session, standing, city, other_city_id)
    swap = TurnSwap(
        rota_id=rota.id,
        city_id=city.id,
        meeting_id=own.id,
        sequence=own.sequence,
        other_city_id=choice.city.id,
        other_meeting_id=choice.meeting.id,
        other_sequence=choice.meeting.sequence,
        person_id=person.id,
        asked_at=now,
        ends_at=choice.ends_at,
        due_at=choice.ends_at,
        noted_by=noted_by,
    )
    session.add(swap)
    session.flush()
    if noted_by is not None:
        behalf.keep_noting(session, noted_by, network.id, city.id, NotedKind.SWAP, swap.id, now)
    _record(session, person, rota, swap, "swap_asked", now)
    _ask(session, swap, network, choice, now)
    return swap


def do_answer_swap(
    session: Session,
    person: Person,
    swap: TurnSwap,
    rota: Rota,
    network: Network,
    *,
    is_accepted: bool,
    now: datetime,
    pressed: Pressed,
) -> None:
    """The first answer counts, as long as there is something to swap: `swap.outcome` says what has become of it.

    `pressed` is the copy that the caller edits itself.
    """
    lock_all(session, rota)
    lock(session, swap)
    if swap.outcome is not None:
        return
    standing = standing_of(session, rota, network, now)
    if not still_stands(swap, standing):
        overtake(session, swap, standing, shown=pressed)
    elif swap.ends_at <= now:
        leave_unanswered(session, swap, now=now, shown=pressed)
    elif is_accepted:
        _swap(session, person, swap, rota, network, now, pressed)
    else:
        end(session, swap, network, SwapOutcome.DECLINED, now=now, shown=pressed)
        _record(session, person, rota, swap, "swap_declined", now)
        tell_asker(session, swap, network, now=now)


def do_withdraw_swap(
    session: Session, person: Person, swap: TurnSwap, rota: Rota, network: Network, *, now: datetime, pressed: Pressed
) -> bool:
    """The city that asked needs no answer any more; False when the question was over already."""
    lock_all(session, rota)
    lock(session, swap)
    if swap.outcome is not None:
        return False
    end(session, swap, network, SwapOutcome.WITHDRAWN, now=now, shown=pressed)
    _record(session, person, rota, swap, "swap_withdrawn", now)
    return True


def _ask(session: Session, swap: TurnSwap, network: Network, choice: Choice, now: datetime) -> None:
    asked = shown_swap(session, swap, network, now)
    for person in choice.people:
        message = texts.question(reader_of(session, person, choice.city), swap, asked)
        key, subject = f"{swap_key(swap)}person:{person.id}", swap_subject_of(swap)
        postage = attention.postage(Kind.SWAP_ASKED, person, key=key, subject=subject, now=now, stale_at=swap.ends_at)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def _swap(
    session: Session, person: Person, swap: TurnSwap, rota: Rota, network: Network, now: datetime, pressed: Pressed
) -> None:
    store.save_turn(session, rota, swap.city_id, swap.other_meeting_id)
    store.save_turn(session, rota, swap.other_city_id, swap.meeting_id)
    end(session, swap, network, SwapOutcome.ACCEPTED, now=now, shown=pressed)
    keep_change(session, person, rota, "turns_swapped", _details(swap), now)
    show_change(session, rota, network, now=now)
    tell_of_swap(session, person, rota, network, swap, now=now)


def _record(session: Session, person: Person, rota: Rota, swap: TurnSwap, deed: str, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=rota.network_id,
        subject=subject_of(rota),
        details=_details(swap),
    )


def _details(swap: TurnSwap) -> dict[str, Any]:
    return {"swap": swap.id, "city": swap.city_id, "other": swap.other_city_id, "noted_by": swap.noted_by}
