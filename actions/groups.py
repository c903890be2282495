"""Groups and channels: which network they belong to."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, cards, letters
from actions.access import access_coordinating, coordinated_networks
from actions.agenda.following import follow_agendas
from actions.refusals import NetworkClosed, NotFound, Refused
from store.audit import last_doer
from store.chats import chat_by_id, meet_chat, network_chats
from store.database import row_by_id
from store.memberships import members_of
from store.models import Chat, ChatKind, Kind, Network, Person, Role
from store.people import person_by_telegram
from store.programme import cities_of_network
from texts.groups import words as texts
from texts.message import Html, Message
from texts.translator import Translator, translator_of

CONNECTED = "group_connected"  # in the audit log


class CoordinatorWanted(Refused):
    """Done by somebody who coordinates no network."""

    def sentence(self, t: Translator) -> Html:
        return texts.coordinators_only(t)


class AdministratorWanted(Refused):
    """Done by a coordinator who does not administer the group."""

    def sentence(self, t: Translator) -> Html:
        return texts.administrators_only(t)


class AskedSomebodyElse(Refused):
    """The buttons are another's."""

    def sentence(self, t: Translator) -> Html:
        return texts.asked_somebody_else(t)


def networks_to_connect(session: Session, person: Person | None, administrators: Collection[int]) -> list[Network]:
    """The networks that the person may connect a group to, which these people administer."""
    networks = [] if person is None else open_networks(session, person)
    if person is None or not networks:
        raise CoordinatorWanted
    if person.telegram_id not in administrators:
        raise AdministratorWanted
    return networks


def open_networks(session: Session, person: Person) -> list[Network]:
    """The networks that the person coordinates and that go on."""
    return [network for network in coordinated_networks(session, person) if network.closed_at is None]


def network_of(session: Session, chat: Chat) -> Network | None:
    """The network that a group is connected to."""
    return None if chat.network_id is None else row_by_id(session, Network, chat.network_id)


