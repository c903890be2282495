"""Whoever comes later: all that they may read at this moment, and nothing else, on few pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.catching_up.files import asked_for, printed_for, tell_failure, want_file
from actions.catching_up.standing import catch_up_of
from actions.mydata import do_erase, do_leave
from actions.refusals import OneSessionOnly
from reports.catching_up import asked_catch_up
from reports.printing import Order
from scheduler.worker import do_work
from scheduler.works import WORKS
from store import tasks
from store.database import Database
from store.models import (
    AgendaSource,
    Challenge,
    City,
    Commitment,
    CommitmentState,
    Experience,
    KeptFile,
    Letter,
    LiveNote,
    LiveSession,
    Meeting,
    Network,
    NetworkCity,
    NoteKind,
    Offer,
    Outcome,
    Person,
    Presence,
    Record,
    RecordVersion,
    Role,
    Rota,
    RotaTurn,
    Section,
    Task,
    TaskState,
    Visibility,
)
from tests.actions.founding import answer_challenge, convene, found_network, join, settle_person, share_challenge
from tests.asked import statements
from texts.catching_up import message, paper
from texts.records.content import Content, Part

FIRST = datetime(2027, 6, 16, 15, tzinfo=UTC)  # nine in Mérida, five in Madrid
MONTH = timedelta(days=28)
NOW = datetime(2027, 7, 20, 16, tzinfo=UTC)  # after two sessions
PAGES = 8


@dataclass
class Case:
    """A network after two of three sessions; `tere` and `ana` are of one city, `quito` is of another."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    tere: Person
    ana: Person
    other: Person
    guest: Person
    city: City
    second: City

    def sections(self, person: Person) -> dict[str, dict[str, Any]]:
        reader, told = printed_for(self.session, person, self.network.id, NOW)
        return {part["title"]: part for part in paper.values(reader, told)["parts"]}

    def lines(self, person: Person, title: str) -> list[str]:
        part = self.sections(person).get(title, {"items": [], "entries": []})
        of_entries = [line for entry in part["entries"] for line in (entry["title"], *map(_told, entry["items"]))]
        return [*map(_told, part["items"]), *of_entries]


def _told(item: dict[str, str]) -> str:
    return f"{item['lead']}: {item['text']}" + (f" ({item['mark']})" if item["mark"] else "")


def case_of(session: Session) -> Case:
    network = found_network(session)
    marta, _ = settle_person(session, language="ca")
    join(session, marta, None, network, role=Role.COORDINATOR)
    tere, city = settle_person(session, "MX")
    ana, _ = settle_person(session, "MX")
    other, second = settle_person(session, "EC")
    guest, _ = settle_person(session)
    city.name, second.name, tere.name = "Mérida", "Quito", "Tere May"
    for place in (city, second):
        session.add(NetworkCity(network_id=network.id, city_id=place.id))
    session.flush()
    for person, of in ((tere, city), (ana, city), (other, second)):
        join(session, person, of, network)
    join(session, guest, None, network, role=Role.GUEST)
    meetings = convene(session, network, FIRST, FIRST + MONTH, FIRST + 2 * MONTH)
    return Case(session, network, meetings, marta, tere, ana, other, guest, city, second)


def fill(case: Case) -> None:
    """Some of everything."""
    session, (first, second, _), city, quito = case.session, case.meetings, case.city, case.second
    for place in (city, quito):
        session.add(Presence(meeting_id=first.id, city_id=place.id, was_there=True, told_at=NOW))
    hold(case, second)
    rota = Rota(network_id=case.network.id, person_id=case.marta.id, drawn_at=FIRST, published_at=FIRST)
    session.add(rota)
    session.flush()
    session.add(RotaTurn(rota_id=rota.id, city_id=city.id, meeting_id=second.id))
    for text, handed in (("Cuidado con el horario", NOW), ("Aún sin entregar", None)):
        note(case, second, text, handed)
    for meeting, state in ((first, CommitmentState.DONE), (second, CommitmentState.BLOCKED)):
        session.add(
            Commitment(
                meeting_id=meeting.id,
                city_id=city.id,
                person_id=case.tere.id,
                text=f"Medir {meeting.number}",
                language="es",
                state=state,
                taken_at=NOW,
                obstacle="Falta gente" if state is CommitmentState.BLOCKED else "",
            )
        )
    for giver, receiver, text in ((quito, city, "El pliego"), (city, quito, "Una visita")):
        session.add(
            Offer(
                meeting_id=second.id,
                city_id=giver.id,
                for_city_id=receiver.id,
                person_id=case.other.id,
                text=text,
                language="es",
                offered_at=NOW,
                due_on=date(2027, 8, 2),
            )
        )
    session.flush()


