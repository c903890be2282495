"""One record of another network: who may ask for it, what its coordination says, and who is told of that."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.access import access_coordinating
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from actions.refusals import NotFound, Refused
from store import record_access as store
from store.database import row_by_id
from store.frozen import frozen
from store.locking import lock
from store.memberships import city_by_id, members_of, membership_of, networks_of
from store.models import (
    Challenge,
    Experience,
    FoundKind,
    Kind,
    Network,
    Person,
    Prompt,
    PromptAnswer,
    RecordAccess,
    Role,
    Solution,
    Visibility,
)
from texts import record_access as texts
from texts.message import Html, Message, excerpt
from texts.record_access import Asker, Wanted
from texts.translator import Translator, translator_of

MOST_OPEN = 5  # of one person that wait for one coordination: so many stand in its message
TITLE = 80


class TooManyAsked(Refused):
    """Whoever asks for everything is asked to wait."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_many(t)


@frozen
class Closed:
    """A record of a network that is not the person's. An answer to a challenge is asked for with its challenge."""

    kind: FoundKind
    about_id: int
    network_id: int
    title: str


def closed_to(session: Session, person: Person, kind: FoundKind, about_id: int) -> Closed | None:
    """What the person may ask for; None: there is nothing, or nothing that anybody outside may know of."""
    closed = _closed(session, kind, about_id)
    if closed is None or not networks_of(session, person.id):
        return None
    return closed if membership_of(session, person.id, closed.network_id) is None else None


def request_of(session: Session, person: Person, closed: Closed) -> RecordAccess | None:
    """What the person has asked about it before."""
    return store.request_for(session, person.id, closed.kind, closed.about_id)


def do_ask(session: Session, person: Person, kind: FoundKind, about_id: int, *, now: datetime) -> RecordAccess:
    """Asks the coordination of a record's network. Harmless when done twice: it is told once."""
    closed = closed_to(session, person, kind, about_id)
    if closed is None:
        raise NotFound
    request = request_of(session, person, closed)
    if request is not None:
        return request
    waiting = store.open_requests(session, person.id, closed.network_id)
    if waiting >= MOST_OPEN:
        raise TooManyAsked
    request = RecordAccess(
        person_id=person.id, network_id=closed.network_id, kind=closed.kind, about_id=closed.about_id, asked_at=now
    )
    session.add(request)
    session.flush()
    _hold(session, request)
    _tell_coordination(session, person, request, now, is_first=waiting == 0)
    return request


def do_give(session: Session, coordinator: Person, request_id: int, *, now: datetime) -> RecordAccess:
    """Opens the record to who asked."""
    request = access_request(session, coordinator, request_id)
    title = title_of(session, request)
    if title is None:
        raise NotFound
    if request.granted_at is not None:
        return request
    _decide(session, coordinator, request, now, is_given=True)
    asker, network = session.get_one(Person, request.person_id), session.get_one(Network, request.network_id)
    message = texts.given(translator_of(asker), network, request.kind, request.about_id, title)
    _tell_asker(session, asker, request, message, now)
    return request


def do_refuse(session: Session, coordinator: Person, request_id: int, *, now: datetime) -> RecordAccess:
    """Leaves it closed. What another coordinator has opened meanwhile stays open."""
    request = access_request(session, coordinator, request_id)
    if request.granted_at is not None or request.refused_at is not None:
        return request
    _decide(session, coordinator, request, now, is_given=False)
    asker = session.get_one(Person, request.person_id)
    _tell_asker(session, asker, request, texts.refused(translator_of(asker), request.kind, request), now)
    return request


def do_take_back(session: Session, coordinator: Person, request_id: int, *, now: datetime) -> RecordAccess:
    """Closes it again; what was to tell of it and has not gone out does not."""
    request = access_request(session, coordinator, request_id)
    if request.granted_at is not None:
        letters.withdraw(session, f"access:{request.id}:answered:")
        _decide(session, coordinator, request, now, is_given=False)
    return request


def access_request(session: Session, coordinator: Person, request_id: int) -> RecordAccess:
    """A request of which the person decides, held until that is done, with those that stand in the same message."""
    request = row_by_id(session, RecordAccess, request_id)
    if request is None:
        raise NotFound
    access_coordinating(session, coordinator, request.network_id)
    _hold(session, request)
    return request


def show_requests(session: Session, t: Translator, person: Person, network: Network) -> Message:
    """All that somebody asks of a network, to who coordinates it."""
    places = networks_of(session, person.id)
    city_id = next((membership.city_id for membership, _ in places if membership.city_id is not None), None)
    asker = Asker(person, city_by_id(session, city_id), [network for _, network in places])
    asked = store.requests_of(session, person.id, network.id, MOST_OPEN)
    wanted = [Wanted(request, title_of(session, request)) for request in asked]
    return texts.requests(t, asker, network, wanted)


