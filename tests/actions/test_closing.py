"""A network ends: its checklist, closing and reopening, the farewell, certificates, and what is asked months later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_contributing, access_telling
from actions.certificates.files import all_for, asked_for, own_for
from actions.closing.ending import do_close, do_reopen
from actions.closing.refusals import ClosingChanged, SessionsAhead, TooLateToReopen
from actions.closing.standing import checklist_of
from actions.follow_ups.refusals import FollowUpChanged
from actions.follow_ups.telling import do_end, do_tell
from actions.handovers.passing import do_pass_on
from actions.invitations import InvitationToClosed, do_create_invitation, find_invitation
from actions.mydata import do_erase, do_leave
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from scheduler.closing import enqueue_farewells
from scheduler.follow_ups import enqueue_follow_ups
from scheduler.works import WORKS
from store.certificates import certificate_by_code
from store.chats import meet_chat
from store.database import Database
from store.follow_ups import follow_ups_of
from store.memberships import membership_of
from store.models import (
    Applied,
    AuditEntry,
    Certificate,
    ChatKind,
    City,
    Commitment,
    Experience,
    FollowUp,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Presence,
    Role,
    Stays,
    Task,
    TaskKind,
    Visibility,
)
from store.mydata.gathering import rows_of
from tests.actions.founding import connect_group, convene, found_network, join, settle_person
from texts.message import Html, Message, plain_text

FIRST = datetime(2027, 6, 16, 15, tzinfo=UTC)  # a Wednesday, five in Madrid
MONTH = timedelta(days=28)
LAST = FIRST + 5 * MONTH
AFTER = LAST + timedelta(hours=20)  # the next day, a Thursday, in the morning
DAY = timedelta(days=1)


@dataclass
class Case:
    """A network that has met six times: a coordinator, and two cities with two people and one."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    tere: Person
    ana: Person
    diego: Person
    city: City
    other: City

    def attend(self, person: Person, city: City, *numbers: int) -> None:
        told = {"person_id": person.id, "city_id": city.id, "told_at": FIRST}
        self.session.add_all(
            Presence(meeting_id=self.meetings[number - 1].id, was_there=True, **told) for number in numbers
        )
        self.session.flush()

    def close(self, *, sequence: int = 0, now: datetime = AFTER, least: int = 0) -> None:
        do_close(self.session, self.marta, self.network, sequence=sequence, now=now, least=least)

    def letters(self, beginning: str) -> list[Letter]:
        found = sa.select(Letter).where(Letter.key.startswith(beginning), Letter.state != LetterState.WITHDRAWN)
        return list(self.session.scalars(found.order_by(Letter.id)))

    def follow_up(self, city: City, months: int = 3) -> FollowUp:
        return next(one for one in follow_ups_of(self.session, self.network.id, city.id) if one.months == months)


def case_of(session: Session) -> Case:
    network = found_network(session)
    connect_group(session, network)
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(6)))
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    (tere, city), (diego, other), (ana, _) = (
        settle_person(session, "MX"),
        settle_person(session),
        settle_person(session),
    )
    for person, of in ((tere, city), (ana, city), (diego, other)):
        join(session, person, of, network)
    for person in (marta, tere, ana, diego):
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (city, other))
    session.flush()
    return Case(session, network, meetings, marta, tere, ana, diego, city, other)


def in_case(check: Callable[[Case], None]) -> Callable[[Session], None]:
    return lambda session: check(case_of(session))


async def test_checklist_tells_what_is_missing_of_each_city(database: Database) -> None:
    def check(case: Case) -> None:
        case.attend(case.tere, case.city, 1, 2, 3)
        case.attend(case.ana, case.city, 3, 4)
        words = {"text": "Medir", "language": "es", "taken_at": LAST, "person_id": case.tere.id}
        commitment = Commitment(meeting_id=case.meetings[5].id, city_id=case.city.id, **words)
        shared = {"done": "x", "regret": "y", "language": "es", "visibility": Visibility.NETWORK, "published_at": FIRST}
        experience = Experience(
            network_id=case.network.id, city_id=case.city.id, person_id=case.tere.id, title="Feria", **shared
        )
        case.session.add_all([commitment, experience])
        case.session.flush()

        shown = checklist_of(case.session, case.network, AFTER)

        one, other = shown.of(case.city.id), shown.of(case.other.id)
        assert one is not None
        assert other is not None
        assert (one.attended, [each.number for each in one.untold], one.gaps) == (4, [5, 6], 4)
        assert one.commitments == (commitment,)
        assert one.sheet is not None
        assert (one.sheet.experience, one.sheet.missing > 0, one.sheet.is_open) == (experience, True, False)
        assert (other.attended, other.gaps, other.sheet) == (0, 3, None)
        assert (len(shown.meetings), len(shown.unrecorded), shown.ahead, shown.least) == (6, 6, 0, 4)

    await database.run(in_case(check))


