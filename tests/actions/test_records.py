"""Records: collected until they are approved, frozen from then on, corrected by versions; notes name no person."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_speaking
from actions.commitments.taking import do_write as do_commit
from actions.meetings import do_cancel
from actions.meetings.showing import page_subject_of, update_pages
from actions.mydata import do_erase, do_leave
from actions.records.drafting import plan_record
from actions.records.editing import do_collect, do_leave_out, do_write, seen_of
from actions.records.files import asked_for, want_file
from actions.records.notes import note_of, plan_notes
from actions.records.publishing import do_publish
from actions.records.refusals import RecordChanged, RecordEmpty, RecordNotPublished, SessionNotOver
from actions.records.standing import has_more_collected, open_record, prepared, published, record_on_page
from actions.refusals import NetworkClosed
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler.records import TICK, enqueue
from scheduler.works import WORKS
from store import tasks
from store.chats import meet_chat
from store.commitments import commitments_of
from store.database import Database
from store.models import (
    ChatKind,
    City,
    Guest,
    GuestQuestion,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Offer,
    Person,
    Presence,
    Record,
    RecordVersion,
    Role,
    Section,
    Takeaway,
    Task,
)
from store.mydata.gathering import counts_of, rows_of
from store.records import record_of
from tests.actions.founding import connect_group, convene, found_network, join, settle_person
from tests.asked import statements
from texts.meetings.shown import Reader
from texts.message import Html, Message
from texts.records import note as note_texts
from texts.records.content import Content, Item, Part, content_of, thawed
from texts.records.desk import Prepared, publication
from texts.records.desk import section as section_page
from texts.records.paper import record_values
from texts.records.presses import RecordDeskOpened, RecordOpened
from texts.records.telling import card, whole
from texts.translator import translator_for

FIRST = datetime(2027, 6, 16, 15, tzinfo=UTC)  # a Wednesday, five in Madrid
MONTH = timedelta(days=28)
AFTER = FIRST + timedelta(hours=2)
DRAFTED = datetime(2027, 6, 18, 7, tzinfo=UTC)  # nine in Madrid
NOTED = datetime(2027, 6, 21, 8, tzinfo=UTC)  # ten in Madrid; three days after was a Saturday
WORDS = "Medir las plazas de carga"
T = translator_for("es", "ES", "Europe/Madrid")
DECISION = Part(Section.DECISIONS, text="Publicar la guía", language="es")


@dataclass
class Case:
    """A network with two sessions, of which the first has begun; a coordinator, a facilitator, and two cities."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    lucia: Person
    tere: Person
    diego: Person
    city: City
    other: City

    @property
    def meeting(self) -> Meeting:
        return self.meetings[0]

    @property
    def record(self) -> Record:
        return open_record(self.session, self.meeting, self.network, AFTER)

    def prepared(self) -> Prepared:
        return prepared(self.session, self.record, self.meeting, self.network, AFTER)

    def part(self, section: Section) -> Part | None:
        return self.prepared().shown.content.part(section)

    def write(self, words: str, section: Section = Section.DECISIONS, *, seen: str | None = None) -> None:
        now_seen = seen_of(self.session, self.record, section)
        do_write(
            self.session, self.lucia, self.record, section, words, seen=now_seen if seen is None else seen, now=AFTER
        )

    def attend(self, city: City, *, was_there: bool = True) -> None:
        self.session.add(Presence(meeting_id=self.meeting.id, city_id=city.id, was_there=was_there, told_at=AFTER))
        self.session.flush()

    def leave_out(self, section: Section, *, is_left_out: bool = True) -> None:
        sequence = self.record.sequence
        do_leave_out(
            self.session, self.lucia, self.record, section, is_left_out=is_left_out, sequence=sequence, now=AFTER
        )

    def publish(self, *, now: datetime = DRAFTED, sequence: int | None = None, content: str | None = None) -> bool:
        seen = self.record.sequence if sequence is None else sequence
        content = self.prepared().shown.content.digest if content is None else content
        return do_publish(
            self.session, self.lucia, self.record, self.meeting, self.network, sequence=seen, seen=content, now=now
        )

    def read(self) -> Content:
        return published(self.session, self.meeting, self.network, AFTER).content

    def commit(self, words: str = WORDS, seen: int = 0) -> None:
        speaker = access_speaking(self.session, self.tere, self.meeting.id, self.city.id)
        do_commit(self.session, self.tere, speaker, words, seen=seen, now=AFTER)

    def letters(self, part: str) -> list[Letter]:
        """What is still to be sent, or was."""
        found = self.session.query(Letter).filter(Letter.key.contains(part)).order_by(Letter.id)
        return [letter for letter in found if letter.state is not LetterState.WITHDRAWN]


