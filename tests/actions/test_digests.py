"""The weekly digest: at nine on everybody's own clocks, each piece of news in exactly one, none when nothing is new."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.digests import do_choose_rhythm, next_digest, plan_for_member, replan_for_network, replan_for_person
from actions.settings import do_choose_digest_day, do_choose_digest_hour, do_choose_zone, do_pause
from scheduler.digests import TICK
from store.database import Database
from store.models import (
    City,
    DigestWish,
    Letter,
    LetterState,
    Membership,
    Network,
    Outcome,
    Person,
    Prompt,
    PromptAnswer,
    Role,
    Row,
    Visibility,
)
from tests.actions.founding import (
    answer_challenge,
    connect_group,
    convene,
    found_network,
    join,
    settle_person,
    share_challenge,
)
from tests.examples import examples

MADRID = ZoneInfo("Europe/Madrid")
BEGIN = datetime(2027, 10, 12, tzinfo=UTC)  # a Tuesday
MONDAYS = (18, 25, 1, 8)  # of October and November 2027; Spain changes its clocks on 31 October


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def member(
    session: Session, network: Network, country: str = "ES", role: Role = Role.DELEGATE
) -> tuple[Person, Membership]:
    person, city = settle_person(session, country)
    membership = join(session, person, city, network, role=role)
    plan_for_member(session, membership, network, now=BEGIN)
    return person, membership


def run_until(session: Session, end: datetime, happens: Mapping[datetime, Callable[[], object]] | None = None) -> None:
    """Rings the tick at every due moment, delivers what it wrote, and lets happen what happens in between."""
    waiting = sorted((happens or {}).items())
    while (due_at := TICK.next_due(session)) is not None and due_at <= end:
        while waiting and waiting[0][0] <= due_at:
            waiting.pop(0)[1]()
        TICK.enqueue(session, due_at)
        TICK.enqueue(session, due_at)
        deliver(session)


def deliver(session: Session, state: LetterState = LetterState.SENT) -> None:
    session.execute(sa.update(Letter).where(Letter.state == LetterState.WAITING).values(state=state))


def digests_to(session: Session, chat_id: int | None) -> list[tuple[datetime, str]]:
    found = sa.select(Letter).where(Letter.chat_id == chat_id, Letter.state == LetterState.SENT).order_by(Letter.id)
    return [(letter.due_at, letter.payload["text"]) for letter in session.scalars(found)]


def subjects(text: str) -> list[str]:
    """What the lines of a digest lead to, sessions aside."""
    return [link for link in re.findall(r"\?start=([a-z]+-\d+)", text) if not link.startswith("meeting")]


async def test_four_weeks_across_the_clock_change(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        network.digest_due_at = next_digest(network, network.zone, BEGIN)
        group = connect_group(session, network)
        readers = [member(session, network, country)[0] for country in ("ES", "MX", "BR")]
        author, _ = member(session, network, "EC")
        author.digest = DigestWish.NONE
        news = {
            utc(10, 14): lambda: share_challenge(session, network, author, utc(10, 14), "Primero"),
            # Nothing between the 18th and the 25th.
            utc(10, 31): lambda: share_challenge(session, network, author, utc(10, 31), "Segundo"),
            utc(11, 1, 10): lambda: share_challenge(session, network, author, utc(11, 1, 10), "Tercero"),
        }

        run_until(session, utc(11, 12), news)

        madrid, merida, sao_paulo = (digests_to(session, reader.telegram_id) for reader in readers)
        first, second, third = "challenge-1", "challenge-2", "challenge-3"
        assert [(at, subjects(text)) for at, text in madrid] == [
            (utc(10, 18, 7), [first]),
            (utc(11, 1, 8), [second]),
            (utc(11, 8, 8), [third]),
        ]
        assert [(at, subjects(text)) for at, text in digests_to(session, group.id)] == [
            (utc(10, 18, 7), [first]),
            (utc(11, 1, 8), [second]),
            (utc(11, 8, 8), [third]),
        ]
        assert [(at, subjects(text)) for at, text in merida] == [
            (utc(10, 18, 15), [first]),
            (utc(11, 1, 15), [second, third]),
        ]
        assert [(at, subjects(text)) for at, text in sao_paulo] == [
            (utc(10, 18, 12), [first]),
            (utc(11, 1, 12), [second, third]),
        ]
        assert digests_to(session, author.telegram_id) == []

    await database.run(unit)


def test_due_moments_are_nine_on_the_wall_in_every_week_of_two_years() -> None:
    network = Network(digest_weekday=0, starts_on=BEGIN.date(), zone="Europe/Madrid")
    for zone in ("Europe/Madrid", "America/Merida", "America/Sao_Paulo", "America/Santiago", "Africa/Casablanca"):
        due_at = next_digest(network, zone, BEGIN)
        for _week in range(104):
            wall = due_at.astimezone(ZoneInfo(zone))
            following = next_digest(network, zone, due_at)
            assert (wall.weekday(), wall.hour, wall.minute) == (0, 9, 0)
            assert (following.astimezone(ZoneInfo(zone)).date() - wall.date()).days == 7
            due_at = following


async def test_first_digest_comes_before_the_network_first_meets(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        person, city = settle_person(session, "MX")
        membership = join(session, person, city, network)

        plan_for_member(session, membership, network, now=utc(5, 10, 15))

        assert network.starts_on > utc(5, 17).date()
        assert membership.digest_due_at == utc(5, 17, 15)

    await database.run(unit)


async def test_digest_that_is_due_now_is_followed_by_the_next_one(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        person, city = settle_person(session)
        membership = join(session, person, city, network)

        plan_for_member(session, membership, network, now=utc(10, 18, 7))

        assert membership.digest_due_at == utc(10, 25, 7)

    await database.run(unit)


async def test_everything_new_is_there_once_and_nothing_that_is_not_for_the_reader(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        other_network = found_network(session, "economia")
        reader, membership = member(session, network)
        city = session.get_one(City, membership.city_id)
        author, _ = member(session, network, "MX")
        at = utc(10, 14)
        own = share_challenge(session, network, reader, at, "El mío")
        answer_challenge(session, own, author, at)
        answer_challenge(session, own, author, at)
        old = share_challenge(session, network, author, utc(4, 1), "De antes")
        answer_challenge(session, old, author, at)
        answer_challenge(session, old, reader, at)
        shared = share_challenge(session, network, author, at, "Resuelto <ya>")
        shared.outcome, shared.outcome_at = Outcome.SOLVED, at
        share_challenge(session, network, author, at, "Reservado", visibility=Visibility.COORDINATORS)
        share_challenge(session, other_network, author, at, "De otra red")
        share_challenge(session, network, author, at, "Retirado").withdrawn_at = at
        meeting = convene(session, network, utc(10, 15), utc(11, 19, 16))[0]
        prompt = Prompt(network_id=network.id, meeting_id=meeting.id, slug="not-again", due_at=at, asked_at=at)
        session.add(prompt)
        session.flush()
        session.add(PromptAnswer(prompt_id=prompt.id, person_id=author.id, text="…", language="es", published_at=at))
        session.flush()

        run_until(session, utc(10, 18, 7))

        ((_, text),) = digests_to(session, reader.telegram_id)
        assert [re.sub("<.*?>", "", line) for line in text.split("\n")] == [
            "📬 Resumen semanal · Microrred movilidad",
            "",
            "👉 2 respuestas nuevas a su desafío El mío",
            "🧩 Desafío: Resuelto &lt;ya&gt; · Equipo de coordinación",
            "💡 1 respuesta nueva a De antes",
            "✅ Resuelto: Resuelto &lt;ya&gt; · Equipo de coordinación",
            "💬 1 respuesta nueva: ¿Qué no volvería a hacer su ciudad?",
            f"📅 Sesión 2 · vie 19 de noviembre, 17:00 {city.name}",
        ]

    await database.run(unit)


async def test_next_session_alone_is_no_news_and_asks_for_an_answer_when_it_is_near(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        reader, _ = member(session, network)
        author, _ = member(session, network, "MX")
        convene(session, network, utc(11, 5, 16))
        happens = {utc(10, 28): lambda: share_challenge(session, network, author, utc(10, 28))}

        run_until(session, utc(11, 2), happens)

        ((at, text),) = digests_to(session, reader.telegram_id)
        assert at == utc(11, 1, 8)
        assert text.rpartition("\n")[2].startswith("👉 ")

    await database.run(unit)


async def test_twelve_lines_hold_any_number_of_news(database: Database) -> None:
    def unit(session: Session) -> None:
        networks = [found_network(session, slug) for slug in ("uno", "dos", "tres", "cuatro", "cinco")]
        author, _ = settle_person(session)
        readers = []
        for number in (1, 2, 3, 5):
            reader, city = settle_person(session, "BR", language="pt")
            readers.append(reader)
            for network in networks[:number]:
                plan_for_member(session, join(session, reader, city, network), network, now=BEGIN)
        for network in networks:
            convene(session, network, utc(11, 19, 16))
            for number in range(30):
                challenge = share_challenge(session, network, author, utc(10, 14), f"Desafío {number} " + "largo " * 17)
                challenge.outcome, challenge.outcome_at = Outcome.PARTLY, utc(10, 15)
                answer_challenge(session, challenge, author, utc(10, 16))

        run_until(session, utc(10, 19))

        for reader in readers:
            ((_, text),) = digests_to(session, reader.telegram_id)
            assert len(text.split("\n")) <= 12
            assert len(re.sub("<.*?>", "", text)) < 1500

    await database.run(unit)


async def test_two_networks_of_one_day_are_one_message(database: Database) -> None:
    def unit(session: Session) -> None:
        economy, mobility = found_network(session, "economia"), found_network(session)
        reader, city = settle_person(session, "BR")
        author, _ = settle_person(session)
        for network in (economy, mobility):
            plan_for_member(session, join(session, reader, city, network), network, now=BEGIN)
        share_challenge(session, economy, author, utc(10, 14))
        share_challenge(session, mobility, author, utc(10, 15))
        happens = {utc(10, 20): lambda: share_challenge(session, mobility, author, utc(10, 20))}

        run_until(session, utc(11, 2), happens)

        texts = [text for _, text in digests_to(session, reader.telegram_id)]
        assert [subjects(text) for text in texts] == [["challenge-1", "challenge-2"], ["challenge-3"]]
        assert "economia" not in texts[1]

    await database.run(unit)


async def test_reader_who_could_not_be_reached_gets_it_all_the_next_time(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        reader, membership = member(session, network)
        author, _ = member(session, network, "MX")
        author.digest = DigestWish.NONE
        share_challenge(session, network, author, utc(10, 14))
        TICK.enqueue(session, utc(10, 18, 7))
        deliver(session, LetterState.UNREACHABLE)
        happens = {utc(10, 20): lambda: share_challenge(session, network, author, utc(10, 20))}

        run_until(session, utc(11, 2), happens)

        assert [subjects(text) for _, text in digests_to(session, reader.telegram_id)] == [
            ["challenge-1", "challenge-2"]
        ]
        assert membership.digest_sent_until == utc(10, 25, 7) - timedelta(seconds=10)

    await database.run(unit)


async def test_those_who_do_not_want_it_get_none_and_lose_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        author, _ = member(session, network, "MX")
        author.digest = DigestWish.NONE
        paused, _ = member(session, network)
        paused.paused_until = utc(10, 30)
        left, left_membership = member(session, network)
        left_membership.left_at = utc(10, 13)
        erased, erased_membership = member(session, network)
        erased.telegram_id, erased.erased_at = None, utc(10, 13)
        guest, guest_membership = member(session, network, role=Role.GUEST)
        share_challenge(session, network, author, utc(10, 14))

        run_until(session, utc(11, 2))

        assert [at for at, _ in digests_to(session, paused.telegram_id)] == [utc(11, 1, 8)]
        for person, membership in ((left, left_membership), (erased, erased_membership), (guest, guest_membership)):
            assert digests_to(session, person.telegram_id) == []
            assert membership.digest_due_at is None

    await database.run(unit)


async def test_closed_network_has_no_digest(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        network.digest_due_at = next_digest(network, network.zone, BEGIN)
        connect_group(session, network)
        author, _ = member(session, network, "MX")
        member(session, network)
        share_challenge(session, network, author, utc(10, 14))
        network.closed_at = utc(10, 15)

        run_until(session, utc(11, 2))

        assert session.scalar(sa.select(sa.func.count(Letter.id))) == 0

    await database.run(unit)


async def test_late_tick_waits_for_the_morning_and_gives_up_after_two_days(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        reader, membership = member(session, network)
        author, _ = member(session, network, "MX")
        author.digest = DigestWish.NONE
        share_challenge(session, network, author, utc(10, 14))

        TICK.enqueue(session, utc(10, 18, 20))  # Monday, 22:00 in Madrid
        (letter,) = session.scalars(sa.select(Letter))
        assert (letter.due_at, letter.stale_at) == (utc(10, 19, 7), utc(10, 20, 7))
        deliver(session)

        share_challenge(session, network, author, utc(10, 22))
        TICK.enqueue(session, utc(10, 27, 12))  # Wednesday, and two days late
        assert membership.digest_due_at == utc(11, 1, 8)
        assert session.scalars(sa.select(Letter)).all() == [letter]
        TICK.enqueue(session, utc(11, 1, 8))
        deliver(session)
        assert [subjects(text) for _, text in digests_to(session, reader.telegram_id)] == [
            ["challenge-1"],
            ["challenge-2"],
        ]

    await database.run(unit)


async def test_what_is_published_at_the_last_moment_is_in_the_next_digest_alone(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        reader, _ = member(session, network)
        author, _ = settle_person(session)
        share_challenge(session, network, author, utc(10, 14))
        TICK.enqueue(session, utc(10, 18, 7))
        deliver(session)
        # Another process commits it after the digest was written, with a time of just before.
        share_challenge(session, network, author, utc(10, 18, 7) - timedelta(seconds=5))

        run_until(session, utc(11, 2))

        told = [subjects(text) for _, text in digests_to(session, reader.telegram_id)]
        assert told == [["challenge-1"], ["challenge-2"]]

    await database.run(unit)


async def test_digest_on_its_way_is_not_written_again_after_a_change_of_clocks(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        reader, _ = member(session, network, "BR")
        author, _ = settle_person(session)
        share_challenge(session, network, author, utc(10, 14))
        TICK.enqueue(session, utc(10, 18, 12))
        reader.zone = "America/Merida"
        replan_for_person(session, reader, now=utc(10, 18, 13))
        network.digest_weekday = 1
        replan_for_network(session, network, now=utc(10, 18, 16))

        TICK.enqueue(session, utc(10, 19, 15))

        assert session.scalar(sa.select(sa.func.count(Letter.id))) == 1

    await database.run(unit)


async def test_moving_to_other_clocks_moves_the_digest(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        person, membership = member(session, network)
        person.zone = "America/Merida"

        replan_for_person(session, person, now=BEGIN)
        assert membership.digest_due_at == utc(10, 18, 15)

        network.digest_weekday = 3
        replan_for_network(session, network, now=BEGIN)
        assert membership.digest_due_at == utc(10, 14, 15)

    await database.run(unit)


LONG_BEFORE = datetime(2027, 8, 24, tzinfo=UTC)  # Santiago changes its clocks on 5 September, Spain on 31 October
MINUTES = 12 * 7 * 24 * 60
OUTCOMES = (LetterState.SENT, LetterState.UNREACHABLE, LetterState.LATE, LetterState.WAITING)


CHANGES: dict[str, Callable[[Session, Network, Person, datetime], object]] = {
    "monthly": lambda session, _, reader, now: do_choose_rhythm(session, reader, is_monthly=True, now=now),
    "weekly": lambda session, _, reader, now: do_choose_rhythm(session, reader, is_monthly=False, now=now),
    "evening": lambda session, _, reader, now: do_choose_digest_hour(session, reader, 19, now=now),
    "morning": lambda session, _, reader, now: do_choose_digest_hour(session, reader, 8, now=now),
    "thursday": lambda session, _, reader, now: do_choose_digest_day(session, reader, 3, now=now),
    "pause": lambda _, __, reader, now: do_pause(reader, 2, now=now),
    "santiago": lambda session, _, reader, now: do_choose_zone(session, reader, "America/Santiago", now=now),
    "madrid": lambda session, _, reader, now: do_choose_zone(session, reader, "Europe/Madrid", now=now),
    "network": lambda session, network, _, now: _move(session, network, now),
}


def _move(session: Session, network: Network, now: datetime) -> None:
    network.digest_weekday = (network.digest_weekday + 2) % 5
    replan_for_network(session, network, now=now)


@settings(max_examples=examples(12, thorough=1000), deadline=None)
@given(
    published=st.lists(st.integers(0, MINUTES), max_size=8),
    ticks=st.lists(st.tuples(st.integers(0, MINUTES), st.sampled_from(OUTCOMES), st.booleans()), max_size=15),
    changes=st.lists(st.tuples(st.integers(0, MINUTES), st.sampled_from(sorted(CHANGES))), max_size=6),
    country=st.sampled_from(["ES", "MX", "BR"]),
)
def test_every_piece_of_news_is_in_exactly_one_digest(
    published: list[int], ticks: list[tuple[int, LetterState, bool]], changes: list[tuple[int, str]], country: str
) -> None:
    """Over twelve weeks, in which clocks change in Santiago and in Spain: whenever it is published, however late and
    however often the clock rings, whatever becomes of the letters, and whatever the reader chooses meanwhile.
    """
    engine = sa.create_engine("sqlite://")
    Row.metadata.create_all(engine)
    with Session(engine) as session:
        network = found_network(session)
        reader, _ = member(session, network, country)
        author, _ = settle_person(session)
        for membership in session.scalars(sa.select(Membership)):
            plan_for_member(session, membership, network, now=LONG_BEFORE)
        waiting = sorted(LONG_BEFORE + timedelta(minutes=minute) for minute in published)
        choices = sorted((LONG_BEFORE + timedelta(minutes=minute), name) for minute, name in changes)
        rings = [(LONG_BEFORE + timedelta(minutes=minute), outcome, twice) for minute, outcome, twice in sorted(ticks)]
        end = LONG_BEFORE + timedelta(minutes=MINUTES)
        punctual = [end + timedelta(days=day, hours=hour) for day in range(9 * 7) for hour in (11, 15, 19, 23)]

        for now, outcome, twice in [*rings, *((at, LetterState.SENT, False) for at in punctual)]:
            while waiting and waiting[0] <= now:
                share_challenge(session, network, author, waiting.pop(0))
            while choices and choices[0][0] <= now:
                at, name = choices.pop(0)
                CHANGES[name](session, network, reader, at)
            if (due_at := TICK.next_due(session)) is None or due_at > now:
                continue
            TICK.enqueue(session, now)
            if twice:
                TICK.enqueue(session, now)
            deliver(session, outcome)

        told = Counter(one for _, text in digests_to(session, reader.telegram_id) for one in subjects(text))
        assert told == {f"challenge-{number}": 1 for number in range(1, len(published) + 1)}
    engine.dispose()
