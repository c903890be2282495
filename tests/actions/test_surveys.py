"""Surveys follow the first, the middle and the last session; cities that may drop out are seen by who coordinates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import access_results, access_survey
from actions.afterwards.asking import ask
from actions.mydata import do_erase
from actions.refusals import NotAllowed
from actions.risks import cities_at_risk
from actions.surveys.answering import changes_until, do_answer
from actions.surveys.planning import can_send, current, do_send
from actions.surveys.refusals import SurveyOver
from actions.surveys.standing import results_of
from scheduler.surveys import enqueue_surveys
from store.chats import chat_by_id, meet_chat, switch_off
from store.database import Database
from store.models import (
    Answer,
    ChatKind,
    City,
    Held,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Presence,
    Role,
    Rsvp,
    Survey,
    SurveyAnswer,
    SurveyKind,
)
from store.mydata.gathering import rows_of
from store.surveys import survey_of
from tests.actions.founding import convene, found_network, join, settle_person
from texts.risks import Sign
from texts.surveys.questions import library
from texts.translator import LANGUAGES

FIRST = datetime(2027, 6, 16, 15, tzinfo=UTC)  # a Wednesday, five in Madrid
MONTH = timedelta(days=28)
DAY = timedelta(days=1)
OVER = timedelta(minutes=90)
SCORES = {"useful": 4, "pace": 3, "voice": 5, "going-on": 5}


@dataclass
class Case:
    """A network of three cities with one person each, who meet six times; a coordinator and a facilitator."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    lucia: Person
    people: list[Person]
    cities: list[City]

    def end(self, number: int) -> datetime:
        """A session ends; gives when."""
        meeting = self.meetings[number - 1]
        at = meeting.starts_at + OVER
        meeting.ask_at = at
        ask(self.session, meeting, self.network, now=at)
        return at

    def survey(self, kind: SurveyKind) -> Survey:
        found = survey_of(self.session, self.network.id, kind)
        assert found is not None
        return found

    def answer(self, place: int, survey: Survey, now: datetime, words: str = "", useful: int = 4) -> SurveyAnswer:
        person, city = self.people[place], self.cities[place]
        return do_answer(self.session, person, survey, city, SCORES | {"useful": useful}, words, now=now)

    def asked(self, survey: Survey) -> set[int]:
        found = sa.select(Letter.chat_id).where(
            Letter.key.startswith(f"survey:{survey.id}:"), Letter.state != LetterState.WITHDRAWN
        )
        return set(self.session.scalars(found))


def case_of(session: Session) -> Case:
    network = found_network(session)
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(6)))
    marta, lucia = (settle_person(session)[0] for _ in range(2))
    join(session, marta, None, network, role=Role.COORDINATOR)
    join(session, lucia, None, network, role=Role.FACILITATOR)
    settled = [settle_person(session) for _ in range(3)]
    for person, city in settled:
        join(session, person, city, network)
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
    for person in (marta, lucia, *(one for one, _ in settled)):
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.flush()
    return Case(session, network, meetings, marta, lucia, [one for one, _ in settled], [city for _, city in settled])


def in_case(check: Callable[[Case], None]) -> Callable[[Session], None]:
    return lambda session: check(case_of(session))


async def test_first_middle_and_last_session_are_followed_by_questions(database: Database) -> None:
    def check(case: Case) -> None:
        for number in range(1, 7):
            case.end(number)
            case.end(number)

        found = case.session.scalars(sa.select(Survey).order_by(Survey.ask_at)).all()

        asked = [(one.kind, one.ask_at, one.closes_at) for one in found]
        assert asked == [
            (kind, at, at + 14 * DAY)
            for kind, number in ((SurveyKind.BASELINE, 1), (SurveyKind.PULSE, 3), (SurveyKind.CLOSING, 6))
            for at in [case.meetings[number - 1].starts_at + OVER + 2 * DAY]
        ]

    await database.run(in_case(check))