def case_of(session: Session) -> Case:
    network = found_network(session)
    connect_group(session, network)
    meetings = convene(session, network, FIRST, FIRST + MONTH)
    (marta, _), (lucia, _) = settle_person(session), settle_person(session, language="pt")
    join(session, marta, None, network, role=Role.COORDINATOR)
    join(session, lucia, None, network, role=Role.FACILITATOR)
    tere, city = settle_person(session, "MX")
    diego, other = settle_person(session)
    for person, of in ((tere, city), (diego, other)):
        join(session, person, of, network)
    for person in (marta, lucia, tere, diego):
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (city, other))
    session.flush()
    return Case(session, network, meetings, marta, lucia, tere, diego, city, other)


def in_case(check: Callable[[Case], None]) -> Callable[[Session], None]:
    return lambda session: check(case_of(session))


async def test_what_is_collected_is_followed_until_it_is_approved_and_frozen_from_then_on(database: Database) -> None:
    def check(case: Case) -> None:
        name = f"{case.city.name} (MX)"
        with pytest.raises(RecordNotPublished):
            case.read()
        case.commit()
        taken = Part(Section.COMMITMENTS, (Item(name, WORDS, "es"),))
        ahead = Part(Section.NEXT, number=2, at=case.meetings[1].starts_at.isoformat())
        assert case.prepared().shown.content == content_of([taken, ahead])

        case.write(DECISION.text)
        assert case.publish()
        frozen = case.read()
        assert [part.section for part in frozen.parts] == [Section.COMMITMENTS, Section.DECISIONS, Section.NEXT]
        assert (frozen.part(Section.DECISIONS) or DECISION).language == "pt"

        case.commit("Otra cosa", seen=1)
        assert case.read() == frozen
        assert not case.prepared().has_changes
        place = case.prepared().place(Section.COMMITMENTS)
        assert (place.part, place.is_older) == (taken, True)
        assert has_more_collected(case.session, case.meeting, case.network, AFTER)
        do_collect(case.session, case.lucia, case.record, place.section, sequence=case.record.sequence, now=AFTER)
        assert case.prepared().has_changes
        assert case.publish()
        assert not has_more_collected(case.session, case.meeting, case.network, AFTER)
        assert (case.read().part(Section.COMMITMENTS) or taken).items == (Item(name, "Otra cosa", "es"),)
        assert case.session.query(RecordVersion).count() == 2

    await database.run(in_case(check))


async def test_what_is_left_out_can_be_put_in_again_after_it_was_published(database: Database) -> None:
    def check(case: Case) -> None:
        case.write("Todo bien", Section.TAKEAWAYS)
        case.leave_out(Section.TAKEAWAYS)
        case.leave_out(Section.NEXT)
        with pytest.raises(RecordEmpty):
            case.publish()
        case.write(DECISION.text)
        case.publish()
        assert [part.section for part in case.read().parts] == [Section.DECISIONS]
        assert case.prepared().place(Section.TAKEAWAYS).is_left_out

        case.leave_out(Section.TAKEAWAYS, is_left_out=False)
        case.publish()

        assert [part.section for part in case.read().parts] == [Section.TAKEAWAYS, Section.DECISIONS]
        assert case.record.version == 2

    await database.run(in_case(check))


