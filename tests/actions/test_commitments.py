"""Commitments: one for each city and session, told by whoever speaks for the city, asked about once."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker, access_speaking
from actions.commitments.refusals import CommitmentChanged, RoundOver, SessionNotBegun
from actions.commitments.standing import help_of, last_of, round_of, rounds_around, sequence_of, standing_commitment
from actions.commitments.taking import do_ask_for_help, do_tell, do_withdraw, do_write
from actions.digests import do_send_person_digests, plan_for_member
from actions.meetings import do_add, do_cancel
from actions.meetings.refusals import MeetingCancelled
from actions.mydata import do_erase, do_leave
from actions.refusals import LeftNetwork, NetworkClosed, NotAllowed, NotFound, Refused
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler.commitments import TICK, enqueue_checks
from store.attention import LATEST
from store.chats import meet_chat
from store.database import Database, connect
from store.memberships import membership_of
from store.models import (
    AuditEntry,
    ChatKind,
    City,
    Commitment,
    CommitmentState,
    Held,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Role,
)
from store.mydata.gathering import counts_of, rows_of, withdrawn_of
from tests.actions.founding import convene, found_network, join, settle_person, share_challenge
from tests.examples import examples
from texts.attention.pages import page
from texts.message import Html, Message
from texts.translator import translator_of

FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)  # a Friday, five in Madrid
MONTH = timedelta(days=28)
HOUR = timedelta(hours=1)
AFTER = FIRST + HOUR
DUE = FIRST + timedelta(days=14)
MONDAY = datetime(2027, 7, 5, 15, tzinfo=UTC)  # nine in Mérida: the next digest
WORDS = "Medir las plazas de carga"
OTHER = "Contar los camiones"


@dataclass
class Case:
    """A network with three sessions, its coordinator, and two cities; two people speak for the first."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    tere: Person
    colleague: Person
    laia: Person
    city: City
    other_city: City

    def speaker(self, person: Person, city: City | None = None, meeting: Meeting | None = None) -> Speaker:
        return access_speaking(self.session, person, (meeting or self.meetings[0]).id, (city or self.city).id)

    def write(
        self, person: Person, words: str = WORDS, *, seen: int = 0, now: datetime = AFTER, has_changed: bool = False
    ) -> Commitment:
        speaker = self.speaker(person)
        return do_write(self.session, person, speaker, words, seen=seen, now=now, has_changed=has_changed)

    def tell(
        self,
        person: Person,
        state: CommitmentState,
        *,
        now: datetime = AFTER,
        obstacle: str = "",
        at: int | None = None,
    ) -> None:
        sequence = sequence_of(self.standing()) if at is None else at
        do_tell(self.session, person, self.speaker(person), state, sequence=sequence, obstacle=obstacle, now=now)

    def standing(self) -> Commitment | None:
        return standing_commitment(self.session, self.meetings[0], self.city)

    def letters(self, part: str) -> list[Letter]:
        """What is still to be sent, or was."""
        found = self.session.query(Letter).filter(Letter.key.contains(part)).order_by(Letter.id)
        return [letter for letter in found if letter.state is not LetterState.WITHDRAWN]


def case_of(session: Session) -> Case:
    network = found_network(session)
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(3)))
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    tere, city = settle_person(session, "MX")
    colleague, _ = settle_person(session, "MX")
    laia, other_city = settle_person(session)
    for person, of in ((tere, city), (colleague, city), (laia, other_city)):
        join(session, person, of, network)
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (city, other_city))
    session.flush()
    return Case(session, network, meetings, marta, tere, colleague, laia, city, other_city)


