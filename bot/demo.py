"""The demonstration: the programme and an invented cast, in the store and on the sandbox's phones."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from actions.few.offers import keep_offers
from actions.invitations import do_create_invitation
from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from sandbox.world import World
from store.chats import meet_chat
from store.frozen import frozen
from store.models import ChatKind, City, Help, HelpKind, Network, Person, Role
from store.people import person_by_telegram
from store.programme import city_by_slug, network_by_slug

FOLDER = Path(__file__).parent.parent / "demo"
PROGRAMME = FOLDER / "programme.toml"
CAST = FOLDER / "cast.toml"
TOKEN = "4200000000:SANDBOX-needs-no-token-of-Telegram"  # noqa: S105 - the sandbox's own bot
USERNAME = "microrredes_demo_bot"
COORDINATOR = 1001
TITLES = {"economia-local": "Economía local", "movilidad-sostenible": "Movilidad sostenible"}
GROUPS = {"economia-local": -1001000000101, "movilidad-sostenible": -1001000000102}


@frozen
class Cast:
    """Who is in the demonstration, and the moment at which it begins."""

    starts_at: datetime
    people: tuple[dict[str, Any], ...]

    @property
    def registered(self) -> list[dict[str, Any]]:
        """Those who take part from the start."""
        return [person for person in self.people if not person.get("invited")]

    @property
    def invited(self) -> list[dict[str, Any]]:
        """Those whose invitation waits."""
        return [person for person in self.people if person.get("invited")]


def read_cast(path: Path = CAST) -> Cast:
    """A cast as it stands in its file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Cast(content["starts_at"], tuple(content["person"]))


def add_phones(world: World, cast: Cast) -> None:
    """Everybody's Telegram account."""
    for person in cast.people:
        language = "pt-br" if person["language"] == "pt" else person["language"]
        username = f"{person['first_name']}_demo".lower()
        world.add_user(person["id"], person["first_name"], person["last_name"], username, language)


def load_demo(session: Session, cast: Cast, now: datetime) -> None:
    """The programme, and the registered part of the cast."""
    do_load_programme(session, read_programme(PROGRAMME), now=now)
    for person in cast.registered:
        register(session, person, now)


def invite_newcomers(session: Session, cast: Cast, now: datetime) -> dict[int, str]:
    """Invitation tokens of those who have not registered yet, by Telegram id."""
    tokens = {}
    for person in cast.invited:
        network = _network(session, person["networks"][0])
        invitation = do_create_invitation(
            session, network, _city(session, person), Role(person["role"]), now=now, days=60
        )
        tokens[person["id"]] = invitation.token
    return tokens


def furnish_store(session: Session, cast: Cast, now: datetime) -> dict[int, str]:
    """Programme, people, connected groups; gives the tokens of the waiting invitations, by Telegram id."""
    load_demo(session, cast, now)
    for slug, chat_id in GROUPS.items():
        network = _network(session, slug)
        chat = meet_chat(session, chat_id, ChatKind.SUPERGROUP, network.name)
        chat.network_id, chat.connected_at, chat.language = network.id, now, "es"
    return invite_newcomers(session, cast, now)


def furnish_world(world: World, cast: Cast, tokens: dict[int, str]) -> None:
    """The groups, the invitation links beside their phones, and everybody else's first /start."""
    for slug, chat_id in GROUPS.items():
        members = [person["id"] for person in cast.people if slug in person["networks"]]
        world.add_group(TITLES[slug], members, [COORDINATOR], chat_id)
        world.add_bot_to(chat_id, world.bot, administrator=True)
    for telegram_id, token in tokens.items():
        world.users[telegram_id].note = f"https://t.me/{USERNAME}?start={token}"
    for person in cast.registered:
        world.start(person["id"])


def register(session: Session, data: dict[str, Any], now: datetime) -> None:
    """Somebody of the cast, as they are after coming in."""
    city = _city(session, data)
    person = person_by_telegram(session, data["id"])
    if person is None:
        person = Person(
            telegram_id=data["id"],
            name=f"{data['first_name']} {data['last_name']}",
            post=data.get("post", ""),
            language=data["language"],
            country=city.country if city else "",
            zone=city.zone if city else data["zone"],
            consented_at=now - timedelta(days=7),
            created_at=now - timedelta(days=7),
        )
        session.add(person)
        session.flush()
        meet_chat(session, data["id"], ChatKind.PRIVATE, "")
    for slug in data["networks"]:
        membership = do_join(session, person, _network(session, slug), city, Role(data["role"]), now=now)
        for kind, texts in ((HelpKind.OFFER, data.get("offers", [])), (HelpKind.NEED, data.get("needs", []))):
            session.add_all(Help(membership_id=membership.id, kind=kind, text=text) for text in texts)
        session.flush()
        keep_offers(session, membership)


def _network(session: Session, slug: str) -> Network:
    network = network_by_slug(session, slug)
    if network is None:
        raise LookupError(f"the demonstration names the network {slug}, which its programme does not have")
    return network


def _city(session: Session, data: dict[str, Any]) -> City | None:
    return city_by_slug(session, data["city"]) if "city" in data else None