async def test_who_publishes_reads_of_which_cities_nobody_has_said_whether_they_were_there(database: Database) -> None:
    def check(case: Case) -> None:
        case.write("Una")

        def warned() -> list[str]:
            asked = publication(Reader(T), case.prepared(), people=3, groups=1).text
            return [line for line in asked.splitlines() if "quién estuvo" in line]

        case.city.name, case.other.name = "Ambato", "Bogotá"
        assert warned() == ["⚠️ Falta anotar quién estuvo: Ambato (MX) y Bogotá (ES)."]

        case.attend(case.city)
        assert warned() == ["⚠️ Falta anotar quién estuvo: Bogotá (ES)."]
        there = "👥 Estuvo 1 de 2 ciudades (de 1 no se sabe): Ambato (MX)"
        assert there in card(Reader(T), case.prepared().shown).text
        assert "1 de 2 (de 1 no se sabe): Ambato (MX)" in whole(Reader(T), case.prepared().shown).text
        assert case.publish()

        case.attend(case.other, was_there=False)
        assert warned() == [], "that it was not there is known, too"
        assert "(de 1 no se sabe)" in card(Reader(T), case.prepared().shown).text, "as it was published"
        do_collect(case.session, case.lucia, case.record, Section.PRESENT, sequence=case.record.sequence, now=DRAFTED)
        assert "👥 Estuvo 1 de 2 ciudades: Ambato (MX)" in card(Reader(T), case.prepared().shown).text

    await database.run(in_case(check))


async def test_keys_and_questions_from_before_a_change_change_nothing(database: Database) -> None:
    def check(case: Case) -> None:
        seen, before = seen_of(case.session, case.record, Section.DECISIONS), case.record.sequence
        case.write("Una")
        with pytest.raises(RecordChanged):
            case.write("Otra", seen=seen)
        case.write("Una", seen=seen)  # the same words
        with pytest.raises(RecordChanged):
            case.publish(sequence=before)
        with pytest.raises(RecordChanged):
            do_leave_out(
                case.session, case.lucia, case.record, Section.NEXT, is_left_out=True, sequence=before, now=AFTER
            )
        with pytest.raises(RecordChanged):
            do_collect(case.session, case.lucia, case.record, Section.DECISIONS, sequence=before, now=AFTER)
        assert case.publish()
        assert not case.publish(sequence=before), "a repeated press is harmless"
        assert (case.record.version, case.record.sequence) == (1, before + 2)

    await database.run(in_case(check))


async def test_what_nobody_has_looked_through_is_not_published(database: Database) -> None:
    def check(case: Case) -> None:
        case.write(DECISION.text)
        shown = case.prepared()
        case.commit()  # no change by hand: the sequence is the same
        with pytest.raises(RecordChanged):
            case.publish(sequence=shown.sequence, content=shown.shown.content.digest)
        assert (case.record.version, case.letters(":record:published:")) == (0, [])

        seen = case.prepared().shown.content
        assert case.publish(content=seen.digest)
        assert case.read() == seen
        case.commit("Otra cosa", seen=1)
        assert not case.publish(content=seen.digest), "a repeated press is harmless"

    await database.run(in_case(check))


async def test_draft_comes_to_the_facilitator_or_else_to_the_coordination_and_once(database: Database) -> None:
    def check(case: Case) -> None:
        with pytest.raises(SessionNotOver):
            open_record(case.session, case.meetings[1], case.network, AFTER)
        plan_record(case.session, case.meeting, case.network)
        plan_record(case.session, case.meeting, case.network)
        assert (TICK.next_due(case.session), enqueue(case.session, DRAFTED)) == (DRAFTED, 1)
        assert [letter.chat_id for letter in case.letters(":record:draft:")] == [case.lucia.telegram_id]
        assert (TICK.next_due(case.session), enqueue(case.session, DRAFTED)) == (None, 0)

        case.lucia.paused_until = FIRST + 3 * MONTH
        plan_record(case.session, case.meetings[1], case.network)
        assert enqueue(case.session, DRAFTED + MONTH + timedelta(days=3)) == 1
        assert [letter.chat_id for letter in case.letters(f"meeting:{case.meetings[1].id}:record:draft:")] == [
            case.marta.telegram_id
        ]

    await database.run(in_case(check))


