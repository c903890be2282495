"""The agenda of a session: proposed to fit, changed by two at once without loss, published, and true afterwards."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_prepared_meeting
from actions.agenda.changing import (
    MOST_ITEMS,
    do_add_item,
    do_move_item,
    do_open,
    do_remove_item,
    do_renew,
    do_set_minutes,
)
from actions.agenda.proposing import Planned, fitted, proposal
from actions.agenda.publishing import do_publish, groups_without_it
from actions.agenda.refusals import AgendaChanged, AgendaEmpty, AgendaFull, AgendaTooLong, MinutesOutOfBounds
from actions.agenda.standing import outline_of, published_outline_of
from actions.groups import do_connect, do_disconnect
from actions.letters import Postage
from actions.meetings import do_cancel, do_move, do_restore, do_set_topic
from actions.meetings.refusals import MeetingCancelled, MeetingStarted
from actions.meetings.showing import close_copies, subject_of
from actions.mydata import do_erase
from actions.programme import do_load_programme, read_programme
from actions.refusals import NetworkClosed, NotAllowed, NotFound, Refused
from actions.rota.questions import do_ask_peers
from reports.exports import write_export
from store.agenda import agenda_of, items_of
from store.database import Database
from store.models import (
    Agenda,
    AgendaItem,
    Answer,
    AuditEntry,
    Chat,
    City,
    Letter,
    LetterState,
    Meeting,
    Method,
    Network,
    NetworkCity,
    Person,
    Role,
    Rota,
    RotaTurn,
    Rsvp,
)
from store.programme import remove_city_of_network
from tests.actions.examples import lived_through
from tests.actions.founding import connect_group, convene, found_network, join, settle_person
from tests.examples import examples
from texts.agenda.methods import card_of
from texts.agenda.shown import Outline
from texts.message import Html, Message

DEMO = Path(__file__).parents[2] / "demo" / "programme.toml"
NOW = datetime(2027, 6, 2, 10, tzinfo=UTC)
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)
MONTH = timedelta(days=28)
DAY = timedelta(days=1)


@dataclass
class Case:
    """A network with six sessions, who prepares them, and three cities; `meeting` is the second session."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    cities: list[City]

    @property
    def meeting(self) -> Meeting:
        return self.meetings[1]

    def give_turns(self, *cities: City, meeting: Meeting | None = None) -> None:
        """In a rota that is published."""
        rota = self.session.query(Rota).one_or_none()
        if rota is None:
            rota = Rota(network_id=self.network.id, person_id=self.marta.id, drawn_at=NOW, published_at=NOW, sequence=0)
            self.session.add(rota)
            self.session.flush()
        for city in cities:
            self.session.merge(RotaTurn(rota_id=rota.id, city_id=city.id, meeting_id=(meeting or self.meeting).id))
        self.session.flush()

    def proposed(self, number: int = 2) -> list[tuple[Method, int]]:
        return [(one.method, one.minutes) for one in proposal(self.session, self.meetings[number - 1])]

    def open(self) -> Agenda:
        return do_open(self.session, self.meeting, self.network, now=NOW)

    def items(self, *, is_published: bool = False) -> list[AgendaItem]:
        return items_of(self.session, self.meeting, is_published=is_published)

    def listed(self, *, is_published: bool = False) -> list[tuple[Method, int]]:
        return [(one.method, one.minutes) for one in self.items(is_published=is_published)]

    def outline(self) -> Outline:
        return outline_of(self.session, self.open(), self.meeting, self.network, NOW)

    def add(self, method: Method) -> AgendaItem:
        sequence = self.open().sequence
        return do_add_item(self.session, self.meeting, self.network, method, sequence=sequence, now=NOW)

    def set_minutes(self, item: AgendaItem, seen: int, wanted: int, now: datetime = NOW) -> None:
        do_set_minutes(self.session, self.meeting, self.network, item.id, seen=seen, wanted=wanted, now=now)

    def move(self, item: AgendaItem, seen: int, wanted: int) -> None:
        do_move_item(self.session, self.meeting, self.network, item.id, seen=seen, wanted=wanted, now=NOW)

    def remove(self, item: AgendaItem) -> None:
        do_remove_item(self.session, self.meeting, self.network, item.id, now=NOW)

    def publish(self) -> None:
        sequence = self.open().sequence
        do_publish(self.session, self.marta, self.meeting, self.network, sequence=sequence, now=NOW)


