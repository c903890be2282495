"""Every function of those who coordinate, for every role: allowed exactly where it should be.

The presses, commands and forms are those of `handlers.FEATURES`, so that a new one is tried without a change here. Who
may do what delegates may not is found by trying, and compared with `rights/expected.txt`, function by function. Whoever
adds one writes that list anew with `MICRORREDES_WRITE_RIGHTS=1`, and reads the diff: is it open to whom it should be?
"not reached" are those to which nobody gets with the rows of `filled.py`: one's own things, which have their own tests.
"""

import os
import typing
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.groups import AdministratorWanted, CoordinatorWanted
from actions.network_settings import do_set
from actions.refusals import AnonymousSender, NotAllowed, NotFound, NotRegistered, PrivateOnly, Refused
from bot.demo import GROUPS
from handlers import FEATURES
from handlers.routes import Routes
from handlers.turn import Facts, Incoming, Place, Sender, Turn
from store.models import ChatKind, Commitment, CommitmentState, Meeting, Membership, Network, Offer, Person, Role
from store.models.columns import Row
from tests.actions.founding import join, settle_person
from tests.flows.filled import fill
from tests.flows.phones import Town
from texts.forms import FormRestarted
from texts.network_settings.presses import Setting
from texts.presses import ChatId, Press
from texts.translator import translator_for

BY_RIGHTS = (
    NotFound,
    NotAllowed,
    NotRegistered,
    CoordinatorWanted,
    AdministratorWanted,
    AnonymousSender,
    PrivateOnly,
)
TRIES = 10
EXPECTED = Path(__file__).parent / "rights" / "expected.txt"
NEVER = {"coordinator of another", "guest", "stranger", "anonymous administrator"}
# About the networks of whoever asks, and no other: they are shown their own there.
OF_ONE_S_OWN = {
    "/announce",
    "/connect",
    "/coordinate",
    "announcements.AnnouncementsOpened",
    "announcements.NetworksToggled",
    "announcements.TextNetworksToggled",
    "coordinating.DeskOpened",
    "coordinating.LostOpened",
    "coordinating.UnreachableOpened",
    "sharing.TextTakenAsAnnouncement",
}
# About no network but the whole programme: every coordinator's, and nobody else's.
OF_THE_PROGRAMME = ("composing.", "convening.", "consultations.desk_presses.", "form consultation", "form network_name")
COORDINATORS = "coordinator, coordinator of another"
NOT_REACHED = "not reached"
ROUTES = Routes(FEATURES)
_SPEAKS = Membership.role == Role.DELEGATE


class World(NamedTuple):
    """People by what they are in the network; None has no account here."""

    network: Network
    people: dict[str, Person | None]


def build(session: Session, town: Town) -> World:
    fill(session, town.now)
    network = session.scalars(sa.select(Network).where(Network.slug == "economia-local")).one()
    other = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
    marta = session.scalars(sa.select(Person).where(Person.telegram_id == 1001)).one()
    do_set(session, marta, network.id, Setting.MINUTES, "60", now=town.now)  # an entry of the audit log

    _promise(session, network, town.now)

    def settle(role: Role, into: Network) -> Person:
        person, city = settle_person(session)
        join(session, person, city if role is Role.DELEGATE else None, into, role=role)
        return person

    people: dict[str, Person | None] = {
        "coordinator": marta,
        "facilitator": settle(Role.FACILITATOR, network),
        "coordinator of another": settle(Role.COORDINATOR, other),
        "delegate": settle(Role.DELEGATE, network),
        "guest": settle(Role.GUEST, network),
        "stranger": None,
        "anonymous administrator": None,
    }
    return World(network, people)


def _promise(session: Session, network: Network, now: datetime) -> None:
    """What `filled.py` has of the other network only."""
    meeting = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.id)).first()
    author = session.scalars(sa.select(Membership).where(Membership.network_id == network.id, _SPEAKS)).first()
    assert meeting is not None
    assert author is not None
    of = {"meeting_id": meeting.id, "city_id": author.city_id, "person_id": author.person_id, "language": "es"}
    session.add(Commitment(text="Medir", obstacle="", state=CommitmentState.DOING, taken_at=now, **of))
    session.add(Offer(text="Un plano", for_city_id=author.city_id, offered_at=now, **of))
    session.flush()