async def test_draft_comes_also_when_somebody_has_looked_for_it_before(database: Database) -> None:
    def check(case: Case) -> None:
        case.write(DECISION.text)
        plan_record(case.session, case.meeting, case.network)
        enqueue(case.session, DRAFTED)
        (letter,) = case.letters(":record:draft:")
        assert DECISION.text in letter.payload["text"]

        late = case.meetings[1].starts_at + MONTH
        assert open_record(case.session, case.meetings[1], case.network, late).due_at is None, "too late for a draft"

    await database.run(in_case(check))


async def test_no_draft_of_a_record_that_was_published_before_nor_of_a_cancelled_session(database: Database) -> None:
    def check(case: Case) -> None:
        plan_record(case.session, case.meeting, case.network)
        case.publish(now=AFTER)
        do_cancel(
            case.session, case.marta, case.meetings[1], case.network, sequence=case.meetings[1].sequence, now=AFTER
        )
        plan_record(case.session, case.meetings[1], case.network)
        enqueue(case.session, DRAFTED + 2 * MONTH)

        assert case.letters(":record:draft:") == []
        with pytest.raises(SessionNotOver):
            open_record(case.session, case.meetings[1], case.network, DRAFTED + 2 * MONTH)

    await database.run(in_case(check))


async def test_closed_network_reads_its_records_and_gets_no_more_of_them(database: Database) -> None:
    def check(case: Case) -> None:
        plan_record(case.session, case.meeting, case.network)
        record, seen = case.record, case.prepared()
        want_file(case.session, case.lucia, case.meeting, is_draft=True, now=AFTER)
        (printing,) = case.session.query(Task).all()
        case.network.closed_at = AFTER
        enqueue(case.session, DRAFTED)
        assert (record.due_at, case.letters(":record:draft:")) == (None, [])
        with pytest.raises(NetworkClosed):
            open_record(case.session, case.meeting, case.network, AFTER)
        with pytest.raises(NetworkClosed):
            do_publish(
                case.session,
                case.lucia,
                record,
                case.meeting,
                case.network,
                sequence=seen.sequence,
                seen=seen.shown.content.digest,
                now=DRAFTED,
            )
        assert asked_for(case.session, printing, AFTER) is None
        assert not record_on_page(case.session, case.meeting, case.network, AFTER).may_be_prepared

        case.network.closed_at = None
        case.write(DECISION.text)
        case.publish()
        case.network.closed_at = DRAFTED
        assert case.read().part(Section.DECISIONS) is not None

    await database.run(in_case(check))


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed network", "cancelled session"])
async def test_no_note_of_what_is_no_more(database: Database, is_closed: bool) -> None:
    def check(case: Case) -> None:
        def end() -> None:
            case.network.closed_at = NOTED if is_closed else None
            case.meeting.cancelled_at = None if is_closed else NOTED

        case.publish()
        end()
        assert (enqueue(case.session, NOTED), case.session.query(Task).count()) == (1, 0)

        case.network.closed_at = case.meeting.cancelled_at = None
        assert plan_notes(case.session, case.record, case.meeting, case.network, now=NOTED) == 2
        end()
        assert [WORKS[task.kind].order(case.session, task, NOTED) for task in case.session.query(Task)] == [None, None]

    await database.run(in_case(check))