def subject_of(person_id: int, network_id: int) -> str:
    """What a coordination was sent about one person is found again by it."""
    return f"access:{network_id}-{person_id}"


def title_of(session: Session, request: RecordAccess) -> str | None:
    """What the record is called now; None: it has been withdrawn."""
    closed = _closed(session, request.kind, request.about_id)
    return None if closed is None else closed.title


def refresh_requests(
    session: Session, person_id: int, network_id: int, now: datetime, *, shown: tuple[int, int] | None = None
) -> int:
    """What the coordination was sent says how it stands now; the number of copies."""
    person, network = session.get_one(Person, person_id), session.get_one(Network, network_id)

    def render(chat_id: int) -> Message:
        return show_requests(session, reader_translator(session, network, chat_id), person, network)

    return edit_copies(session, subject_of(person_id, network_id), render, now=now, shown=shown)


def forget_asker(session: Session, person: Person, now: datetime) -> None:
    """Whoever erases everything has asked for nothing, and their name goes from what coordinations were sent."""
    networks = [session.get_one(Network, network_id) for network_id in store.networks_asked(session, person.id)]
    store.forget_requests(session, person.id)
    for network in networks:

        def render(chat_id: int, network: Network = network) -> Message:
            return texts.asker_gone(reader_translator(session, network, chat_id))

        edit_copies(session, subject_of(person.id, network.id), render, now=now)


def _closed(session: Session, kind: FoundKind, about_id: int) -> Closed | None:
    match kind:
        case FoundKind.CHALLENGE | FoundKind.EXPERIENCE:
            return _shared(session, kind, about_id)
        case FoundKind.SOLUTION:
            solution = row_by_id(session, Solution, about_id)
            stands = solution is not None and solution.withdrawn_at is None
            return _shared(session, FoundKind.CHALLENGE, solution.challenge_id) if solution and stands else None
        case FoundKind.ANSWER:
            return _answered(session, about_id)
        case FoundKind.ARCHIVE:
            return None


def _shared(session: Session, kind: FoundKind, about_id: int) -> Closed | None:
    record: Challenge | Experience | None
    is_challenge = kind is FoundKind.CHALLENGE
    record = row_by_id(session, Challenge, about_id) if is_challenge else row_by_id(session, Experience, about_id)
    if record is None or record.withdrawn_at is not None or record.visibility is not Visibility.NETWORK:
        return None
    return Closed(kind, about_id, record.network_id, record.title)


def _answered(session: Session, about_id: int) -> Closed | None:
    answer = row_by_id(session, PromptAnswer, about_id)
    if answer is None or answer.withdrawn_at is not None:
        return None
    prompt = session.get_one(Prompt, answer.prompt_id)
    return Closed(FoundKind.ANSWER, about_id, prompt.network_id, excerpt(answer.text, TITLE))


def _tell_coordination(
    session: Session, person: Person, request: RecordAccess, now: datetime, *, is_first: bool
) -> None:
    """In a message; what is asked for while that waits for an answer is added to it, and comes as no other."""
    if refresh_requests(session, person.id, request.network_id, now) and not is_first:
        return
    network, subject = session.get_one(Network, request.network_id), subject_of(person.id, request.network_id)
    for _, coordinator in members_of(session, network.id, Role.COORDINATOR):
        if coordinator.telegram_id is not None:
            key = f"access:{request.id}:person:{coordinator.id}"
            postage = attention.postage(Kind.ACCESS_ASKED, coordinator, key=key, now=now, subject=subject)
            message = show_requests(session, translator_of(coordinator), person, network)
            letters.send(session, coordinator.telegram_id, message, now=now, postage=postage)


def _hold(session: Session, request: RecordAccess) -> None:
    """All of one person to one network, in their order: the message shows how each stands."""
    for one in store.requests_of(session, request.person_id, request.network_id, MOST_OPEN):
        lock(session, one)
    lock(session, request)


def _decide(session: Session, coordinator: Person, request: RecordAccess, now: datetime, *, is_given: bool) -> None:
    request.granted_at, request.refused_at = (now, None) if is_given else (None, now)
    request.decided_by = coordinator.id
    session.flush()
    audit.record(
        session,
        now=now,
        deed="access_given" if is_given else "access_refused",
        person_id=coordinator.id,
        network_id=request.network_id,
        subject=f"{request.kind}:{request.about_id}",
        details={"to": request.person_id},
    )


def _tell_asker(session: Session, asker: Person, request: RecordAccess, message: Message, now: datetime) -> None:
    if asker.telegram_id is None:
        return
    key = f"access:{request.id}:answered:{int(now.timestamp())}"
    postage = attention.postage(Kind.ACCESS_ANSWERED, asker, key=key, now=now)
    letters.send(session, asker.telegram_id, message, now=now, postage=postage)