async def test_each_delegate_is_asked_once_and_changes_it_for_a_week(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        case.people[2].paused_until = FIRST + 4 * MONTH
        now = case.end(3) + 2 * DAY
        survey = case.survey(SurveyKind.PULSE)
        first = case.answer(0, survey, now - DAY, "Va bien")
        assert [enqueue_surveys(session, now - DAY), enqueue_surveys(session, now), enqueue_surveys(session, now)] == [
            0,
            1,
            0,
        ]
        assert case.asked(survey) == {case.people[1].telegram_id}, "not who has answered, nor who is on a break"

        case.answer(1, survey, now + DAY)
        assert case.asked(survey) == set()
        assert changes_until(first, now) == first.answered_at + 7 * DAY
        case.answer(0, survey, now + 5 * DAY, "Mejor", useful=5)
        with pytest.raises(SurveyOver):
            case.answer(0, survey, now + 6 * DAY)
        with pytest.raises(SurveyOver):
            case.answer(2, survey, survey.closes_at)
        with pytest.raises(NotAllowed):
            access_survey(session, case.marta, survey.id)
        assert [row["scores"]["useful"] for row in rows_of(session, case.people[0])["survey_answers"]] == [5]

    await database.run(in_case(check))


async def test_whose_week_is_spent_is_asked_by_the_digest(database: Database) -> None:
    def check(case: Case) -> None:
        session, person = case.session, case.people[0]
        for meeting in case.meetings[3:]:
            meeting.starts_at += 8 * DAY  # so that no session is near
        now = case.end(3) + 7 * DAY
        survey = case.survey(SurveyKind.PULSE)
        survey.ask_at = now
        letter = sa.insert(Letter).values(
            chat_id=person.telegram_id,
            lane="bulk",
            priority=30,
            due_at=now - timedelta(hours=1),
            state="sent",
            kind=Kind.ANNOUNCEMENT,
            key="announcement:1",
            method="sendMessage",
            payload={},
            created_at=now,
            attempts=1,
            doubts=0,
            part=0,
            reason="",
        )
        session.execute(letter)

        enqueue_surveys(session, now)

        held = session.scalars(sa.select(Held).where(Held.kind == Kind.SURVEY)).all()
        assert [(one.person_id, one.about_id) for one in held] == [(person.id, survey.id)]
        assert case.asked(survey) == {one.telegram_id for one in case.people[1:]}
        case.answer(0, survey, now)
        assert session.scalars(sa.select(Held).where(Held.kind == Kind.SURVEY)).all() == []

    await database.run(in_case(check))


async def test_figures_of_fewer_than_three_are_told_to_nobody(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        now = case.end(3) + 2 * DAY
        survey = case.survey(SurveyKind.PULSE)
        for place in range(2):
            case.answer(place, survey, now, "Va bien", useful=place + 1)
        few = results_of(session, case.network, now).results[SurveyKind.PULSE]
        assert (few.answered, few.asked, few.words, few.scores["useful"].average) == (2, 3, [], None)

        case.answer(2, survey, now, useful=3)
        told = results_of(session, case.network, now).results[SurveyKind.PULSE]
        assert (told.answered, told.words) == (3, ["Va bien", "Va bien"])
        assert (told.scores["useful"].number, told.scores["useful"].average) == (3, 2.0)
        do_erase(session, case.people[0], now=now)
        told = results_of(session, case.network, now).results[SurveyKind.PULSE]
        assert (told.answered, told.words, told.scores["useful"].average) == (3, ["Va bien"], 2.0)
        with pytest.raises(NotAllowed):
            access_results(session, case.people[1], case.network.id)
        assert access_results(session, case.lucia, case.network.id)[1] is case.network

    await database.run(in_case(check))


async def test_beginning_is_answered_before_and_the_end_is_asked_when_it_is_closed(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        before = FIRST - 5 * DAY
        survey = current(session, network, before)
        assert survey is not None
        assert (survey.kind, survey.ask_at, current(session, network, before)) == (SurveyKind.BASELINE, None, survey)
        case.answer(0, survey, before)
        case.end(1)
        assert survey.ask_at == FIRST + OVER + 2 * DAY, "the others are asked"
        assert can_send(session, network, FIRST + DAY) == [SurveyKind.PULSE]

        at = case.meetings[5].starts_at + OVER
        assert can_send(session, network, at) == [SurveyKind.CLOSING]
        network.closed_at = at
        assert do_send(session, case.marta, network, SurveyKind.CLOSING, now=at)
        assert not do_send(session, case.marta, network, SurveyKind.CLOSING, now=at)
        assert not do_send(session, case.marta, network, SurveyKind.PULSE, now=at)
        enqueue_surveys(session, at)
        assert case.asked(case.survey(SurveyKind.CLOSING)) == {one.telegram_id for one in case.people}
        assert access_survey(session, case.people[0], case.survey(SurveyKind.CLOSING).id)[1] is network

    await database.run(in_case(check))


async def test_cities_at_risk_are_told_with_their_signs(database: Database) -> None:
    def check(case: Case) -> None:
        session, now = case.session, case.meetings[1].starts_at + 3 * DAY
        there, away, blocked = case.people
        for meeting in case.meetings[:2]:
            for person, city, was_there in zip(case.people, case.cities, (True, False, True), strict=True):
                told = {"person_id": person.id, "city_id": city.id, "was_there": was_there, "told_at": now - DAY}
                session.add(Presence(meeting_id=meeting.id, noted_by=case.marta.id, **told))
        for person in (there, blocked):
            session.add(
                Rsvp(meeting_id=case.meetings[1].id, person_id=person.id, answer=Answer.GOING, answered_at=now - DAY)
            )
        chat = chat_by_id(session, blocked.telegram_id or 0)
        assert chat is not None
        switch_off(chat, "blocked", now)
        session.flush()

        found = [(one.city.id, one.signs) for one in cities_at_risk(session, [case.network], now)]

        assert found == [
            (case.cities[1].id, (Sign.MISSED, Sign.SILENT)),
            (case.cities[2].id, (Sign.BLOCKED,)),
        ], "what the coordination notes for a city is no sign of life of it"
        assert away.id
        ahead = [meeting for meeting in case.meetings if meeting.starts_at > now]
        for meeting in ahead:
            meeting.cancelled_at = now
        session.flush()
        assert cities_at_risk(session, [case.network], now) == [], "nobody leaves what does not meet any more"
        ahead[0].cancelled_at = None
        session.flush()
        assert cities_at_risk(session, [case.network], now)
        case.network.closed_at = now
        assert cities_at_risk(session, [case.network], now) == []

    await database.run(in_case(check))


def test_every_question_is_there_in_every_language() -> None:
    assert {language for one in library() for language in one.words} == set(LANGUAGES)
    assert all(set(one.words) == set(LANGUAGES) for one in library())