async def test_pages_that_stand_open_ask_for_the_record_once(database: Database) -> None:
    def check(case: Case) -> None:
        case.publish()
        people = (case.marta, case.lucia, case.tere, case.diego)
        for person in people:
            page = Message(Html("…"), subject=page_subject_of(case.meeting))
            letters.send(case.session, person.telegram_id or 0, page, now=AFTER)
        with statements() as asked:
            update_pages(case.session, case.meeting, case.network, now=AFTER)

        assert len([one for one in asked if "FROM record " in " ".join(one.split())]) == 1
        pages = case.session.query(Letter).filter(Letter.subject == page_subject_of(case.meeting)).all()
        keys = {page.chat_id: str(page.payload["reply_markup"]) for page in pages}
        opened, desk = RecordOpened(case.meeting.id).pack(), RecordDeskOpened(case.meeting.id).pack()
        assert all(opened in keys[person.telegram_id or 0] for person in people)
        assert {chat for chat in keys if desk in keys[chat]} == {case.marta.telegram_id, case.lucia.telegram_id}

    await database.run(in_case(check))


async def test_note_follows_the_publication_and_there_is_none_without_it(database: Database) -> None:
    def check(case: Case) -> None:
        plan_record(case.session, case.meeting, case.network)
        enqueue(case.session, NOTED)
        assert case.session.query(Task).count() == 0

        case.publish()
        assert case.record.note_at == NOTED
        case.diego.paused_until = NOTED + MONTH
        enqueue(case.session, NOTED)
        (task,) = case.session.query(Task).all()
        assert task.details == {"meeting": case.meeting.id, "city": case.city.id, "language": "es"}
        tasks.keep(case.session, "d", b"%PDF", NOTED)
        WORKS[task.kind].tell(case.session, task, "d", NOTED)
        WORKS[task.kind].tell(case.session, task, "d", NOTED)

        (letter,) = case.letters(":note:")
        assert (letter.chat_id, letter.kind) == (case.tere.telegram_id, "superior_note")
        assert letter.payload["document"] == {"kept": "d", "name": "nota-sesion-1.pdf"}
        assert plan_notes(case.session, case.record, case.meeting, case.network, now=NOTED) == 1

    await database.run(in_case(check))


async def test_note_that_cannot_be_printed_comes_as_text_alone(database: Database) -> None:
    def check(case: Case) -> None:
        case.publish()
        enqueue(case.session, NOTED)
        for task in case.session.query(Task):
            WORKS[task.kind].give_up(case.session, task, NOTED)

        assert {letter.chat_id for letter in case.letters(":note:")} == {case.tere.telegram_id, case.diego.telegram_id}
        for letter in case.letters(":note:"):
            assert letter.method == "sendMessage"
            assert "Nota para la dirección: sesión 1" in letter.payload["text"]

    await database.run(in_case(check))


async def test_note_says_what_the_city_has_of_the_session_and_names_nobody(database: Database) -> None:
    def check(case: Case) -> None:
        case.commit()
        case.session.add_all(
            [
                Presence(meeting_id=case.meeting.id, city_id=case.city.id, was_there=True, told_at=AFTER),
                _offer(case, case.other, case.city, "El pliego", date(2027, 7, 1)),
                _offer(case, case.city, case.other, "Un plano"),
                Takeaway(
                    meeting_id=case.meeting.id,
                    person_id=case.tere.id,
                    city_id=case.city.id,
                    text="Lo mío",
                    language="es",
                    written_at=AFTER,
                ),
            ]
        )
        case.session.flush()
        case.publish()
        plan_notes(case.session, case.record, case.meeting, case.network, now=NOTED)
        by_city = {task.details["city"]: note_of(case.session, task) for task in case.session.query(Task)}

        own, other = by_city[case.city.id], by_city[case.other.id]
        assert (own.was_there, other.was_there, own.cities) == (True, False, 2)
        assert [item.text for item in own.offers] == [item.text for item in other.given] == ["El pliego"]
        assert [item.text for item in own.given] == [item.text for item in other.offers] == ["Un plano"]
        assert "no pudo" not in str(note_texts.caption(translator_for("es"), other))
        assert (own.commitment, other.commitment) == (Item("", WORDS, "es"), None)
        for note in (own, other):
            told = str(note_texts.caption(translator_for("es"), note)) + str(
                note_texts.values(translator_for("es"), note)
            )
            assert "Lo mío" not in told
            assert not any(person.name in told for person in case.session.query(Person))
        assert [item.text for item in (case.read().part(Section.TAKEAWAYS) or DECISION).items] == ["Lo mío"]

    await database.run(in_case(check))


