"""What nobody is to lose or to mistake around a session that is held: late notes, old keys, who reads, who is asked."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.agenda.changing import do_add_item, do_open
from actions.agenda.standing import outline_of
from actions.live.late import Kept, do_keep, just_over
from actions.live.moving import do_pause
from actions.live.notes import request_for
from actions.live.refusals import CaseOver, LiveChanged, NotNow
from actions.live.rooms import do_draw, rooms_of
from actions.live.rooms import do_publish as do_publish_rooms
from actions.live.showing import beside_of, card_for
from actions.live.standing import at_hand
from actions.mydata import do_erase
from actions.offers.offering import do_tell_arrival
from scheduler import offers
from store.chats import meet_chat
from store.commitments import session_before
from store.database import Database
from store.memberships import membership_of
from store.models import (
    Arrival,
    ChatKind,
    Commitment,
    CommitmentState,
    Guest,
    GuestQuestion,
    Letter,
    Method,
    NoteKind,
    Person,
    Role,
)
from store.offers import whole_offer
from tests.actions.founding import join, settle_person
from tests.actions.holding import BEGIN, DAY, MINUTE, SECOND, held
from texts.agenda.methods import Does
from texts.agenda.shown import told
from texts.cities import short_city
from texts.guests.leading import done_keys, questions_now
from texts.live.desk import desk_keys
from texts.live.following import group_card
from texts.live.shown import AtHand
from texts.message import Message
from texts.offers.shown import in_one_line
from texts.translator import translator_for

T = translator_for("es", "ES", "Europe/Madrid")


async def test_key_from_the_time_before_publishes_no_draw_that_nobody_has_seen(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - 20 * MINUTE
        case.start()
        do_draw(session, case.meeting, case.network, seen=0, now=case.now)
        case.end()
        case.now = BEGIN
        case.start()
        assert rooms_of(session, case.meeting) == []
        do_draw(session, case.meeting, case.network, seen=case.course.live.draw, now=case.now)

        with pytest.raises(LiveChanged):
            do_publish_rooms(session, case.meeting, case.network, seen=1, now=case.now)

        assert case.numbers(":room:") == []
        do_publish_rooms(session, case.meeting, case.network, seen=case.course.live.draw, now=case.now)
        assert case.numbers(":room:") == [0, 1, 2]
        assert not any("han cambiado" in words for _, words in case.told(":room:")), "those of this time are the first"

    await database.run(unit)


async def test_offer_that_had_not_arrived_is_asked_about_once_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN + MINUTE
        offer = case.offer(1, to=0)
        asked = f":offer:{offer.id}:check:"
        first = datetime(2027, 7, 23, 8, tzinfo=BEGIN.tzinfo)
        offers.TICK.enqueue(session, first)
        for _ in range(2):
            do_tell_arrival(session, offer, Arrival.NOT_YET, now=first + timedelta(hours=3))
        assert offer.check_at == first + 14 * DAY

        for moment in (first + 14 * DAY, first + 40 * DAY):
            offers.TICK.enqueue(session, moment)
            assert case.numbers(asked) == [0, 0]
            do_tell_arrival(session, offer, Arrival.NOT_YET, now=moment)
        do_tell_arrival(session, offer, Arrival.ARRIVED, now=first + 41 * DAY)
        do_tell_arrival(session, offer, Arrival.NOT_YET, now=first + 41 * DAY)
        offers.TICK.enqueue(session, first + 80 * DAY)
        assert case.numbers(asked) == [], "twice at the most; what was not sent yet was taken back"

    await database.run(unit)


async def test_line_of_an_offer_ends_its_sentence_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        offer = case.offer(1, to=0, due_on=date(2027, 8, 1))
        offer.text = "Los pliegos."
        whole = whole_offer(session, offer.id)
        assert whole is not None

        assert "Los pliegos, para" in in_one_line(T, whole)
        offer.due_on = None
        assert in_one_line(T, whole).endswith("Los pliegos.")

    await database.run(unit)


async def test_note_that_comes_just_after_its_case_is_handed_on_at_once_and_later_refused(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        case.go_until(Does.NOTES)
        part = case.course.current.stage.part
        case.leave_case()
        case.now += 10 * MINUTE

        def keep(number: int, text: str) -> Kept:
            return do_keep(session, case.people[number], case.speaker(number), part, NoteKind.DID, text, now=case.now)

        assert just_over(case.course, case.cities[1]) == (part, case.cities[0])
        for _ in range(2):
            assert keep(1, "Contamos las cargas").is_late
        with pytest.raises(NotNow):
            keep(0, "De lo nuestro")
        [(number, words)] = case.told(":handed:")
        assert number == 0
        assert words.count("Contamos las cargas") == 1, "a key that is pressed twice keeps it once"
        case.end()
        assert keep(2, "Avisar a los comercios").is_late, "the session has ended, and the minutes have not"
        assert [number for number, _ in case.told(":handed:")] == [0, 0]
        assert [just_over(case.course, city) is not None for city in case.cities[:3]] == [False, True, True]
        case.now += SECOND
        with pytest.raises(CaseOver):
            keep(2, "Demasiado tarde")
        assert just_over(case.course, case.cities[2]) is None

    await database.run(unit)


async def test_coordination_receives_what_is_written_for_a_city_of_which_nobody_reads(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        marta, _ = settle_person(session, "ES", language="es")
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        meet_chat(session, marta.telegram_id or 0, ChatKind.PRIVATE, "")
        session.delete(membership_of(session, case.people[0].id, case.network.id))
        session.flush()
        case.start()
        case.go_until(Does.NOTES)
        assert all("las recibe la coordinación" in words for _, words in case.told(":write:"))
        case.write(1)
        author = case.people[1]
        name = author.name

        def of_marta() -> str:
            [letter] = session.query(Letter).filter(Letter.key.contains(":handed:"))
            assert letter.chat_id == marta.telegram_id
            return str(letter.payload["text"])

        case.leave_case()
        assert "Contamos las cargas" in of_marta()
        assert "por favor, hágaselo llegar" in of_marta()
        do_erase(session, author, now=case.now)
        session.expire_all()
        assert name not in of_marta()
        assert "por favor, hágaselo llegar" in of_marta()

    await database.run(unit)


@pytest.mark.parametrize(
    ("is_written", "has_people", "said"),
    [
        (False, True, "No se escribió nada sobre él"),
        (True, True, "su gente ya tiene lo escrito"),
        (True, False, "lo tiene la coordinación"),
    ],
)
async def test_what_is_said_of_a_case_that_is_over_is_true(
    database: Database, said: str, *, is_written: bool, has_people: bool
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        case.go_until(Does.NOTES)
        part = case.course.current.stage.part
        if is_written:
            case.write(1)
        if not has_people:
            session.delete(membership_of(session, case.people[0].id, case.network.id))
            session.flush()
        case.leave_case()

        message = request_for(session, case.course, case.people[2], part)

        assert message is not None
        assert said in message.text

    await database.run(unit)


async def test_card_of_who_leads_has_what_its_stage_needs_and_says_who_leads(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        marta, _ = settle_person(session, "ES", language="es")
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        before = session_before(session, case.meeting)
        assert before is not None
        for number, state in enumerate((CommitmentState.BLOCKED, CommitmentState.DONE)):
            written = {"text": f"Contar {number}", "language": "es", "state": state, "taken_at": BEGIN - 20 * DAY}
            author = {"city_id": case.cities[number].id, "person_id": case.people[number].id}
            session.add(Commitment(meeting_id=before.id, **author, **written))
        session.flush()
        case.start()

        def card(person: Person) -> str:
            return str(card_for(person, case.course, beside_of(session, case.course)).text)

        assert "Contar" not in card(marta)
        while case.course.current.stage.method is not Method.COMMITMENTS:
            case.go()
        assert ", bloqueado: Contar 0\n✅ 1 ya cumplido\n" in card(marta)
        assert f"👤 Conduce la sesión {case.lucia.name};" in card(marta)
        assert "👤" not in card(case.lucia)
        case.go_until(Does.NOTES)
        case.offer(1, to=0)
        assert "Los pliegos" not in card(marta), "offers have a step of their own"
        case.go_until(Does.OFFERS)
        assert "Los pliegos" in card(marta)
        do_pause(session, case.meeting, case.network, sequence=case.course.live.sequence, now=case.now)
        assert "🏁 Si sigue ahora, termina a las" in card(marta)
        do_erase(session, case.lucia, now=case.now)
        assert "👤" not in card(marta)

    await database.run(unit)


async def test_desk_leads_to_what_runs_and_to_what_is_to_be_started(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)

        def found(minutes: int) -> list[bool]:
            moment = BEGIN + minutes * MINUTE
            return [one.is_running for one in at_hand(session, [case.network], moment)]

        assert [found(minutes) for minutes in (-31, -30, 89, 90)] == [[], [False], [False], []]
        case.start()
        assert [found(minutes) for minutes in (0, 89, 400)] == [[True], [True], [True]]
        case.now = BEGIN + 80 * MINUTE
        case.end()
        assert found(81) == []
        [label] = desk_keys(T, [AtHand(case.meeting, case.network, is_running=True)])[0]
        assert label.text == "🔴 Sesión 2 en curso"

    await database.run(unit)


async def test_end_moves_on_with_the_clock_while_it_is_paused_and_late_is_what_the_hours_show(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN + 20 * SECOND
        case.start()
        first = case.course.ends_at
        do_pause(session, case.meeting, case.network, sequence=case.course.live.sequence, now=case.now)

        for minute in range(1, 4):
            due = case.course.live.due_at
            assert due == BEGIN + minute * MINUTE, "just when its hour is another one"
            case.ring(due)
        assert case.course.ends_at == first + 160 * SECOND
        case.course.live.due_at = BEGIN + DAY
        case.ring(BEGIN + DAY)
        assert not case.course.is_running, "who paused it has forgotten it"

    await database.run(unit)


@pytest.mark.parametrize(("seconds", "late"), [(0, 0), (20, 0), (59, 0), (60, 1), (119, 1), (120, 2), (-20, -1)])
async def test_end_is_as_late_as_its_hour_shows(database: Database, seconds: int, late: int) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        planned = case.course
        case.meeting.minutes = int((planned.ends_at - BEGIN) / MINUTE)
        planned.live.stage_ends_at += seconds * SECOND

        assert case.course.late == late

    await database.run(unit)


async def test_questions_keep_their_numbers_and_keys_while_the_card_stands(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        agenda = do_open(session, case.meeting, case.network, now=BEGIN - DAY)
        do_add_item(session, case.meeting, case.network, Method.GUEST, sequence=agenda.sequence, now=BEGIN - DAY)
        guest = Guest(meeting_id=case.meeting.id, name="Ana Sol", about="las cargas", days=1, created_at=BEGIN)
        session.add(guest)
        session.flush()
        asked = [
            GuestQuestion(
                guest_id=guest.id,
                city_id=case.cities[number % 4].id,
                person_id=case.people[number % 4].id,
                text=f"Pregunta {number}",
                language="es",
                asked_at=BEGIN + number * SECOND,
            )
            for number in range(1, 8)
        ]
        session.add_all(asked)
        session.flush()
        outline = outline_of(session, agenda, case.meeting, case.network, case.now)
        named = [str(told(T, outline, one)) for one in outline.lines if one.item.method is Method.GUEST]
        assert [words.split(" · ", 2)[2] for words in named] == ["Persona invitada · Ana Sol, «las cargas»"]
        case.start()
        while case.course.current.stage.method is not Method.GUEST:
            case.go()

        def keys() -> list[list[str]]:
            return [[key.text for key in row] for row in done_keys(T, case.course)]

        def words() -> str:
            return str(questions_now(T, case.course))

        assert keys() == [["✓ 1", "✓ 2", "✓ 3", "✓ 4", "✓ 5"]]
        assert "Ana Sol</b>, «las cargas»\n1. Pregunta 1 · <i>" in words()
        assert short_city(case.cities[1]) in words()
        asked[1].done_at = case.now
        session.flush()
        assert keys() == [["✓ 1", "↩️ 2", "✓ 3", "✓ 4", "✓ 5"], ["✓ 6"]]
        assert "2. <s>Pregunta 2</s>" in words()
        for one in asked:
            one.done_at = case.now
        session.flush()
        assert keys() == [["↩️ 1", "↩️ 2", "↩️ 3", "↩️ 4", "↩️ 5"], ["↩️ 6", "↩️ 7"]]

    await database.run(unit)


@pytest.mark.parametrize("number", [1, 2])
async def test_first_session_has_no_commitments_to_read_and_the_end_leads_to_what_is_next(
    database: Database, number: int
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        case.meeting.number = number
        while case.course.current.stage.method is not Method.COMMITMENTS:
            case.go()

        def words(message: Message) -> str:
            return str(message.text)

        case.lucia.language = "es"
        cards = (
            card_for(case.lucia, case.course, beside_of(session, case.course)),
            group_card(T, case.course),
        )
        for card in cards:
            assert ("aún no hay compromisos" in words(card)) is (number == 1)
            assert ("Se leen los compromisos" in words(card)) is (number == 2)
        case.end()
        over = card_for(case.lucia, case.course, beside_of(session, case.course))
        assert [key.text for key in over.rows[0]] == ["🙋 Asistencia", "✏️ Preparar el acta"]

    await database.run(unit)
