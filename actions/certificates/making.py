"""When a network has ended, whoever was in its sessions gets a certificate."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.closing.standing import is_over
from actions.records.collecting import heard_in
from store import certificates as store
from store import tasks
from store.closing import sessions_of
from store.database import insert_new
from store.memberships import members_of
from store.models import Certificate, Closing, Meeting, Membership, Network, Person, Role, TaskKind
from texts.closing.shown import Certified

DIGITS = 9  # as many as a link takes


def make_all(session: Session, closing: Closing, network: Network, *, now: datetime) -> list[int]:
    """For each delegate who was in a session. They are printed one after the other; gives to whom they are sent.

    Also for those whose place had gone to somebody else by then, where they were in enough of them.
    """
    held = [one for one in sessions_of(session, network.id) if is_over(one, now)]
    cases = {one.id: len(heard_in(session, one)) for one in held}
    sent_to = []
    for membership, person, own in _delegates(session, network, held):
        if len(own) < (1 if membership.left_at is None else closing.least):
            continue
        details = _measured(own, len(held), cases) | {"is_whole": len(own) >= closing.least}
        values = {"network_id": network.id, "person_id": person.id, "city_id": membership.city_id, "made_at": now}
        insert_new(
            session, Certificate, {**values, **details, "code": _code(session)}, unique=["network_id", "person_id"]
        )
        if person.telegram_id is not None:
            want_own(session, network.id, person.id, now, is_asked=False)
            sent_to.append(person.id)
    return sent_to


def certified(session: Session, network: Network, least: int, now: datetime) -> Certified:
    """How many would get one from so many sessions on, by what is noted now."""
    held = [one for one in sessions_of(session, network.id) if is_over(one, now)]
    delegates = [(membership, len(own) >= least) for membership, _, own in _delegates(session, network, held)]
    people = sum(is_whole for _, is_whole in delegates)
    return Certified(people, sum(is_whole or membership.left_at is None for membership, is_whole in delegates))


def _delegates(
    session: Session, network: Network, held: Sequence[Meeting]
) -> Iterator[tuple[Membership, Person, Sequence[Meeting]]]:
    """Present and former ones, each with the sessions in which they were."""
    attended = store.sessions_by_person(session, [one.id for one in held])
    present = members_of(session, network.id, Role.DELEGATE)
    for membership, person in (*present, *store.former_delegates(session, network.id)):
        yield membership, person, attended.get(person.id, [])


def want_own(session: Session, network_id: int, person_id: int, now: datetime, *, is_asked: bool) -> None:
    """Is to be printed, and sent to who holds it. is_asked: they asked for it, and wait."""
    details = {"network": network_id, "person": person_id, "is_all": False, "is_asked": is_asked}
    tasks.want(session, TaskKind.CERTIFICATE, f"certificate:{network_id}:person:{person_id}", details, now)


def want_all(session: Session, network_id: int, person_id: int, now: datetime) -> None:
    """Everybody's is to be printed, for who coordinates."""
    details = {"network": network_id, "person": person_id, "is_all": True, "is_asked": True}
    tasks.want(session, TaskKind.CERTIFICATE, f"certificates:{network_id}:person:{person_id}", details, now)


def _measured(own: Sequence[Meeting], of: int, cases: dict[int, int]) -> dict[str, int]:
    return {
        "sessions": len(own),
        "of": of,
        "cases": sum(cases[one.id] for one in own),
        "minutes": sum(one.minutes for one in own),
    }


def _code(session: Session) -> str:
    """At random: nobody finds somebody else's by counting on."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS - 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1)}"
        if not store.codes_taken(session, [code]):
            return code