def _offer(case: Case, giver: City, receiver: City, text: str, due_on: date | None = None) -> Offer:
    return Offer(
        meeting_id=case.meeting.id,
        city_id=giver.id,
        for_city_id=receiver.id,
        person_id=case.diego.id,
        text=text,
        language="es",
        due_on=due_on,
        offered_at=AFTER,
    )


async def test_who_has_left_gets_nothing_more_and_reads_no_correction(database: Database) -> None:
    def check(case: Case) -> None:
        case.write("Una")
        case.publish(now=datetime(2027, 6, 18, 20, tzinfo=UTC))  # at night: it waits for the morning
        assert len(case.letters(":record:published:")) == 3
        want_file(case.session, case.tere, case.meeting, is_draft=False, now=AFTER)
        (task,) = case.session.query(Task).all()
        assert asked_for(case.session, task, AFTER) is not None

        do_leave(case.session, case.tere, case.network.id, now=AFTER)
        case.write("Dos")
        case.publish()

        told = {letter.chat_id: letter.payload["text"] for letter in case.letters(":record:published:")}
        assert set(told) == {case.marta.telegram_id, case.diego.telegram_id}
        assert all("Dos" in text for text in told.values())
        assert asked_for(case.session, task, AFTER) is None, "nothing is printed for them either"

    await database.run(in_case(check))


async def test_own_words_are_exported_and_the_record_stays_without_the_name(database: Database) -> None:
    def check(case: Case) -> None:
        case.write("Una")
        case.publish()
        rows = rows_of(case.session, case.lucia)
        assert [row["text"] for row in rows["record_sections"]] == ["Una"]
        assert [row["version"] for row in rows["record_versions"]] == [1]
        assert counts_of(case.session, case.lucia)["record_versions"] == 1
        exported = {kind.name: list(records(case.session, kind, case.network.id)) for kind in KINDS}
        assert [len(exported[name]) for name in ("records", "record_sections", "record_versions")] == [1, 1, 1]

        do_erase(case.session, case.lucia, now=AFTER)

        assert (case.read().part(Section.DECISIONS) or DECISION).text == "Una"

    await database.run(in_case(check))


async def test_of_two_who_publish_at_once_one_version_comes(database: Database) -> None:
    def begin(session: Session) -> tuple[int, int, int, int, str]:
        case = case_of(session)
        case.write("Una")
        content = case.prepared().shown.content.digest
        return case.lucia.id, case.meeting.id, case.network.id, case.record.sequence, content

    lucia_id, meeting_id, network_id, sequence, seen = await database.run(begin)

    def publish(session: Session) -> bool:
        meeting = session.get_one(Meeting, meeting_id)
        record = record_of(session, meeting)
        assert record is not None
        person, network = session.get_one(Person, lucia_id), session.get_one(Network, network_id)
        return do_publish(session, person, record, meeting, network, sequence=sequence, seen=seen, now=DRAFTED)

    came = await asyncio.gather(*(database.run(publish) for _ in range(3)))

    assert sorted(came) == [False, False, True]
    letters = sa.select(sa.func.count(Letter.id)).where(Letter.subject == f"record:{meeting_id}")
    assert await database.read(lambda session: session.scalar(letters)) == 4


def test_content_comes_back_as_it_was_frozen() -> None:
    content = content_of([DECISION, None, Part(Section.PRESENT, (Item("Quito (EC)", until="2027-07-01"),), number=7)])

    assert [part.section for part in content.parts] == [Section.PRESENT, Section.DECISIONS]
    assert thawed(content.frozen()) == content


