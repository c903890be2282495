"""What coordinators see of a digest before it goes out, what they change of it, and what comes from other networks."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.digests import do_choose_rhythm, plan_for_member, plan_network
from actions.network_settings import do_set
from actions.pausing import do_pause
from actions.previews import DigestGone, access_preview, do_choose_in_group, do_drop, do_write_line
from actions.refusals import NotAllowed
from actions.settings import do_choose_digest_hour
from scheduler import digests, previews, prompt_results
from store.database import Database
from store.models import (
    Challenge,
    DigestWish,
    FoundKind,
    Letter,
    Membership,
    Network,
    NewsPart,
    Person,
    Prompt,
    PromptAnswer,
    Proposal,
    ProposalState,
    Readers,
    RecordTheme,
    Role,
)
from tests.actions.founding import connect_group, convene, found_network, join, settle_person, share_challenge
from tests.actions.test_digests import deliver, digests_to, subjects
from texts.languages import Language
from texts.network_settings.presses import Setting

BEGIN = datetime(2027, 10, 12, tzinfo=UTC)  # a Tuesday
FRIDAY = datetime(2027, 10, 15, 8, tzinfo=UTC)  # ten in Madrid
MONDAY = datetime(2027, 10, 18, 7, tzinfo=UTC)
PRESSED = (0, 0)


def founded(session: Session) -> tuple[Network, Person, Person, Person]:
    """A network with a group; a coordinator and a reader in Spain, and an author who reads none."""
    network = found_network(session)
    plan_network(network, BEGIN)
    connect_group(session, network)
    people = []
    for role in (Role.COORDINATOR, Role.DELEGATE, Role.DELEGATE):
        person, city = settle_person(session)
        plan_for_member(session, join(session, person, city, network, role=role), network, now=BEGIN)
        people.append(person)
    coordinator, reader, author = people
    author.digest = DigestWish.NONE
    session.flush()
    return network, coordinator, reader, author


def ring(session: Session, until: datetime) -> None:
    """Both ticks, each moment that is due until then, and what they write is delivered."""
    while dues := [at for tick in (previews.TICK, digests.TICK) if (at := tick.next_due(session)) and at <= until]:
        for tick in (previews.TICK, digests.TICK):
            tick.enqueue(session, min(dues))
        deliver(session)


def previews_of(session: Session) -> list[tuple[datetime, int, str]]:
    found = sa.select(Letter).where(Letter.key.startswith("digest-preview:")).order_by(Letter.id)
    return [(letter.due_at, letter.chat_id, letter.payload["text"]) for letter in session.scalars(found)]


async def test_coordinators_alone_see_it_on_the_last_working_day_and_only_if_there_is_news(database: Database) -> None:
    def unit(session: Session) -> None:
        network, coordinator, _, author = founded(session)
        share_challenge(session, network, author, BEGIN, "Camiones <b>")

        ring(session, MONDAY + timedelta(days=13))

        ((at, chat_id, text),) = previews_of(session)  # a week later nothing is new
        assert (at, chat_id) == (FRIDAY, coordinator.telegram_id)
        assert "Camiones &lt;b&gt;" in text
        assert "A 2 personas en privado, y a 1 grupo o canal" in text
        assert [subjects(said) for _, said in digests_to(session, coordinator.telegram_id)][1:] == [["challenge-1"]]

    await database.run(unit)


async def test_line_is_told_once_in_the_reader_s_language_and_what_is_left_out_nowhere(database: Database) -> None:
    def unit(session: Session) -> None:
        network, coordinator, reader, author = founded(session)
        brazilian, city = settle_person(session, "BR", language="pt")
        plan_for_member(session, join(session, brazilian, city, network), network, now=BEGIN)
        session.flush()
        kept = share_challenge(session, network, author, BEGIN, "Uno")
        away = share_challenge(session, network, author, BEGIN, "Dos")
        issue = access_preview(session, coordinator, network.id, FRIDAY).issue
        about = (session, coordinator, network.id, issue)

        for _twice in range(2):
            do_drop(*about, NewsPart.CHALLENGE, away.id, is_away=True, now=FRIDAY, pressed=PRESSED)
        do_drop(*about, NewsPart.CHALLENGE, kept.id, is_away=True, now=FRIDAY, pressed=PRESSED)
        do_drop(*about, NewsPart.CHALLENGE, kept.id, is_away=False, now=FRIDAY, pressed=PRESSED)
        do_write_line(*about, Language.SPANISH, "Inscripción: https://x.org/a?b=1&c=2", now=FRIDAY)
        do_write_line(*about, Language.PORTUGUESE, "Inscrição <aqui>", now=FRIDAY)
        with pytest.raises(NotAllowed):
            do_write_line(session, reader, network.id, issue, Language.SPANISH, "x", now=FRIDAY)
        ring(session, MONDAY + timedelta(days=20))

        told = {person: [text for _, text in digests_to(session, person.telegram_id)] for person in (reader, brazilian)}
        assert [subjects(text) for text in told[reader]] == [[f"challenge-{kept.id}"]]
        assert "De la coordinación: Inscripción: https://x.org/a?b=1&amp;c=2" in told[reader][0]
        assert ["Inscrição &lt;aqui&gt;" in text for text in told[brazilian]] == [True]
        with pytest.raises(DigestGone):
            do_write_line(*about, Language.SPANISH, "tarde", now=MONDAY + timedelta(hours=1))

    await database.run(unit)


async def test_who_has_one_a_month_gets_all_of_it_and_a_held_one_the_week_after(database: Database) -> None:
    def unit(session: Session) -> None:
        network, _, reader, author = founded(session)
        do_choose_digest_hour(session, reader, 17, now=BEGIN)
        do_choose_rhythm(session, reader, is_monthly=True, now=BEGIN)
        for week in range(4):
            share_challenge(session, network, author, BEGIN + timedelta(weeks=week), f"Número {week}")
        membership = session.scalars(sa.select(Membership).where(Membership.person_id == reader.id)).one()
        first = datetime(2027, 11, 1, 16, tzinfo=UTC)
        assert membership.digest_due_at == first

        ring(session, first)
        assert membership.digest_due_at == datetime(2027, 12, 6, 16, tzinfo=UTC)
        share_challenge(session, network, author, first + timedelta(days=3), "Otro")
        spent = Letter(
            chat_id=reader.telegram_id, lane="bulk", priority=1, due_at=membership.digest_due_at, method="sendMessage",
            payload={"text": "Anuncio"}, key="x", state="sent", attempts=1, created_at=first, kind="announcement",
            sent_at=membership.digest_due_at,
        )  # fmt: skip
        session.add(spent)
        session.flush()
        ring(session, datetime(2027, 12, 31, tzinfo=UTC))

        told = [(at, len(subjects(text))) for at, text in digests_to(session, reader.telegram_id) if "📬" in text]
        assert told == [(first, 3), (datetime(2027, 12, 13, 16, tzinfo=UTC), 2)]

    await database.run(unit)


async def test_group_has_one_a_week_on_the_chosen_day_and_none_while_it_is_off(database: Database) -> None:
    def unit(session: Session) -> None:
        network, coordinator, _, author = founded(session)
        share_challenge(session, network, author, BEGIN)
        ring(session, MONDAY)
        share_challenge(session, network, author, MONDAY + timedelta(hours=2))
        do_set(session, coordinator, network.id, Setting.WEEKDAY, "3", now=MONDAY + timedelta(hours=3))
        assert network.digest_due_at == MONDAY + timedelta(days=10)  # not on this week's Thursday
        assert network.digest_preview_at == datetime(2027, 10, 27, 8, tzinfo=UTC)
        do_set(session, coordinator, network.id, Setting.WEEKDAY, "4", now=MONDAY + timedelta(hours=4))
        assert network.digest_due_at == MONDAY + timedelta(days=11)  # as it is set among all else
        assert network.digest_preview_at == datetime(2027, 10, 28, 8, tzinfo=UTC)

        do_choose_in_group(session, coordinator, network.id, is_wanted=False, now=MONDAY + timedelta(hours=4))
        ring(session, MONDAY + timedelta(days=12))
        keys = sa.select(Letter.due_at).where(Letter.key.contains(":chat:")).order_by(Letter.id)
        assert list(session.scalars(keys)) == [MONDAY]

        on = MONDAY + timedelta(days=12)
        do_choose_in_group(session, coordinator, network.id, is_wanted=True, now=on)
        share_challenge(session, network, author, on + timedelta(hours=1))
        ring(session, MONDAY + timedelta(days=19))
        assert len(list(session.scalars(keys))) == 2

    await database.run(unit)


async def test_network_on_a_break_shows_neither_a_digest_to_come_nor_what_was_answered(database: Database) -> None:
    def unit(session: Session) -> None:
        network, coordinator, reader, author = founded(session)
        (meeting,) = convene(session, network, BEGIN - timedelta(days=20))
        prompt = Prompt(network_id=network.id, meeting_id=meeting.id, slug="barriers", due_at=BEGIN, asked_at=BEGIN)
        prompt.results_due_at = FRIDAY
        session.add(prompt)
        session.flush()
        for person in (reader, author):
            answer = PromptAnswer(prompt_id=prompt.id, person_id=person.id, text="Sí", language="es")
            answer.published_at = BEGIN
            session.add(answer)
        do_pause(session, coordinator, network.id, date(2027, 10, 20), now=BEGIN + timedelta(hours=1))

        ring(session, MONDAY + timedelta(days=1))
        prompt_results.TICK.enqueue(session, FRIDAY)
        assert (previews_of(session), prompt.results_at) == ([], None)

        morning = datetime(2027, 10, 20, 6, tzinfo=UTC)  # the break ends at midnight
        assert prompt_results.TICK.next_due(session) == morning
        prompt_results.TICK.enqueue(session, morning)
        assert prompt.results_at == morning

    await database.run(unit)


def opened(session: Session, network: Network, author: Person, at: datetime, theme: str) -> Challenge:
    """A challenge of a theme that its network has opened to all."""
    challenge = share_challenge(session, network, author, at, "Abierto")
    session.add_all(
        [
            Proposal(
                network_id=network.id, challenge_id=challenge.id, person_id=author.id, reach=Readers.NETWORKS,
                state=ProposalState.APPROVED, proposed_at=at, open_to=Readers.NETWORKS, opened_at=at,
                said={"title": "Abierto", "language": "es", "parts": {}},
            ),
            RecordTheme(kind=FoundKind.CHALLENGE, about_id=challenge.id, theme=theme, sdgs="11", set_at=at),
        ]
    )  # fmt: skip
    session.flush()
    return challenge


async def test_other_networks_bring_what_is_about_the_reader_s_themes_once_and_never_alone(database: Database) -> None:
    def unit(session: Session) -> None:
        network, _, reader, author = founded(session)
        other = found_network(session, "agua")
        stranger, _ = settle_person(session, "MX")
        own = share_challenge(session, network, reader, BEGIN - timedelta(days=90), "El mío")
        session.add(RecordTheme(kind=FoundKind.CHALLENGE, about_id=own.id, theme="parking", sdgs="11", set_at=BEGIN))
        near = opened(session, other, stranger, BEGIN, "parking")
        opened(session, other, stranger, BEGIN, "water-leaks")

        membership = session.scalars(sa.select(Membership).where(Membership.person_id == reader.id)).one()
        membership.digest_sent_until = BEGIN - timedelta(days=1)

        ring(session, MONDAY)
        assert digests_to(session, reader.telegram_id) == []  # nothing of their own network
        for day in (3, 10):
            share_challenge(session, network, author, MONDAY + timedelta(days=day), "Propio")
        ring(session, MONDAY + timedelta(days=15))

        told = [text for _, text in digests_to(session, reader.telegram_id)]
        assert [f"challenge-{near.id}" in subjects(text) for text in told] == [True, False]
        assert [text.count("De otra red") for text in told] == [1, 0]

    await database.run(unit)


async def test_other_networks_bring_nothing_twice_when_a_network_of_the_reader_s_falls_silent(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        network, _, reader, author = founded(session)
        second, other = found_network(session, "residuos"), found_network(session, "agua")
        plan_network(second, BEGIN)
        plan_for_member(session, join(session, reader, None, second), second, now=BEGIN)
        stranger, _ = settle_person(session, "MX")
        own = share_challenge(session, network, reader, BEGIN - timedelta(days=90), "El mío")
        session.add(RecordTheme(kind=FoundKind.CHALLENGE, about_id=own.id, theme="parking", sdgs="11", set_at=BEGIN))
        for membership in session.scalars(sa.select(Membership).where(Membership.person_id == reader.id)):
            membership.digest_sent_until = BEGIN - timedelta(days=1)
        near = opened(session, other, stranger, BEGIN, "parking")
        share_challenge(session, network, author, BEGIN + timedelta(hours=1), "Propio")
        ring(session, MONDAY)

        network.paused_until = MONDAY + timedelta(days=60)
        share_challenge(session, second, author, MONDAY + timedelta(days=1), "De la otra")
        ring(session, MONDAY + timedelta(days=8))

        told = [subjects(text) for _, text in digests_to(session, reader.telegram_id)]
        assert [f"challenge-{near.id}" in one for one in told] == [True, False]

    await database.run(unit)