class Values:
    """What the fields of presses are filled with: numbers of rows of the network, each by the name of its field."""

    def __init__(self, session: Session, network: Network, now: datetime) -> None:
        self._session, self._network, self._now = session, network, now
        self._tables = {table.__tablename__: table for table in Row.__subclasses__()}

    def presses_of(self, kind: type[Press]) -> Iterator[Press]:
        hints = typing.get_type_hints(kind)
        values = [self._of(field.name, hints[field.name]) for field in fields(kind)]
        for chosen in islice(product(*values), TRIES):
            yield kind(*chosen)

    def _of(self, name: str, hint: Any) -> tuple[Any, ...]:
        if hint is bool:
            return (True, False)
        if hint is int:
            return self._numbers(name)
        if hint is ChatId:
            return (ChatId(GROUPS["economia-local"]),)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return tuple(hint)
        if hint is date:
            return ((self._now + timedelta(days=21)).date(),)
        return (f"{self._network.id}", "n", "2")

    def _numbers(self, name: str) -> tuple[int, ...]:
        noun = NAMED.get(name, name.removesuffix("_id"))
        if noun == "network":
            return (self._network.id,)
        table = self._tables.get(noun)
        if table is None:
            return (0, 1)
        columns = table.__table__.c
        found = sa.select(columns.id).where(*self._is_of_network(table.__table__))
        if "visibility" in columns:
            found = found.order_by(columns.visibility != "network")
        return tuple(self._session.scalars(found.order_by(columns.id).limit(2))) or (0,)

    def _is_of_network(self, table: sa.FromClause) -> Iterator[sa.ColumnElement[bool]]:
        """Its own rows, and those that belong to one of them."""
        if "network_id" in table.c:
            yield table.c.network_id == self._network.id
            return
        for column in table.c:
            for key in column.foreign_keys:
                parent = key.column.table
                if "network_id" in parent.c:
                    yield column.in_(sa.select(key.column).where(parent.c.network_id == self._network.id))

    def arguments(self) -> Iterator[str]:
        """With which forms begin."""
        yield ""
        for name in (
            "network_id",
            "meeting_id",
            "announcement_id",
            "challenge_id",
            "proposal_id",
            "guest_id",
            "pair_id",
        ):
            yield from map(str, self._numbers(name))
        for name in ("city_id", "membership_id", "meeting_id"):
            yield from (f"{self._network.id}-{number}" for number in self._numbers(name))
        yield from (f"{number}-{city}" for number in self._numbers("meeting_id") for city in self._numbers("city_id"))
        yield f"{self._network.id}-n"


NAMED = {
    "entry_id": "audit_entry",
    "about_id": "challenge",
    "poll_id": "date_poll",
    "option_id": "date_poll_option",
    "question_id": "guest_question",
    "request_id": "record_access",
    "round_id": "pair_round",
    "swap_id": "turn_swap",
    "item_id": "agenda_item",
    "note_id": "live_note",
    "version_id": "sheet_version",
    "asking_id": "asking",
    "day_id": "city_day",
    "for_city_id": "city",
    "other_city_id": "city",
    "source_id": "experience",
    "term_id": "thesaurus_term",
    "present_id": "membership",
    "successor_id": "membership",
}


def passes(
    session: Session, town: Town, role: str, person: Person | None, said: Press | str, *, is_done: bool = False
) -> bool:
    """Whether somebody gets beyond the question of rights: whatever else is refused then is no matter of them.

    is_done: whether it has to be done, too
    """
    is_anonymous = role == "anonymous administrator"
    group = Place(GROUPS["economia-local"], ChatKind.SUPERGROUP)
    own = Place(person.telegram_id or 1 if person is not None else 1, ChatKind.PRIVATE)
    sender = None if is_anonymous else Sender(own.id, "Alguien")
    data = said.pack() if isinstance(said, Press) else None
    incoming = Incoming(
        1, sender, group if is_anonymous else own, text=said if isinstance(said, str) else "", data=data
    )
    facts = Facts("redes_bot", frozenset() if person is None else frozenset({person.telegram_id or 1}))
    within = session.begin_nested()
    try:
        ROUTES.handle(Turn(session, town.now, incoming, translator_for("es"), facts, person))
        session.flush()
    except BY_RIGHTS:
        return False
    except Refused:
        return not is_done
    finally:
        within.rollback()
    return True


def tried(session: Session, town: Town, world: World, said: Iterable[Press | str]) -> str | None:
    """To whom a function is open of which who coordinates gets one; None when it is open to delegates, too."""
    for one in said:
        begins = isinstance(one, FormRestarted)  # which with another argument is refused to everybody
        if passes(session, town, "coordinator", world.people["coordinator"], one, is_done=begins):
            if passes(session, town, "delegate", world.people["delegate"], one):
                return None
            return ", ".join(name for name, person in world.people.items() if passes(session, town, name, person, one))
    return NOT_REACHED


def functions(values: Values) -> Iterator[tuple[str, Iterable[Press | str]]]:
    """All that somebody can ask the bot for, and ways to ask it."""
    for feature in FEATURES:
        for name in {*feature.commands, *feature.group_commands}:
            yield f"/{name}", (f"/{name}",)
        for kind in feature.presses:
            yield (
                f"{kind.__module__.removeprefix('texts.').removesuffix('.presses')}.{kind.__name__}",
                values.presses_of(kind),
            )
        for form in feature.forms:
            yield f"form {form.name}", (FormRestarted(form.name, argument) for argument in values.arguments())


async def test_each_function_is_open_to_whom_it_should_be(town: Town) -> None:
    if not town.database.is_sqlite:
        pytest.skip("who may do what is the same on both")

    def check(session: Session) -> dict[str, str]:
        world = build(session, town)
        values = Values(session, world.network, town.now)
        found = {name: tried(session, town, world, said) for name, said in functions(values)}
        return {name: allowed for name, allowed in sorted(found.items()) if allowed is not None}

    found = await town.database.run(check)

    of_all = {name: allowed for name, allowed in found.items() if name.startswith(OF_THE_PROGRAMME)}
    assert {allowed for allowed in of_all.values() if allowed != NOT_REACHED} == {COORDINATORS}
    elsewhere = {name for name, allowed in found.items() if set(allowed.split(", ")) & NEVER} - of_all.keys()
    assert elsewhere == OF_ONE_S_OWN, "open to those who should not have it, or only about their own networks?"
    if os.environ.get("MICRORREDES_WRITE_RIGHTS"):
        EXPECTED.write_text("".join(f"{name}: {allowed}\n" for name, allowed in found.items()))
    expected = dict(line.split(": ") for line in EXPECTED.read_text().splitlines())
    assert found == expected, "read who may do it, then write it with MICRORREDES_WRITE_RIGHTS=1"