async def test_network_is_closed_after_its_last_session_and_reopened_within_a_day(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        with pytest.raises(SessionsAhead):
            case.close(now=LAST - DAY)
        invitation = do_create_invitation(session, network, case.city, Role.DELEGATE, now=AFTER)
        case.close()
        case.close()  # the same key, pressed twice
        assert network.closed_at == AFTER
        with pytest.raises(NetworkClosed):
            access_contributing(session, case.tere, network.id)
        with pytest.raises(NetworkClosed):
            do_create_invitation(session, network, case.city, Role.DELEGATE, now=AFTER)
        with pytest.raises(InvitationToClosed):
            find_invitation(session, invitation.token, AFTER)

        with pytest.raises(ClosingChanged):
            do_reopen(session, case.marta, network, sequence=0, now=AFTER)
        do_reopen(session, case.marta, network, sequence=1, now=AFTER + DAY / 2)
        do_reopen(session, case.marta, network, sequence=1, now=AFTER + DAY / 2)
        assert network.closed_at is None
        assert find_invitation(session, invitation.token, AFTER) is invitation
        with pytest.raises(ClosingChanged):
            case.close()  # the key that was shown before all this
        assert enqueue_farewells(session, AFTER + 2 * DAY) == 0, "it was taken back"

        case.close(sequence=2, now=AFTER + 2 * DAY)
        with pytest.raises(TooLateToReopen):
            do_reopen(session, case.marta, network, sequence=3, now=AFTER + 3 * DAY)
        deeds = session.scalars(sa.select(AuditEntry.deed).where(AuditEntry.deed.startswith("network_")))
        assert list(deeds) == ["network_closed", "network_reopened", "network_closed"]

    await database.run(in_case(check))


async def test_farewell_leaves_once_with_certificates_for_who_was_there(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        case.attend(case.tere, case.city, 1, 2, 3, 4)
        case.attend(case.diego, case.other, 1)
        (lucia, _), (guest, _) = settle_person(session), settle_person(session)
        join(session, lucia, None, network, role=Role.FACILITATOR)
        join(session, guest, None, network, role=Role.GUEST)
        case.close()
        assert enqueue_farewells(session, AFTER + DAY - timedelta(minutes=1)) == 0
        now = AFTER + DAY + timedelta(hours=12)  # the clock stood still until Friday night
        assert [enqueue_farewells(session, now), enqueue_farewells(session, now)] == [1, 0]

        (card,) = case.letters("card:closing:")
        assert card.due_at == datetime(2027, 11, 8, 7, tzinfo=UTC), "groups read it on Monday at eight"
        assert "6 sesiones · 2 ciudades\n" in card.payload["text"]
        told = {letter.chat_id: letter for letter in case.letters("closing:")}
        assert told.keys() == {case.ana.telegram_id, lucia.telegram_id}, "not who closed it, nor a guest"
        assert told[case.ana.telegram_id or 0].due_at == datetime(2027, 11, 8, 9, tzinfo=UTC), "at ten in Madrid"
        said = {chat: plain_text(Html(letter.payload["text"])) for chat, letter in told.items()}
        assert "se pregunta a City" in said[case.ana.telegram_id or 0]
        assert said[lucia.telegram_id or 0].endswith("Todo sigue ahí para leer y buscar.")
        held = session.scalars(sa.select(Certificate).order_by(Certificate.person_id)).all()
        measured = [(one.person_id, one.sessions, one.of, one.minutes, one.is_whole) for one in held]
        assert measured == [(case.tere.id, 4, 6, 360, True), (case.diego.id, 1, 6, 90, False)]
        tasks = session.scalars(sa.select(Task).where(Task.kind == TaskKind.CERTIFICATE).order_by(Task.id)).all()
        assert [task.details["person"] for task in tasks] == [case.tere.id, case.diego.id]
        work = WORKS[TaskKind.CERTIFICATE]
        order = work.order(session, tasks[0], now)
        assert order is not None
        assert [asked_for(session, task) is None for task in tasks] == [False, False]
        for _ in range(2):
            work.tell(session, tasks[0], order.digest, now)
        (letter,) = case.letters(f"certificate:{held[0].id}:")
        assert (letter.kind, held[0].code in letter.payload["caption"]) == (Kind.CERTIFICATE, True)
        assert "ha llegado a su fin" in letter.payload["caption"], "one message says both"
        work.give_up(session, tasks[1], now)
        assert case.letters(f"closing:{network.id}:farewell:person:{case.diego.id}"), "printed or not, they are told"

        assert len(all_for(session, case.marta, network.id).printed) == 2
        with pytest.raises(NotAllowed):
            all_for(session, case.tere, network.id)
        with pytest.raises(NotFound):
            own_for(session, case.ana, network.id)
        assert [row["sessions"] for row in rows_of(session, case.tere)["certificates"]] == [4]
        do_erase(session, case.tere, now=now)
        found = certificate_by_code(session, held[0].code)
        assert found is not None
        assert found.person is None, "valid still, and nobody’s"
        assert len(all_for(session, case.marta, network.id).printed) == 1

    await database.run(in_case(check))


async def test_who_handed_their_place_over_has_a_certificate_when_they_were_there_enough(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        (early, _), (wished, _) = settle_person(session, "MX"), settle_person(session, "MX")
        own = {one.id: join(session, one, case.city, network) for one in (early, wished)}
        of_tere, of_ana = (membership_of(session, one.id, network.id) for one in (case.tere, case.ana))
        assert of_tere is not None
        assert of_ana is not None
        case.attend(case.tere, case.city, 1, 2, 3, 4)
        case.attend(early, case.city, 1, 2, 3)
        case.attend(wished, case.city, 1, 2, 3, 4)
        do_pass_on(session, case.tere, of_tere.id, of_ana.id, leaves=True, now=LAST)
        do_pass_on(session, early, own[early.id].id, of_ana.id, leaves=True, now=LAST)
        do_leave(session, wished, network.id, now=LAST)
        case.close()

        enqueue_farewells(session, AFTER + DAY)

        held = session.scalars(sa.select(Certificate)).all()
        assert [(one.person_id, one.city_id, one.sessions, one.is_whole) for one in held] == [
            (case.tere.id, case.city.id, 4, True)
        ], "three sessions are too few, and who took back their consent is left alone"
        (task,) = session.scalars(sa.select(Task).where(Task.kind == TaskKind.CERTIFICATE)).all()
        WORKS[TaskKind.CERTIFICATE].tell(session, task, "digest", AFTER + DAY)
        (letter,) = case.letters("certificate:")
        caption = plain_text(Html(letter.payload["caption"]))
        assert "ha llegado a su fin" in caption
        assert "para leer y buscar" not in caption, "they cannot read it any more"

    await database.run(in_case(check))


async def test_each_city_is_asked_once_whoever_of_it_is_left(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        words = {"text": "Medir <ya>", "language": "es", "taken_at": LAST, "person_id": case.tere.id}
        session.add(Commitment(meeting_id=case.meetings[5].id, city_id=case.city.id, **words))
        case.close()
        enqueue_farewells(session, AFTER + DAY)
        now = AFTER + timedelta(weeks=13)
        case.tere.telegram_id = None  # its titular is without Telegram by now
        session.flush()
        assert enqueue_follow_ups(session, now) == 2
        asked = {letter.chat_id for letter in case.letters("followup:")}
        assert asked == {case.ana.telegram_id, case.diego.telegram_id}
        told = [
            letter.payload["text"] for letter in case.letters("followup:") if letter.chat_id == case.ana.telegram_id
        ]
        assert "🤝 Abierto al terminar: Medir &lt;ya&gt;" in told[0]
        assert enqueue_follow_ups(session, now) == 0

        answering = access_telling(session, case.ana, case.follow_up(case.city).id)
        do_tell(session, case.ana, answering, Applied.YES, case.other.id, Stays.YES, "Se mide", sequence=0, now=now)
        assert case.letters(f"followup:{case.follow_up(case.city).id}:") == [], "it has been said"
        with pytest.raises(FollowUpChanged):
            do_tell(session, case.ana, answering, Applied.NOT_YET, None, None, "", sequence=0, now=now)
        with pytest.raises(NotAllowed):
            access_telling(session, case.diego, case.follow_up(case.city).id)
        noting = access_telling(session, case.marta, case.follow_up(case.city).id)
        do_tell(session, case.marta, noting, Applied.PARTLY, None, None, "", sequence=1, now=now)
        assert case.follow_up(case.city).noted_by == case.marta.id

        do_end(session, access_telling(session, case.diego, case.follow_up(case.other).id), now=now)
        later = AFTER + timedelta(weeks=24)
        assert enqueue_follow_ups(session, later) == 1, "who wants no more is asked no more"
        assert case.follow_up(case.city, 6).asked_at == later
        do_erase(session, case.marta, now=later)
        assert (case.follow_up(case.city).person_id, case.follow_up(case.city).applied) == (None, Applied.PARTLY)

    await database.run(in_case(check))


async def test_question_after_the_end_waits_for_a_week_that_is_free_and_for_who_pauses(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        case.close()
        enqueue_farewells(session, AFTER + DAY)
        now = AFTER + timedelta(weeks=13)
        case.diego.paused_until = now + timedelta(days=3)
        postage = attention.postage(Kind.ANNOUNCEMENT, case.tere, key="announcement:1:person", now=now)
        letters.send(session, case.tere.telegram_id or 0, Message(Html("Aviso")), now=now, postage=postage)
        session.flush()

        assert enqueue_follow_ups(session, now) == 2
        assert case.letters("followup:") == []
        assert case.follow_up(case.city).ask_at == now + timedelta(weeks=1)
        assert case.follow_up(case.other).ask_at == case.diego.paused_until

    await database.run(in_case(check))


async def test_who_speaks_for_a_city_in_two_networks_is_asked_for_one_of_them_a_week(database: Database) -> None:
    def check(case: Case) -> None:
        session, second = case.session, found_network(case.session, "agua")
        session.add(NetworkCity(network_id=second.id, city_id=case.city.id))
        convene(session, second, FIRST)
        join(session, case.tere, case.city, second)
        join(session, case.marta, None, second, role=Role.COORDINATOR)
        case.close()
        do_close(session, case.marta, second, sequence=0, now=AFTER)
        enqueue_farewells(session, AFTER + DAY)
        session.execute(sa.update(Letter).values(state=LetterState.SENT, sent_at=AFTER))

        now = AFTER + timedelta(weeks=13)
        enqueue_follow_ups(session, now)
        enqueue_follow_ups(session, now + timedelta(weeks=1))

        asked = [letter for letter in case.letters("followup:") if letter.chat_id == case.tere.telegram_id]
        assert [(letter.due_at - now).days for letter in asked] == [0, 7]

    await database.run(in_case(check))


async def test_question_after_the_end_does_not_wait_for_the_digest_of_another_network(database: Database) -> None:
    def check(case: Case) -> None:
        session, other = case.session, found_network(case.session, "agua")
        monday = datetime(2028, 2, 7, 15, tzinfo=UTC)  # nine in Mérida, an hour before the question would come
        join(session, case.tere, case.city, other).digest_due_at = monday
        case.close()
        enqueue_farewells(session, AFTER + DAY)
        session.execute(sa.update(Letter).values(state=LetterState.SENT, sent_at=AFTER))

        enqueue_follow_ups(session, monday - timedelta(hours=20))

        asked = [letter.due_at for letter in case.letters("followup:") if letter.chat_id == case.tere.telegram_id]
        assert asked == [monday + timedelta(hours=1)]

    await database.run(in_case(check))
