"""Places that are passed on: what stands in the way, and what must not go along."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.behalf.people import do_enter_person
from actions.coordinating import do_invite, do_remove, do_widen
from actions.handovers.arriving import do_make_own_link
from actions.handovers.naming import do_name_titular, titular_to_name
from actions.handovers.passing import do_pass_on, do_wait_for_successor, do_withdraw_handover
from actions.handovers.refusals import IsOnTelegram, NotOfTheCity, PlaceChanged, TitularChanged
from actions.handovers.standing import titular_of
from actions.invitations import InvitationRevoked, find_invitation
from actions.mydata import do_erase, do_leave
from actions.network import do_change_city
from actions.refusals import NotFound
from actions.registration import do_accept, welcome_behind
from store.attention import NewHeld, hold_all
from store.chats import meet_chat
from store.database import Database
from store.models import (
    AuditEntry,
    Challenge,
    ChatKind,
    City,
    Handover,
    Held,
    HeldReason,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Membership,
    Network,
    NetworkCity,
    Person,
    Role,
    Visibility,
)
from tests.actions.founding import found_network, join, settle_person, share_challenge
from texts.handovers.asking import whether_titular
from texts.message import plain_text
from texts.translator import translator_for

NOW = datetime(2027, 6, 15, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Case:
    """A network, who coordinates it, and a city of which two people take part: `tere` is the titular."""

    network: Network
    marta: Person
    city: City
    tere: Person
    ana: Person
    of_tere: Membership
    of_ana: Membership
    other_city: City


def found(session: Session) -> Case:
    network = found_network(session)
    marta, _ = settle_person(session, language="ca")
    join(session, marta, None, network, role=Role.COORDINATOR)
    tere, city = settle_person(session, "MX")
    ana, other_city = settle_person(session, "MX")
    for place in (city, other_city):
        session.add(NetworkCity(network_id=network.id, city_id=place.id))
    session.flush()
    of_tere, of_ana = (join(session, one, city, network) for one in (tere, ana))
    for one in (marta, tere, ana):
        meet_chat(session, one.telegram_id or 0, ChatKind.PRIVATE, "")
    return Case(network, marta, city, tere, ana, of_tere, of_ana, other_city)


def newcomer(session: Session) -> Person:
    person, _ = settle_person(session, "MX")
    meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    return person


async def test_link_of_who_was_removed_lets_nobody_in(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        _, invitation, _ = do_wait_for_successor(session, case.tere, case.of_tere.id, leaves=False, now=NOW)

        do_remove(session, case.marta, case.of_tere.id, now=NOW)

        with pytest.raises(InvitationRevoked):
            find_invitation(session, invitation.token, NOW)

    await database.run(unit)


async def test_titular_is_passed_on_as_it_is_when_somebody_comes(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        _, invitation, _ = do_wait_for_successor(session, case.tere, case.of_tere.id, leaves=False, now=NOW)
        do_name_titular(session, case.marta, case.of_ana.id, present_id=case.of_tere.id, now=NOW + DAY)

        new = do_accept(session, newcomer(session), invitation.token, now=NOW + 2 * DAY)

        assert titular_of(session, new) == case.of_ana.id
        assert session.query(Handover).one().done_at is not None

        with pytest.raises(PlaceChanged):
            do_pass_on(session, case.tere, case.of_tere.id, case.of_ana.id, leaves=False, now=NOW, as_titular=True)

    await database.run(unit)


async def test_another_city_begins_anew(database: Database) -> None:
    """Without the titular's place, the question about what the city before has taken on, and the link that was out."""

    def unit(session: Session) -> None:
        case = found(session)
        do_name_titular(session, case.marta, case.of_ana.id, present_id=case.of_tere.id, now=NOW)
        _, invitation, _ = do_wait_for_successor(session, case.ana, case.of_ana.id, leaves=True, now=NOW)
        held = NewHeld(
            person_id=case.ana.id,
            network_id=case.network.id,
            kind=Kind.COMMITMENT_CHECK,
            about_id=1,
            key="x",
            at=NOW,
            until=NOW + DAY,
            state=HeldState.WAITING,
            reason=HeldReason.SPENT,
            carried_by=None,
        )
        hold_all(session, [held])

        do_change_city(session, case.marta, case.of_ana.id, case.other_city.id, now=NOW)

        assert case.of_ana.titular_at is None
        assert invitation.revoked_at == NOW
        assert session.query(Held).count() == 0
        with pytest.raises(NotOfTheCity):
            do_pass_on(session, case.tere, case.of_tere.id, case.of_ana.id, leaves=False, now=NOW)

    await database.run(unit)


