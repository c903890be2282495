"""How a question whether two cities swap comes to an end, and who is told of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from actions.rota.reading import asking_subject_of, people_of, swap_key, swap_subject_of
from actions.rota.standing import standing_of
from store import rota as rotas
from store.behalf import forget_noting
from store.letters.copies import forget_subject, keep_copies_to
from store.locking import lock
from store.memberships import members_of
from store.models import City, Kind, Meeting, Network, NotedKind, Person, Role, Rota, SwapOutcome, TurnSwap
from store.swaps import open_swaps
from texts.meetings.shown import Reader
from texts.message import Message
from texts.rota import swapping as texts
from texts.rota.shown import Standing, Swap

Pressed = tuple[int, int]  # the chat and the message that the caller edits itself


def shown_swap(session: Session, swap: TurnSwap, network: Network, now: datetime) -> Swap:
    """All that texts tell of it."""
    return Swap(
        network,
        session.get_one(City, swap.city_id),
        session.get_one(Meeting, swap.meeting_id),
        session.get_one(City, swap.other_city_id),
        session.get_one(Meeting, swap.other_meeting_id),
        swap.ends_at,
        now,
    )


def still_stands(swap: TurnSwap, standing: Standing) -> bool:
    """Whether both cities have the turn that they had, both are ahead, and neither has another date."""
    return standing.network.closed_at is None and all(
        meeting is not None
        and (meeting.id, meeting.sequence) == (meeting_id, sequence)
        and meeting.cancelled_at is None
        and standing.is_ahead(meeting)
        for meeting, meeting_id, sequence in (
            (standing.meeting_of(swap.city_id), swap.meeting_id, swap.sequence),
            (standing.meeting_of(swap.other_city_id), swap.other_meeting_id, swap.other_sequence),
        )
    )


def end_overtaken(session: Session, standing: Standing) -> None:
    """A turn or a session is another one: questions about it are over. Who knows that already is not told again."""
    for swap in open_swaps(session, standing.rota.id):
        if still_stands(swap, standing):
            continue
        lock(session, swap)
        if swap.outcome is None:
            overtake(session, swap, standing)


def overtake(session: Session, swap: TurnSwap, standing: Standing, *, shown: Pressed | None = None) -> None:
    """The same of one; who asked is told, unless their own turn is another one, of which they hear anyway."""
    end(session, swap, standing.network, SwapOutcome.OVERTAKEN, now=standing.now, shown=shown)
    own = standing.meeting_of(swap.city_id)
    is_as_it_was = own is not None and (own.id, own.sequence) == (swap.meeting_id, swap.sequence)
    if is_as_it_was and own is not None and standing.is_ahead(own) and standing.network.closed_at is None:
        tell_asker(session, swap, standing.network, now=standing.now)


def leave_unanswered(session: Session, swap: TurnSwap, *, now: datetime, shown: Pressed | None = None) -> None:
    """Its time is over. A city may have left the network before, of which nobody had to be told."""
    lock(session, swap)
    if swap.outcome is not None:
        return
    rota = session.get_one(Rota, swap.rota_id)
    network = session.get_one(Network, rota.network_id)
    standing = standing_of(session, rota, network, now)
    if not still_stands(swap, standing):
        overtake(session, swap, standing, shown=shown)
        return
    end(session, swap, network, SwapOutcome.UNANSWERED, now=now, shown=shown)
    tell_asker(session, swap, network, now=now)


def end(
    session: Session,
    swap: TurnSwap,
    network: Network,
    outcome: SwapOutcome,
    *,
    now: datetime,
    shown: Pressed | None = None,
) -> None:
    """What was not sent is not sent; what stands anywhere tells the outcome, and is followed no more."""
    swap.outcome, swap.ended_at, swap.due_at = outcome, now, None
    session.flush()
    forget_noting(session, NotedKind.SWAP, swap.id)
    letters.withdraw(session, swap_key(swap))
    of_asked = (swap_subject_of(swap), swap.other_city_id, texts.question)
    of_asker = (asking_subject_of(swap), swap.city_id, texts.over)
    for subject, city_id, told in (of_asked, of_asker):
        _update_pages(session, swap, network, now, shown, subject, city_id, told)


def tell_asker(session: Session, swap: TurnSwap, network: Network, *, now: datetime) -> None:
    """To who asked; when that person is gone or away, to the others of the city."""
    asked = shown_swap(session, swap, network, now)
    for person in _askers(session, swap, network, now):
        message = texts.not_swapped(reader_of(session, person, asked.city), swap, asked)
        key = f"rota:{swap.rota_id}:swap:{swap.id}:ended:person:{person.id}"
        postage = attention.postage(Kind.SWAP_ENDED, person, key=key, now=now)
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def _askers(session: Session, swap: TurnSwap, network: Network, now: datetime) -> Sequence[Person]:
    """Of what was asked in a city's name its people hear, or else who noted it, while they coordinate."""
    people = people_of(session, network, session.get_one(City, swap.city_id), now=now)
    if swap.noted_by is not None and not people:
        coordinators = [person for _, person in members_of(session, network.id, Role.COORDINATOR)]
        noting = [person for person in coordinators if person.id == swap.noted_by]
        return [person for person in noting if person.telegram_id is not None and not person.is_paused(now)]
    return [person for person in people if person.id == swap.person_id] or people


def _update_pages(
    session: Session,
    swap: TurnSwap,
    network: Network,
    now: datetime,
    shown: Pressed | None,
    subject: str,
    city_id: int,
    told: Callable[[Reader, TurnSwap, Swap], Message],
) -> None:
    """Only with those who speak for the city still."""
    readers: dict[int, Reader] = {}
    for one in rotas.readers_of(session, network.id):
        if one.city is not None and one.city.id == city_id and one.person.telegram_id is not None:
            readers[one.person.telegram_id] = reader_of(session, one.person, one.city)
    keep_copies_to(session, subject, readers)
    asked = shown_swap(session, swap, network, now)
    edit_copies(session, subject, lambda chat_id: told(readers[chat_id], swap, asked), now=now, shown=shown)
    forget_subject(session, subject)