async def test_what_was_noted_in_a_city_s_name_bears_its_mark_to_the_last_copy(database: Database) -> None:
    def check(case: Case) -> None:
        reader = Reader(T)
        case.commit()
        own, noted = (_offer(case, case.other, case.city, words) for words in ("Un plano", "El pliego"))
        taken = Takeaway(
            meeting_id=case.meeting.id,
            person_id=case.marta.id,
            city_id=case.other.id,
            text="Contar antes",
            language="es",
            written_at=AFTER,
        )
        case.session.add_all([own, noted, taken])
        case.session.flush()
        assert not case.prepared().shown.content.has_noted
        assert "✍️" not in str(whole(reader, case.prepared().shown).text)
        [(_, commitment)] = commitments_of(case.session, case.meeting.id)
        for one in (noted, taken, commitment):
            one.noted_by = case.marta.id
        case.session.flush()
        case.publish()

        shown = published(case.session, case.meeting, case.network, AFTER)
        read, printed = str(whole(reader, shown).text), record_values(reader, shown, is_draft=False)

        for words in (WORDS, "El pliego", "Contar antes"):
            assert f"{words} ✍️" in read
        assert "Un plano\n" in read
        assert read.count("✍️ Anotado en nombre de la ciudad") == 1
        listed = {item["text"]: item["is_noted"] for part in printed["parts"] for item in part["items"]}
        assert listed == {WORDS: True, "El pliego": True, "Contar antes": True, "Un plano": False}
        assert printed["legend"].startswith("✍️ Anotado")
        offers = section_page(reader, case.prepared(), Section.OFFERS)
        assert "El pliego ✍️" in str(offers.text)
        assert "Anotado en nombre" in str(offers.text)

    await database.run(in_case(check))


async def test_record_names_guests_as_long_as_they_are_kept_and_freezes_no_name(database: Database) -> None:
    def check(case: Case) -> None:
        ana, _ = settle_person(case.session)
        guest = Guest(
            meeting_id=case.meeting.id, person_id=ana.id, name="Ana Sol", about="las cargas", days=1, created_at=AFTER
        )
        case.session.add(guest)
        case.session.flush()
        case.session.add(
            GuestQuestion(
                guest_id=guest.id,
                city_id=case.city.id,
                person_id=case.tere.id,
                text="¿Cuánto costó?",
                language="es",
                asked_at=AFTER,
                answer="Poco",
                answered_at=AFTER,
            )
        )
        case.session.flush()

        def read() -> str:
            return str(whole(Reader(T), published(case.session, case.meeting, case.network, AFTER)).text.striptags())

        assert "Ana Sol: las cargas" in str(section_page(Reader(T), case.prepared(), Section.GUESTS).text.striptags())
        assert case.publish()
        assert f"• Ana Sol: las cargas • {case.city.name}" in read()
        assert "1 pregunta respondida" in str(card(Reader(T), case.prepared().shown).text)
        assert not case.publish(), "the name changes nothing"
        [version] = case.session.query(RecordVersion)
        assert "Ana Sol" not in json.dumps(version.content)

        do_erase(case.session, ana, now=DRAFTED)

        assert "alguien de fuera" in read()
        assert "Ana Sol" not in read()
        assert "las cargas" not in read()

    await database.run(in_case(check))


async def test_card_of_a_long_record_is_short(database: Database) -> None:
    def check(case: Case) -> None:
        for section in Section:
            case.write("\n".join(["Una línea que no termina nunca y sigue, <b>&" * 3] * 11), section)
        case.publish()
        shown = published(case.session, case.meeting, case.network, AFTER)
        for language in ("es", "pt", "ca", "en"):
            assert len(card(Reader(translator_for(language)), shown).text.striptags()) < 1100

    await database.run(in_case(check))
