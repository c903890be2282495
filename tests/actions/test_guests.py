"""Guests: one session and nothing else, questions with votes, answers in writing, and an end."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_coming_to, access_guest, access_meeting, access_network, access_visit
from actions.guests.answering import do_answer
from actions.guests.asking import do_ask, do_mark, do_put_away, do_vote, do_withdraw
from actions.guests.coming import do_visit
from actions.guests.inviting import do_end, do_invite_guest, do_prolong
from actions.guests.refusals import (
    OwnQuestion,
    QuestionsClosed,
    QuestionStands,
    SessionClosedToGuests,
    TooManyQuestions,
    VisitEnded,
    VisitOver,
)
from actions.invitations import InvitationExpired, NoSessionAhead, do_create_invitation, find_invitation
from actions.meetings import do_answer as do_answer_meeting
from actions.meetings import do_cancel, do_move, do_restore
from actions.meetings.showing import page_subject_of
from actions.mydata import do_erase, do_leave
from actions.refusals import NetworkClosed, NotAllowed, NotFound, OneSessionOnly
from actions.registration import do_accept, present_behind
from actions.reminders import plan_reminders_for_meeting
from actions.roles import do_change_role
from scheduler.guests import end_visits
from scheduler.reminders import enqueue_due_reminders
from store.audiences import Audience, all_of
from store.chats import meet_chat
from store.database import Database
from store.guests import announced, questions_to
from store.meetings import attendees
from store.memberships import membership_of, networks_of
from store.models import (
    Answer,
    AuditEntry,
    ChatKind,
    City,
    Guest,
    GuestQuestion,
    GuestVote,
    Invitation,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Reminder,
    ReminderState,
    Role,
)
from store.mydata.gathering import counts_of, rows_of
from tests.actions.founding import convene, found_network, join, settle_person
from texts.message import Html, Message

FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)  # a Friday, five in Madrid
BEFORE = FIRST - timedelta(days=10)
OVER = FIRST + timedelta(minutes=90)
WEEK = timedelta(days=7)
A_MOMENT = timedelta(seconds=1)


@dataclass
class Case:
    """A network with two sessions, those who prepare them, two cities, and somebody who comes to the first."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    lucia: Person
    tere: Person
    laia: Person
    city: City
    other_city: City
    ana: Person
    guest: Guest
    invitation: Invitation

    def ask(self, person: Person, city: City, words: str = "¿Cuánto costó?", now: datetime = BEFORE) -> GuestQuestion:
        do_ask(self.session, person, self.guest.id, city.id, words, now=now)
        return self.session.query(GuestQuestion).order_by(GuestQuestion.id.desc()).first()  # type: ignore[return-value]

    def vote(self, person: Person, question: GuestQuestion, *, is_wanted: bool = True, now: datetime = BEFORE) -> None:
        do_vote(self.session, person, question.id, is_wanted=is_wanted, now=now)

    def standing(self) -> list[tuple[str, int]]:
        return [(one.question.text, one.votes) for one in questions_to(self.session, self.guest.id)]

    def letters(self, part: str) -> list[Letter]:
        found = self.session.query(Letter).filter(Letter.key.contains(part)).order_by(Letter.id)
        return [letter for letter in found if letter.state is not LetterState.WITHDRAWN]


def case_of(session: Session) -> Case:
    network = found_network(session)
    meetings = convene(session, network, FIRST, FIRST + timedelta(days=28))
    marta, lucia = settle_person(session)[0], settle_person(session)[0]
    join(session, marta, None, network, role=Role.COORDINATOR)
    join(session, lucia, None, network, role=Role.FACILITATOR)
    (tere, city), (laia, other_city) = settle_person(session, "MX"), settle_person(session)
    for person, of in ((tere, city), (laia, other_city)):
        join(session, person, of, network)
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (city, other_city))
    ana, _ = settle_person(session)
    meet_chat(session, ana.telegram_id or 0, ChatKind.PRIVATE, "")
    guest, invitation = do_invite_guest(session, lucia, meetings[0].id, "Ana", "Camiones", now=BEFORE)
    do_accept(session, ana, invitation.token, now=BEFORE)
    return Case(session, network, meetings, marta, lucia, tere, laia, city, other_city, ana, guest, invitation)