async def test_what_only_the_coordination_reads_stays_with_its_author(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        shared = share_challenge(session, case.network, case.tere, NOW)
        hidden = share_challenge(session, case.network, case.tere, NOW, visibility=Visibility.COORDINATORS)
        shared.city_id = hidden.city_id = case.city.id
        session.flush()

        do_pass_on(session, case.marta, case.of_tere.id, case.of_ana.id, leaves=False, now=NOW)

        assert (shared.person_id, hidden.person_id) == (case.ana.id, case.tere.id)
        do_erase(session, case.ana, now=NOW)
        assert session.query(Challenge).count() == 2

    await database.run(unit)


async def test_link_for_a_successor_is_no_invitation_for_anybody(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        _, waiting, _ = do_wait_for_successor(session, case.marta, case.of_tere.id, leaves=True, now=NOW)

        invited, is_new = do_invite(session, case.marta, case.network.id, case.city.id, Role.DELEGATE, now=NOW)

        assert is_new
        assert invited.invitation.id != waiting.id
        with pytest.raises(NotFound):
            do_widen(session, case.marta, waiting.id, now=NOW)

    await database.run(unit)


async def test_who_was_noted_comes_in_and_keeps_place_and_all_that_names_them(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        nora, network, _ = do_enter_person(
            session, case.marta, case.network.id, case.city.id, name="Nora Paz", post="Plazas", now=NOW
        )
        noted = nora.person_id
        challenge = share_challenge(session, network, session.get_one(Person, noted), NOW)
        handover, invitation, is_new = do_make_own_link(session, case.marta, nora.id, now=NOW)
        assert is_new
        welcome = welcome_behind(session, invitation.token, NOW)
        assert (welcome.name, welcome.post) == ("Nora Paz", "Plazas")
        assert do_make_own_link(session, case.marta, nora.id, now=NOW)[2] is False
        person = newcomer(session)

        membership = do_accept(session, person, invitation.token, now=NOW + DAY)

        assert (membership.id, membership.person_id) == (nora.id, person.id)
        assert (challenge.person_id, session.get(Person, noted)) == (person.id, None)
        assert do_withdraw_handover(session, case.marta, nora.id, handover.id, NOW + DAY) == (person, case.city)
        assert session.query(AuditEntry).filter_by(deed="place_passed_on").count() == 0
        with pytest.raises(IsOnTelegram):
            do_make_own_link(session, case.marta, nora.id, now=NOW + DAY)

    await database.run(unit)


async def test_who_was_in_the_network_before_does_not_stand_there_twice(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        nora, _, _ = do_enter_person(
            session, case.marta, case.network.id, case.city.id, name="Nora Paz", post="", now=NOW
        )
        do_leave(session, case.ana, case.network.id, now=NOW)
        _, invitation, _ = do_make_own_link(session, case.marta, nora.id, now=NOW)

        membership = do_accept(session, case.ana, invitation.token, now=NOW + DAY)

        assert (membership.id, membership.left_at) == (case.of_ana.id, None)
        assert nora.left_at == NOW + DAY

    await database.run(unit)


async def test_naming_a_titular_says_who_can_be_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        nora, _, _ = do_enter_person(
            session, case.marta, case.network.id, case.city.id, name="Nora Paz", post="", now=NOW
        )
        t = translator_for("es")

        asked = [
            plain_text(whether_titular(t, *titular_to_name(session, case.marta, one, NOW)).text)
            for one in (nora.id, case.of_ana.id)
        ]

        assert f"Se avisa a {case.tere.name}. Nora Paz no tiene Telegram" in asked[0]
        assert "Se avisa a las dos personas." in asked[1]

    await database.run(unit)


async def test_of_two_who_pass_the_same_place_on_one_is_first(database: Database) -> None:
    def founded(session: Session) -> tuple[Case, int]:
        case = found(session)
        third = join(session, newcomer(session), case.city, case.network)
        return case, third.id

    case, third = await database.run(founded)

    async def pass_on(by: Person, to: int) -> bool:
        def unit(session: Session) -> None:
            person = session.get_one(Person, by.id)
            do_pass_on(session, person, case.of_tere.id, to, leaves=False, now=NOW, as_titular=True)

        try:
            await database.run(unit)
        except PlaceChanged:
            return False
        return True

    done = await asyncio.gather(pass_on(case.tere, case.of_ana.id), pass_on(case.marta, third))

    assert sorted(done) == [False, True]
    deeds = await database.read(lambda session: session.query(AuditEntry).filter_by(deed="place_passed_on").count())
    assert deeds == 1


async def test_titular_is_named_once_and_both_hear_of_it_in_the_morning(database: Database) -> None:
    def unit(session: Session) -> None:
        case, night = found(session), datetime(2027, 6, 16, 5, tzinfo=UTC)  # eleven at night in Mérida
        tere, ana = case.of_tere.id, case.of_ana.id

        for _ in range(2):
            do_name_titular(session, case.marta, ana, present_id=tere, now=night)
        third = join(session, newcomer(session), case.city, case.network)
        with pytest.raises(TitularChanged):
            do_name_titular(session, case.marta, third.id, present_id=tere, now=night)

        told = session.query(Letter).filter_by(kind=Kind.PLACE_CHANGED).all()
        assert {letter.chat_id for letter in told} == {case.tere.telegram_id, case.ana.telegram_id}
        assert {letter.due_at for letter in told} == {datetime(2027, 6, 16, 14, tzinfo=UTC)}
        assert titular_of(session, case.of_tere) == ana
        do_name_titular(session, case.marta, tere, present_id=ana, now=night + timedelta(hours=1))
        told = session.query(Letter).filter_by(kind=Kind.PLACE_CHANGED, state=LetterState.WAITING).all()
        assert len(told) == 2, "what is not true any more is told to nobody"

    await database.run(unit)