def hold(case: Case, meeting: Meeting) -> None:
    """Live, with the bot."""
    case.session.add(
        LiveSession(
            meeting_id=meeting.id,
            person_id=case.marta.id,
            source=AgendaSource.PROPOSED,
            started_at=meeting.starts_at,
            stage_ends_at=NOW,
            touched_at=NOW,
        )
    )
    case.session.flush()


def note(case: Case, meeting: Meeting, text: str, handed_at: datetime | None) -> None:
    """Of Quito, about the case of Mérida."""
    case.session.add(
        LiveNote(
            meeting_id=meeting.id,
            part=0,
            for_city_id=case.city.id,
            city_id=case.second.id,
            person_id=case.other.id,
            kind=NoteKind.BEWARE,
            text=text,
            language="pt",
            written_at=NOW,
            handed_at=handed_at,
        )
    )
    case.session.flush()


def challenge(case: Case, person: Person, city: City, title: str, **changed: Any) -> Challenge:
    shared = share_challenge(case.session, case.network, person, NOW, title)
    shared.city_id = city.id
    for name, value in changed.items():
        setattr(shared, name, value)
    case.session.flush()
    return shared


def publish(case: Case, meeting: Meeting, *decisions: str, language: str = "es") -> None:
    record = Record(meeting_id=meeting.id, version=1, published_at=NOW)
    case.session.add(record)
    case.session.flush()
    content = Content((Part(Section.DECISIONS, text="\n".join(decisions), language=language),))
    case.session.add(
        RecordVersion(
            record_id=record.id, version=1, person_id=case.marta.id, content=content.frozen(), published_at=NOW
        )
    )
    case.session.flush()


async def checked(database: Database, check: Callable[[Case], None]) -> None:
    await database.run(lambda session: check(case_of(session)))


async def test_document_tells_all_of_ones_city_and_the_rest_in_short(database: Database) -> None:
    def check(case: Case) -> None:
        fill(case)
        publish(case, case.meetings[0], "Publicar la guía", "Vernos en julio")
        own = challenge(case, case.tere, case.city, "Camiones")
        answer_challenge(case.session, own, case.other, NOW).city_id = case.second.id
        challenge(case, case.other, case.second, "Ruido", outcome=Outcome.SOLVED, language="pt")
        case.session.flush()

        told = case.sections(case.ana)

        assert list(told) == [
            "Sesiones", "El caso de la ciudad", "Compromisos de la ciudad", "Ofertas para la ciudad",
            "Ofertas de la ciudad", "Lo que las demás ciudades escribieron sobre el caso",
            "Desafíos abiertos de la ciudad", "Decisiones y acuerdos", "Otros desafíos de la microrred",
            "A quién preguntar",
        ]  # fmt: skip
        assert case.lines(case.ana, "Sesiones") == [
            "Sesión 3: mié 11 de agosto, 09:00 Mérida (17:00 hora de Madrid).",
            "Sesión 2: mié 14 de julio, 09:00 Mérida (17:00 hora de Madrid). Aún no se sabe qué ciudades estuvieron.",
            "Sesión 1: mié 16 de junio, 09:00 Mérida (17:00 hora de Madrid). "
            "Ciudades presentes: Mérida (MX) y Quito (EC).",
        ]
        assert case.lines(case.ana, "Compromisos de la ciudad") == [
            "Sesión 2: Medir 2 · Qué lo impide: Falta gente (con un obstáculo)",
            "Sesión 1: Medir 1 (hecho)",
        ]
        assert case.lines(case.ana, "Ofertas para la ciudad") == [
            "Quito (EC): El pliego (hasta el lun 2 de agosto, aún no ha llegado)"
        ]
        assert case.lines(case.ana, "Lo que las demás ciudades escribieron sobre el caso") == [
            "Quito (EC), con qué tener cuidado: Cuidado con el horario (portugués)"
        ]
        assert case.lines(case.ana, "Desafíos abiertos de la ciudad") == ["Camiones", "Quito (EC): Reparto de noche."]
        assert case.lines(case.ana, "Decisiones y acuerdos") == [
            "Sesión 1: Publicar la guía", "Sesión 1: Vernos en julio"
        ]  # fmt: skip
        assert case.lines(case.ana, "Otros desafíos de la microrred") == ["Quito (EC): Ruido (resuelto, portugués)"]
        people = case.lines(case.ana, "A quién preguntar")
        assert f"Mérida (MX): Tere May (titular), {case.ana.name}" in people

    await checked(database, check)