async def test_guest_has_one_session_and_is_nobody_else_s_reader(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second = case.meetings

        assert access_visit(session, case.ana, first.id).guest is case.guest
        assert access_coming_to(session, case.ana, first.id) == (first, case.network)
        for refused in (
            lambda: access_network(session, case.ana, case.network.id),
            lambda: access_meeting(session, case.ana, first.id),
            lambda: access_visit(session, case.ana, second.id),
            lambda: access_guest(session, case.ana, case.guest.id),
        ):
            with pytest.raises(OneSessionOnly):
                refused()
        with pytest.raises(NotFound):
            access_visit(session, case.tere, first.id)
        assert networks_of(session, case.ana.id) == []
        assert case.ana.id not in {one.person.id for one in attendees(session, first)}
        with pytest.raises(NotAllowed):
            do_invite_guest(session, case.tere, second.id, "Otra", "", now=BEFORE)

    await database.run(unit)


async def test_guest_is_reminded_by_what_helps_and_not_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        plan_reminders_for_meeting(session, case.meetings[0], now=BEFORE)
        planned = session.query(Reminder).filter_by(person_id=case.ana.id).order_by(Reminder.due_at).all()

        assert [one.kind.value for one in planned] == ["day", "hour"]
        for one in planned:
            enqueue_due_reminders(session, one.due_at)
        own = [one for one in case.letters("meeting:") if one.chat_id == case.ana.telegram_id]
        assert [one.kind for one in own] == ["day_before", "hour_before"]
        assert {one.subject for one in own} == {f"visit:{case.guest.id}"}

    await database.run(unit)


async def test_access_follows_the_date_is_prolonged_once_for_each_key_and_ends(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[0]
        assert case.guest.ends_at == OVER + WEEK

        do_move(session, case.marta, meeting, case.network, FIRST + WEEK, sequence=0, now=BEFORE)
        assert case.guest.ends_at == OVER + 2 * WEEK
        assert case.invitation.expires_at >= OVER + WEEK
        for _ in range(2):
            do_prolong(session, case.lucia, case.guest.id, 14, now=BEFORE)
        assert case.guest.ends_at == OVER + 3 * WEEK
        assert end_visits(session, OVER + 3 * WEEK - A_MOMENT) == 0
        assert end_visits(session, OVER + 3 * WEEK) == 1
        assert end_visits(session, OVER + 3 * WEEK) == 0
        with pytest.raises(VisitOver):
            access_visit(session, case.ana, meeting.id)
        with pytest.raises(VisitOver):
            access_network(session, case.ana, case.network.id)
        with pytest.raises(VisitEnded):
            do_prolong(session, case.lucia, case.guest.id, 21, now=OVER)
        assert session.query(AuditEntry).filter_by(deed="visit_ended").count() == 1

    await database.run(unit)


async def test_cancelled_session_ends_it_the_next_day_and_takes_no_guests(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        do_cancel(session, case.marta, case.meetings[0], case.network, sequence=0, now=BEFORE)

        assert case.guest.ends_at == BEFORE + timedelta(days=1)
        told = [one.chat_id for one in case.letters(":changed:1:person:")]
        assert told.count(case.ana.telegram_id or 0) == 1
        with pytest.raises(SessionClosedToGuests):
            do_invite_guest(session, case.lucia, case.meetings[0].id, "Otra", "", now=BEFORE)

    await database.run(unit)


async def test_links_lead_to_a_session_and_only_to_one_that_is_not_over(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second = case.meetings
        unnamed = do_create_invitation(session, case.network, None, Role.GUEST, now=BEFORE, uses=2, days=60)

        assert unnamed.meeting_id == first.id
        assert find_invitation(session, unnamed.token, BEFORE) is unnamed
        with pytest.raises(InvitationExpired):
            find_invitation(session, unnamed.token, OVER)
        with pytest.raises(NoSessionAhead):
            do_create_invitation(session, case.network, None, Role.GUEST, now=second.starts_at)
        assert present_behind(session, case.tere, unnamed.token) is not None  # a member is not made a guest

        _, to_second = do_invite_guest(session, case.lucia, second.id, "Ana", "", now=BEFORE)
        do_accept(session, case.ana, to_second.token, now=BEFORE)
        end_visits(session, OVER + WEEK)
        assert access_visit(session, case.ana, second.id).guest.name == case.ana.name
        do_end(session, case.lucia, access_visit(session, case.ana, second.id).guest.id, now=OVER + WEEK)
        with pytest.raises(VisitOver):
            access_network(session, case.ana, case.network.id)

    await database.run(unit)


async def test_each_asks_three_at_most_votes_once_and_not_for_their_own(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second, _ = [case.ask(case.tere, case.city, words) for words in ("Uno", "Dos", "Tres")]
        with pytest.raises(TooManyQuestions):
            case.ask(case.tere, case.city, "Cuatro")
        do_withdraw(session, case.tere, first.id, now=BEFORE)
        case.ask(case.tere, case.city, "Cuatro")

        for _ in range(2):
            case.vote(case.laia, second)
        assert case.standing() == [("Dos", 1), ("Tres", 0), ("Cuatro", 0)]
        case.vote(case.laia, second, is_wanted=False)
        assert session.query(GuestVote).count() == 0
        with pytest.raises(OwnQuestion):
            case.vote(case.tere, second)
        with pytest.raises(NotAllowed):
            case.vote(case.lucia, second)  # speaks for no city
        with pytest.raises(NotAllowed):
            case.ask(case.laia, case.city)
        with pytest.raises(NotAllowed):
            do_withdraw(session, case.laia, second.id, now=BEFORE)
        for late in (
            lambda: case.vote(case.laia, second, now=FIRST),
            lambda: case.ask(case.laia, case.other_city, now=FIRST),
        ):
            with pytest.raises(QuestionsClosed):
                late()

    await database.run(unit)


async def test_question_is_noted_for_a_city_or_put_away_and_its_author_told_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        noted = case.ask(case.marta, case.city, "Anotada")
        assert (noted.city_id, noted.noted_by) == (case.city.id, case.marta.id)
        case.vote(case.tere, noted)
        asked = case.ask(case.laia, case.other_city, "Fuera de lugar")

        with pytest.raises(NotAllowed):
            do_put_away(session, case.tere, asked.id, now=BEFORE)
        for _ in range(2):
            do_put_away(session, case.lucia, asked.id, now=BEFORE)
        assert case.standing() == [("Anotada", 1)]
        [told] = case.letters(":away:")
        assert (told.chat_id, told.kind) == (case.laia.telegram_id, "guest_question")
        do_move(session, case.marta, case.meetings[0], case.network, FIRST + WEEK, sequence=0, now=BEFORE)
        assert len(case.letters(":away:")) == 1, "another date takes nothing of it back"
        do_leave(session, case.laia, case.network.id, now=BEFORE)
        session.expire_all()
        assert case.letters(":away:") == []
        assert session.query(AuditEntry).filter_by(deed="guest_question_put_away").count() == 1

    await database.run(unit)


async def test_guest_answers_until_access_ends_and_names_go_with_erasure(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        question = case.ask(case.tere, case.city)
        with pytest.raises(NotAllowed):
            do_mark(session, case.tere, question.id, is_done=True, now=FIRST)
        do_mark(session, case.lucia, question.id, is_done=True, now=FIRST)
        do_answer(session, case.ana, question.id, "Dos millones", now=OVER)
        do_answer(session, case.ana, question.id, "Tres millones", now=OVER + A_MOMENT)
        assert (question.answer, question.answered_at, question.done_at) == ("Tres millones", OVER, FIRST)
        with pytest.raises(NotFound):
            do_answer(session, case.tere, question.id, "Nada", now=OVER)
        assert len(rows_of(session, case.ana)["visits_as_guest"]) == 1
        assert [row["answer"] for row in rows_of(session, case.ana)["answers_as_guest"]] == ["Tres millones"]
        assert counts_of(session, case.ana)["answers_as_guest"] == 1
        assert rows_of(session, case.tere)["answers_as_guest"] == []
        assert len(rows_of(session, case.tere)["questions_to_guests"]) == 1

        do_erase(session, case.tere, now=OVER)
        do_erase(session, case.ana, now=OVER)
        [asked] = questions_to(session, case.guest.id)
        assert (asked.person.name, asked.city, asked.question.answer) == ("", case.city, "Tres millones")
        assert (case.guest.name, case.guest.ended_at) == ("", OVER)
        assert end_visits(session, OVER + 2 * WEEK) == 0

    await database.run(unit)


async def test_announcements_do_not_go_to_guests(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        reached = {one.id for one in session.scalars(all_of(Audience((case.network.id,), case.marta.id)))}
        assert reached == {case.lucia.id, case.tere.id, case.laia.id}

    await database.run(unit)


def stand(case: Case, person: Person, subject: str) -> None:
    """Something that was sent to somebody, and is edited when what it tells changes."""
    message = Message(Html("-"), subject=subject)
    letters.send(case.session, person.telegram_id or 0, message, now=BEFORE)
    case.session.flush()
    [sent] = case.session.query(Letter).filter_by(subject=subject, chat_id=person.telegram_id)
    sent.state, sent.message_id = LetterState.SENT, 77
    case.session.flush()


def edits_to(case: Case, person: Person) -> list[str]:
    """What was edited in a chat."""
    case.session.flush()
    found = case.session.query(Letter).filter_by(chat_id=person.telegram_id).order_by(Letter.id)
    return [json.dumps(one.payload) for one in found if one.method.startswith("edit")]


async def test_guest_who_becomes_a_delegate_is_a_member_only(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[0]
        stand(case, case.tere, page_subject_of(meeting))
        link = do_create_invitation(session, case.network, case.city, Role.DELEGATE, now=BEFORE)
        do_change_role(session, case.ana, link.token, now=BEFORE)

        assert announced(session, meeting.id) == []
        assert edits_to(case, case.tere)
        do_answer_meeting(session, case.ana, meeting, case.network, Answer.GOING, now=BEFORE)
        do_move(session, case.marta, meeting, case.network, FIRST + WEEK, sequence=0, now=BEFORE)
        [told] = [one for one in case.letters(":changed:1:") if one.chat_id == case.ana.telegram_id]
        assert told.subject == f"meeting:{meeting.id}"

    await database.run(unit)


async def test_guests_hear_by_letters_of_their_own(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[0]
        for sequence, days in ((0, 7), (1, 8)):
            at = FIRST + timedelta(days=days)
            do_move(session, case.marta, meeting, case.network, at, sequence=sequence, now=BEFORE)
        to_ana = [one.key for one in case.letters(":changed:") if one.chat_id == case.ana.telegram_id]
        assert to_ana == [f"visit:{case.guest.id}:changed:2:person:{case.ana.id}"]
        do_leave(session, case.ana, case.network.id, now=BEFORE)
        assert [one for one in case.letters(":changed:") if one.chat_id == case.ana.telegram_id] == []

    await database.run(unit)


async def test_closed_network_is_only_read_by_guests_and_those_who_ask(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        question = case.ask(case.tere, case.city)
        case.network.closed_at = BEFORE
        session.flush()
        for refused in (
            lambda: do_answer(session, case.ana, question.id, "Nada", now=BEFORE),
            lambda: do_withdraw(session, case.tere, question.id, now=BEFORE),
            lambda: do_put_away(session, case.lucia, question.id, now=BEFORE),
            lambda: do_mark(session, case.lucia, question.id, is_done=True, now=BEFORE),
        ):
            with pytest.raises(NetworkClosed):
                refused()
        assert case.standing() == [(question.text, 0)]

    await database.run(unit)


@pytest.mark.parametrize("go", ["leave", "erase"])
async def test_what_stands_follows_who_comes_and_who_goes(database: Database, go: str) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[0]
        stand(case, case.tere, page_subject_of(meeting))
        unnamed = do_create_invitation(session, case.network, None, Role.GUEST, now=BEFORE)
        berta, _ = settle_person(session)
        berta.name = "Berta"
        do_accept(session, berta, unnamed.token, now=BEFORE)
        assert "Berta" in edits_to(case, case.tere)[-1]

        if go == "leave":
            do_leave(session, berta, case.network.id, now=BEFORE)
        else:
            do_erase(session, berta, now=BEFORE)
        stands = edits_to(case, case.tere)[-1]
        assert "Berta" not in stands
        assert case.ana.name in stands

    await database.run(unit)


async def test_nothing_is_kept_of_whoever_never_came(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        guest, _ = do_invite_guest(session, case.lucia, case.meetings[0].id, "Berta", "Barcos", now=BEFORE)
        end_visits(session, OVER + WEEK)
        assert guest.ended_at is not None
        assert (guest.name, guest.about) == ("", "")

    await database.run(unit)


async def test_who_comes_when_the_visit_has_just_ended_comes_as_one_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        announced_one, link = do_invite_guest(session, case.lucia, case.meetings[0].id, "Berta", "Barcos", now=BEFORE)
        berta, _ = settle_person(session)
        session.refresh(announced_one)  # as this unit knows it until it looks again
        by_another = sa.update(Guest).where(Guest.id == announced_one.id).values(ended_at=BEFORE)
        session.execute(by_another.execution_options(synchronize_session=False))
        guest = do_visit(session, link, berta, now=BEFORE)
        assert (guest.id != announced_one.id, announced_one.person_id) == (True, None)

    await database.run(unit)


async def test_what_the_session_or_the_guest_has_taken_up_is_not_withdrawn(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        answered, brought_up = case.ask(case.tere, case.city, "Uno"), case.ask(case.tere, case.city, "Dos")
        do_answer(session, case.ana, answered.id, "Dos millones", now=BEFORE)
        for question, now in ((answered, BEFORE), (brought_up, FIRST)):
            with pytest.raises(QuestionStands):
                do_withdraw(session, case.tere, question.id, now=now)
        assert len(case.standing()) == 2

    await database.run(unit)


async def test_session_that_is_put_back_opens_again_to_those_whose_visit_ended_with_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[0]
        (berta, _), (carla, _) = settle_person(session), settle_person(session)
        links = [do_invite_guest(session, case.lucia, meeting.id, "", "", now=BEFORE)[1] for _ in range(2)]
        for person, link in zip((berta, carla), links, strict=True):
            do_accept(session, person, link.token, now=BEFORE)
        do_end(session, case.lucia, access_visit(session, berta, meeting.id).guest.id, now=BEFORE)
        do_cancel(session, case.marta, meeting, case.network, sequence=0, now=BEFORE)
        assert end_visits(session, BEFORE + timedelta(hours=25)) == 2
        do_erase(session, carla, now=BEFORE + timedelta(hours=26))
        again = BEFORE + timedelta(hours=30)
        do_restore(session, case.marta, meeting, case.network, sequence=1, now=again)

        assert announced(session, meeting.id) == [case.guest]
        visit = access_visit(session, case.ana, meeting.id)
        assert (visit.guest.ended_at, visit.guest.ends_at) == (None, OVER + WEEK)
        [told] = [one for one in case.letters(":changed:2:person:") if one.chat_id == case.ana.telegram_id]
        assert told.subject == f"visit:{case.guest.id}"
        assert membership_of(session, case.ana.id, case.network.id) is not None
        waiting = session.query(Reminder).filter_by(person_id=case.ana.id, state=ReminderState.WAITING).all()
        assert [one.kind.value for one in waiting] == ["day", "hour"]
        with pytest.raises(VisitOver):
            access_visit(session, berta, meeting.id)

    await database.run(unit)