def case_of(session: Session) -> Case:
    network = found_network(session)
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(6)))
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    cities = []
    for number in range(3):
        person, city = settle_person(session)
        city.name = f"{'ABC'[number]}-{city.name}"
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
        join(session, person, city, network)
        cities.append(city)
    session.flush()
    return Case(session, network, meetings, marta, cities)


async def test_session_with_two_turns_is_proposed_with_their_cases(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.give_turns(*case.cities[:2])

        planned = proposal(session, case.meeting)

        assert planned == [
            Planned(Method.OPENING, 5),
            Planned(Method.COMMITMENTS, 8),
            Planned(Method.CASE, 35, case.cities[0].id),
            Planned(Method.CASE, 35, case.cities[1].id),
            Planned(Method.CLOSING, 7),
        ]
        assert session.query(Agenda).count() == 0

    await database.run(unit)


async def test_first_and_last_session_are_others(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        assert case.proposed(1) == [
            (Method.OPENING, 5),
            (Method.EXPERIENCES, 40),
            (Method.ROOMS, 35),
            (Method.CLOSING, 7),
        ]
        last = [(Method.OPENING, 5), (Method.EXPERIENCES, 40), (Method.FAIR, 35), (Method.CLOSING, 7)]
        assert case.proposed(6) == last
        case.meetings[5].cancelled_at = NOW
        session.flush()
        assert case.proposed(5) == last

    await database.run(unit)


async def test_without_a_rota_there_are_two_cases_of_nobody_and_without_turns_there_is_something_else(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        assert [one for one in proposal(session, case.meeting) if one.method is Method.CASE] == [
            Planned(Method.CASE, 35)
        ] * 2

        case.give_turns(case.cities[0], meeting=case.meetings[2])

        assert [method for method, _ in case.proposed(2)] == [
            Method.OPENING,
            Method.COMMITMENTS,
            Method.EXPERIENCES,
            Method.CLOSING,
        ]
        assert [method for method, _ in case.proposed(3)].count(Method.CASE) == 1

    await database.run(unit)


@pytest.mark.parametrize(
    ("minutes", "proposed", "too_many"),
    [
        (120, [5, 8, 35, 35, 7], 0),
        (90, [5, 8, 35, 35, 7], 0),
        (80, [5, 8, 30, 30, 7], 0),
        (70, [5, 7, 26, 26, 6], 0),
        (60, [3, 5, 25, 25, 5], 3),
        (10, [3, 5, 25, 25, 5], 53),
    ],
)
async def test_proposal_is_made_to_fit_as_far_as_it_can_be(
    database: Database, minutes: int, proposed: list[int], too_many: int
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.meeting.minutes = minutes

        outline = case.outline()

        assert [one.item.minutes for one in outline.lines] == proposed
        assert outline.too_many == too_many
        assert [one for one in outline.lines if not outline.fits(one)] == [
            one for one in outline.lines if one.ends_after > minutes
        ]
        assert any(not outline.fits(one) for one in outline.lines) == (too_many > 0)

    await database.run(unit)


@settings(max_examples=examples(100, thorough=5000), deadline=None)
@given(st.lists(st.sampled_from(Method), max_size=8), st.integers(1, 300))
def test_methods_are_never_squeezed_below_their_least_nor_for_nothing(methods: list[Method], minutes: int) -> None:
    made = fitted([Planned(method) for method in methods], minutes)

    total = sum(one.minutes for one in made)
    assert [one.method for one in made] == methods
    assert all(card_of(one.method).least <= one.minutes <= card_of(one.method).usual for one in made)
    if total > minutes:
        assert total == sum(card_of(method).least for method in methods)
    if total < minutes:
        assert total == sum(card_of(method).usual for method in methods)


async def test_first_who_opens_it_finds_the_proposal_and_the_second_the_same(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        agenda = case.open()
        items = case.items()

        assert (agenda.sequence, agenda.published_at, agenda.opened_at) == (0, None, NOW)
        assert [item.position for item in items] == [0, 1, 2, 3, 4]
        assert case.open() is agenda
        assert case.items() == items
        assert session.query(Letter).count() == 0

    await database.run(unit)


async def test_minutes_change_once_however_often_the_key_is_pressed(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        item = case.items()[1]

        case.set_minutes(item, 8, 13)
        case.set_minutes(item, 8, 13)

        assert case.listed()[1] == (Method.COMMITMENTS, 13)
        assert case.open().sequence == 1

    await database.run(unit)


async def test_change_of_what_somebody_else_has_changed_is_refused_and_of_another_part_is_not(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        opening, commitments = case.items()[:2]
        case.set_minutes(commitments, 8, 9)

        with pytest.raises(AgendaChanged):
            case.set_minutes(commitments, 8, 13)
        case.set_minutes(opening, 5, 4)

        assert case.listed()[:2] == [(Method.OPENING, 4), (Method.COMMITMENTS, 9)]

    await database.run(unit)


@pytest.mark.parametrize("wanted", [0, -5, 181, 2**31 - 1])
async def test_minutes_beyond_the_bounds_are_refused(database: Database, wanted: int) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()

        with pytest.raises(MinutesOutOfBounds):
            case.set_minutes(case.items()[0], 5, wanted)

        assert case.listed()[0] == (Method.OPENING, 5)

    await database.run(unit)


async def test_items_go_up_and_down_and_out(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        opening, commitments, *_ = case.items()
        case.move(commitments, 1, 0)
        case.move(commitments, 1, 0)
        assert [method for method, _ in case.listed()[:2]] == [Method.COMMITMENTS, Method.OPENING]
        for seen, wanted in ((1, 2), (0, -1), (0, 5)):
            with pytest.raises(AgendaChanged):
                case.move(commitments, seen, wanted)

        case.remove(opening)
        case.remove(opening)

        assert [method for method, _ in case.listed()] == [Method.COMMITMENTS, Method.CASE, Method.CASE, Method.CLOSING]
        assert [item.position for item in case.items()] == [0, 1, 2, 3]
        with pytest.raises(AgendaChanged):
            case.set_minutes(opening, 5, 6)

    await database.run(unit)


async def test_what_is_added_comes_before_the_closing_and_only_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()

        case.add(Method.GUEST)

        assert case.listed()[-2:] == [(Method.GUEST, 30), (Method.CLOSING, 7)]
        with pytest.raises(AgendaChanged):
            do_add_item(session, case.meeting, case.network, Method.GUEST, sequence=0, now=NOW)
        case.add(Method.CLOSING)
        assert [method for method, _ in case.listed()[-3:]] == [Method.GUEST, Method.CLOSING, Method.CLOSING]

    await database.run(unit)


async def test_agenda_is_full_one_day(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        while len(case.items()) < MOST_ITEMS:
            case.add(Method.GUEST)

        with pytest.raises(AgendaFull):
            case.add(Method.GUEST)

        assert len(case.items()) == MOST_ITEMS == 30

    await database.run(unit)


async def test_proposal_comes_back_and_leaves_what_is_published(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        case.set_minutes(case.items()[0], 5, 4)
        case.publish()
        case.give_turns(case.cities[2])

        do_renew(session, case.meeting, case.network, sequence=case.open().sequence, now=NOW)

        assert [minutes for _, minutes in case.listed()] == [5, 8, 35, 7]
        assert [minutes for _, minutes in case.listed(is_published=True)] == [4, 8, 35, 35, 7]
        with pytest.raises(AgendaChanged):
            do_renew(session, case.meeting, case.network, sequence=1, now=NOW)

    await database.run(unit)


async def test_too_long_or_empty_agenda_is_not_published(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        case.set_minutes(case.items()[0], 5, 6)
        with pytest.raises(AgendaTooLong) as refused:
            case.publish()
        assert refused.value.minutes == 1

        for item in case.items():
            case.remove(item)
        with pytest.raises(AgendaEmpty):
            case.publish()

        assert case.open().published_at is None
        assert case.items(is_published=True) == []

    await database.run(unit)


async def test_published_agenda_is_a_card_in_each_group_which_is_edited_from_then_on(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        group = connect_group(session, case.network)
        case.open()
        case.publish()
        letter = session.query(Letter).one()
        assert (letter.chat_id, letter.key) == (group.id, f"card:agenda:{case.meeting.id}:{group.id}")
        assert "17:05 · 8 min · Ronda de compromisos" in letter.payload["text"]

        case.set_minutes(case.items()[0], 5, 4)
        assert case.outline().has_changes
        assert "17:05 · 8 min" in session.query(Letter).one().payload["text"]
        second = connect_group(session, case.network)
        case.publish()

        session.expire_all()
        said = {one.chat_id: one.payload["text"] for one in session.query(Letter)}
        assert said.keys() == {group.id, second.id}
        assert all("17:04 · 8 min · Ronda de compromisos" in text for text in said.values())
        assert not case.outline().has_changes
        deeds = session.query(AuditEntry).filter(AuditEntry.deed == "agenda_published").order_by(AuditEntry.id)
        assert [(one.person_id, one.subject, one.details) for one in deeds] == [
            (case.marta.id, f"agenda:{case.meeting.id}", {"minutes": 90, "parts": 5}),
            (case.marta.id, f"agenda:{case.meeting.id}", {"minutes": 89, "parts": 5}),
        ]

    await database.run(unit)


async def test_publishing_again_what_is_published_does_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        connect_group(session, case.network)
        case.open()
        case.publish()
        published_at = case.open().published_at

        later = NOW + DAY
        do_publish(session, case.marta, case.meeting, case.network, sequence=0, now=later)

        assert case.open().published_at == published_at
        assert session.query(Letter).count() == 1
        assert session.query(AuditEntry).filter(AuditEntry.deed == "agenda_published").count() == 1

    await database.run(unit)


async def test_key_that_is_pressed_again_posts_it_where_it_does_not_stand_yet(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        connect_group(session, case.network)
        case.open()
        case.publish()
        later = connect_group(session, case.network)
        assert len(groups_without_it(session, case.meeting, case.network)) == 1

        for _ in range(2):
            case.publish()

        assert len(groups_without_it(session, case.meeting, case.network)) == 0
        first, second = session.query(Letter).order_by(Letter.id)
        assert (second.chat_id, second.key) == (later.id, f"card:agenda:{case.meeting.id}:{later.id}")
        assert second.payload == first.payload
        assert session.query(AuditEntry).filter(AuditEntry.deed == "agenda_published").count() == 1

    await database.run(unit)


async def test_what_fits_no_more_is_posted_nowhere_else(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        case.publish()
        connect_group(session, case.network)
        case.meeting.minutes = 60

        with pytest.raises(AgendaTooLong) as refused:
            case.publish()

        assert refused.value.minutes == 30
        assert session.query(Letter).count() == 0

    await database.run(unit)


async def test_what_was_not_seen_is_not_published(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        seen = case.open().sequence
        case.set_minutes(case.items()[0], 5, 4)

        with pytest.raises(AgendaChanged):
            do_publish(session, case.marta, case.meeting, case.network, sequence=seen, now=NOW)

    await database.run(unit)


async def test_cases_follow_the_turns(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second, third = case.cities
        case.give_turns(first, second)
        case.open()
        case.publish()

        def cities() -> list[City | None]:
            outline = published_outline_of(session, case.meeting, case.network, NOW)
            assert outline is not None
            return [one.city for one in outline.lines if one.item.method is Method.CASE]

        assert cities() == [first, second]
        case.give_turns(first, meeting=case.meetings[2])
        assert cities() == [None, second]
        case.give_turns(third)
        assert cities() == [third, second]
        remove_city_of_network(session, case.network.id, second.id)
        assert cities() == [third, None]
        case.give_turns(first)
        assert cities() == [first, third]
        case.remove(next(item for item in case.items() if item.method is Method.CASE))
        assert case.outline().left_out == (third,)

    await database.run(unit)


async def test_card_follows_when_a_city_is_taken_out_of_the_programme(database: Database) -> None:
    programme = read_programme(DEMO)
    wanted = programme.networks[0]
    without = replace(wanted, cities=tuple(slug for slug in wanted.cities if slug != "pasto"))

    def unit(session: Session) -> None:
        do_load_programme(session, programme, now=NOW)
        network = session.query(Network).filter(Network.slug == wanted.slug).one()
        meeting = session.query(Meeting).filter(Meeting.network_id == network.id, Meeting.number == 2).one()
        marta, _ = settle_person(session)
        case = Case(session, network, [meeting, meeting], marta, [])
        case.give_turns(session.query(City).filter(City.slug == "pasto").one())
        group = connect_group(session, network)
        case.open()
        case.publish()

        def card() -> str:
            found = session.query(Letter).filter(Letter.chat_id == group.id).one()
            session.refresh(found)
            return str(found.payload["text"])

        assert "Caso: Pasto (CO)" in card()

        do_load_programme(session, replace(programme, networks=(without, *programme.networks[1:])), now=NOW)

        assert "Caso, sin ciudad" in card()
        assert "Pasto" not in card()

    await database.run(unit)


async def test_card_moves_with_the_session_ends_and_returns_with_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        group = connect_group(session, case.network)
        case.open()
        case.publish()

        def card() -> str:
            found = session.query(Letter).filter(Letter.key == f"card:agenda:{case.meeting.id}:{group.id}").one()
            session.refresh(found)
            return str(found.payload["text"])

        meeting, marta = case.meeting, case.marta
        do_move(
            session, marta, meeting, case.network, meeting.starts_at + 2 * DAY + timedelta(hours=1), sequence=0, now=NOW
        )
        assert "18:05 · 8 min · Ronda de compromisos" in card()
        assert "dom 18 de julio, 18:00" in card()

        do_cancel(session, marta, meeting, case.network, sequence=1, now=NOW)
        assert "Ronda de compromisos" not in card()
        assert "cancelado" in card()

        do_restore(session, marta, meeting, case.network, sequence=2, now=NOW)
        assert "18:05 · 8 min · Ronda de compromisos" in card()

    await database.run(unit)


@pytest.mark.parametrize("is_moved", [False, True], ids=["disconnected", "moved"])
async def test_group_that_is_no_longer_the_networks_is_told_no_more(database: Database, is_moved: bool) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        left, stays = (connect_group(session, case.network) for _ in range(2))
        case.open()
        case.publish()
        for chat in (left, stays):
            postage = Postage(subject=subject_of(case.meeting))
            letters.send(session, chat.id, Message(Html("Sesión 2")), now=NOW, postage=postage)

        def said(chat: Chat) -> list[str]:
            session.expire_all()
            found = session.query(Letter).filter(Letter.chat_id == chat.id, Letter.subject.is_not(None))
            return [str(one.payload["text"]) for one in found.order_by(Letter.id)]

        before = said(left)
        if is_moved:
            other = found_network(session, "economia")
            join(session, case.marta, None, other, role=Role.COORDINATOR)
            do_connect(session, case.marta, left, other.id, [case.marta.telegram_id or 0], NOW)
        else:
            do_disconnect(session, case.marta, left, [case.marta.telegram_id or 0], NOW)
        case.set_minutes(case.items()[0], 5, 4)
        case.publish()
        do_move(session, case.marta, case.meeting, case.network, FIRST + MONTH + DAY, sequence=0, now=NOW)

        assert said(left) == before
        assert len(before) == 2
        agenda, card, *_ = said(stays)
        assert "17:04 · 8 min · Ronda de compromisos" in agenda
        assert "sáb 17 de julio" in agenda
        assert "sáb 17 de julio" in card

    await database.run(unit)


async def test_group_that_comes_back_to_the_network_sees_it_as_it_is_now(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        group, other = (connect_group(session, case.network) for _ in range(2))
        administrators = [case.marta.telegram_id or 0]
        case.open()
        case.publish()
        do_disconnect(session, case.marta, group, administrators, NOW)
        case.set_minutes(case.items()[0], 5, 4)
        case.publish()

        do_connect(session, case.marta, group, case.network.id, administrators, NOW)

        session.expire_all()
        cards = session.query(Letter).filter(Letter.subject == f"agenda:{case.meeting.id}").all()
        assert sorted(card.chat_id for card in cards) == sorted([group.id, other.id])
        assert all("17:04 · 8 min · Ronda de compromisos" in card.payload["text"] for card in cards)
        assert len(groups_without_it(session, case.meeting, case.network)) == 0

    await database.run(unit)


async def test_groups_are_not_written_to_while_nothing_of_it_changes(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        person = session.query(Person).filter(Person.id != case.marta.id).order_by(Person.id).first()
        assert person is not None
        case.give_turns(*case.cities)
        session.add(Rsvp(meeting_id=case.meeting.id, person_id=person.id, answer=Answer.GOING, answered_at=NOW))
        group = connect_group(session, case.network)
        case.open()
        case.publish()
        card = session.query(Letter).filter(Letter.chat_id == group.id).one()
        card.state, card.message_id = LetterState.SENT, 7
        session.flush()
        rota = session.query(Rota).one()

        do_ask_peers(session, person, rota, case.network, case.cities[0], ["Cuánto cuesta?"], before=[], now=NOW)
        do_erase(session, person, now=NOW)
        close_copies(session, case.meeting, case.network, now=NOW)

        assert session.query(Letter).filter(Letter.chat_id == group.id).all() == [card]

    await database.run(unit)


async def test_card_has_the_topic_that_is_set_later(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        group = connect_group(session, case.network)
        case.open()
        case.publish()

        do_set_topic(session, case.marta, case.meeting, case.network, "Ferias de barrio", now=NOW)

        session.expire_all()
        assert "Ferias de barrio" in session.query(Letter).filter(Letter.chat_id == group.id).one().payload["text"]

    await database.run(unit)


async def test_started_cancelled_and_closed_are_changed_no_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        item = case.items()[0]
        with pytest.raises(MeetingStarted):
            case.set_minutes(item, 5, 6, case.meeting.starts_at)
        close_copies(session, case.meeting, case.network, now=case.meeting.starts_at)
        case.network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            case.set_minutes(item, 5, 6)
        case.network.closed_at = None
        case.meeting.cancelled_at = NOW
        with pytest.raises(MeetingCancelled):
            case.set_minutes(item, 5, 6)
        for meeting in (case.meeting, case.meetings[2]):
            meeting.cancelled_at = NOW
            session.flush()
        with pytest.raises(MeetingCancelled):
            do_open(session, case.meetings[2], case.network, now=NOW)
        assert agenda_of(session, case.meetings[2]) is None

    await database.run(unit)


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.COORDINATOR, None),
        (Role.FACILITATOR, None),
        (Role.DELEGATE, NotAllowed),
        (Role.GUEST, NotAllowed),
        (None, NotFound),
    ],
)
async def test_only_those_prepare_it_who_coordinate_or_facilitate(
    database: Database, role: Role | None, refused: type[Refused] | None
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        person, _ = settle_person(session)
        if role is not None:
            join(session, person, None, case.network, role=role)

        if refused is None:
            assert access_prepared_meeting(session, person, case.meeting.id) == (case.meeting, case.network)
        else:
            with pytest.raises(refused):
                access_prepared_meeting(session, person, case.meeting.id)

    await database.run(unit)


async def test_export_has_what_is_prepared_and_what_is_published(database: Database, tmp_path: Path) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        case.publish()
        case.set_minutes(case.items()[0], 5, 4)

        written = write_export(session, tmp_path / "out", case.network.id, now=NOW)

        assert (written["agendas"], written["agenda_items"]) == (1, 10)
        records = [json.loads(line) for line in (tmp_path / "out" / "agenda_items.jsonl").read_text().splitlines()]
        assert sorted((one["is_published"], one["minutes"]) for one in records if one["position"] == 0) == [
            (False, 4),
            (True, 5),
        ]

    await database.run(unit)


DEEDS = ("minutes", "move", "remove", "add", "publish", "turn", "renew")
LIVES = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 30), st.integers(-1, 190)), max_size=20)


@settings(
    max_examples=examples(15, thorough=1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=LIVES)
@example(deeds=[("remove", 0, 0), ("move", 3, 0), ("publish", 0, 0), ("turn", 0, 1), ("add", 2, 0), ("renew", 0, 0)])
def test_whatever_is_done_places_are_whole_and_a_city_presents_once(
    store_url: str, deeds: list[tuple[str, int, int]]
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.open()
        for deed, one, other in deeds:
            with contextlib.suppress(Refused):
                _do(case, deed, one, other)
            _check(case)

    asyncio.run(lived_through(store_url, unit))


def _do(case: Case, deed: str, one: int, other: int) -> None:
    items = case.items()
    match deed:
        case "add":
            case.add(list(Method)[one % len(Method)])
        case "publish":
            case.publish()
        case "turn":
            case.give_turns(case.cities[one % 3], meeting=case.meetings[1 + other % 2])
        case "renew":
            do_renew(case.session, case.meeting, case.network, sequence=case.open().sequence, now=NOW)
        case "minutes" if items:
            item = items[one % len(items)]
            case.set_minutes(item, item.minutes, other)
        case "move" if items:
            item = items[one % len(items)]
            case.move(item, item.position, other % 8 - 1)
        case "remove" if items:
            case.remove(items[one % len(items)])


def _check(case: Case) -> None:
    published = published_outline_of(case.session, case.meeting, case.network, NOW)
    for outline in (case.outline(), published):
        if outline is not None:
            named = [one.city.id for one in outline.lines if one.city is not None]
            assert [one.item.position for one in outline.lines] == list(range(len(outline.lines)))
            assert all(1 <= one.item.minutes <= 180 for one in outline.lines)
            assert len(named) == len(set(named))
    assert published is None or 0 < published.minutes <= case.meeting.minutes