async def test_each_reads_what_they_may_and_no_more(database: Database) -> None:
    def check(case: Case) -> None:
        fill(case)
        hidden = {"visibility": Visibility.COORDINATORS}
        challenge(case, case.tere, case.city, "Reservado", **hidden)
        title = "Lo que las demás ciudades escribieron sobre el caso"

        told = {one.id: str(case.sections(one)) for one in (case.tere, case.ana, case.other, case.marta)}

        assert [one for one, words in told.items() if "Cuidado con el horario" in words] == [case.tere.id, case.ana.id]
        assert [one for one, words in told.items() if "Reservado" in words] == [case.tere.id, case.marta.id]
        assert not any("Aún sin entregar" in words for words in told.values())
        assert title not in case.sections(case.other)
        with pytest.raises(OneSessionOnly):
            case.sections(case.guest)
        assert case.lines(case.tere, "Desafíos abiertos de la ciudad") == ["Reservado"]
        found, reader = catch_up_of(case.session, case.ana, case.network.id, NOW)
        shown = message.catch_up(reader, found, NOW)
        assert (
            "🎁 Por llegar: 1 oferta para la ciudad · 1 de la ciudad\n📥 1 nota recibida sobre su caso\n👥"
        ) in shown.text
        assert "desafío" not in shown.text, "the one that is not for her is not counted"
        labels = [key.text for row in shown.rows for key in row]
        assert {"📄 Todo en un documento", "🎁 Ofertas abiertas", "📥 Notas recibidas"} < set(labels)
        assert "📝 Actas" not in labels

    await checked(database, check)


async def test_more_cities_and_sessions_ask_the_store_no_more_often(database: Database) -> None:
    def check(case: Case) -> None:
        def asked() -> int:
            with statements() as of_this:
                assert "Quito (EC)" in str(case.sections(case.ana))
            return len(of_this)

        fill(case)
        few = [asked(), asked()][-1]  # the first time looks up what is known from then on
        first, second, _ = case.meetings
        for code in ("ES", "MX", "EC"):
            person, city = settle_person(case.session, code)
            case.session.add(NetworkCity(network_id=case.network.id, city_id=city.id))
            case.session.flush()
            join(case.session, person, city, case.network)
        case.session.add(Presence(meeting_id=second.id, city_id=case.city.id, was_there=True, told_at=NOW))
        hold(case, first)
        note(case, first, "Cuidado con los turnos", NOW)

        assert asked() == few
        assert len(case.lines(case.ana, "Lo que las demás ciudades escribieron sobre el caso")) == 2

    await checked(database, check)