async def test_city_takes_something_on_from_the_beginning_of_a_session_until_the_next_begins(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        with pytest.raises(SessionNotBegun):
            case.write(case.tere, now=FIRST - HOUR)
        with pytest.raises(RoundOver):
            case.write(case.tere, now=FIRST + MONTH)
        written = case.write(case.tere, now=FIRST)

        assert (written.text, written.state, written.sequence) == (WORDS, CommitmentState.OPEN, 1)
        assert (written.person_id, written.noted_by, written.check_at) == (case.tere.id, None, DUE)
        with pytest.raises(RoundOver):
            case.write(case.tere, OTHER, seen=1, now=FIRST + MONTH)
        with pytest.raises(RoundOver):
            do_withdraw(session, case.tere, case.speaker(case.tere), sequence=1, now=FIRST + MONTH)
        case.tell(case.tere, CommitmentState.DONE, now=FIRST + MONTH + HOUR)
        assert written.state is CommitmentState.DONE

    await database.run(unit)


async def test_due_is_whichever_session_comes_next(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second, third = case.meetings

        def due() -> Meeting | None:
            return round_of(session, first, case.network, AFTER).due

        assert due() is second
        do_cancel(session, case.marta, second, case.network, sequence=second.sequence, now=AFTER)
        assert due() is third
        added = do_add(session, case.marta, case.network, FIRST + MONTH, now=AFTER)
        assert due() is added
        assert round_of(session, third, case.network, AFTER).due is None
        with pytest.raises(MeetingCancelled):
            do_write(session, case.tere, case.speaker(case.tere, meeting=second), WORDS, seen=0, now=AFTER)

    await database.run(unit)


async def test_of_two_who_write_for_one_city_neither_overwrites_the_other(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.tere)

        with pytest.raises(CommitmentChanged):
            case.write(case.colleague, OTHER)
        again = case.write(case.colleague, WORDS)  # the same words, or the same press twice
        corrected = case.write(case.colleague, OTHER, seen=1)

        assert again.sequence == corrected.sequence == 2
        assert (corrected.text, corrected.person_id) == (OTHER, case.colleague.id)
        with pytest.raises(CommitmentChanged):
            case.tell(case.tere, CommitmentState.DONE, at=1)
        with pytest.raises(CommitmentChanged):
            do_withdraw(session, case.tere, case.speaker(case.tere), sequence=1, now=AFTER)
        assert session.query(Commitment).count() == 1

    await database.run(unit)


async def test_what_changes_keeps_the_words_of_the_beginning_and_what_is_in_the_way_goes_with_it(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        commitment = case.write(case.tere)
        case.tell(case.tere, CommitmentState.BLOCKED, obstacle="Falta un permiso")
        assert (commitment.state, commitment.obstacle) == (CommitmentState.BLOCKED, "Falta un permiso")

        case.write(case.tere, OTHER, seen=2, has_changed=True)
        case.write(case.tere, "Otra cosa", seen=3, has_changed=True)

        assert (commitment.text, commitment.earlier, commitment.obstacle) == ("Otra cosa", WORDS, "")
        assert commitment.state is CommitmentState.CHANGED
        case.tell(case.tere, CommitmentState.DONE)
        case.tell(case.tere, CommitmentState.DONE, at=1)  # said twice
        assert (commitment.state, commitment.sequence) == (CommitmentState.DONE, 5)

    await database.run(unit)


async def test_what_was_withdrawn_is_shown_nowhere_and_can_be_begun_anew(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        commitment = case.write(case.tere)
        case.tell(case.tere, CommitmentState.DONE)
        do_withdraw(session, case.tere, case.speaker(case.tere), sequence=2, now=AFTER)
        do_withdraw(session, case.tere, case.speaker(case.tere), sequence=2, now=AFTER)

        assert round_of(session, case.meetings[0], case.network, AFTER).taken == ()
        assert withdrawn_of(session, case.tere)["commitments"] == 1
        with pytest.raises(NotFound):
            case.tell(case.tere, CommitmentState.DONE, at=3)
        with pytest.raises(CommitmentChanged):  # what it was has gone: there is nothing to change
            case.write(case.tere, OTHER, seen=3, has_changed=True)
        anew = case.write(case.colleague, OTHER)
        assert (anew.id, anew.state, anew.earlier) == (commitment.id, CommitmentState.OPEN, "")

    await database.run(unit)


async def test_only_people_of_the_city_and_its_coordination_speak_for_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        stranger, foreign_city = settle_person(session)
        elsewhere = found_network(session, "otra")
        join(session, stranger, foreign_city, elsewhere)
        guest, _ = settle_person(session)
        join(session, guest, case.city, case.network, role=Role.GUEST)
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, case.network, role=Role.FACILITATOR)
        leaver, _ = settle_person(session)
        join(session, leaver, case.city, case.network)
        do_leave(session, leaver, case.network.id, now=AFTER)

        for person, refusal in (
            (stranger, NotFound),
            (guest, NotAllowed),
            (facilitator, NotAllowed),
            (case.laia, NotAllowed),
            (leaver, LeftNetwork),
        ):
            with pytest.raises(refusal):
                case.speaker(person)
        with pytest.raises(NotFound):
            case.speaker(case.marta, foreign_city)
        assert not case.speaker(case.tere).is_noting
        assert case.speaker(case.marta).is_noting
        case.network.closed_at = AFTER
        with pytest.raises(NetworkClosed):
            case.speaker(case.tere)

    await database.run(unit)


async def test_what_a_coordinator_notes_is_marked_logged_and_told_until_the_city_speaks(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        commitment = case.write(case.marta)
        case.tell(case.marta, CommitmentState.DOING)

        assert commitment.noted_by == case.marta.id
        told = case.letters(":noted:")
        assert sorted(letter.chat_id for letter in told) == sorted(
            person.telegram_id or 0 for person in (case.tere, case.colleague)
        ), "once each: of two notes in a row only the last"
        entries = session.query(AuditEntry).order_by(AuditEntry.id).all()
        assert [(entry.deed, entry.person_id, entry.details) for entry in entries] == [
            (deed, case.marta.id, {"city": case.city.id}) for deed in ("commitment_noted", "commitment_state_noted")
        ]
        case.tell(case.tere, CommitmentState.DONE)
        assert commitment.noted_by is None

    await database.run(unit)


async def test_city_is_asked_once_after_two_weeks_in_the_hours_of_its_author(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.tere)

        assert TICK.next_due(session) == DUE
        assert [enqueue_checks(session, DUE - HOUR), enqueue_checks(session, DUE), enqueue_checks(session, DUE)] == [
            0,
            1,
            0,
        ]

        (letter,) = case.letters(":check:")
        assert (letter.chat_id, letter.due_at, letter.stale_at) == (case.tere.telegram_id, DUE, DUE + LATEST)
        assert TICK.next_due(session) is None

    await database.run(unit)


async def test_nobody_is_woken_by_the_question(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.meetings[0].starts_at = FIRST + timedelta(days=1)  # and two weeks later is a Saturday
        case.write(case.tere, now=FIRST + timedelta(days=2))

        enqueue_checks(session, DUE + timedelta(days=1))

        assert [letter.due_at for letter in case.letters(":check:")] == [datetime(2027, 7, 5, 16, tzinfo=UTC)]  # ten

    await database.run(unit)


def _answered(case: Case) -> None:
    case.tell(case.tere, CommitmentState.DOING)


def _withdrawn(case: Case) -> None:
    do_withdraw(case.session, case.tere, case.speaker(case.tere), sequence=1, now=AFTER)


def _on_a_break(case: Case) -> None:
    case.tere.paused_until = DUE + timedelta(days=7)


def _closed(case: Case) -> None:
    case.network.closed_at = AFTER


def _come_due(case: Case) -> None:
    case.meetings[1].starts_at = DUE - HOUR


def _about_to_come_due(case: Case) -> None:
    case.meetings[0].starts_at = FIRST + timedelta(days=1)
    case.meetings[1].starts_at = DUE + timedelta(days=2)  # on the Sunday before anybody is asked
    commitment = case.standing()
    assert commitment is not None
    commitment.check_at = DUE + timedelta(days=1)


@pytest.mark.parametrize("happens", [_answered, _withdrawn, _on_a_break, _closed, _come_due, _about_to_come_due])
async def test_nobody_is_asked_in_vain(database: Database, happens: Callable[[Case], None]) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.tere)

        happens(case)
        session.flush()
        enqueue_checks(session, DUE + timedelta(days=1))

        assert case.letters(":check:") == []
        assert TICK.next_due(session) is None

    await database.run(unit)


async def test_question_that_waits_is_taken_back_by_an_answer(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.tere)
        enqueue_checks(session, DUE)
        assert len(case.letters(":check:")) == 1

        case.tell(case.colleague, CommitmentState.DONE, now=DUE)

        assert case.letters(":check:") == []

    await database.run(unit)


@pytest.mark.parametrize("erased", [False, True])
async def test_colleagues_are_asked_for_who_has_gone_and_the_commitment_stays(database: Database, erased: bool) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        commitment = case.write(case.tere)
        assert counts_of(session, case.tere)["commitments"] == 1
        assert [row["text"] for row in rows_of(session, case.tere)["commitments"]] == [WORDS]

        if erased:
            do_erase(session, case.tere, now=AFTER)
        else:
            do_leave(session, case.tere, case.network.id, now=AFTER)
        enqueue_checks(session, DUE)

        assert [letter.chat_id for letter in case.letters(":check:")] == [case.colleague.telegram_id]
        assert case.standing() is commitment
        assert commitment.text == WORDS

    await database.run(unit)


@pytest.mark.parametrize("ends", ["told", "silent", "left"])
async def test_question_of_a_week_that_is_spent_is_a_line_of_the_next_digest_unless_it_is_needless(
    database: Database, ends: str
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        membership = membership_of(session, case.tere.id, case.network.id)
        assert membership is not None
        plan_for_member(session, membership, case.network, now=DUE)
        commitment = case.write(case.tere)
        postage = attention.postage(Kind.ANNOUNCEMENT, case.tere, key="news", now=DUE - HOUR)
        letters.send(session, case.tere.telegram_id or 0, Message(Html("Hola")), now=DUE - HOUR, postage=postage)

        enqueue_checks(session, DUE)

        assert case.letters(":check:") == []
        (lately,) = attention.standing_of(session, case.tere, DUE).lately
        assert (lately.kind, lately.about_id, lately.state) == (
            Kind.COMMITMENT_CHECK,
            commitment.id,
            HeldState.WAITING,
        )
        shown = page(translator_of(case.tere), case.tere, attention.standing_of(session, case.tere, DUE), DUE).text
        assert f"start=commitment-{commitment.id}" in shown
        assert "pregunta sobre un compromiso</a>: esa semana ya había llegado" in shown
        if ends == "told":
            case.tell(case.colleague, CommitmentState.DONE, now=DUE)
        elif ends == "left":
            do_leave(session, case.tere, case.network.id, now=DUE)
        do_send_person_digests(session, [case.tere.id], now=MONDAY)

        told = [letter.payload["text"] for letter in case.letters("digest:")]
        asked = f"👉 ¿Cómo va el compromiso de {case.city.name} (MX)? "
        link = f'<a href="https://t.me/{{bot_username}}?start=commitment-{commitment.id}">{WORDS}</a>'
        assert [asked + link in text for text in told] == ([True] if ends == "silent" else [])
        keys = [letter.payload["reply_markup"]["inline_keyboard"][0][0]["text"] for letter in case.letters("digest:")]
        telling = f"🤝 {case.city.name}: decir cómo va"
        assert [telling in key for key in keys] == ([True] if ends == "silent" else [])
        carried = [one.state for one in session.query(Held)]
        assert carried == ([HeldState.CARRIED] if ends == "silent" else [])

    await database.run(unit)


async def test_question_about_a_network_that_somebody_has_left_is_not_sent(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.tere)
        enqueue_checks(session, DUE)

        do_leave(session, case.tere, case.network.id, now=DUE)

        assert case.letters(":check:") == []

    await database.run(unit)


async def test_what_is_noted_for_a_city_is_asked_of_its_people(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.write(case.marta)

        enqueue_checks(session, DUE)

        asked = {letter.chat_id for letter in case.letters(":check:")}
        assert asked == {case.tere.telegram_id, case.colleague.telegram_id}

    await database.run(unit)


async def test_help_that_was_asked_for_is_found_until_its_challenge_is_withdrawn(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        commitment = case.write(case.tere)
        challenge = share_challenge(session, case.network, case.tere, AFTER)

        do_ask_for_help(session, case.speaker(case.tere), challenge)

        assert help_of(session, commitment) is challenge
        challenge.withdrawn_at = AFTER
        assert help_of(session, commitment) is None

    await database.run(unit)


async def test_session_opens_with_the_commitments_of_the_one_before(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        first, second, third = case.meetings
        case.write(case.tere)

        def around(meeting: Meeting, now: datetime) -> list[Meeting]:
            return [one.meeting for one in rounds_around(session, meeting, case.network, now)]

        assert around(first, FIRST - HOUR) == []
        assert around(first, AFTER) == [first]
        assert around(second, AFTER) == [first]
        assert around(third, AFTER) == []  # the second has not begun
        assert around(second, FIRST + MONTH) == [first, second]
        assert last_of(session, [case.network], AFTER) == [(first, case.network)]
        assert last_of(session, [case.network], FIRST - HOUR) == []
        opened = rounds_around(session, second, case.network, AFTER)[0]
        assert ([city for city, _ in opened.taken], opened.silent) == ([case.city], (case.other_city,))

    await database.run(unit)


async def test_export_of_a_network_holds_its_commitments_and_no_others(database: Database) -> None:
    (kind,) = (kind for kind in KINDS if kind.name == "commitments")

    def unit(session: Session) -> None:
        case, other = case_of(session), found_network(session, "otra")
        case.write(case.tere)

        (record,) = records(session, kind, case.network.id)

        assert (record["text"], record["state"], record["city_id"]) == (WORDS, "open", case.city.id)
        assert record["meeting_id"] == case.meetings[0].id
        assert list(records(session, kind, other.id)) == []

    await database.run(unit)


class _Undone(Exception):
    """The store is as empty for the next example."""


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["write", "change", "tell", "withdraw", "check"]),
        st.integers(0, 3),  # who
        st.booleans(),  # with what stands before their eyes, or what stood some time ago
        st.sampled_from(list(CommitmentState)),
        st.integers(0, 900),  # hours after the session
    ),
    max_size=12,
)


@settings(
    max_examples=examples(15, thorough=500),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=DEEDS)
async def test_whatever_happens_no_change_is_lost_and_nobody_is_asked_twice(
    sqlite_url: str, deeds: list[tuple[str, int, bool, CommitmentState, int]]
) -> None:
    database = connect(sqlite_url)

    def unit(session: Session) -> None:
        case = case_of(session)
        people = [case.tere, case.colleague, case.laia, case.marta]
        for number, (deed, who, knows, state, hours) in enumerate(sorted(deeds, key=lambda one: one[-1])):
            before = _row(case)
            now = FIRST + timedelta(hours=hours)
            seen = sequence_of(case.standing())
            try:
                _do(case, deed, people[who], seen if knows else max(0, seen - 1), state, f"Cosa {number}", now)
            except Refused:
                assert _row(case) == before
                continue
            after = _row(case)
            assert people[who] is not case.laia or deed == "check" or after == before
            assert after == before or after[0] == before[0] + (deed != "check")
            assert knows or seen == 0 or deed == "check" or after == before
        assert session.query(Commitment).count() <= 1
        asked = [letter.key for letter in session.query(Letter).filter(Letter.key.contains(":check:"))]
        assert len(asked) == len(set(asked)) <= 2
        raise _Undone

    with contextlib.suppress(_Undone):
        await database.run(unit)
    await database.close()


def _row(case: Case) -> tuple[int, CommitmentState | None, str]:
    found = case.session.query(Commitment).one_or_none()
    return (0, None, "") if found is None else (found.sequence, found.state, found.text)


def _do(case: Case, deed: str, person: Person, seen: int, state: CommitmentState, words: str, now: datetime) -> None:
    match deed:
        case "write" | "change":
            case.write(person, words, seen=seen, now=now, has_changed=deed == "change")
        case "tell":
            case.tell(person, state, at=seen, now=now)
        case "withdraw":
            do_withdraw(case.session, person, case.speaker(person), sequence=seen, now=now)
        case _:
            enqueue_checks(case.session, now)
