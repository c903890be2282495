"""Consultations in the chat: who may say what until when, links, reminders, and that all ways in are one answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import access_answering, access_convening
from actions.composition import Case, Rules, propose
from actions.consultations import Said, answers_in, answers_of, do_import, written
from actions.consultations.convening import (
    do_convene,
    do_discard,
    do_open,
    do_set_last_day,
    fields_in,
)
from actions.consultations.linking import (
    asked_behind,
    come,
    do_agree,
    do_renew,
    subject_of,
    tail_of,
    welcome_shown,
)
from actions.consultations.nudging import next_nudge
from actions.consultations.picture import picture_for
from actions.consultations.refusals import (
    AnswersThere,
    ConsultationClosed,
    ConsultationNotOpen,
    DeadlinePast,
    EnoughWishes,
    FieldsUnread,
    LinkUnknown,
    OpenAlready,
)
from actions.consultations.saying import (
    do_finish,
    do_level,
    do_mark_hour,
    do_mark_option,
    do_measure,
    do_undo_wish,
    do_wish,
    do_write,
    do_write_more,
)
from actions.consultations.standing import asked_of
from actions.letters import send
from actions.mydata import do_erase
from actions.refusals import NotAllowed, NotFound, UnknownPress
from actions.registration import do_stop_registering
from reports.consultations import results_order
from scheduler.consultations import enqueue
from store.consultations import members_of
from store.consulted import reminded_in, replies_of_member, respondents_of
from store.database import Database
from store.models import (
    AnsweredBy,
    AuditEntry,
    Challenge,
    City,
    Consultation,
    ConsultationAnswer,
    Kind,
    Letter,
    LetterState,
    Outcome,
    Person,
    Priority,
    Proposal,
    ProposalState,
    Readers,
    Role,
)
from tests.actions.founding import found_network, join, settle_person, share_challenge
from tests.locked import locked
from texts.consultations.answering import page
from texts.consultations.picture import Bars
from texts.consultations.presses import Measure
from texts.languages import Language
from texts.message import Html, Message
from texts.translator import translator_for

NOW = datetime(2027, 6, 2, 10, tzinfo=UTC)  # a Wednesday
LAST_DAY = date(2027, 6, 22)  # a Tuesday
FIELDS = ["vivienda", "agua", "clima", "movilidad", "cuidados", "archivos"]


def consult(session: Session, cities: int = 2, last_day: date = LAST_DAY) -> tuple[Person, Consultation]:
    """Convened by who coordinates an open network, and opened for these cities."""
    convener, _ = settle_person(session)
    join(session, convener, None, found_network(session), role=Role.COORDINATOR)
    for _ in range(cities - 1):
        settle_person(session, "EC")
    convened = do_convene(session, convener, "Otoño de 2027", FIELDS, last_day, now=NOW)
    return convener, do_open(session, convener, convened.id, now=NOW)


def focal_point(session: Session, consultation: Consultation, number: int, telegram_id: int = 7001) -> Person:
    """Somebody whom nobody knows, with the link of a member."""
    token = str(members_of(session, consultation.id)[number].token)
    return do_agree(session, None, (telegram_id, "Ana"), token, Language.PORTUGUESE, now=NOW)[0]


async def test_links_are_long_and_each_member_has_its_own(database: Database) -> None:
    def work(session: Session) -> None:
        convener, consultation = consult(session)
        first, second = members_of(session, consultation.id)
        assert len({first.token, second.token}) == 2
        assert min(len(str(first.token)), len(str(second.token))) >= 24
        for made_up in ("", "x", str(first.token)[:-1], str(first.token) + "A", str(first.id)):
            with pytest.raises(LinkUnknown):
                asked_behind(session, None, made_up, NOW)
        ana, tail = focal_point(session, consultation, 0), tail_of(session, first)
        send(session, 7002, Message(Html("Welcome"), subject=subject_of(first, "pt")), now=NOW)
        assert welcome_shown(session, 7002) == (first.token, Language.PORTUGUESE)
        do_renew(session, convener, first.id, tail, now=NOW)
        renewed = first.token
        do_renew(session, convener, first.id, tail, now=NOW)
        assert first.token == renewed, "a repeated press makes no third one"
        assert respondents_of(session, first.id) == []
        assert welcome_shown(session, 7002) is None, "who only opened the old link does not get the new one"
        with pytest.raises(NotFound):
            access_answering(session, ana, first.id)
        with pytest.raises(NotAllowed):
            do_renew(session, ana, first.id, tail_of(session, first), now=NOW)

    await database.run(work)


async def test_only_the_link_the_city_and_the_coordination_answer(database: Database) -> None:
    def work(session: Session) -> None:
        convener, consultation = consult(session)
        member = members_of(session, consultation.id)[0]
        delegate, _ = settle_person(session)
        other, elsewhere = settle_person(session)
        network = found_network(session, "otra")
        join(session, delegate, session.get_one(City, member.city_id), network)
        join(session, other, elsewhere, network)
        past, _ = settle_person(session)
        closed = found_network(session, "cerrada")
        closed.closed_at = NOW
        join(session, past, None, closed, role=Role.COORDINATOR)
        assert access_answering(session, convener, member.id).is_noting
        assert not access_answering(session, delegate, member.id).is_noting
        for stranger in (other, past):
            with pytest.raises(NotFound):
                access_answering(session, stranger, member.id)
            with pytest.raises(NotAllowed):
                access_convening(session, stranger)
        consultation.opened_at = None
        session.flush()
        for person in (convener, delegate):
            with pytest.raises(NotFound):
                access_answering(session, person, member.id)
        with pytest.raises(ConsultationNotOpen):
            asked_behind(session, None, str(member.token), NOW)

    await database.run(work)


async def test_everything_is_saved_until_the_last_moment_and_nothing_after_it(database: Database) -> None:
    def work(session: Session) -> None:
        _, consultation = consult(session)
        ana = focal_point(session, consultation, 0)
        member = members_of(session, consultation.id)[0]
        answering = access_answering(session, ana, member.id)
        fields = {one.name.lower(): one.id for one in asked_of(session, ana, answering, NOW).fields}
        assert consultation.closes_at == datetime(2027, 6, 22, 21, 59, tzinfo=UTC)
        last = consultation.closes_at - timedelta(microseconds=1)

        for name in FIELDS[:5]:
            assert do_wish(session, ana, answering, last, fields[name])
        assert not do_wish(session, ana, answering, last, fields["vivienda"]), "a repeated press changes nothing"
        with pytest.raises(EnoughWishes):
            do_wish(session, ana, answering, last, fields["archivos"])
        assert not do_undo_wish(session, ana, answering, last, fields["vivienda"]), "the last one alone"
        assert do_undo_wish(session, ana, answering, last, fields["cuidados"])
        assert do_measure(session, ana, answering, last, fields["agua"], Measure.OFFER, 3)
        assert do_level(session, ana, answering, last, fields["agua"], "underway")
        assert do_mark_hour(session, ana, answering, last, 0, suits=True)
        assert do_mark_option(session, ana, answering, last, "who", "elected", is_chosen=True)
        assert do_mark_option(session, ana, answering, last, "who", "technical", is_chosen=True)
        assert do_mark_option(session, ana, answering, last, "monthly", "2", is_chosen=True)
        assert do_mark_option(session, ana, answering, last, "monthly", "5", is_chosen=True)
        asked = asked_of(session, ana, answering, last)
        assert [one.name.lower() for one in asked.wished] == FIELDS[:4]
        assert asked.hours == {0}
        assert asked.replies == {"who": "technical;elected", "monthly": "5"}

        made_up: list[Callable[[], object]] = [
            lambda: do_wish(session, ana, answering, last, 9999),
            lambda: do_measure(session, ana, answering, last, fields["agua"], Measure.NEED, 4),
            lambda: do_level(session, ana, answering, last, fields["agua"], "<b>"),
            lambda: do_mark_hour(session, ana, answering, last, 24, suits=True),
            lambda: do_mark_option(session, ana, answering, last, "who", "mayor", is_chosen=True),
            lambda: do_mark_option(session, ana, answering, last, "challenges", "1", is_chosen=True),
            lambda: do_mark_option(session, ana, answering, last, "words", "x", is_chosen=True),
            lambda: do_write(session, ana, answering, last, "who", "technical"),
        ]
        for deed in made_up:
            with pytest.raises(UnknownPress):
                deed()
        over = consultation.closes_at
        late: list[Callable[[], object]] = [
            lambda: do_wish(session, ana, answering, over, fields["archivos"]),
            lambda: do_mark_hour(session, ana, answering, over, 9, suits=True),
            lambda: do_write(session, ana, answering, over, "words", "tarde"),
            lambda: do_finish(session, ana, answering, now=over),
        ]
        for deed in late:
            with pytest.raises(ConsultationClosed):
                deed()
        assert asked_of(session, ana, answering, over).replies == asked.replies

    await database.run(work)


async def test_two_people_of_one_city_lose_nothing(database: Database) -> None:
    def begin(session: Session) -> tuple[int, list[int], list[int]]:
        _, consultation = consult(session)
        member = members_of(session, consultation.id)[0]
        people = [focal_point(session, consultation, 0, telegram_id=7001 + number) for number in range(4)]
        answering = access_answering(session, people[0], member.id)
        fields = [one.id for one in asked_of(session, people[0], answering, NOW).fields]
        return member.id, [person.id for person in people], fields

    member_id, people, fields = await database.run(begin)

    def wish(session: Session, person_id: int, field_id: int) -> None:
        person = session.get_one(Person, person_id)
        do_wish(session, person, access_answering(session, person, member_id), NOW, field_id)

    async def wishing(person_id: int, field_id: int) -> None:
        await database.run(lambda session: wish(session, person_id, field_id))

    await asyncio.gather(*(wishing(*pair) for pair in zip(people, fields, strict=False)))

    def write(session: Session, person_id: int, words: str) -> None:
        person = session.get_one(Person, person_id)
        answering = access_answering(session, person, member_id)
        asked_of(session, person, answering, NOW)  # what the page shows, before anybody is waited for
        do_write_more(session, person, answering, NOW, "words", words)

    async def writing(person_id: int, words: str) -> None:
        await database.run(lambda session: write(session, person_id, words))

    said = ("Agua.", "Ferias.", "Barrios.", "Huertos.")
    await asyncio.gather(*(writing(*pair) for pair in zip(people, said, strict=True)))
    written = await database.read(lambda session: replies_of_member(session, member_id)["words"])
    assert sorted(written.split()) == sorted(said)

    def ranks(session: Session) -> list[int]:
        person = session.get_one(Person, people[0])
        asked = asked_of(session, person, access_answering(session, person, member_id), NOW)
        return sorted(answer.rank or 0 for answer in asked.answers.values())

    assert await database.read(ranks) == [1, 2, 3, 4]


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
async def test_file_and_press_at_the_same_moment_lose_nothing(store_url: str, database: Database) -> None:
    def begin(session: Session) -> tuple[int, int, str, dict[str, int]]:
        _, consultation = consult(session)
        ana = focal_point(session, consultation, 0)
        member = members_of(session, consultation.id)[0]
        answering = access_answering(session, ana, member.id)
        fields = {one.name: one.id for one in asked_of(session, ana, answering, NOW).fields}
        do_wish(session, ana, answering, NOW, fields["Agua"])
        return ana.id, member.id, consultation.slug, fields

    person_id, member_id, slug, fields = await database.run(begin)

    def read_file(session: Session) -> None:
        answers = answers_of(session, slug)
        first, *others = answers.members
        said = replace(first, said={"agua": Said(1, need=3), "clima": Said(2)})
        do_import(session, slug, replace(answers, members=(said, *others)), now=NOW)

    def wish(session: Session) -> None:
        person = session.get_one(Person, person_id)
        do_wish(session, person, access_answering(session, person, member_id), NOW, fields["Vivienda"])

    async with locked(store_url, sa.select(ConsultationAnswer.need)) as waiting:
        reading = asyncio.create_task(database.run(read_file))
        await waiting(1)
        pressing = asyncio.create_task(database.run(wish))
        await waiting(2)
    await asyncio.gather(reading, pressing)

    kept = await database.read(lambda session: answers_of(session, slug))
    said = next(one.said for one in kept.members if one.said)
    assert said == {"agua": Said(1, need=3), "clima": Said(2), "vivienda": Said(3)}


async def test_chat_hand_and_file_are_one_answer_that_composition_reads(database: Database) -> None:
    def work(session: Session) -> None:
        convener, consultation = consult(session, cities=6)
        session.flush()
        for number, member in enumerate(members_of(session, consultation.id)):
            person = convener if number % 2 else focal_point(session, consultation, number, 7001 + number)
            answering = access_answering(session, person, member.id)
            field = next(one for one in asked_of(session, person, answering, NOW).fields if one.name == "Agua")
            do_wish(session, person, answering, NOW, field.id)
            do_write(session, person, answering, NOW, "words", '=cmd("x"), <b> ; ñ')
            do_mark_hour(session, person, answering, NOW, {"ES": 21, "EC": 14}[member.country], suits=True)
            do_finish(session, person, answering, now=NOW)
        answers = answers_of(session, consultation.slug)
        text = written(answers)
        assert {member.hours for member in answers.members} == {frozenset({19})}, "the same hour, on two clocks"
        assert "'=cmd" in text, "no spreadsheet reckons with it"
        assert answers_in(text.encode(), "x.csv") == answers
        assert do_import(session, "copia", answers, now=NOW).new == 6
        assert answers_of(session, "copia") == answers
        of_fields_alone = replace(
            answers, members=tuple(replace(one, replies={}) for one in answers.members), questions=()
        )
        assert do_import(session, consultation.slug, of_fields_alone, now=NOW).unchanged == 6
        named = [replace(one, country="UY", hours=frozenset(), said={}, replies={}) for one in answers.members]
        assert do_import(session, consultation.slug, replace(answers, members=tuple(named)), now=NOW).changed == 6
        kept = answers_of(session, consultation.slug).members
        assert [(one.said, one.hours) for one in kept] == [(one.said, one.hours) for one in answers.members], (
            "a list of members takes no answer away"
        )
        assert {one.answered_by for one in members_of(session, consultation.id)} == {
            AnsweredBy.CITY,
            AnsweredBy.COORDINATION,
        }
        (group,) = propose(Case(answers, Rules())).groups
        assert (group.field, len(group.members)) == ("agua", 6)
        drawn = picture_for(session, convener, consultation.id)
        assert drawn.fields[0] == Bars("Agua", first=6, wishes=6, need=0, offer=0)
        assert results_order(translator_for("pt"), drawn).digest != results_order(translator_for("es"), drawn).digest
        noted = session.scalars(sa.select(AuditEntry).filter_by(deed="consultation_noted")).all()
        assert len(noted) == 3

    await database.run(work)


async def test_the_silent_are_reminded_on_working_mornings_and_only_they(database: Database) -> None:
    def work(session: Session) -> None:
        convener, consultation = consult(session, cities=3)
        assert consultation.due_at == datetime(2027, 6, 15, 8, tzinfo=UTC)
        assert next_nudge(consultation, "Europe/Madrid", consultation.due_at) == datetime(2027, 6, 18, 8, tzinfo=UTC), (
            "two days before is a Sunday: it comes on the Friday"
        )
        begun, busy = (focal_point(session, consultation, 0, telegram_id) for telegram_id in (7001, 7002))
        done = focal_point(session, consultation, 1, 7003)
        session.add(_letter(busy.telegram_id or 0, consultation.due_at - timedelta(hours=20)))
        answering = access_answering(session, done, members_of(session, consultation.id)[1].id)
        do_mark_hour(session, done, answering, NOW, 9, suits=True)
        do_finish(session, done, answering, now=NOW)
        assert enqueue(session, consultation.due_at) == 1
        assert enqueue(session, NOW) == 0
        told = _told(session)
        assert told == {(begun.telegram_id, Kind.CONSULTED), (convener.telegram_id, Kind.CONSULTATION)}
        assert consultation.due_at == datetime(2027, 6, 18, 8, tzinfo=UTC)
        assert enqueue(session, consultation.due_at) == 1
        assert _told(session) == told | {(busy.telegram_id, Kind.CONSULTED)}, "the last one comes in any case"
        assert consultation.due_at is None
        first = access_answering(session, begun, members_of(session, consultation.id)[0].id)
        do_mark_hour(session, begun, first, NOW, 9, suits=True)
        do_finish(session, begun, first, now=NOW)
        assert _told(session) == {(convener.telegram_id, Kind.CONSULTATION)}, "what waits for the morning is withdrawn"

        do_set_last_day(session, convener, consultation.id, date(2027, 6, 25), now=NOW)
        assert consultation.due_at == datetime(2027, 6, 18, 8, tzinfo=UTC)
        assert _told(session) == set(), "what waits would tell the last day of before"
        number = len(session.scalars(sa.select(Letter)).all())
        enqueue(session, datetime(2027, 7, 1, tzinfo=UTC))
        assert len(session.scalars(sa.select(Letter)).all()) == number, "after a long sleep of the clock nobody is"

        late, moving = focal_point(session, consultation, 2, 7004), datetime(2027, 6, 24, tzinfo=UTC)
        whose = (members_of(session, consultation.id)[2].id, late.id)
        for day in (23, 30):  # the last day is moved, and moved again
            do_set_last_day(session, convener, consultation.id, date(2027, 7, day), now=moving)
            enqueue(session, consultation.due_at or NOW)
            assert reminded_in(session, consultation.id)[whose] == 1, "what does not come is no reminder"
        session.execute(sa.update(Letter).values(state=LetterState.SENT))
        do_set_last_day(session, convener, consultation.id, date(2027, 8, 6), now=moving)
        while consultation.due_at is not None:
            enqueue(session, consultation.due_at)
        assert reminded_in(session, consultation.id)[whose] == 2, "twice in all, however often the day is moved"

    await database.run(work)


def _letter(chat_id: int, at: datetime) -> Letter:
    return Letter(
        chat_id=chat_id,
        lane="bulk",
        priority=Priority.NEWS,
        due_at=at,
        created_at=at,
        method="sendMessage",
        payload={"text": "x"},
        kind=Kind.ANNOUNCEMENT,
    )


def _told(session: Session) -> set[tuple[int | None, str | None]]:
    kinds = (Kind.CONSULTED, Kind.CONSULTATION)
    waiting = Letter.state != LetterState.WITHDRAWN
    found = sa.select(Letter.chat_id, Letter.kind).where(Letter.kind.in_(kinds), waiting)
    return {(row[0], row[1]) for row in session.execute(found)}


async def test_challenges_that_closed_networks_left_open_to_all_are_offered(database: Database) -> None:
    def work(session: Session) -> None:
        author, city = settle_person(session)
        past, present = found_network(session, "pasada"), found_network(session, "presente")
        past.closed_at = NOW
        offered = {}
        for title, network, outcome, open_to in (
            ("abierto", past, Outcome.OPEN, Readers.NETWORKS),
            ("en parte", past, Outcome.PARTLY, Readers.PUBLIC),
            ("resuelto", past, Outcome.SOLVED, Readers.PUBLIC),
            ("reservado", past, Outcome.OPEN, None),
            ("en marcha", present, Outcome.OPEN, Readers.PUBLIC),
        ):
            challenge = share_challenge(session, network, author, NOW, title)
            challenge.outcome, challenge.city_id = outcome, city.id
            offered[title] = challenge.id
            session.add(_proposal(challenge, title, open_to))
        session.flush()
        _, consultation = consult(session)
        ana = focal_point(session, consultation, 0)
        answering = access_answering(session, ana, members_of(session, consultation.id)[0].id)
        asked = asked_of(session, ana, answering, NOW)
        assert [one.title for one in asked.challenges] == ["en parte dicho", "abierto dicho"]
        with pytest.raises(UnknownPress):
            do_mark_option(session, ana, answering, NOW, "challenges", str(offered["reservado"]), is_chosen=True)
        do_mark_option(session, ana, answering, NOW, "challenges", str(offered["abierto"]), is_chosen=True)
        shown = page(translator_for("es"), asked_of(session, ana, answering, NOW), "challenges")
        assert "1. en parte dicho · City" in shown.text
        assert [key.text for key in shown.rows[0]] == ["1", "✓ 2"]

    await database.run(work)


def _proposal(challenge: Challenge, title: str, open_to: Readers | None) -> Proposal:
    return Proposal(
        network_id=challenge.network_id,
        challenge_id=challenge.id,
        person_id=challenge.person_id,
        reach=Readers.PUBLIC,
        state=ProposalState.APPROVED if open_to else ProposalState.PROPOSED,
        proposed_at=NOW,
        open_to=open_to,
        opened_at=NOW if open_to else None,
        said={"title": f"{title} dicho"} if open_to else None,
    )


async def test_what_is_prepared_is_discarded_and_what_is_open_is_not(database: Database) -> None:
    def work(session: Session) -> None:
        convener, consultation = consult(session)
        with pytest.raises(OpenAlready):
            do_discard(session, convener, consultation.id, now=NOW)
        with pytest.raises(OpenAlready):
            do_open(session, convener, consultation.id, now=NOW)
        for day in (NOW.date(), NOW.date() + timedelta(days=400)):
            with pytest.raises(DeadlinePast):
                do_set_last_day(session, convener, consultation.id, day, now=NOW)
        again = do_convene(session, convener, "Otoño de 2027", FIELDS, LAST_DAY, now=NOW)
        assert again.slug == "otono-de-2027-2"
        member = members_of(session, again.id)[0]
        member.said_at = NOW
        with pytest.raises(AnswersThere):
            do_discard(session, convener, again.id, now=NOW)
        member.said_at = None
        do_discard(session, convener, again.id, now=NOW)
        assert session.scalars(sa.select(Consultation.slug)).all() == ["otono-de-2027"]

    await database.run(work)


async def test_who_answered_is_forgotten_and_the_answer_stays(database: Database) -> None:
    def work(session: Session) -> None:
        _, consultation = consult(session)
        ana = focal_point(session, consultation, 0)
        member = members_of(session, consultation.id)[0]
        answering = access_answering(session, ana, member.id)
        do_write(session, ana, answering, NOW, "words", "Con ganas.")
        assert not do_stop_registering(session, ana), "an invitation that is left does not take the consultation along"
        come(session, ana, member, NOW)
        do_erase(session, ana, now=NOW)
        assert respondents_of(session, member.id) == []
        assert answers_of(session, consultation.slug).members[0].replies == {"text:words": "Con ganas."}

    await database.run(work)


@pytest.mark.parametrize(
    "text",
    ["", "uno", "uno\nUNO", "=uno\ndos", "uno\n" + "a" * 61, "\n".join(f"campo {n}" for n in range(13)), "a=b\nc"],
)
def test_fields_that_a_file_could_not_hold_are_refused(text: str) -> None:
    with pytest.raises(FieldsUnread):
        fields_in(text)


def test_fields_are_read_as_people_list_them() -> None:
    assert fields_in(" 1. Vivienda \n\n- Agua & <clima>\n• 3 barrios\n12) Red") == [
        "Vivienda",
        "Agua & <clima>",
        "3 barrios",
        "Red",
    ]
