"""Pairs of cities month by month: made, seen by the coordination, told, changed, asked about; needs beside offers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import access_in_pair, access_pair
from actions.digests import do_send_person_digests
from actions.mydata import do_erase
from actions.needs.drawing_up import needs_map, who_knows
from actions.pairs.changing import do_agree, do_pair_by_hand, do_part, do_refuse
from actions.pairs.checking import do_keep_words, do_tell_met
from actions.pairs.refusals import AlreadyWritten, PairChanged, PairsLeft, PairsOff
from actions.pairs.standing import meeting_of
from actions.pairs.telling import write_to_other
from actions.pairs.wishes import do_switch, do_wish
from actions.refusals import NotAllowed, NotFound
from reports.exports import records
from reports.exports.kinds import KINDS
from reports.needs import needs_order
from scheduler.pairs import TICK, enqueue_exchange
from store.chats import meet_chat
from store.database import Database
from store.helps import replace_helps
from store.models import (
    AuditEntry,
    ChatKind,
    City,
    Held,
    HeldReason,
    HeldState,
    HelpKind,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Met,
    Network,
    NetworkCity,
    Pair,
    PairRound,
    PairWish,
    Person,
    Role,
)
from store.pairs import last_round, pairs_of
from tests.actions.founding import convene, found_network, join, settle_person, share_challenge
from texts.needs.pages import page
from texts.needs.picture import NeedsPicture
from texts.translator import translator_for

FIRST, SECOND = datetime(2027, 6, 2, 15, tzinfo=UTC), datetime(2027, 7, 7, 15, tzinfo=UTC)  # Wednesdays
PLANNED = datetime(2027, 6, 8, 8, 0, 1, tzinfo=UTC)  # ten in Madrid, six days after the session
TOLD = PLANNED + timedelta(days=1)
DAY = timedelta(days=1)
THINGS = (
    ("ferias de barrio", "huertas"),
    ("huertas urbanas", "ferias"),
    ("moneda social", "huertas"),
    ("ferias", "moneda social"),
)


@dataclass
class Case:
    """A network of cities, one person for each; of each what it needs and what it offers."""

    session: Session
    network: Network
    marta: Person
    people: list[Person]
    cities: list[City]

    def wish(self, *places: int, wants: bool = True, now: datetime = FIRST) -> None:
        for place in places:
            do_wish(self.session, self.people[place], self.network.id, 0, wants=wants, now=now)

    def look(self, at: datetime) -> None:
        """As the clock does at ten that day."""
        self.network.exchange_at = at
        self.session.flush()
        enqueue_exchange(self.session, at)

    def groups(self) -> list[list[int]]:
        """The places of the cities in each pair that stands."""
        round_ = last_round(self.session, self.network.id)
        standing = [] if round_ is None else pairs_of(self.session, round_.id)
        return [sorted(map(self.cities.index, one.cities)) for one in standing if one.pair.ended_at is None]

    def letters(self, part: str) -> list[int]:
        """To whom, by place; the coordination is -1."""
        found = self.session.scalars(sa.select(Letter).where(Letter.key.contains(part)).order_by(Letter.id))
        chats = [person.telegram_id for person in self.people]
        standing = [one.chat_id for one in found if one.state is not LetterState.WITHDRAWN]
        return sorted(chats.index(chat) if chat in chats else -1 for chat in standing)

    def refuse(self, place: int, pair_id: int, *, sequence: int = 0, now: datetime = TOLD) -> None:
        spoken = access_in_pair(self.session, self.people[place], pair_id)
        do_refuse(self.session, spoken, sequence=sequence, now=now)


def case_of(session: Session, number: int = 3, things: Sequence[tuple[str, str]] = THINGS) -> Case:
    network = found_network(session, "red")
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    people, cities = [], []
    for need, offer in things[:number]:
        person, city = settle_person(session, "EC")
        membership = join(session, person, city, network)
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
        replace_helps(session, membership.id, HelpKind.NEED, [need])
        replace_helps(session, membership.id, HelpKind.OFFER, [offer])
        people.append(person)
        cities.append(city)
    for one in (marta, *people):
        meet_chat(session, one.telegram_id or 0, ChatKind.PRIVATE, "")
    convene(session, network, FIRST, SECOND)
    do_switch(session, marta, network.id, is_on=True, now=FIRST)
    return Case(session, network, marta, people, cities)


async def test_pairs_are_seen_one_day_told_the_next_and_the_odd_one_comes_first_next_month(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.wish(0, 1, 2)
        case.look(PLANNED - DAY)
        assert case.groups() == [], "it is a Monday, six days after"

        case.look(PLANNED)
        case.look(PLANNED)
        assert (case.groups(), case.letters(":planned:")) == ([[0, 1]], [-1])
        (pair,) = session.scalars(sa.select(Pair))
        with pytest.raises(NotFound):
            access_pair(session, case.people[0], pair.id)
        case.look(TOLD)
        case.look(TOLD)
        assert (case.letters(":made:"), case.letters(":rests:")) == ([0, 1], [2])
        assert session.get_one(PairWish, (case.network.id, case.cities[2].id)).rests == 1

        case.look(PLANNED + 35 * DAY)
        assert case.groups() == [[0, 1]], "no session follows the second one"
        convene(session, case.network, *(SECOND + days * DAY for days in (35, 70)))
        session.flush()
        case.look(PLANNED + 35 * DAY)
        assert 2 in case.groups()[0], "whoever rested"
        assert case.groups() != [[0, 1]]

    await database.run(unit)


async def test_pairs_are_off_until_opened_and_nothing_is_told_where_a_session_is_cancelled_or_near(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.wish(0, 1)
        for change, back in ((_cancelled(case, FIRST), None), (_cancelled(case, SECOND), None)):
            case.look(PLANNED)
            assert case.groups() == []
            change.cancelled_at = back
        case.look(SECOND - 10 * DAY)
        assert case.groups() == [], "nobody would find a date any more"
        with pytest.raises(NotAllowed):
            do_switch(session, case.people[0], case.network.id, is_on=False, now=PLANNED)
        case.look(PLANNED)
        assert case.groups() == [[0, 1]]
        do_switch(session, case.marta, case.network.id, is_on=False, now=PLANNED)
        assert session.scalars(sa.select(PairRound)).all() == []
        assert case.letters(":planned:") == []
        with pytest.raises(PairsOff):
            case.wish(2, now=PLANNED)
        case.look(TOLD)
        assert (case.groups(), case.network.exchange_at) == ([], None)

    await database.run(unit)


def _cancelled(case: Case, starts_at: datetime) -> Meeting:
    meeting = case.session.scalars(sa.select(Meeting).where(Meeting.starts_at == starts_at)).one()
    meeting.cancelled_at = FIRST
    case.session.flush()
    return meeting


async def test_a_third_city_joins_two_by_hand_and_no_fourth(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 4)
        case.wish(0, 1, 2, 3)
        case.look(PLANNED)
        assert case.groups() == [[0, 1], [2, 3]]
        second = session.scalars(sa.select(Pair).order_by(Pair.id)).all()[1]
        round_ = session.scalars(sa.select(PairRound)).one()
        do_part(session, case.marta, access_pair(session, case.marta, second.id), sequence=0, now=PLANNED)

        third, fourth = ((case.cities[number].id, case.cities[1].id) for number in (2, 3))
        do_pair_by_hand(session, case.marta, round_.id, third, sequence=1, now=PLANNED)
        do_pair_by_hand(session, case.marta, round_.id, third, sequence=1, now=PLANNED)
        with pytest.raises(PairChanged):
            do_pair_by_hand(session, case.marta, round_.id, fourth, sequence=2, now=PLANNED)

        assert case.groups() == [[0, 1, 2]]
        case.look(TOLD)
        assert (case.letters(":made:"), case.letters(":rests:")) == ([0, 1, 2], [3])

    await database.run(unit)


async def test_coordination_parts_and_pairs_by_hand_until_the_cities_know(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 4)
        case.wish(0, 1, 2)
        network, city = case.network, case.cities[3]
        do_wish(session, case.marta, network.id, city.id, wants=True, now=FIRST)
        case.look(PLANNED)
        before = case.groups()
        assert before == [[0, 1], [2, 3]]
        first, second = session.scalars(sa.select(Pair).order_by(Pair.id))
        round_ = session.scalars(sa.select(PairRound)).one()

        do_part(session, case.marta, access_pair(session, case.marta, first.id), sequence=0, now=PLANNED)
        do_part(session, case.marta, access_pair(session, case.marta, first.id), sequence=0, now=PLANNED)
        with pytest.raises(PairChanged):
            do_part(session, case.marta, access_pair(session, case.marta, second.id), sequence=0, now=PLANNED)
        do_part(session, case.marta, access_pair(session, case.marta, second.id), sequence=1, now=PLANNED)
        two = (case.cities[0].id, case.cities[3].id)
        with pytest.raises(NotAllowed):
            do_pair_by_hand(session, case.people[0], round_.id, two, sequence=2, now=PLANNED)
        do_pair_by_hand(session, case.marta, round_.id, two, sequence=2, now=PLANNED)
        do_pair_by_hand(session, case.marta, round_.id, two, sequence=2, now=PLANNED)
        assert case.groups() == [[0, 3]]
        case.look(TOLD)
        assert (case.letters(":made:"), case.letters(":rests:")) == ([0, 3], [1, 2])
        with pytest.raises(PairsLeft):
            do_part(session, case.marta, access_pair(session, case.marta, second.id), sequence=3, now=TOLD)
        deeds = [entry.deed for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
        assert deeds == ["pairs_opened", "pair_wish_noted", "pair_parted", "pair_parted", "pair_made"]

    await database.run(unit)


async def test_one_that_cannot_frees_the_other_for_whoever_rests_or_is_told_that_it_comes_first(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 4)
        case.wish(0, 1)
        case.look(PLANNED)
        case.look(TOLD)
        case.wish(3, now=TOLD)  # it comes when the pairs of the month are told
        (pair,) = session.scalars(sa.select(Pair))

        with pytest.raises(PairChanged):
            case.refuse(0, pair.id, sequence=5)
        case.refuse(1, pair.id)
        case.refuse(1, pair.id)
        assert case.groups() == [[0, 3]]
        assert case.letters(":made:") == [0, 3], "the first letters had not left: it is morning elsewhere"
        with pytest.raises(PairChanged):
            do_agree(session, access_in_pair(session, case.people[0], pair.id), sequence=1, now=TOLD)

        case.wish(3, wants=False, now=TOLD)
        assert (case.groups(), case.letters(":rests:")) == ([], [0]), "the other one said no and is not asked again"
        assert session.get_one(PairWish, (case.network.id, case.cities[0].id)).rests == 1
        case.look(TOLD + 12 * DAY)
        assert case.letters(":check:") == []

    await database.run(unit)


async def test_one_of_each_city_is_asked_whether_they_met_and_what_is_told_stays_with_the_city(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.wish(0, 1)
        case.look(PLANNED)
        case.look(TOLD)
        (pair,) = session.scalars(sa.select(Pair))
        case.look(TOLD + 9 * DAY)
        assert case.letters(":check:") == []
        case.look(TOLD + 10 * DAY)
        case.look(TOLD + 11 * DAY)
        assert case.letters(":check:") == [0, 1]
        assert case.network.exchange_at is not None

        spoken = access_in_pair(session, case.people[0], pair.id)
        do_tell_met(session, case.people[0], spoken, Met.YES, now=TOLD + 11 * DAY)
        do_keep_words(session, case.people[0], spoken, "Por metro.", may_share=False, now=TOLD + 11 * DAY)
        assert case.letters(":check:") == [1], "what was still to be asked is not"
        noted = access_in_pair(session, case.marta, pair.id, case.cities[1].id)
        do_tell_met(session, case.marta, noted, Met.NOT_YET, now=TOLD + 11 * DAY)
        with pytest.raises(NotFound):
            access_in_pair(session, case.people[2], pair.id)
        name = f"<b>{case.people[0].name}</b>"
        made = session.scalars(sa.select(Letter).where(Letter.key.contains(f":made:person:{case.people[1].id}"))).one()
        assert name in made.payload["text"]
        do_erase(session, case.people[0], now=TOLD + 12 * DAY)
        session.expire_all()
        assert name not in made.payload["text"], "the letters of the pair name them no more"
        (exported,) = (list(records(session, one, case.network.id)) for one in KINDS if one.name == "pair_cities")
        said = [(one["city_id"], one["met"], one["words"], one["noted_by"]) for one in exported]
        assert [(met, words, by) for _, met, words, by in said] == [
            ("yes", "Por metro.", None),
            ("not_yet", "", case.marta.id),
        ]

    await database.run(unit)


async def test_one_city_says_so_for_itself_and_of_a_pair_that_is_off_nobody_is_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.wish(0, 1)
        case.look(PLANNED)
        case.look(TOLD)
        (pair,) = session.scalars(sa.select(Pair))
        for place in (0, 1):  # whose weeks were spent: a digest is to ask them
            key = f"pair:{pair.id}:check:{case.cities[place].id}:person:{case.people[place].id}:2027-06-19"
            waits = Held(kind=Kind.PAIR_CHECK, about_id=pair.id, key=key, at=TOLD, until=TOLD + 30 * DAY)
            waits.person_id, waits.network_id = case.people[place].id, case.network.id
            waits.state, waits.reason = HeldState.WAITING, HeldReason.SPENT
            session.add(waits)
        session.flush()

        spoken = access_in_pair(session, case.people[0], pair.id)
        do_tell_met(session, case.people[0], spoken, Met.NOT_YET, now=TOLD + 10 * DAY)
        assert [one.person_id for one in session.scalars(sa.select(Held))] == [case.people[1].id]

        case.refuse(0, pair.id, now=TOLD + 10 * DAY)
        assert (session.query(Held).count(), case.letters(":check:")) == (0, [])

    await database.run(unit)


async def test_somebody_writes_so_often_a_day_and_whoever_is_on_a_break_hears_nothing_by_itself(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.people[1].paused_until = TOLD + 40 * DAY
        case.wish(0, 1)
        case.look(PLANNED)
        case.look(TOLD)
        assert case.letters(":made:") == [0]
        (paired,) = pairs_of(session, session.scalars(sa.select(PairRound)).one().id)
        round_ = session.scalars(sa.select(PairRound)).one()
        shown = meeting_of(session, case.network, paired, round_, TOLD)
        for _ in range(5):
            write_to_other(session, shown, case.people[0], case.cities[0], "Hola", TOLD)
        with pytest.raises(AlreadyWritten):
            write_to_other(session, shown, case.people[0], case.cities[0], "Hola", TOLD)
        assert case.letters(":word:") == [1] * 5

    await database.run(unit)


async def test_digest_asks_once_whether_a_city_wants_to_and_tells_what_may_be_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.wish(0, 1)
        memberships = {one.person_id: one for one in session.scalars(sa.select(Membership))}
        for person in case.people:
            memberships[person.id].digest_due_at = FIRST + 5 * DAY
        share_challenge(session, case.network, case.people[0], FIRST + DAY)
        session.flush()

        ids = [person.id for person in case.people]
        do_send_person_digests(session, ids, now=FIRST + 5 * DAY)
        asked = [chat for chat, text in _digests(session) if "encontrarse cada mes" in text]
        assert asked == [case.people[2].telegram_id], "the others have said so"

        case.look(PLANNED)
        case.look(TOLD)
        (pair,) = session.scalars(sa.select(Pair))
        for place, may_share in ((0, True), (1, False)):
            spoken = access_in_pair(session, case.people[place], pair.id)
            do_tell_met(session, case.people[place], spoken, Met.YES, now=TOLD)
            do_keep_words(session, case.people[place], spoken, f"Frase {place} <b>", may_share=may_share, now=TOLD)
        session.execute(sa.update(Letter).values(state=LetterState.SENT))
        for person in case.people:
            memberships[person.id].digest_due_at = FIRST + 12 * DAY
        session.flush()
        told = len(_digests(session))
        do_send_person_digests(session, ids, now=FIRST + 12 * DAY)
        fresh = dict(_digests(session)[told:])
        assert set(fresh) == {case.people[1].telegram_id, case.people[2].telegram_id}, "not to who said it"
        assert all("«Frase 0 &lt;b&gt;»" in text for text in fresh.values())
        assert not any("Frase 1" in text or "encontrarse cada mes" in text for text in fresh.values())

    await database.run(unit)


def _digests(session: Session) -> list[tuple[int, str]]:
    found = session.scalars(sa.select(Letter).where(Letter.kind == Kind.DIGEST).order_by(Letter.id))
    return [(one.chat_id, one.payload["text"]) for one in found]


async def test_two_cities_that_cannot_at_once_are_both_heard(database: Database) -> None:
    def make(session: Session) -> tuple[int, list[int]]:
        case = case_of(session, 3, [("ferias", "huertas"), ("huertas", "ferias"), ("ferias", "huertas")])
        case.wish(0, 1, 2)
        case.look(PLANNED)
        case.look(TOLD)
        assert case.groups() == [[0, 1, 2]]
        return session.scalars(sa.select(Pair)).one().id, [person.id for person in case.people]

    pair_id, people = await database.run(make)

    async def refuse(person_id: int) -> None:
        def unit(session: Session) -> None:
            spoken = access_in_pair(session, session.get_one(Person, person_id), pair_id)
            try:
                do_refuse(session, spoken, sequence=0, now=TOLD)
            except PairChanged:  # the other was faster: the key was from before
                do_refuse(session, spoken, sequence=1, now=TOLD)

        await database.run(unit)

    await asyncio.gather(refuse(people[0]), refuse(people[1]))

    def standing(session: Session) -> tuple[bool, int]:
        pair = session.get_one(Pair, pair_id)
        return pair.ended_at is not None, session.query(Letter).filter(Letter.key.contains(":rests:")).count()

    assert await database.read(standing) == (True, 1), "nobody is left with whom the third could meet"


async def test_map_has_a_screen_for_no_city_for_one_and_for_eight(database: Database) -> None:
    def unit(session: Session) -> None:
        t = translator_for("es")
        empty = case_of(session, 0)
        shown = needs_map(session, empty.network)
        assert (shown.filled, shown.is_empty) == (0, True)
        assert "Nadie ha dicho todavía qué necesita." in page(t, shown, 0, names_silent=True).text

        network = found_network(session, "ocho")
        for place in range(8):
            person, city = settle_person(session, "BR" if place % 2 else "EC", language="pt" if place % 2 else "es")
            session.add(NetworkCity(network_id=network.id, city_id=city.id))
            membership = join(session, person, city, network)
            if place < 5:
                things = [f"<b>feiras livres {n} " + "x" * 150 for n in range(3)]
                replace_helps(session, membership.id, HelpKind.NEED, things)
                replace_helps(session, membership.id, HelpKind.OFFER, ["ferias y mercados", "compostaje"])
        shown = needs_map(session, network)
        assert (shown.filled, len(shown.silent), len(shown.answered), len(shown.alone)) == (5, 3, 15, 0)
        pages = [page(t, shown, number, names_silent=True) for number in range(5)]
        assert all(len(one.text) < 1600 for one in pages), "escaped marks count as they are written"
        assert all("<b>feiras" not in one.text for one in pages)
        assert "Faltan todavía" not in page(t, shown, 0, names_silent=False).text
        assert [thing.text for thing in who_knows(session, network, "compost", "en")] == ["compostaje"] * 5
        again = NeedsPicture(needs_map(session, network))
        assert needs_order(t, NeedsPicture(shown)).digest == needs_order(t, again).digest

    await database.run(unit)


async def test_map_is_told_five_days_before_the_first_session_wherever_that_is_moved(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.network.pairs_on_at = None
        ivan, _ = settle_person(session)
        join(session, ivan, None, case.network, role=Role.FACILITATOR)
        first = session.scalars(sa.select(Meeting).where(Meeting.starts_at == FIRST)).one()
        case.network.exchange_at = FIRST - 30 * DAY
        session.flush()
        assert TICK.next_due(session) == FIRST - 30 * DAY

        enqueue_exchange(session, FIRST - 30 * DAY)
        assert case.network.exchange_at == datetime(2027, 5, 6, 8, tzinfo=UTC), "in three days: it may be moved"
        first.starts_at = first.starts_at + 14 * DAY
        case.look(FIRST - 5 * DAY)
        assert case.letters("needs:") == []
        case.look(FIRST + 9 * DAY)
        case.look(FIRST + 10 * DAY)
        assert case.letters("needs:") == [-1], "to the facilitation alone, once"
        assert session.scalars(sa.select(Letter.kind).where(Letter.key.contains("needs:"))).one() == Kind.NEEDS_MAP
        case.look(FIRST + 20 * DAY)
        assert TICK.next_due(session) is None, "a network that has met, and without pairs, costs nothing"

    await database.run(unit)
