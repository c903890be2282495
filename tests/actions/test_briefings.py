"""When the people of presenting cities are briefed: once, in time or not at all."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.meetings import do_cancel, do_move
from actions.mydata import do_erase, do_leave
from actions.rota.questions import do_ask_peers
from actions.rota.refusals import NoTurnAhead, QuestionsChanged
from scheduler.rota import enqueue
from store.cases import NEXT_BRIEFING, questions_in
from store.chats import meet_chat
from store.database import Database
from store.models import AuditEntry, Briefing, Chat, ChatKind, Letter, LetterState, NetworkCity, Rota
from store.mydata.gathering import counts_of, rows_of
from tests.actions.examples import lived_through
from tests.actions.founding import join, settle_person
from tests.actions.rotas import DAY, FIRST, MONTH, NOW, Case, answer, ask, case_of, give_back, try_to
from tests.examples import examples

EIGHTEEN_DAYS_AFTER = datetime(2027, 7, 6, 8, tzinfo=UTC)  # a Tuesday, ten in Madrid
SECOND = FIRST + MONTH


def briefed(case: Case, rota: Rota) -> list[int]:
    """The numbers of the cities whose people have been written to, each as often as that was."""
    beginning = f"rota:{rota.id}:brief:"
    keys = [letter.key or "" for letter in case.session.query(Letter).filter(Letter.key.startswith(beginning))]
    ids = [city.id for city in case.cities]
    return sorted(ids.index(int(key.removeprefix(beginning).split(":")[0])) for key in keys)


def due(case: Case, number: int) -> datetime | None:
    found = case.session.query(Briefing).filter_by(city_id=case.cities[number].id).one_or_none()
    return None if found is None else found.due_at


async def test_cities_are_briefed_eighteen_days_after_the_session_before_theirs(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        assert session.scalar(NEXT_BRIEFING) == EIGHTEEN_DAYS_AFTER
        assert due(case, 2) == EIGHTEEN_DAYS_AFTER + MONTH

        enqueue(session, EIGHTEEN_DAYS_AFTER - timedelta(seconds=1))
        assert briefed(case, rota) == []
        for _ in range(2):
            enqueue(session, EIGHTEEN_DAYS_AFTER)

        assert briefed(case, rota) == [0, 1]
        letter = case.told(f"rota:{rota.id}:brief:")[case.people[0].telegram_id or 0]
        assert (letter.due_at, letter.stale_at) == (EIGHTEEN_DAYS_AFTER, SECOND - 3 * DAY)

    await database.run(unit)


async def test_proposal_briefs_nobody(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        case.draw()

        assert session.scalar(NEXT_BRIEFING) is None

    await database.run(unit)


async def test_rota_that_is_published_late_briefs_at_the_next_waking_hour(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        saturday = datetime(2027, 7, 10, 9, tzinfo=UTC)

        rota = case.publish(saturday)
        enqueue(session, saturday)

        told = case.told(f"rota:{rota.id}:brief:")
        assert {letter.due_at for letter in told.values()} == {datetime(2027, 7, 12, 6, tzinfo=UTC)}
        assert briefed(case, rota) == [0, 1]

    await database.run(unit)


@pytest.mark.parametrize("too_late", [SECOND - 3 * DAY, SECOND - DAY, SECOND - timedelta(minutes=1)])
async def test_nobody_is_briefed_in_the_last_three_days(database: Database, too_late: datetime) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        rota = case.publish(too_late)
        enqueue(session, too_late)
        enqueue(session, SECOND)

        assert briefed(case, rota) == []

    await database.run(unit)


async def test_who_wakes_only_in_the_last_three_days_is_not_briefed(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meeting = case.meetings[1]
        monday = datetime(2027, 7, 19, 15, tzinfo=UTC)
        do_move(session, case.marta, meeting, case.network, monday + DAY, sequence=0, now=NOW)
        friday_night = datetime(2027, 7, 16, 19, tzinfo=UTC)  # three days before it is Saturday

        rota = case.publish(friday_night)
        enqueue(session, friday_night)

        assert briefed(case, rota) == []
        assert due(case, 0) is None

    await database.run(unit)


async def test_session_that_follows_soon_is_prepared_before_its_invitation(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.publish()
        meeting = case.meetings[1]

        do_move(session, case.marta, meeting, case.network, FIRST + 12 * DAY, sequence=0, now=NOW)

        assert due(case, 0) == FIRST + 2 * DAY

    await database.run(unit)


async def test_city_that_gets_its_turn_late_is_briefed_late_and_one_that_was_briefed_not_again(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        enqueue(session, EIGHTEEN_DAYS_AFTER)

        case.exchange(rota, case.cities[0], case.cities[2], EIGHTEEN_DAYS_AFTER + DAY)
        enqueue(session, EIGHTEEN_DAYS_AFTER + DAY)
        assert briefed(case, rota) == [0, 1, 2]
        enqueue(session, EIGHTEEN_DAYS_AFTER + MONTH)

        assert briefed(case, rota) == [0, 1, 2, 3]

    await database.run(unit)


async def test_swap_by_agreement_briefs_the_city_that_presents_sooner_now(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        early = EIGHTEEN_DAYS_AFTER - DAY

        answer(case, rota, ask(case, rota, 0, 2, early), now=early)
        enqueue(session, EIGHTEEN_DAYS_AFTER)

        assert briefed(case, rota) == [1, 2]

    await database.run(unit)


async def test_city_without_a_turn_is_not_briefed_until_it_has_one_again(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        give_back(case, rota, 0)
        do_cancel(session, case.marta, case.meetings[2], case.network, sequence=0, now=NOW)

        enqueue(session, EIGHTEEN_DAYS_AFTER + MONTH)
        assert briefed(case, rota) == [4, 5]  # theirs is the next one now; of the second it comes too late
        assert [due(case, number) for number in (0, 2)] == [None, None]
        case.move(rota, case.cities[0], case.meetings[4], NOW)

        assert due(case, 0) == EIGHTEEN_DAYS_AFTER + 3 * MONTH

    await database.run(unit)


async def test_who_is_away_is_left_in_peace_and_a_city_of_which_all_are_is_briefed_when_they_return(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.people[0].paused_until = EIGHTEEN_DAYS_AFTER + 2 * DAY
        session.get_one(Chat, case.people[1].telegram_id).unreachable_at = NOW
        colleague, _ = settle_person(session)
        join(session, colleague, case.cities[1], case.network)
        meet_chat(session, colleague.telegram_id or 0, ChatKind.PRIVATE, "")
        session.flush()
        rota = case.publish()

        enqueue(session, EIGHTEEN_DAYS_AFTER)
        assert set(case.told(f"rota:{rota.id}:brief:")) == {colleague.telegram_id}
        for days in range(1, 6):
            enqueue(session, EIGHTEEN_DAYS_AFTER + days * DAY)

        assert briefed(case, rota) == [0, 1]
        assert case.told(f"rota:{rota.id}:brief:")[case.people[0].telegram_id or 0].created_at == (
            EIGHTEEN_DAYS_AFTER + 2 * DAY
        )

    await database.run(unit)


async def test_each_is_briefed_in_their_morning_and_in_their_language(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 1)
        brazilian, city = settle_person(session, "BR", language="pt")
        session.add(NetworkCity(network_id=case.network.id, city_id=city.id))
        join(session, brazilian, city, case.network)
        meet_chat(session, brazilian.telegram_id or 0, ChatKind.PRIVATE, "")
        rota = case.publish()

        enqueue(session, EIGHTEEN_DAYS_AFTER)

        letter = case.told(f"rota:{rota.id}:brief:")[brazilian.telegram_id or 0]
        assert letter.due_at == datetime(2027, 7, 6, 11, tzinfo=UTC)
        assert "⏱ Um caso dura 35 minutos" in letter.payload["text"]

    await database.run(unit)


async def test_briefing_that_waits_for_the_morning_tells_the_date_that_holds_then(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        night = EIGHTEEN_DAYS_AFTER + timedelta(hours=12)
        rota = case.publish(night)
        enqueue(session, night)

        meeting = case.meetings[1]
        do_move(session, case.marta, meeting, case.network, SECOND + 3 * DAY, sequence=0, now=night)
        do_leave(session, case.people[1], case.network.id, now=night)

        told = case.told(f"rota:{rota.id}:brief:")
        assert set(told) == {case.people[0].telegram_id}
        assert "lun 19 de julio" in told[case.people[0].telegram_id or 0].payload["text"]

    await database.run(unit)


@pytest.mark.parametrize("is_cancelled", [False, True], ids=["given back", "session cancelled"])
async def test_briefing_of_a_turn_that_is_lost_in_the_night_comes_only_when_there_is_one_again(
    database: Database, is_cancelled: bool
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        night = EIGHTEEN_DAYS_AFTER + timedelta(hours=12)
        rota = case.publish(night)
        chat_id = case.people[0].telegram_id or 0
        enqueue(session, night)
        letter = case.told(f"rota:{rota.id}:brief:")[chat_id]

        if is_cancelled:
            case.cancel(case.meetings[1], night)
        else:
            give_back(case, rota, 0, night)

        assert letter.state is LetterState.WITHDRAWN
        assert due(case, 0) is None
        case.move(rota, case.cities[0], case.meetings[4], night)
        enqueue(session, EIGHTEEN_DAYS_AFTER + 3 * MONTH)
        again = case.told(f"rota:{rota.id}:brief:{case.cities[0].id}:")[chat_id]
        assert again.created_at == EIGHTEEN_DAYS_AFTER + 3 * MONTH
        assert "en la sesión 5" in again.payload["text"]

    await database.run(unit)


async def test_who_has_had_the_briefing_is_not_briefed_again_with_who_has_not(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        early, _ = settle_person(session)
        join(session, early, case.cities[0], case.network)
        meet_chat(session, early.telegram_id or 0, ChatKind.PRIVATE, "")
        night = EIGHTEEN_DAYS_AFTER + timedelta(hours=12)
        rota = case.publish(night)
        enqueue(session, night)
        had = case.told(f"rota:{rota.id}:brief:")[early.telegram_id or 0]
        had.state, had.message_id = LetterState.SENT, 1
        session.flush()

        give_back(case, rota, 0, night)
        case.move(rota, case.cities[0], case.meetings[4], night)
        for days in range(2):
            enqueue(session, EIGHTEEN_DAYS_AFTER + 3 * MONTH + days * DAY)

        again = case.told(f"rota:{rota.id}:brief:")[case.people[0].telegram_id or 0]
        assert again.created_at == EIGHTEEN_DAYS_AFTER + 3 * MONTH
        assert briefed(case, rota).count(0) == 2
        assert due(case, 0) is None
        assert had.state is LetterState.SENT

    await database.run(unit)


async def test_nobody_is_briefed_in_a_network_that_has_ended(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        case.network.closed_at = NOW

        enqueue(session, EIGHTEEN_DAYS_AFTER)

        assert briefed(case, rota) == []
        assert due(case, 0) is None

    await database.run(unit)


async def test_questions_belong_to_the_city_whoever_wrote_them(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota, author, city = case.publish(), case.people[0], case.cities[0]
        words = ["¿Cómo?", "¿Cuánto?"]

        do_ask_peers(session, author, rota, case.network, city, words, before=[], now=NOW)
        do_ask_peers(session, author, rota, case.network, city, words, before=words, now=NOW)
        with pytest.raises(QuestionsChanged):
            do_ask_peers(session, author, rota, case.network, city, ["¿Otra?"], before=[], now=NOW)
        assert [row["text"] for row in rows_of(session, author)["case_questions"]] == words
        assert counts_of(session, author)["case_questions"] == 2
        do_erase(session, author, now=NOW)

        assert questions_in(session, case.meetings[1]) == {city.id: tuple(words)}
        with pytest.raises(NoTurnAhead):
            do_ask_peers(session, author, rota, case.network, city, ["¿Otra?"], before=words, now=SECOND)
        deeds = [entry.deed for entry in session.query(AuditEntry).filter_by(person_id=author.id)]
        assert deeds == ["case_questions_written", "erased"]

    await database.run(unit)


async def test_news_of_briefings_are_followed_until_the_last_turn_has_begun(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 2)
        rota = case.publish()
        enqueue(session, EIGHTEEN_DAYS_AFTER)
        for letter in session.query(Letter):
            letter.state, letter.message_id = LetterState.SENT, 1
        session.flush()

        give_back(case, rota, 0, EIGHTEEN_DAYS_AFTER)
        assert session.query(Letter).filter_by(subject=f"rota-brief:{rota.id}").count() == 2
        give_back(case, rota, 1, EIGHTEEN_DAYS_AFTER)

        assert session.query(Letter).filter_by(subject=f"rota-brief:{rota.id}").count() == 0

    await database.run(unit)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("wait", "move", "exchange", "cancel", "postpone", "give back")),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=12,
)


@settings(
    max_examples=examples(10, thorough=500),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
@example(steps=[("wait", 0, 0), ("exchange", 0, 2), ("wait", 0, 0), ("exchange", 0, 2), ("wait", 3, 0)])
def test_whatever_changes_each_city_is_briefed_once_at_most_and_in_time(
    store_url: str, steps: list[tuple[str, int, int]]
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota, now = case.publish(), NOW
        for act, one, other in steps:
            now += (5 + one) * DAY if act == "wait" else timedelta(minutes=1)
            try_to(case, rota, act, one, other, now)
            while enqueue(session, now):
                pass
            _check(case, rota, now)

    asyncio.run(lived_through(store_url, unit))


def _check(case: Case, rota: Rota, now: datetime) -> None:
    numbers = briefed(case, rota)
    assert len(numbers) == len(set(numbers))
    for letter in case.told(f"rota:{rota.id}:brief:").values():
        assert letter.stale_at is not None
        assert letter.created_at <= letter.due_at < letter.stale_at
    for briefing in case.session.query(Briefing):
        assert briefing.due_at is None or (briefing.sent_at is None and briefing.due_at > now)
