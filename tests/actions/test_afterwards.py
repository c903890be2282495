"""After a session: who is asked, who was there, what people take with them, and opinions that lead to nobody."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.afterwards.recording import do_set_recording
from actions.afterwards.refusals import CameLater, NotThere, OpinionGiven, PresenceChanged, SessionAhead
from actions.afterwards.standing import own_of, present_in, roll_of, summary_of
from actions.afterwards.telling import (
    do_give_opinion,
    do_note_presence,
    do_tell_presence,
    do_write_takeaway,
)
from actions.meetings import do_answer, do_cancel, plan_reminders_for_meeting
from actions.meetings.refusals import LinkNotUnderstood
from actions.mydata import do_erase, do_leave
from actions.refusals import NetworkClosed, NotFound
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler.afterwards import TICK, enqueue_questions
from store.chats import meet_chat
from store.database import Database
from store.models import (
    Answer,
    ChatKind,
    City,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Person,
    Presence,
    Role,
    Satisfaction,
    SatisfactionGiven,
    Statement,
)
from store.mydata.gathering import counts_of, rows_of, withdrawn_of
from store.news import chronicles
from store.presence import cities_present, people_present
from store.takeaways import takeaways_of
from tests.actions.founding import convene, found_network, join, settle_person
from texts.afterwards.pages import summary
from texts.afterwards.presses import Told
from texts.meetings.shown import Present
from texts.translator import translator_of

STARTS = datetime(2027, 6, 18, 15, tzinfo=UTC)  # a Friday, five in Madrid, nine in Mérida
ENDS = STARTS + timedelta(minutes=90)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Case:
    """A network with a session to come; two people speak for the first city, one for the second, none for the third."""

    session: Session
    network: Network
    meeting: Meeting
    marta: Person
    tere: Person
    colleague: Person
    laia: Person
    city: City
    other_city: City
    silent_city: City

    def tell(self, person: Person, was_there: bool = True, now: datetime = ENDS) -> None:
        city = self.other_city if person is self.laia else self.city
        do_tell_presence(self.session, person, self.meeting, self.network, city, was_there=was_there, now=now)

    def note(
        self, city: City, person: Person | None, was_there: bool, seen: Told = Told.NOTHING, now: datetime = ENDS
    ) -> None:
        do_note_presence(
            self.session,
            self.marta,
            self.meeting,
            self.network,
            city.id,
            None if person is None else person.id,
            was_there=was_there,
            seen=seen,
            now=now,
        )

    def write(self, words: str, now: datetime = ENDS) -> None:
        do_write_takeaway(self.session, self.tere, self.meeting, self.network, self.city, words, now=now)

    def give(self, person: Person, *scores: int, now: datetime = ENDS) -> None:
        do_give_opinion(
            self.session, person, self.meeting, self.network, dict(zip(Statement, scores, strict=False)), now
        )

    def standings(self) -> dict[int, Told]:
        roll = roll_of(self.session, self.meeting, self.network, ENDS)
        return {seat.city.id: seat.standing for seat in roll.seats}

    def asked(self) -> list[Letter]:
        found = sa.select(Letter).where(Letter.key.contains(":afterwards:"), Letter.state == LetterState.WAITING)
        return list(self.session.scalars(found.order_by(Letter.id)))


def case_of(session: Session, starts_at: datetime = STARTS) -> Case:
    network = found_network(session)
    (meeting,) = convene(session, network, starts_at)
    marta, silent_city = settle_person(session)
    tere, city = settle_person(session, "MX")
    colleague, _ = settle_person(session, "MX")
    laia, other_city = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    for person, of in ((tere, city), (colleague, city), (laia, other_city)):
        join(session, person, of, network)
    for person in (marta, tere, colleague, laia):
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    for of in (city, other_city, silent_city):
        session.add(NetworkCity(network_id=network.id, city_id=of.id))
    plan_reminders_for_meeting(session, meeting, now=starts_at - DAY)
    session.flush()
    return Case(session, network, meeting, marta, tere, colleague, laia, city, other_city, silent_city)


async def test_delegates_who_may_have_been_there_are_asked_once_when_it_is_over(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        guest, _ = settle_person(session)
        join(session, guest, case.city, case.network, role=Role.GUEST)
        do_answer(session, case.colleague, case.meeting, case.network, Answer.CANNOT, now=STARTS - HOUR)
        do_answer(session, case.laia, case.meeting, case.network, Answer.MAYBE, now=STARTS - HOUR)

        assert TICK.next_due(session) == ENDS
        rung = [enqueue_questions(session, moment) for moment in (ENDS - HOUR, ENDS, ENDS)]

        assert rung == [0, 1, 0]
        assert TICK.next_due(session) is None
        asked = {letter.chat_id: (letter.kind, letter.due_at) for letter in case.asked()}
        assert asked == {
            case.tere.telegram_id: (Kind.AFTERWARDS, ENDS),
            case.laia.telegram_id: (Kind.AFTERWARDS, ENDS),
        }

    await database.run(unit)


async def test_who_came_when_it_was_over_is_asked_nothing_and_tells_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        of_tere = session.query(Membership).filter_by(person_id=case.tere.id).one()
        of_tere.joined_at = ENDS + HOUR
        session.flush()

        enqueue_questions(session, ENDS)

        asked = {letter.chat_id for letter in case.asked()}
        assert asked == {case.colleague.telegram_id, case.laia.telegram_id}
        with pytest.raises(CameLater):
            case.tell(case.tere)
        with pytest.raises(CameLater):
            case.write("Algo")
        with pytest.raises(CameLater):
            case.give(case.tere, 5)
        case.note(case.city, case.tere, was_there=True)  # who had left and has come again
        case.write("Algo")

    await database.run(unit)


async def test_nobody_is_woken_by_the_question_and_on_friday_evening_it_waits_for_monday(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, STARTS + 2 * HOUR)  # until half past eight in Madrid

        enqueue_questions(session, ENDS + 2 * HOUR)

        due = {letter.chat_id: letter.due_at for letter in case.asked()}
        assert due[case.laia.telegram_id or 0] == datetime(2027, 6, 21, 6, tzinfo=UTC)
        assert due[case.tere.telegram_id or 0] == ENDS + 2 * HOUR
        case.tell(case.laia, now=ENDS + 3 * HOUR)  # from the session's page
        assert case.laia.telegram_id not in {letter.chat_id for letter in case.asked()}

    await database.run(unit)


async def test_who_tells_by_themselves_takes_back_no_question_to_somebody_whose_number_begins_alike(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        namesake, city = settle_person(session)
        namesake.id = 10 * case.laia.id + 1
        session.flush()
        join(session, namesake, city, case.network)
        meet_chat(session, namesake.telegram_id or 0, ChatKind.PRIVATE, "")
        enqueue_questions(session, ENDS)

        case.tell(case.laia)

        asked = {letter.chat_id for letter in case.asked()}
        assert (namesake.telegram_id in asked, case.laia.telegram_id in asked) == (True, False)

    await database.run(unit)


async def test_who_is_known_to_have_been_away_or_has_told_is_not_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.note(case.city, case.tere, was_there=False, now=STARTS + HOUR)
        case.note(case.other_city, case.laia, was_there=True, now=STARTS + HOUR)
        case.tell(case.colleague, now=STARTS + HOUR)

        enqueue_questions(session, ENDS)

        (letter,) = case.asked()
        assert letter.chat_id == case.laia.telegram_id
        assert "Se anotó que estuvo" in letter.payload["text"]

    await database.run(unit)


@pytest.mark.parametrize("why", ["cancelled", "closed", "late", "paused"])
async def test_nobody_is_asked_in_vain(database: Database, why: str) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        if why == "cancelled":
            do_cancel(session, case.marta, case.meeting, case.network, sequence=0, now=STARTS - HOUR)
            assert TICK.next_due(session) is None
        elif why == "closed":
            case.network.closed_at = STARTS
        elif why == "paused":
            for person in (case.tere, case.colleague, case.laia):
                person.paused_until = ENDS + 7 * DAY
        session.flush()

        enqueue_questions(session, ENDS + 3 * DAY if why == "late" else ENDS)

        assert case.asked() == []
        assert TICK.next_due(session) is None

    await database.run(unit)


async def test_session_that_is_moved_is_asked_about_when_it_is_over(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.meeting.starts_at = STARTS + 7 * DAY
        plan_reminders_for_meeting(session, case.meeting, now=STARTS - DAY)

        assert TICK.next_due(session) == ENDS + 7 * DAY
        plan_reminders_for_meeting(session, case.meeting, now=ENDS + 8 * DAY)  # planned long after: nobody remembers
        assert TICK.next_due(session) is None

    await database.run(unit)


async def test_city_was_there_when_one_of_its_people_was_or_it_was_noted_alone(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        with pytest.raises(SessionAhead):
            case.tell(case.tere, now=STARTS - HOUR)
        assert present_in(session, [case.meeting]) == {}

        case.tell(case.tere, was_there=False)
        assert case.standings()[case.city.id] is Told.AWAY
        case.tell(case.colleague)
        case.tell(case.colleague)  # pressed twice
        case.note(case.silent_city, None, was_there=True)
        case.note(case.silent_city, None, was_there=True)

        assert case.standings() == {
            case.city.id: Told.THERE,
            case.other_city.id: Told.NOTHING,
            case.silent_city.id: Told.THERE,
        }
        assert {city.id for city in cities_present(session, case.meeting)} == {case.city.id, case.silent_city.id}
        assert people_present(session, case.meeting) == [case.colleague]
        assert present_in(session, [case.meeting]) == {case.meeting.id: Present(2, 3, unknown=1)}
        assert session.query(Presence).count() == 3
        do_erase(session, case.colleague, now=ENDS + DAY)
        assert case.standings()[case.city.id] is Told.THERE, "the city's, without the name"
        assert people_present(session, case.meeting) == []
        case.network.closed_at = ENDS
        with pytest.raises(NetworkClosed):
            case.tell(case.tere)

    await database.run(unit)


async def test_what_is_noted_overwrites_nothing_that_was_not_seen_and_gives_way_to_own_words(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.tell(case.tere)

        with pytest.raises(PresenceChanged):
            case.note(case.city, case.tere, was_there=False)  # from a screen on which nothing stood
        with pytest.raises(PresenceChanged):
            case.note(case.city, None, was_there=False)  # for one of it was there
        for of, person in ((case.city, case.laia), (case.other_city, case.tere)):
            with pytest.raises(NotFound):
                case.note(of, person, was_there=True)
        case.note(case.city, case.tere, was_there=False, seen=Told.THERE)
        row = session.query(Presence).one()
        assert (row.was_there, row.noted_by) == (False, case.marta.id)
        case.tell(case.tere)
        assert (row.was_there, row.noted_by) == (True, None)

    await database.run(unit)


async def test_takeaway_is_one_sentence_that_can_be_changed_and_taken_back(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write("")
        case.write("De noche se reparte mejor")
        case.write("De noche se reparte mejor", now=ENDS + HOUR)
        (takeaway,) = takeaways_of(session, case.meeting)
        assert (takeaway.city_id, takeaway.language, takeaway.changed_at) == (case.city.id, "es", None)
        case.write("", now=ENDS + HOUR)

        assert takeaways_of(session, case.meeting) == []
        assert (counts_of(session, case.tere)["takeaways"], withdrawn_of(session, case.tere)["takeaways"]) == (0, 1)
        case.write("Otra cosa", now=ENDS + DAY)
        assert [(one.text, one.changed_at) for one in takeaways_of(session, case.meeting)] == [
            ("Otra cosa", ENDS + DAY)
        ]
        do_erase(session, case.tere, now=ENDS + DAY)
        assert [one.text for one in takeaways_of(session, case.meeting)] == ["Otra cosa"], "it is the city's"

    await database.run(unit)


async def test_opinion_is_counted_once_and_leads_to_nobody(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        people = (case.tere, case.colleague, case.laia)
        with pytest.raises(NotThere):
            case.give(case.tere, 5, 5, 5)
        for person in people:
            case.tell(person)
        case.give(case.tere, 5, 4, 3)
        with pytest.raises(OpinionGiven):
            case.give(case.tere, 1, 1, 1)
        case.give(case.colleague, 4)  # the rest was skipped
        t = translator_of(case.marta)

        def shown() -> str:
            return summary(t, summary_of(session, case.meeting, case.network, ENDS)).text.striptags()

        (kind,) = (kind for kind in KINDS if kind.name == "satisfaction")
        assert "Cómo fue: con menos de tres respuestas no se muestra nada." in shown()
        assert list(records(session, kind, case.network.id)) == []
        case.give(case.laia, 4, 4)

        text = shown()
        assert "respondieron 3 de 3 personas" in text
        assert "La sesión es útil para mi trabajo. 4,3" in text
        assert "El tiempo se aprovechó bien. Menos de tres respuestas" in text
        assert {row["statement"] for row in records(session, kind, None)} == {"useful"}
        assert {column.name for column in Satisfaction.__table__.columns} == {
            "meeting_id",
            "statement",
            "score",
            "number",
        }
        assert rows_of(session, case.tere)["satisfaction"] == [
            {"meeting_id": case.meeting.id, "person_id": case.tere.id}
        ]
        do_erase(session, case.tere, now=ENDS + DAY)
        assert session.query(SatisfactionGiven).count() == 2
        assert "respondieron 3 de 3 personas" in shown()

    await database.run(unit)


async def test_what_one_has_told_and_what_is_left_is_known(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        def own() -> tuple[bool, bool, bool, bool]:
            told = own_of(session, case.tere, case.meeting, case.network, case.city, ENDS)
            return told.was_there, told.takeaway is not None, told.round.is_open, told.has_given

        assert own() == (False, False, True, False)
        case.tell(case.tere)
        case.write("Algo")
        case.give(case.tere, 5)
        assert own() == (True, True, True, True)
        do_leave(session, case.tere, case.network.id, now=ENDS)
        assert case.standings()[case.city.id] is Told.THERE, "the city was there with somebody who has left"

    await database.run(unit)


async def test_first_recording_is_news_to_everybody(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        def set_link(link: str, now: datetime) -> None:
            do_set_recording(session, case.marta, case.meeting, case.network, link, now=now)

        def news(since: datetime) -> list[int]:
            found = chronicles(session, [case.network.id], since, ENDS + 9 * DAY)
            return [one.number for one in found[case.network.id].news(since, case.tere.id).recordings]

        with pytest.raises(SessionAhead):
            set_link("https://example.org/a", STARTS - HOUR)
        with pytest.raises(LinkNotUnderstood):
            set_link("nada", ENDS)
        set_link("https://example.org/a", ENDS + DAY)
        set_link("https://example.org/b", ENDS + 3 * DAY)

        assert case.meeting.recording == "https://example.org/b"
        assert (news(ENDS), news(ENDS + 2 * DAY)) == ([1], [])
        set_link("", ENDS + 3 * DAY)
        assert news(ENDS) == []

    await database.run(unit)
