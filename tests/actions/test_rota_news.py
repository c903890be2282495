"""News of changed turns: whoever reads them learns of every change, and nothing that does not hold."""

from datetime import timedelta

from sqlalchemy.orm import Session

from actions.meetings import do_move
from store.chats import meet_chat
from store.database import Database
from store.models import ChatKind, City, Letter, LetterState, Person, Role, Rota
from tests.actions.founding import join, settle_person
from tests.actions.rotas import DAY, NOW, Case, answer, ask, case_of

NIGHT = NOW + timedelta(hours=12)


def preparing(case: Case, role: Role, city: City | None = None) -> Person:
    """One more who facilitates or coordinates, perhaps for a city of their own."""
    person, _ = settle_person(case.session)
    join(case.session, person, city, case.network, role=role)
    meet_chat(case.session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    return person


def told(case: Case, rota: Rota, person: Person) -> list[str]:
    """What waits for somebody of changed turns: of each letter its paragraphs about cities, in one."""
    found = case.session.query(Letter).filter(
        Letter.key.startswith(f"rota:{rota.id}:changed:person:{person.id}:"), Letter.state == LetterState.WAITING
    )
    return [str(letter.payload["text"]).split("\n\n", 1)[1] for letter in found.order_by(Letter.id)]


def told_of(text: str) -> list[tuple[str, str]]:
    """Of which cities it tells, by the letter their names begin with, and in which session they present."""
    lines = [line.replace("<b>", "").removeprefix("🎤 ") for line in text.split("\n")]
    return [(line[0], line.partition("sesión ")[2][:1]) for line in lines]


def send_all(case: Case) -> None:
    """All that waits goes out, and is on a phone."""
    waiting = case.session.query(Letter).filter(Letter.state == LetterState.WAITING)
    for number, letter in enumerate(waiting, 1):
        letter.state, letter.message_id = LetterState.SENT, letter.message_id or 1000 + number
    case.session.flush()


def edited(case: Case, person: Person) -> list[str]:
    """What is to be said in the place of what stands in somebody's chat."""
    edits = case.session.query(Letter).filter_by(chat_id=person.telegram_id, state=LetterState.WAITING)
    return [letter.payload["text"] for letter in edits.filter(Letter.method.startswith("edit"))]


async def test_changes_of_one_night_are_one_letter_with_the_own_city_first(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        of_third = preparing(case, Role.FACILITATOR, case.cities[2])
        of_none = preparing(case, Role.FACILITATOR)
        rota = case.publish()

        case.move(rota, case.cities[2], case.meetings[4], NIGHT)
        case.move(rota, case.cities[0], case.meetings[4], NIGHT)
        case.move(rota, case.cities[0], case.meetings[5], NIGHT)

        both = [("A", "6"), ("C", "5")]
        assert [told_of(text) for text in told(case, rota, of_third)] == [both[::-1]]
        assert [told_of(text) for text in told(case, rota, of_none)] == [both]
        assert [told_of(text) for text in told(case, rota, case.people[2])] == [[("C", "5")]]
        assert [told_of(text) for text in told(case, rota, case.people[0])] == [[("A", "6")]]

    await database.run(unit)


async def test_swap_takes_no_earlier_news_away(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        facilitator = preparing(case, Role.FACILITATOR, case.cities[0])
        coordinator = preparing(case, Role.COORDINATOR)
        rota = case.publish()
        case.move(rota, case.cities[0], case.meetings[4], NIGHT)
        first = ask(case, rota, 2, 4, NIGHT)

        answer(case, rota, first, now=NIGHT)

        assert [told_of(text) for text in told(case, rota, facilitator)] == [[("A", "5"), ("C", "4"), ("E", "3")]]
        assert [told_of(text) for text in told(case, rota, coordinator)] == [[("C", "4"), ("E", "3")]]
        answer(case, rota, ask(case, rota, 3, 5, NIGHT), now=NIGHT)
        four = [("C", "4"), ("D", "4"), ("E", "3"), ("F", "3")]
        assert [told_of(text) for text in told(case, rota, coordinator)] == [four]
        assert [told_of(text) for text in told(case, rota, facilitator)] == [[("A", "5"), *four]]

    await database.run(unit)


async def test_swap_that_waits_tells_how_turns_and_dates_stand_in_the_morning(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        answer(case, rota, ask(case, rota, 0, 2, NIGHT), now=NIGHT)
        asker = case.people[0]
        letter = case.told(f"rota:{rota.id}:changed:")[asker.telegram_id or 0]
        later = case.meetings[2].starts_at + DAY
        assert "vie 13 de agosto" in letter.payload["text"]

        do_move(session, case.marta, case.meetings[2], case.network, later, sequence=0, now=NIGHT)

        assert "han cambiado sus turnos" in letter.payload["text"]
        assert "vie 13 de agosto" not in letter.payload["text"]
        case.move(rota, case.cities[2], case.meetings[4], NIGHT)
        assert "Los turnos han cambiado" in letter.payload["text"]
        assert [told_of(text) for text in told(case, rota, asker)] == [[("A", "3"), ("C", "5")]]

    await database.run(unit)


async def test_news_of_other_cities_stay_as_they_went_out(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        of_first = preparing(case, Role.FACILITATOR, case.cities[0])
        of_none = preparing(case, Role.FACILITATOR)
        coordinator = preparing(case, Role.COORDINATOR, case.cities[1])
        rota = case.publish()
        send_all(case)
        session.query(Letter).update({Letter.subject: None})  # of the publication: its page is followed
        case.move(rota, case.cities[2], case.meetings[4])
        answer(case, rota, ask(case, rota, 3, 4))
        send_all(case)

        case.move(rota, case.cities[5], case.meetings[5])

        for person in (of_first, of_none, coordinator, case.people[3]):
            assert edited(case, person) == []
        (own,) = edited(case, case.people[2])
        assert told_of(own.split("\n\n", 1)[1]) == [("C", "5")]

    await database.run(unit)


async def test_letter_about_more_cities_than_its_key_names_tells_of_all(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 10)
        facilitator = preparing(case, Role.FACILITATOR)
        rota = case.publish()

        for one, other in ((0, 2), (1, 3), (4, 6), (5, 7)):
            case.exchange(rota, case.cities[one], case.cities[other], NIGHT)
        (eight,) = told(case, rota, facilitator)
        case.move(rota, case.cities[8], case.meetings[5], NIGHT)
        case.move(rota, case.cities[9], case.meetings[5], NIGHT)

        (ten,) = told(case, rota, facilitator)
        assert [city for city, _ in told_of(eight)] == list("ABCDEFGH")
        assert [city for city, _ in told_of(ten)] == list("ABCDEFGHIJ")
        assert told_of(ten)[8:] == [("I", "6"), ("J", "6")]

    await database.run(unit)
