"""Ask the few: who is likely, who is asked at most once a week, and what is learned from "not for me"."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.access import access_asking
from actions.challenges import do_mark_outcome, do_share_challenge, do_withdraw_challenge
from actions.few.asking import ASK_AFTER
from actions.few.likely import likeliest
from actions.few.offers import do_follow_offers
from actions.few.refusals import NotToBeAsked
from actions.few.replying import count_suggestable, do_decline, do_suggest, suggestable
from actions.few.standing import few_of
from actions.helps import do_set_helps
from actions.mydata import do_erase
from actions.proposals.proposing import do_narrow
from actions.refusals import NotFound
from actions.solutions import do_answer_challenge
from scheduler.few import TICK, enqueue_questions
from store.chats import meet_chat, switch_off
from store.database import Database
from store.helps import replace_helps
from store.memberships import membership_of
from store.models import (
    Asking,
    AskReason,
    AskState,
    Challenge,
    ChatKind,
    City,
    FoundKind,
    Held,
    HeldReason,
    HeldState,
    HelpKind,
    HelpTerm,
    Kind,
    Letter,
    LetterState,
    Network,
    Outcome,
    Person,
    Readers,
    Visibility,
)
from store.mydata.gathering import rows_of
from tests.actions.founding import found_network, join, settle_person

NOW = datetime(2027, 6, 15, 16, tzinfo=UTC)  # a Tuesday, six in the evening in Zaragoza
MINUTES = ASK_AFTER
WEEK = timedelta(days=7)
FAIRS = ["ferias", "una feria", "las ferias", "la feria", "fires"]


@dataclass
class Case:
    """Somebody asks; five people of other cities can help with fairs."""

    session: Session
    network: Network
    asker: Person
    home: City
    people: list[Person]
    cities: list[City]

    def share(self, title: str = "Cobrar a las ferias", *, now: datetime = NOW) -> Challenge:
        shared, _ = do_share_challenge(
            self.session,
            self.asker,
            self.network.id,
            problem="Los puesteros de la feria no pagan.",
            tried="",
            title=title,
            visibility=Visibility.NETWORK,
            now=now,
        )
        return shared

    def asked(self, challenge: Challenge) -> list[Asking]:
        return self.session.query(Asking).filter_by(challenge_id=challenge.id).order_by(Asking.id).all()

    def who(self, challenge: Challenge) -> set[int]:
        return {self.place(one.person_id) for one in self.asked(challenge)}

    def place(self, person_id: int) -> int:
        return [person.id for person in self.people].index(person_id)

    def letters(self, challenge: Challenge) -> list[int]:
        found = self.session.query(Letter).filter(Letter.key.startswith(f"challenge:{challenge.id}:asked:"))
        return [letter.chat_id for letter in found if letter.state is not LetterState.WITHDRAWN]


def case_of(session: Session, offers: Sequence[str] = FAIRS, *, slug: str = "economia") -> Case:
    network = found_network(session, slug)
    asker, home = settle_person(session)
    join(session, asker, home, network)
    people, cities = [], []
    for offer in offers:
        person, city = settle_person(session)
        join(session, person, city, network)
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
        do_set_helps(session, person, network.id, HelpKind.OFFER, [offer])
        people.append(person)
        cities.append(city)
    return Case(session, network, asker, home, people, cities)


async def test_three_are_asked_some_minutes_later_and_none_twice_in_a_week(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        challenge = case.share()

        assert enqueue_questions(session, NOW + MINUTES / 2) == 0
        assert TICK.next_due(session) == NOW + MINUTES
        assert enqueue_questions(session, NOW + MINUTES) == 1
        assert enqueue_questions(session, NOW + MINUTES) == 0

        assert len(case.asked(challenge)) == len(case.letters(challenge)) == 3
        shown = few_of(session, challenge)
        assert shown is not None
        assert [case.cities.index(city) for city in shown.cities] == [
            case.place(one.person_id) for one in case.asked(challenge)
        ]
        again = case.share("Otra vez las ferias", now=NOW + MINUTES)
        enqueue_questions(session, NOW + 2 * MINUTES)
        assert case.who(again).isdisjoint(case.who(challenge))
        assert len(case.who(again)) == 2
        third = case.share("Las ferias", now=NOW + WEEK + MINUTES)
        enqueue_questions(session, NOW + WEEK + 2 * MINUTES)
        assert len(case.who(third)) == 3, "a week later they are free again"

    await database.run(unit)


async def test_who_is_gone_pauses_has_blocked_or_is_of_the_city_that_asks_is_not_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        gone, paused, blocked, neighbour, free = case.people
        for person, where in ((gone, None), (neighbour, case.home)):
            membership = membership_of(session, person.id, case.network.id)
            assert membership is not None
            membership.left_at = NOW if where is None else None
            membership.city_id = membership.city_id if where is None else where.id
        paused.paused_until = NOW + WEEK
        chat = meet_chat(session, blocked.telegram_id or 0, ChatKind.PRIVATE, "")
        switch_off(chat, "blocked", NOW)
        challenge = case.share()

        enqueue_questions(session, NOW + MINUTES)

        assert [one.person_id for one in case.asked(challenge)] == [free.id]

    await database.run(unit)


async def test_nobody_is_asked_who_is_not_likely_or_may_not_read_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, ["autobuses nocturnos", "calidad del aire"])
        beside = case.share()
        enqueue_questions(session, NOW + MINUTES)
        shown = few_of(session, beside)
        assert (case.asked(beside), shown and shown.cities) == ([], ())

        case = case_of(session, slug="movilidad")
        hidden = case.share()
        hidden.visibility = Visibility.COORDINATORS
        assert likeliest(session, hidden, NOW) == []
        withdrawn, solved = case.share("Ferias de invierno"), case.share("Ferias de verano")
        do_withdraw_challenge(session, case.asker, withdrawn, NOW)
        do_mark_outcome(session, solved, Outcome.SOLVED, NOW)
        enqueue_questions(session, NOW + MINUTES)
        assert [case.asked(one) for one in (hidden, withdrawn, solved)] == [[], [], []]

    await database.run(unit)


async def test_what_goes_back_to_the_coordination_is_put_to_nobody_any_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        challenge = case.share()
        enqueue_questions(session, NOW + MINUTES)
        waits = Held(kind=Kind.ASKED, about_id=challenge.id, key="held", state=HeldState.WAITING)
        waits.person_id, waits.network_id, waits.reason = case.people[0].id, case.network.id, HeldReason.SPENT
        waits.at, waits.until = NOW, NOW + WEEK
        session.add(waits)
        session.flush()

        about = FoundKind.CHALLENGE, challenge.id, Readers.COORDINATORS
        do_narrow(session, case.asker, *about, sequence=0, now=NOW + MINUTES)

        assert (case.letters(challenge), session.query(Held).count()) == ([], 0), "neither a letter nor a digest asks"

    await database.run(unit)


async def test_not_for_me_asks_the_next_one_once_and_is_remembered(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        challenge = case.share()
        enqueue_questions(session, NOW + MINUTES)
        first = case.asked(challenge)[0]

        do_decline(session, challenge, first, NOW + MINUTES)
        do_decline(session, challenge, first, NOW + MINUTES)
        enqueue_questions(session, NOW + 2 * MINUTES)

        fourth = case.asked(challenge)[3]
        assert (fourth.instead_of, len(case.asked(challenge))) == (first.id, 4)
        shown = few_of(session, challenge)
        assert shown is not None
        assert len(shown.cities) == 3, "and nobody reads who it was that was not"
        do_decline(session, challenge, fourth, NOW + 2 * MINUTES)
        enqueue_questions(session, NOW + 3 * MINUTES)
        assert len(case.asked(challenge)) == 4, "nobody comes in the place of who came in somebody's place"

        later = NOW + 2 * WEEK
        scores = {one.candidate.person.id: one.score for one in likeliest(session, case.share(now=later), later)}
        assert first.person_id not in scores or scores[first.person_id] < min(
            score for person_id, score in scores.items() if person_id not in (first.person_id, fourth.person_id)
        )

    await database.run(unit)


async def test_whoever_somebody_thinks_of_is_asked_in_their_name(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, ["ferias", "autobuses nocturnos", "calidad del aire"])
        challenge, (rosa, joao, ines) = case.share(), case.people
        enqueue_questions(session, NOW + MINUTES)
        (asking,) = case.asked(challenge)

        assert count_suggestable(session, challenge, asking, NOW) == 2
        do_suggest(session, rosa, challenge, asking, joao.id, NOW + MINUTES)
        do_suggest(session, rosa, challenge, asking, ines.id, NOW + MINUTES)

        _, suggested = case.asked(challenge)
        assert (suggested.person_id, suggested.reason, suggested.suggested_by) == (
            joao.id,
            AskReason.SUGGESTED,
            rosa.id,
        )
        assert session.query(Letter).filter_by(kind=Kind.SUGGESTED).one().chat_id == joao.telegram_id
        assert [one.person.id for one in suggestable(session, challenge, suggested, NOW, limit=5)] == [ines.id]
        with pytest.raises(NotToBeAsked):
            do_suggest(session, joao, challenge, suggested, case.asker.id, NOW + MINUTES)
        with pytest.raises(NotFound):
            access_asking(session, ines, suggested.id)

        do_answer_challenge(session, joao, challenge, "Con un código.", now=NOW + MINUTES)
        assert suggested.state is AskState.ANSWERED
        assert case.letters(challenge) == [rosa.telegram_id]
        assert [row["person_id"] for row in rows_of(session, joao)["asked_by_other_cities"]] == [joao.id]
        do_erase(session, rosa, now=NOW + WEEK)
        assert [(one.person_id, one.suggested_by) for one in case.asked(challenge)] == [(joao.id, None)]

    await database.run(unit)


async def test_offers_are_found_as_they_are_now_and_after_an_upgrade(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, ["ferias"])
        (rosa,) = case.people
        membership = membership_of(session, rosa.id, case.network.id)
        assert membership is not None
        challenge = case.share()

        do_set_helps(session, rosa, case.network.id, HelpKind.OFFER, ["calidad del aire"])
        assert likeliest(session, challenge, NOW) == []
        replace_helps(session, membership.id, HelpKind.OFFER, ["fires i mercats"])  # as before they were read at all
        assert session.query(HelpTerm).count() == 0
        assert (do_follow_offers(session, 100), do_follow_offers(session, 100)) == (1, 0)
        (found,) = likeliest(session, challenge, NOW)
        assert (found.candidate.person.id, found.why.because) == (rosa.id, "fires i mercats")

    await database.run(unit)


async def test_two_who_ask_at_once_ask_nobody_twice(database: Database) -> None:
    def unit(session: Session) -> int:
        case = case_of(session)
        case.share("Ferias de invierno")
        case.share("Ferias de verano")
        return case.network.id

    await database.run(unit)

    await asyncio.gather(*(database.run(lambda session: enqueue_questions(session, NOW + MINUTES)) for _ in range(2)))

    asked = await database.read(lambda session: [one.person_id for one in session.query(Asking)])
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == len(FAIRS)


async def test_who_is_erased_has_thought_of_nobody(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, ["ferias", "autobuses nocturnos"])
        challenge, (rosa, joao) = case.share(), case.people
        name = rosa.name
        enqueue_questions(session, NOW + MINUTES)
        (asking,) = case.asked(challenge)
        do_suggest(session, rosa, challenge, asking, joao.id, NOW + MINUTES)
        (letter,) = session.query(Letter).filter_by(kind=Kind.SUGGESTED)
        assert f"{name} pensó" in letter.payload["text"]

        do_erase(session, rosa, now=NOW + MINUTES)

        session.expire_all()
        assert "Alguien de la red pensó en usted." in letter.payload["text"]

    await database.run(unit)