def do_connect(
    session: Session, person: Person, chat: Chat, network_id: int, administrators: Collection[int], now: datetime
) -> Network:
    """From now on the group or channel is the network's. Harmless when done twice."""
    networks_to_connect(session, person, administrators)
    network = access_coordinating(session, person, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    if chat.network_id != network.id:
        _tell_of_loss(session, chat, person, now)
        chat.network_id = network.id
        chat.connected_at = now
        chat.language = _language(session, network, person)
        _record(session, CONNECTED, person, network.id, chat, now)
        render: cards.Render = lambda t: texts.connected_by(t, chat.title, network, person.name)  # noqa: E731
        _tell_coordinators(session, network, f"chat:{chat.id}:connected", render, now, besides=person.id)
        session.flush()
        follow_agendas(session, network, now=now, of_chat=chat.id)  # of an earlier time in this network
    return network


def _language(session: Session, network: Network, person: Person) -> str:
    """What most of its cities read: who connects it may be the only one to read otherwise."""
    counted = Counter(city.language for city in cities_of_network(session, network.id))
    return max(counted, key=lambda one: (counted[one], one == person.language), default=person.language)


def others_connected(session: Session, chat: Chat, network: Network) -> list[str]:
    """What else is connected to a network, by title."""
    return [other.title for other in network_chats(session, network.id) if other.id != chat.id]


def connect_again(session: Session, person: Person, chat: Chat, network: Network, *, now: datetime) -> None:
    """What had just been disconnected is the network's again; its administrators had agreed to that before."""
    chat.network_id, chat.connected_at = network.id, now
    chat.language = _language(session, network, person)
    _record(session, CONNECTED, person, network.id, chat, now)
    others = others_connected(session, chat, network)
    letters.send(session, chat.id, texts.connected(cards.group_translator(chat, network), network, others), now=now)
    render: cards.Render = lambda t: texts.connected_by(t, chat.title, network, person.name)  # noqa: E731
    _tell_coordinators(session, network, f"chat:{chat.id}:connected", render, now, besides=person.id)


def access_connected(session: Session, coordinator: Person, chat_id: int, network_id: int) -> tuple[Chat, Network]:
    """A group or channel of a network that the person coordinates, whoever administers it."""
    network = access_coordinating(session, coordinator, network_id)
    chat = chat_by_id(session, chat_id)
    if chat is None or chat.network_id != network.id:
        raise NotFound
    return chat, network


def do_disconnect_from_afar(
    session: Session, coordinator: Person, chat_id: int, network_id: int, *, now: datetime
) -> tuple[Chat, Network]:
    """Any coordinator of the network may end what any other began, without administering the group; it is told."""
    chat, network = access_connected(session, coordinator, chat_id, network_id)
    _disconnect(session, coordinator, chat, now)
    if chat.unreachable_at is None:
        letters.send(session, chat.id, texts.disconnected(cards.group_translator(chat, network)), now=now)
    return chat, network


def do_disconnect(session: Session, person: Person, chat: Chat, administrators: Collection[int], now: datetime) -> None:
    """The group or channel is nobody's. Harmless when done twice."""
    networks_to_connect(session, person, administrators)
    _disconnect(session, person, chat, now)


def tell_what_stays_connected(session: Session, person: Person, network: Network, now: datetime) -> None:
    """Somebody coordinates a network no more: the others hear which groups it was that they had connected."""
    titles = [
        chat.title
        for chat in network_chats(session, network.id)
        if last_doer(session, CONNECTED, _subject(chat)) == person.id
    ]
    if titles:
        name = person.name
        render: cards.Render = lambda t: texts.stays_connected(t, titles, network, name)  # noqa: E731
        key = f"network:{network.id}:stays:{person.id}"
        _tell_coordinators(session, network, key, render, now, besides=person.id)


def _disconnect(session: Session, person: Person, chat: Chat, now: datetime) -> None:
    if chat.network_id is not None:
        _tell_of_loss(session, chat, person, now)
        _record(session, "group_disconnected", person, chat.network_id, chat, now)
        chat.network_id = None
        chat.connected_at = None


def bot_was_added(
    session: Session, telegram_id: int, chat_id: int, kind: ChatKind, title: str, now: datetime, *, can_post: bool
) -> None:
    """Asks a coordinator who added the bot which network it is for. Others may add it too: nothing happens then."""
    chat = meet_chat(session, chat_id, kind, title)
    present = network_of(session, chat)
    if present is not None and can_post:
        render: cards.Render = lambda t: texts.connected_again(t, chat.title, present)  # noqa: E731
        _tell_coordinators(session, present, f"chat:{chat.id}:again", render, now)
        return
    person = person_by_telegram(session, telegram_id)
    networks = [] if person is None else open_networks(session, person)
    if person is None or not networks or present is not None:
        return
    t = translator_of(person)
    if can_post:
        message = texts.bot_was_added(t, chat_id, title, networks, is_channel=kind is ChatKind.CHANNEL)
    else:
        message = texts.right_to_post_missing(t, title)
    letters.send(session, telegram_id, message, now=now)


def bot_was_removed(session: Session, chat_id: int, kind: ChatKind, title: str, now: datetime) -> None:
    """Tells the coordinators. The connection is kept for the day on which the bot is added again."""
    chat = meet_chat(session, chat_id, kind, title)
    network = network_of(session, chat)
    if network is not None:
        render: cards.Render = lambda t: texts.bot_was_removed(t, chat.title, network)  # noqa: E731
        _tell_coordinators(session, network, f"chat:{chat.id}:lost", render, now)


def _tell_of_loss(session: Session, chat: Chat, by: Person, now: datetime) -> None:
    network = network_of(session, chat)
    if network is not None:
        render: cards.Render = lambda t: texts.disconnected_by(t, chat.title, network, by.name)  # noqa: E731
        _tell_coordinators(session, network, f"chat:{chat.id}:lost", render, now, besides=by.id)


def _tell_coordinators(
    session: Session,
    network: Network,
    key: str,
    render: Callable[[Translator], Message],
    now: datetime,
    *,
    besides: int | None = None,
) -> None:
    for _, person in members_of(session, network.id, Role.COORDINATOR):
        if person.id != besides and person.telegram_id is not None:
            postage = attention.postage(Kind.GROUP, person, key=f"{key}:{now:%Y%m%d%H%M%S}:{person.id}", now=now)
            letters.send(session, person.telegram_id, render(translator_of(person)), now=now, postage=postage)


def _record(session: Session, deed: str, person: Person, network_id: int, chat: Chat, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=network_id,
        subject=_subject(chat),
        details={"kind": chat.kind.value},
    )


def _subject(chat: Chat) -> str:
    return f"chat:{chat.id}"
