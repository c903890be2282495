"""Sheets: what is read of what people type, whose a record is, how often the bot comes back, what was said before."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import challenges, experiences
from actions.access import (
    Open,
    access_sheet,
    access_summing_up,
    access_tended_sheet,
    access_versions,
)
from actions.digests import do_send_person_digests, plan_for_member
from actions.handovers.passing import do_pass_on
from actions.mydata import do_erase, do_leave
from actions.refusals import EmptyText, NetworkClosed, NotAllowed, NotFound, Refused, TooLong
from actions.sheets.asking import OPEN
from actions.sheets.contacting import access_answering, access_asking, do_answer, do_ask
from actions.sheets.filling import do_fill, do_silence, seen_of
from actions.sheets.reading import check_no_phone, read
from actions.sheets.refusals import (
    AskedToday,
    DatePassed,
    NoCost,
    NoCurrency,
    NoDate,
    NoFigure,
    NoResult,
    NoYear,
    OwnLanguage,
    PhoneNumber,
    SheetChanged,
    TooMany,
)
from actions.sheets.restoring import do_restore
from actions.sheets.standing import view_of_sheet
from actions.sheets.summarising import do_remove_summary, do_sum_up
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler.sheets import TICK, enqueue_questions
from store import sheets as store
from store.chats import meet_chat
from store.database import Database
from store.memberships import membership_of
from store.models import (
    AuditEntry,
    Challenge,
    ChatKind,
    City,
    Held,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Network,
    NetworkCity,
    Outcome,
    Person,
    Role,
    Sheet,
    SheetSummary,
    SheetValue,
    SheetVersion,
    Visibility,
)
from store.mydata.gathering import counts_of, rows_of
from tests.actions.founding import convene, found_network, join, settle_person
from tests.locked import locked
from texts.challenges.presses import ChallengePart
from texts.experiences.presses import ExperiencePart
from texts.sheets.fields import FIELDS, MOST_QUESTIONS, NONE, RecordKind, Value, field_named
from texts.sheets.shown import completeness, told
from texts.sheets.values import words_of
from texts.translator import translator_for, translator_of

SHARED = datetime(2027, 6, 2, 15, tzinfo=UTC)  # a Wednesday
FIRST = datetime(2027, 6, 7, 15, tzinfo=UTC)  # a Monday: nine in Mérida
SECOND = FIRST + timedelta(weeks=3)
HOUR = timedelta(hours=1)
TODAY = date(2027, 6, 20)
OLD, NEW = "Reparten a la hora de la escuela.", "Reparten de noche."


@dataclass
class Case:
    """A network with its coordinator, two people of one city, and one of another, who reads Portuguese."""

    session: Session
    network: Network
    marta: Person
    tere: Person
    colleague: Person
    lucia: Person
    city: City

    def share(self, person: Person | None = None, **others: object) -> Open:
        given: dict[str, object] = {"visibility": Visibility.NETWORK, "now": SHARED, **others}
        challenge, _ = challenges.do_share_challenge(
            self.session,
            person or self.tere,
            self.network.id,
            problem=OLD,
            tried="",
            title="Camiones",
            **given,  # type: ignore[arg-type]
        )
        sheet = store.sheet_of(self.session, challenge)
        assert sheet is not None
        return Open(sheet, challenge)

    def fill(self, opened: Open, name: str, value: Value, *, seen: str = "", person: Person | None = None) -> None:
        field = field_named(RecordKind.CHALLENGE, name)
        assert field is not None
        do_fill(self.session, person or self.tere, opened, field, value, seen=seen, now=SHARED + HOUR)

    def complete(self, opened: Open) -> None:
        for field in FIELDS[RecordKind.CHALLENGE]:
            self.fill(opened, field.name, NONE)

    def letters(self, kind: Kind = Kind.SHEET) -> list[Letter]:
        """What is still to be sent, or was."""
        found = self.session.query(Letter).filter(Letter.kind == kind).order_by(Letter.id)
        return [letter for letter in found if letter.state is not LetterState.WITHDRAWN]


def case_of(session: Session) -> Case:
    network = found_network(session)
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    tere, city = settle_person(session, "MX")
    colleague, _ = settle_person(session, "MX")
    lucia, other = settle_person(session, "BR", language="pt")
    for person, of in ((tere, city), (colleague, city), (lucia, other)):
        join(session, person, of, network)
    for person in (marta, tere, colleague, lucia):
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (city, other))
    session.flush()
    return Case(session, network, marta, tere, colleague, lucia, city)


def value_of(kind: RecordKind, name: str, text: str) -> Value:
    field = field_named(kind, name)
    assert field is not None
    return read(field, text, TODAY)


@pytest.mark.parametrize(
    ("text", "once", "yearly", "currency"),
    [
        ("120.000 EUR y 15.000 al año, 2026", "120000", "15000", "EUR"),
        ("120000 EUR, 15000 a year, 2026", "120000", "15000", "EUR"),
        ("R$ 30 mil por ano (2026)", None, "30000", "BRL"),
        ("1,5 millones de mxn 2026", "1500000", None, "MXN"),
        ("anual 15000 €; 120 000, 2026", "120000", "15000", "EUR"),
        ("1.200,50 EUR 2026", "1200.5", None, "EUR"),
    ],
)
def test_cost_is_read_as_people_type_it(text: str, once: str | None, yearly: str | None, currency: str) -> None:
    read_cost = {"once": once, "yearly": yearly, "currency": currency, "year": 2026}
    assert value_of(RecordKind.EXPERIENCE, "cost", text) == read_cost


@pytest.mark.parametrize(
    ("name", "text", "refusal"),
    [
        ("cost", "$ 300 2026", NoCurrency),
        ("cost", "300 XYZ 2026", NoCurrency),
        ("cost", "300 EUR", NoYear),
        ("cost", "300 EUR 1850", NoYear),
        ("cost", "2026 EUR", NoCost),
        ("cost", "1 2 3 EUR 2026", NoCost),
        ("cost", "99999999999999999999 EUR 2026", NoCost),
        ("scale", "muchos puestos", NoYear),
        ("scale", "2026", NoFigure),
        ("decision", "31/02/2027", NoDate),
        ("decision", "1 de mayo", DatePassed),
        ("results", "Puestos 12 40", NoResult),
        ("results", "a: 1 -> 2\n" * 4, TooMany),
        ("questions", "¿1?\n¿2?\n¿3?\n¿4?", TooMany),
        ("questions", "- \n", EmptyText),
        ("questions", "x" * 201, TooLong),
        ("affected", "x" * 401, TooLong),
        ("affected", "Llamar al 600 123 456", PhoneNumber),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_in_every_language(
    name: str, text: str, refusal: type[Refused]
) -> None:
    kind = next(kind for kind in RecordKind if field_named(kind, name))

    with pytest.raises(refusal) as refused:
        value_of(kind, name, text)

    assert all(refused.value.sentence(translator_for(language)) for language in ("es", "pt", "ca", "en"))


def test_phone_numbers_are_told_from_amounts_years_and_dates() -> None:
    for number in ("+34 600 123 456", "600123456", "341 555 1234", "(11) 98765-4321", "55 1234-5678"):
        with pytest.raises(PhoneNumber):
            check_no_phone(f"Escribir al {number}.")
    for other in ("12 000 000 personas", "1.200.000.000 pesos", "2020-2025", "14/06/2027", "10000000", "9" * 25):
        check_no_phone(f"Fueron {other}.")


def test_values_are_read_in_the_language_of_the_reader() -> None:
    es, pt = translator_for("es", "ES"), translator_for("pt", "BR")

    def words(kind: RecordKind, name: str, value: Value) -> tuple[str, str]:
        field = field_named(kind, name)
        assert field is not None
        return words_of(es, field, value), words_of(pt, field, value)

    assert words(RecordKind.CHALLENGE, "urgency", {"choice": "months"}) == ("En meses", "Em meses")
    assert words(RecordKind.CHALLENGE, "scale", NONE) == ("Sin medir", "Não foi medido")
    assert words(RecordKind.CHALLENGE, "decision", {"date": "2027-09-01"}) == (
        "1 de septiembre de 2027",
        "1º de setembro de 2027",
    )
    assert words(
        RecordKind.CHALLENGE, "scale", value_of(RecordKind.CHALLENGE, "scale", "800 puestos, 2026, censo")
    ) == (
        "800 puestos (2026; fuente: censo)",
        "800 puestos (2026; fonte: censo)",
    )
    cost = value_of(RecordKind.EXPERIENCE, "cost", "120000 EUR, 15000 al año, 2026")
    assert words(RecordKind.EXPERIENCE, "cost", cost)[0] == "120.000 EUR una vez y 15.000 EUR al año (2026)"
    results = value_of(RecordKind.EXPERIENCE, "results", "Puestos: 12 -> 40\nIngresos: sin medir → 3 M")
    assert words(RecordKind.EXPERIENCE, "results", results)[0] == "• Puestos: 12 → 40\n• Ingresos: sin medir → 3 M"
    assert MOST_QUESTIONS == 3


async def test_record_is_completed_by_whose_it_is_and_by_nobody_else(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        own = case.share()
        noted = case.share(case.marta, city_id=case.city.id)
        stranger, _ = settle_person(session)

        for person in (case.marta, case.colleague, case.lucia):
            with pytest.raises(NotAllowed):
                access_tended_sheet(session, person, own.sheet.id)
        for person in (case.marta, case.tere, case.colleague):
            assert access_tended_sheet(session, person, noted.sheet.id) == noted
        for reading in (access_sheet, access_versions, access_summing_up):
            with pytest.raises(NotFound):
                reading(session, stranger, own.sheet.id)
        for person in (case.colleague, case.lucia):
            with pytest.raises(NotAllowed):
                access_versions(session, person, own.sheet.id)
        assert access_versions(session, case.marta, own.sheet.id) == own

        case.fill(noted, "affected", {"text": "Familias"}, person=case.colleague)
        assert (noted.record.noted_by, noted.record.person_id) == (None, case.colleague.id)
        do_leave(session, case.tere, case.network.id, now=FIRST)
        assert access_tended_sheet(session, case.colleague, own.sheet.id) == own
        case.network.closed_at = FIRST
        with pytest.raises(NetworkClosed):
            access_tended_sheet(session, case.colleague, own.sheet.id)

    await database.run(unit)


async def test_confidential_record_is_closed_with_all_that_belongs_to_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share(visibility=Visibility.COORDINATORS)

        for reading in (access_sheet, access_versions, access_summing_up, access_tended_sheet):
            with pytest.raises(NotFound):
                reading(session, case.lucia, opened.sheet.id)
        challenges.do_withdraw_challenge(session, case.tere, opened.record, FIRST)  # type: ignore[arg-type]
        for person in (case.tere, case.marta):
            with pytest.raises(NotFound):
                access_versions(session, person, opened.sheet.id)

    await database.run(unit)


async def test_of_two_who_fill_in_one_field_neither_overwrites_the_other(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share(case.marta, city_id=case.city.id)
        case.fill(opened, "affected", {"text": "Familias"})

        with pytest.raises(SheetChanged):
            case.fill(opened, "affected", {"text": "Comercios"}, person=case.colleague)
        case.fill(opened, "affected", {"text": "Familias"}, person=case.colleague)  # the same: harmless
        seen = seen_of(store.values_of(session, opened.sheet.id)["affected"])
        case.fill(opened, "affected", {"text": "Comercios"}, seen=seen)

        [version] = session.query(SheetVersion)
        assert (version.field, version.value, version.person_id) == ("affected", {"text": "Familias"}, case.tere.id)
        assert opened.record.edited_at == SHARED + HOUR
        assert store.values_of(session, opened.sheet.id)["affected"].value == {"text": "Comercios"}

    await database.run(unit)


async def test_every_change_keeps_what_was_said_and_puts_it_back_with_one_press(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        challenge = session.get_one(Challenge, opened.record.id)
        challenges.do_change_challenge(session, case.tere, challenge, ChallengePart.PROBLEM, NEW, FIRST)
        [version] = session.query(SheetVersion)
        seen = opened.sheet.sequence
        assert (version.value, version.language, version.author_id) == ({"text": OLD}, "es", case.tere.id)

        assert do_restore(session, case.tere, opened, version.id, sequence=seen, now=FIRST)
        assert challenge.problem == OLD
        assert not do_restore(session, case.tere, opened, version.id, sequence=seen, now=FIRST)
        newest = session.query(SheetVersion).order_by(SheetVersion.id.desc()).first()
        assert newest is not None
        assert newest.value == {"text": NEW}
        with pytest.raises(SheetChanged):
            do_restore(session, case.tere, opened, newest.id, sequence=seen, now=FIRST)
        with pytest.raises(NotFound):
            do_restore(session, case.tere, case.share(), version.id, sequence=0, now=FIRST)

        experience, _ = experiences.do_share_experience(
            session,
            case.tere,
            case.network.id,
            done=OLD,
            regret="Nada",
            title="Reparto",
            visibility=Visibility.NETWORK,
            now=SHARED,
        )
        experiences.do_change_experience(session, case.tere, experience, ExperiencePart.REGRET, NEW, FIRST)
        sheet = store.sheet_of(session, experience)
        assert sheet is not None
        [kept] = store.versions_of(session, sheet.id, offset=0, limit=5)
        assert (kept.version.field, kept.version.value, kept.by) == ("regret", {"text": "Nada"}, case.tere)

    await database.run(unit)


async def test_bot_comes_back_twice_at_the_most(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        assert TICK.next_due(session) == SHARED + timedelta(days=5)

        for now in (FIRST - HOUR, FIRST, FIRST):
            enqueue_questions(session, now)
        [first] = case.letters()
        assert (first.chat_id, first.due_at) == (case.tere.telegram_id, FIRST)
        assert "¿Qué convendría preguntar a las otras ciudades?" in first.payload["text"]
        case.fill(opened, "questions", {"items": ["¿Cómo?"]})
        assert case.letters() == [], "what has been said is not asked"
        assert TICK.next_due(session) == opened.sheet.ask_at

        enqueue_questions(session, SECOND + HOUR)
        [second] = case.letters()
        assert "¿A quién afecta?" in second.payload["text"]
        assert (opened.sheet.asked, TICK.next_due(session)) == (2, None)

    await database.run(unit)


async def test_nobody_is_asked_about_what_is_complete_solved_withdrawn_or_silenced(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        complete, solved, withdrawn, silenced, closed = (case.share() for _ in range(5))
        case.complete(complete)
        challenges.do_mark_outcome(session, session.get_one(Challenge, solved.record.id), Outcome.SOLVED, SHARED)
        challenges.do_withdraw_challenge(session, case.tere, session.get_one(Challenge, withdrawn.record.id), SHARED)
        do_silence(session, silenced)
        do_silence(session, silenced)

        assert [one.sheet.ask_at for one in (complete, solved, withdrawn, silenced)] == [None] * 4
        assert closed.sheet.ask_at is not None
        case.network.closed_at = SHARED
        enqueue_questions(session, SECOND)
        assert (case.letters(), TICK.next_due(session)) == ([], None)
        t = translator_of(case.tere)
        assert "8 de 8 ▓▓▓▓▓" in completeness(t, view_of_sheet(session, *complete, case.tere))

    await database.run(unit)


async def test_whoever_shared_several_things_is_asked_about_one_a_week(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = [case.share() for _ in range(2)]

        enqueue_questions(session, FIRST)

        assert [letter.key for letter in case.letters()] == [f"sheet:{opened[0].sheet.id}:ask:1:person:{case.tere.id}"]
        assert opened[1].sheet.ask_at == FIRST + timedelta(weeks=1)
        case.tere.paused_until = FIRST + timedelta(weeks=2)
        enqueue_questions(session, FIRST + timedelta(weeks=1))
        assert (len(case.letters()), opened[1].sheet.asked) == (1, 0)

    await database.run(unit)


async def test_nobody_is_asked_while_a_session_is_near(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        convene(session, case.network, FIRST + timedelta(days=2))  # a Wednesday: near until the Saturday after it

        enqueue_questions(session, FIRST)
        assert (case.letters(), opened.sheet.asked) == ([], 0)
        assert opened.sheet.ask_at == datetime(2027, 6, 13, 16, tzinfo=UTC)
        enqueue_questions(session, opened.sheet.ask_at)
        [letter] = case.letters()
        assert letter.due_at == datetime(2027, 6, 14, 16, tzinfo=UTC)  # no digest comes: Monday at ten in Mérida

    await database.run(unit)


async def test_author_who_is_gone_leaves_the_question_to_the_city(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.share()
        noted = case.share(case.marta, city_id=case.city.id)
        do_leave(session, case.tere, case.network.id, now=SHARED)

        enqueue_questions(session, FIRST)

        assert {letter.chat_id for letter in case.letters()} == {case.colleague.telegram_id}
        assert noted.sheet.asked == 0, "one question to a person at a time"

    await database.run(unit)


async def test_question_goes_to_whoever_takes_a_place_over(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        enqueue_questions(session, FIRST)
        place, follower = (membership_of(session, one.id, case.network.id) for one in (case.tere, case.colleague))
        assert place is not None
        assert follower is not None

        do_pass_on(session, case.tere, place.id, follower.id, leaves=False, now=FIRST)

        assert case.letters() == []
        with pytest.raises(NotAllowed):
            access_tended_sheet(session, case.tere, opened.sheet.id)
        enqueue_questions(session, SECOND)
        assert [letter.chat_id for letter in case.letters()] == [case.colleague.telegram_id]

    await database.run(unit)


async def test_digest_of_the_week_asks_in_the_place_of_a_message(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        membership = membership_of(session, case.tere.id, case.network.id)
        assert membership is not None
        plan_for_member(session, membership, case.network, now=FIRST - timedelta(days=1))
        digest_at = membership.digest_due_at
        assert digest_at is not None

        enqueue_questions(session, FIRST)
        assert case.letters() == []
        [held] = session.query(Held).filter(Held.kind == Kind.SHEET)
        assert (held.about_id, held.state, held.until - held.at) == (opened.sheet.id, HeldState.WAITING, OPEN)
        do_send_person_digests(session, [case.tere.id], now=digest_at)
        [digest] = case.letters(Kind.DIGEST)
        assert f"start=sheet-{opened.sheet.id}" in digest.payload["text"]
        assert held.state is HeldState.CARRIED

        enqueue_questions(session, SECOND)
        case.fill(opened, "affected", {"text": "Familias"})
        assert session.query(Held).filter(Held.kind == Kind.SHEET).count() == 0

    await database.run(unit)


async def test_summary_is_anybodys_to_write_and_the_owners_to_remove(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        with pytest.raises(OwnLanguage):
            do_sum_up(session, case.lucia, opened, "es", "Resumo", now=FIRST)

        do_sum_up(session, case.lucia, opened, "pt", "Resumo", now=FIRST)
        do_sum_up(session, case.lucia, opened, "pt", "Resumo", now=FIRST)
        assert session.query(SheetVersion).count() == 0
        do_sum_up(session, case.marta, opened, "pt", "Outro", now=FIRST)
        [version] = session.query(SheetVersion)
        do_restore(session, case.tere, opened, version.id, sequence=opened.sheet.sequence, now=FIRST)
        summary = store.summary_of(session, opened.sheet.id, "pt")
        assert summary is not None
        assert (summary.summary.text, summary.author) == ("Resumo", case.lucia), "it is credited to who wrote it"

        view = view_of_sheet(session, *opened, case.lucia)
        shown = told(translator_of(case.lucia), view, completeness(translator_of(case.lucia), view))
        assert "Resumo em espanhol" not in shown
        assert f"escrito por {case.lucia.name}" in shown
        assert not view_of_sheet(session, *opened, case.tere).shows_summary
        with pytest.raises(SheetChanged):
            do_remove_summary(session, case.tere, opened, "pt", sequence=1, now=FIRST)
        for _ in range(2):
            do_remove_summary(session, case.tere, opened, "pt", sequence=opened.sheet.sequence, now=FIRST)
        assert session.query(SheetSummary).count() == 0

    await database.run(unit)


async def test_only_who_is_open_to_questions_is_asked_and_only_who_asked_is_answered(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        given = {"done": OLD, "regret": "Nada", "title": "Reparto", "visibility": Visibility.NETWORK, "now": SHARED}
        experience, _ = experiences.do_share_experience(session, case.tere, case.network.id, **given)  # type: ignore[arg-type]
        sheet = store.sheet_of(session, experience)
        field = field_named(RecordKind.EXPERIENCE, "contact")
        assert sheet is not None
        assert field is not None
        opened = Open(sheet, experience)

        with pytest.raises(NotFound):
            access_asking(session, case.lucia, sheet.id)
        do_fill(session, case.tere, opened, field, {"choice": "yes"}, seen="", now=FIRST)
        assert access_asking(session, case.lucia, sheet.id) == opened
        with pytest.raises(NotAllowed):
            access_asking(session, case.tere, sheet.id)
        with pytest.raises(NotFound):
            access_answering(session, case.tere, sheet.id, case.lucia.id)

        do_ask(session, case.lucia, opened, "Quem?", now=FIRST)
        with pytest.raises(AskedToday):
            do_ask(session, case.lucia, opened, "Quando?", now=FIRST)
        do_ask(session, case.lucia, opened, "Quando?", now=FIRST + timedelta(days=1))
        assert {letter.chat_id for letter in case.letters(Kind.SHEET_CONTACT)} == {case.tere.telegram_id}
        assert access_answering(session, case.tere, sheet.id, case.lucia.id) == (opened, case.lucia)
        for person, asker in ((case.colleague, case.lucia), (case.tere, case.marta)):
            with pytest.raises((NotAllowed, NotFound)):
                access_answering(session, person, sheet.id, asker.id)
        do_answer(session, case.tere, opened, case.lucia, "Ninguém.", now=FIRST)
        do_erase(session, case.lucia, now=FIRST)
        asked = [one.payload["text"] for one in case.letters(Kind.SHEET_CONTACT)]
        assert asked == ["✉️ Lo que había aquí se borró con los datos de quien lo escribió."] * 2
        seen = seen_of(store.values_of(session, sheet.id)["contact"])
        do_fill(session, case.tere, opened, field, {"choice": "no"}, seen=seen, now=FIRST)
        with pytest.raises(NotFound):
            access_asking(session, case.marta, sheet.id)

    await database.run(unit)


async def test_own_data_are_seen_taken_along_and_erased(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        opened = case.share()
        case.fill(opened, "affected", {"text": "Familias"})
        challenge = session.get_one(Challenge, opened.record.id)
        challenges.do_change_challenge(session, case.tere, challenge, ChallengePart.PROBLEM, NEW, FIRST)
        do_sum_up(session, case.lucia, opened, "pt", "Resumo", now=FIRST)
        session.flush()

        assert [one["value"] for one in rows_of(session, case.tere)["details_of_records"]] == [{"text": "Familias"}]
        counts = counts_of(session, case.tere)
        assert (counts["details_of_records"], counts["changes_of_records"], counts["summaries_of_records"]) == (1, 1, 0)
        kinds = [kind for kind in KINDS if kind.name.startswith("sheet")]
        exported = {kind.name: len(list(records(session, kind, case.network.id))) for kind in kinds}
        assert exported == {"sheets": 1, "sheet_values": 1, "sheet_versions": 1, "sheet_summaries": 1}
        deeds = [entry.deed for entry in session.query(AuditEntry).filter(AuditEntry.subject != "")]
        assert deeds == ["challenge_completed", "summary_written"]
        assert "Familias" not in repr([entry.details for entry in session.query(AuditEntry)])

        do_erase(session, case.lucia, now=FIRST)
        do_erase(session, case.tere, now=FIRST)
        assert session.query(SheetVersion).count() == 0
        assert [one.value for one in session.query(SheetValue)] == [{"text": "Familias"}], "the lesson stays"
        summary = store.summary_of(session, opened.sheet.id, "pt")
        assert summary is not None
        view = view_of_sheet(session, *opened, case.marta)
        assert summary.author.name == ""
        assert view.missing

    await database.run(unit)


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
async def test_of_several_at_the_same_moment_nothing_is_lost(store_url: str, database: Database) -> None:
    def begin(session: Session) -> tuple[int, list[int]]:
        case = case_of(session)
        opened = case.share(case.marta, city_id=case.city.id)
        return opened.sheet.id, [one.id for one in (case.tere, case.colleague, case.lucia)]

    sheet_id, (tere, colleague, lucia) = await database.run(begin)
    field = field_named(RecordKind.CHALLENGE, "affected")
    assert field is not None

    def fill(session: Session, person_id: int, words: str) -> None:
        person = session.get_one(Person, person_id)
        opened = access_tended_sheet(session, person, sheet_id)
        do_fill(session, person, opened, field, {"text": words}, seen="", now=FIRST)

    def sum_up(session: Session) -> None:
        person = session.get_one(Person, lucia)
        do_sum_up(session, person, access_summing_up(session, person, sheet_id), "pt", "Resumo", now=FIRST)

    async with locked(store_url, sa.select(Challenge.id)) as waiting:
        units: list[Callable[[Session], None]] = [
            lambda session: fill(session, tere, "Familias"),
            lambda session: fill(session, colleague, "Comercios"),
            sum_up,
        ]
        begun = []
        for number, unit in enumerate(units, start=1):
            begun.append(asyncio.create_task(database.run(unit)))
            await waiting(number)
    done = await asyncio.gather(*begun, return_exceptions=True)

    def look(session: Session) -> tuple[object, ...]:
        sheet = session.get_one(Sheet, sheet_id)
        return sheet.sequence, store.values_of(session, sheet_id)["affected"].value, session.query(SheetSummary).count()

    assert [type(one) for one in done] == [type(None), SheetChanged, type(None)]
    assert await database.read(look) == (2, {"text": "Familias"}, 1)
