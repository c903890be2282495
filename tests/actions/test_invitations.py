import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.invitations import (
    CityElsewhere,
    CityWanted,
    InvitationExpired,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsedUp,
    WrongMeasure,
    do_create_invitation,
    do_revoke_invitation,
    do_use_invitation,
    find_invitation,
)
from actions.programme import do_load_programme, read_programme
from store.database import Database
from store.invitations import open_invitations
from store.models import AuditEntry, Invitation, Network, Role
from store.programme import city_by_slug, network_by_slug

NOW = datetime(2027, 5, 3, 9, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "demo" / "programme.toml"


@pytest.fixture
async def store(database: Database) -> Database:
    programme = read_programme(DEMO)
    await database.run(lambda session: do_load_programme(session, programme, now=NOW))
    return database


def invite(session: Session, city: str | None = "zaragoza", role: Role = Role.DELEGATE, **terms: Any) -> Invitation:
    network = network_by_slug(session, "movilidad-sostenible")
    assert network is not None
    found = city_by_slug(session, city) if city else None
    return do_create_invitation(session, network, found, role, now=NOW, **terms)


async def test_token_is_opaque_and_fits_into_a_link(store: Database) -> None:
    invitation = await store.run(invite)

    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", invitation.token)
    assert (invitation.uses, invitation.used) == (1, 0)
    assert invitation.expires_at == NOW + timedelta(days=30)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.GUEST])
async def test_only_delegates_need_a_city(store: Database, role: Role) -> None:
    invitation = await store.run(lambda session: invite(session, None, role))

    assert (invitation.role, invitation.city_id) == (role, None)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"city": None}, CityWanted),
        ({"city": "rosario"}, CityElsewhere),
        ({"city": "rosario", "role": Role.COORDINATOR}, CityElsewhere),
        ({"uses": 0}, WrongMeasure),
        ({"uses": 1001}, WrongMeasure),
        ({"days": 0}, WrongMeasure),
        ({"days": 367}, WrongMeasure),
    ],
)
async def test_invitation_that_makes_no_sense_is_refused(
    store: Database, terms: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await store.run(lambda session: invite(session, **terms))


def _use_up(session: Session, invitation: Invitation) -> None:
    do_use_invitation(session, invitation)


def _revoke(session: Session, invitation: Invitation) -> None:
    do_revoke_invitation(session, invitation, now=NOW)


def _nothing(_session: Session, _invitation: Invitation) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "later", "refusal"),
    [
        (_use_up, timedelta(), InvitationUsedUp),
        (_revoke, timedelta(), InvitationRevoked),
        (_nothing, timedelta(days=30), InvitationExpired),
    ],
)
async def test_invitation_that_is_over_says_why(
    store: Database,
    before: Callable[[Session, Invitation], None],
    later: timedelta,
    refusal: type[Exception],
) -> None:
    def unit(session: Session) -> str:
        invitation = invite(session)
        before(session, invitation)
        return invitation.token

    token = await store.run(unit)

    with pytest.raises(refusal):
        await store.run(lambda session: find_invitation(session, token, NOW + later))


async def test_invitation_is_found_until_the_last_moment(store: Database) -> None:
    token = (await store.run(invite)).token
    last = NOW + timedelta(days=30) - timedelta(microseconds=1)

    found = await store.read(lambda session: find_invitation(session, token, last))

    assert found.token == token


@pytest.mark.parametrize("token", ["", "unknown", "' OR 1=1 --", "é" * 70])
async def test_token_that_was_never_issued_is_unknown(store: Database, token: str) -> None:
    with pytest.raises(InvitationUnknown):
        await store.read(lambda session: find_invitation(session, token, NOW))


async def test_of_two_people_at_once_one_gets_the_last_use(store: Database) -> None:
    token = (await store.run(invite)).token
    first, second = [await store.read(lambda session: find_invitation(session, token, NOW)) for _ in range(2)]
    await store.run(lambda session: do_use_invitation(session, session.merge(first, load=False)))

    with pytest.raises(InvitationUsedUp):
        await store.run(lambda session: do_use_invitation(session, session.merge(second, load=False)))

    used = await store.read(lambda session: session.scalar(sa.select(Invitation.used)))
    assert used == 1


async def test_invitation_that_is_revoked_while_somebody_comes_lets_nobody_in(store: Database) -> None:
    token = (await store.run(invite)).token
    seen = await store.read(lambda session: find_invitation(session, token, NOW))
    await store.run(lambda session: do_revoke_invitation(session, find_invitation(session, token, NOW), now=NOW))

    with pytest.raises(InvitationRevoked):
        await store.run(lambda session: do_use_invitation(session, session.merge(seen, load=False)))


async def test_deeds_are_recorded_without_the_token(store: Database) -> None:
    def unit(session: Session) -> str:
        invitation = invite(session)
        do_revoke_invitation(session, invitation, now=NOW)
        do_revoke_invitation(session, invitation, now=NOW)
        return invitation.token

    token = await store.run(unit)

    entries = await store.read(
        lambda session: list(session.scalars(sa.select(AuditEntry).where(AuditEntry.deed.like("invitation%"))))
    )
    assert [entry.deed for entry in entries] == ["invitation_created", "invitation_revoked"]
    assert [entry.subject for entry in entries] == ["invitation:1", "invitation:1"]
    assert all(token not in str(entry.details) for entry in entries)


async def test_open_invitations_are_those_that_still_let_somebody_in(store: Database) -> None:
    def unit(session: Session) -> list[int]:
        for _ in range(3):
            invite(session)
        do_revoke_invitation(session, session.get_one(Invitation, 1), now=NOW)
        do_use_invitation(session, session.get_one(Invitation, 2))
        network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
        return [invitation.id for invitation in open_invitations(session, network.id, NOW)]

    assert await store.run(unit) == [3]
