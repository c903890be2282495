"""Every function of those who coordinate, for every role: allowed exactly where it should be.

The presses, commands and forms are those of `handlers.FEATURES`, so that a new one is tried without a change here. Who
may do what delegates may not is found by trying, and compared with `rights/expected.txt`, function by function. Whoever
adds one writes that list anew with `MICRORREDES_WRITE_RIGHTS=1`, and reads the diff: is it open to whom it should be?
What no coordinator gets, however much there is, is a member's own, for which nobody else answers: `rights/own.txt` says
why of each. A function that is missing in both lists needs something in `rights/furnishing.py` to be about.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.groups import AdministratorWanted, AskedSomebodyElse, CoordinatorWanted
from actions.refusals import AnonymousSender, NotAllowed, NotFound, NotRegistered, PrivateOnly, Refused
from store.models import Draft, Person
from tests.flows.phones import Town
from tests.flows.rights.presses import Begun, Values, functions
from tests.flows.rights.world import ROUTES, World, build, move_on, turn_of
from texts.forms import FormRestarted
from texts.presses import Press

BY_RIGHTS = (
    NotFound,
    NotAllowed,
    NotRegistered,
    CoordinatorWanted,
    AdministratorWanted,
    AskedSomebodyElse,
    AnonymousSender,
    PrivateOnly,
)
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
    "form announce",
    "coordinating.LostOpened",
    "coordinating.UnreachableOpened",
    "sharing.TextTakenAsAnnouncement",
}
# In a group: whoever coordinates any network and administers this very group, who could put the bot out of it, too.
OF_WHO_ADMINISTERS = {
    "groups.GroupDisconnectConfirmed",
    "groups.GroupDisconnected",
}
# About no network but the whole programme: every coordinator's, and nobody else's.
OF_THE_PROGRAMME = ("composing.", "convening.", "consultations.", "form consultation", "form network_name")
COORDINATORS = "coordinator, coordinator of another"
NOT_REACHED = "not reached"
OWN = Path(__file__).parent / "rights" / "own.txt"


class Way(Enum):
    """How far somebody gets with a press."""

    BARRED = auto()  # it is not theirs
    REFUSED = auto()  # for another reason: beyond the question of rights
    DONE = auto()


def gets(
    session: Session, town: Town, role: str, person: Person | None, said: Press | str, begun: Begun | None = None
) -> Way:
    """How far. begun: takes the forms that it began, with their arguments."""
    within = session.begin_nested()
    try:
        ROUTES.handle(turn_of(session, town, role, person, said))
        session.flush()
        if begun is not None and person is not None:
            for form, answers in session.execute(sa.select(Draft.form, Draft.answers).filter_by(person_id=person.id)):
                begun[form].add(str(answers.get("argument", "")))
    except BY_RIGHTS:
        return Way.BARRED
    except Refused:
        return Way.REFUSED
    finally:
        within.rollback()
    return Way.DONE


class Tried(NamedTuple):
    """To whom a function is open; None: to delegates, too. is_done: who coordinates carried it out."""

    allowed: str | None
    is_done: bool


def tried(session: Session, town: Town, world: World, said: Iterable[Press | str], begun: Begun) -> Tried:
    """With what gets who coordinates there: rather carried out than refused for another reason than rights."""
    refused = None
    for one in said:
        way = gets(session, town, "coordinator", world.people["coordinator"], one, begun)
        if way is Way.DONE:
            return Tried(open_to(session, town, world, one), True)
        if way is Way.REFUSED and refused is None and not isinstance(one, FormRestarted):  # which is so to everybody
            refused = one
    return Tried(NOT_REACHED if refused is None else open_to(session, town, world, refused), False)


def open_to(session: Session, town: Town, world: World, said: Press | str) -> str | None:
    """The roles, by name."""
    if gets(session, town, "delegate", world.people["delegate"], said) is not Way.BARRED:
        return None
    others = {role: person for role, person in world.people.items() if role not in ("coordinator", "delegate")}
    allowed = [role for role, person in others.items() if gets(session, town, role, person, said) is not Way.BARRED]
    return ", ".join(["coordinator", *allowed])


async def test_each_function_is_open_to_whom_it_should_be(town: Town) -> None:
    if not town.database.is_sqlite:
        pytest.skip("who may do what is the same on both")

    def check(session: Session) -> dict[str, str]:
        world, begun = build(session, town), defaultdict[str, set[str]](set)
        values = Values(session, world, town.now)
        found = {name: tried(session, town, world, said, begun) for name, said in functions(values, begun)}
        move_on(session, town, world)
        values = Values(session, world, town.now)
        for name, said in functions(values, begun):
            if not found[name].is_done and found[name].allowed is not None:
                later = tried(session, town, world, said, begun)
                found[name] = later if later.is_done else found[name]
        return {name: one.allowed for name, one in sorted(found.items()) if one.allowed is not None}

    found = await town.database.run(check)

    unreached = {name for name, allowed in found.items() if allowed == NOT_REACHED}
    found = {name: allowed for name, allowed in found.items() if name not in unreached}
    of_all = {name: allowed for name, allowed in found.items() if name.startswith(OF_THE_PROGRAMME)}
    assert set(of_all.values()) == {COORDINATORS}
    elsewhere = {name for name, allowed in found.items() if set(allowed.split(", ")) & NEVER} - of_all.keys()
    assert elsewhere == OF_ONE_S_OWN | OF_WHO_ADMINISTERS, (
        "open to those who should not have it, or only about their own networks?"
    )
    if os.environ.get("MICRORREDES_WRITE_RIGHTS"):
        EXPECTED.write_text("".join(f"{name}: {allowed}\n" for name, allowed in found.items()))
    expected, own = (dict(line.split(": ", 1) for line in file.read_text().splitlines()) for file in (EXPECTED, OWN))
    assert found == expected, "read who may do it, then write it with MICRORREDES_WRITE_RIGHTS=1"
    assert unreached == set(own), "what nobody reaches who coordinates is a member's own, and says why"