async def test_long_network_stays_short_and_says_what_it_leaves_out(database: Database) -> None:
    def check(case: Case) -> Order:
        long = "Palabras de más de una línea. " * 50
        fill(case)
        for number in range(60):
            own = challenge(case, case.tere, case.city, f"Propio {number}", problem=long[:1500], tried=long[:1500])
            for _ in range(20):
                answer = answer_challenge(case.session, own, case.other, NOW)
                answer.text = long[:1500]
            challenge(case, case.other, case.second, f"Ajeno {number} {long}"[:120])
            for person, city in ((case.tere, case.city), (case.other, case.second)):
                case.session.add(Experience(network_id=case.network.id, city_id=city.id, person_id=person.id,
                                            title=f"Hecho {number} {long}"[:120], done=long[:1500],
                                            regret=long[:1500], language="es", visibility=Visibility.NETWORK,
                                            published_at=NOW))  # fmt: skip
            for one in (case.city, case.second):
                case.session.add(Offer(meeting_id=case.meetings[1].id, city_id=one.id,
                                       for_city_id=(case.city.id + case.second.id - one.id), person_id=case.other.id,
                                       text=long[:200], language="es", offered_at=NOW))  # fmt: skip
            case.session.add(LiveNote(meeting_id=case.meetings[1].id, part=0, for_city_id=case.city.id,
                                      city_id=case.second.id, person_id=case.other.id, kind=NoteKind.DID,
                                      text=long[:400], language="es", written_at=NOW, handed_at=NOW))  # fmt: skip
            person, _ = settle_person(case.session, "MX")
            person.name = "Nombre de muchas letras y apellidos"
            join(case.session, person, case.city, case.network)
        publish(case, case.meetings[0], *(long[:300] for _ in range(60)))
        want_file(case.session, case.ana, case.network, NOW)
        order = asked_catch_up(case.session, case.session.query(Task).one(), NOW)
        assert order is not None
        return order

    order = await database.run(lambda session: check(case_of(session)))

    content = await do_work(order)
    assert len(re.findall(rb"/Type/Page/", content)) in range(6, PAGES + 1)
    assert order.given.decode().count("Hay 5") > 3, "what is left out is counted"


async def test_document_names_nobody_who_is_erased_and_goes_to_nobody_who_has_left(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        want_file(session, case.ana, network, NOW)
        task = session.query(Task).one()
        tasks.keep_for(session, task, "a", b"%PDF", NOW)
        WORKS[task.kind].tell(session, task, "a", NOW)
        tasks.end(task, TaskState.DONE, NOW)
        assert [letter.method for letter in session.query(Letter)] == ["sendDocument"]

        do_erase(session, case.tere, now=NOW)
        assert session.query(KeptFile).count() == 0
        assert "Tere May" not in str(case.sections(case.ana))

        want_file(session, case.ana, network, NOW)
        tell_failure(session, task, NOW)
        assert session.query(Letter).filter_by(method="sendMessage", chat_id=case.ana.telegram_id).count() == 1
        do_leave(session, case.ana, network.id, now=NOW)
        assert asked_for(session, task, NOW) is None
        letters = session.query(Letter).filter_by(method="sendDocument").count()
        WORKS[task.kind].tell(session, task, "a", NOW)
        assert session.query(Letter).filter_by(method="sendDocument").count() == letters

    await checked(database, check)


async def test_no_document_is_left_that_names_somebody_who_is_erased(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        for digest in ("a", "b"):  # asked for twice, with other contents
            want_file(session, case.ana, network, NOW)
            task = session.query(Task).populate_existing().one()
            tasks.keep_for(session, task, digest, b"%PDF", NOW)
            tasks.end(task, TaskState.DONE, NOW)
        tasks.keep(session, "c", b"%PDF", NOW)  # of something else
        want_file(session, case.ana, network, NOW)
        leased = tasks.lease_next(session, NOW)
        assert leased is not None

        do_erase(session, case.tere, now=NOW)
        assert [one.digest for one in session.query(KeptFile)] == ["c"]
        assert tasks.held(session, leased) is None, "what is being made names her"
        again = tasks.lease_next(session, NOW)
        assert again is not None
        assert tasks.held(session, again) is not None

    await checked(database, check)


async def test_document_that_waits_for_the_morning_comes_at_once_when_it_is_asked_for(database: Database) -> None:
    def check(case: Case) -> None:
        night = NOW.replace(hour=9)  # three in Mérida
        want_file(case.session, case.ana, case.network, night, comes_with="handover:1")
        task = case.session.query(Task).one()
        assert task.due_at is not None
        assert task.due_at > night
        for _ in range(2):
            want_file(case.session, case.ana, case.network, night)
        want_file(case.session, case.ana, case.network, night, comes_with="handover:1")

        task = case.session.query(Task).populate_existing().one()
        assert (task.due_at, task.details["comes_with"]) == (night, "")

    await checked(database, check)
