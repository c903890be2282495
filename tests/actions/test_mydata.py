"""What a person takes along, and what is taken back when somebody leaves."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements.pausing import do_pause
from actions.announcements.sending import do_send
from actions.announcements.standing import told
from actions.announcements.writing import Content, do_write
from actions.challenges import do_share_challenge
from actions.mydata import do_export, do_leave
from actions.prompts import do_ask
from store.database import Database
from store.models import TO_COME, Announcement, Letter, LetterState, Prompt, Role, Visibility
from store.outbox import PaceSettings, lease_due
from tests.actions.founding import connect_group, convene, found_network, join, settle_person
from texts.message import Html
from texts.questions import library
from texts.translator import translator_of

NIGHT = datetime(2027, 6, 15, 21, tzinfo=UTC)  # 23:00 in Madrid
MORNING = datetime(2027, 6, 16, 6, tzinfo=UTC)  # 8:00 in Madrid: before the hour of questions


async def test_export_does_not_hold_the_exports_before(database: Database) -> None:
    def unit(session: Session) -> list[int]:
        person, city = settle_person(session)
        join(session, person, city, found_network(session))
        for _ in range(6):
            do_export(session, person, Html("caption"), now=NIGHT)
        return [len(payload["document"]["text"]) for payload in _payloads(session)]

    sizes = await database.run(unit)

    assert sizes[5] - sizes[4] < 2 * (sizes[2] - sizes[1])
    assert sizes[5] < 10_000


async def test_export_names_the_exports_before(database: Database) -> None:
    def unit(session: Session) -> dict[str, Any]:
        person, city = settle_person(session)
        join(session, person, city, found_network(session))
        for _ in range(2):
            do_export(session, person, Html("caption"), now=NIGHT)
        everything: dict[str, Any] = json.loads(_payloads(session)[1]["document"]["text"])
        return everything

    (message,) = (await database.run(unit))["messages"]

    assert message["payload"]["document"] == {"name": "microrredes-2027-06-15.json"}
    assert message["payload"]["caption"] == "caption"


async def test_who_leaves_gets_nothing_more_that_waited_for_the_morning(database: Database) -> None:
    def unit(session: Session) -> list[tuple[str, LetterState]]:
        (leaving, city), (staying, _) = settle_person(session), settle_person(session)
        network, other = found_network(session), found_network(session, "economia")
        for one in (network, other):
            join(session, leaving, city, one, role=Role.COORDINATOR)
            join(session, staying, city, one, role=Role.COORDINATOR)
            do_share_challenge(
                session, staying, one.id,
                problem="Tasas.", tried="", title="Tasas", visibility=Visibility.COORDINATORS, now=NIGHT,
            )  # fmt: skip
        do_leave(session, leaving, network.id, now=NIGHT)
        found = sa.select(Letter.key, Letter.state).where(Letter.key.startswith("card:")).order_by(Letter.id)
        return [(str(key).rpartition(":")[0], state) for key, state in session.execute(found)]

    assert await database.run(unit) == [
        ("card:challenge:1", LetterState.WITHDRAWN),
        ("card:challenge:2", LetterState.WAITING),
    ]


@pytest.mark.parametrize("is_paused", [False, True])
async def test_who_leaves_gets_no_announcement_that_waited_for_the_morning(database: Database, is_paused: bool) -> None:
    def unit(session: Session) -> tuple[list[str], str]:
        (author, _), (leaving, city), (staying, _) = (
            settle_person(session),
            settle_person(session),
            settle_person(session),
        )
        network, other = found_network(session), found_network(session, "economia")
        for one in (network, other):
            join(session, author, city, one, role=Role.COORDINATOR)
            join(session, leaving, city, one)
        join(session, staying, city, network)
        for text, networks in (("One", [network]), ("Both", [network, other]), ("Other", [other])):
            announcement = do_write(session, author, networks, Content(text, text), now=NIGHT)
            do_send(session, author, announcement.id, now=NIGHT)
            if is_paused:
                do_pause(session, author, announcement.id, now=NIGHT)
        if is_paused:
            assert lease_due(session, MORNING, limit=9, pace=PaceSettings()) == []  # all are set aside
        do_leave(session, leaving, network.id, now=NIGHT)
        to_come = sa.select(Letter).where(Letter.chat_id == leaving.telegram_id, Letter.state.in_(TO_COME))
        copies = session.scalars(to_come.where(Letter.subject.startswith("announcement:")).order_by(Letter.id))
        standing = told(session, translator_of(author), session.get_one(Announcement, 1), NIGHT)
        return [copy.payload["text"].rpartition("\n")[2] for copy in copies], standing.text

    left, standing = await database.run(unit)

    assert left == ["Both", "Other"]
    assert standing.endswith(
        "0 de 1 entregados. El resto espera." if is_paused else "🌙 A 1 persona le llegará a las 08:00, hora local."
    )


async def test_who_leaves_is_not_asked_the_question_of_the_month(database: Database) -> None:
    def unit(session: Session) -> list[LetterState]:
        leaving, city = settle_person(session, "MX")
        network = found_network(session)
        connect_group(session, network)
        join(session, leaving, city, network)
        (meeting,) = convene(session, network, MORNING - timedelta(days=12))
        prompt = Prompt(network_id=network.id, meeting_id=meeting.id, slug=next(iter(library())), due_at=MORNING)
        session.add(prompt)
        session.flush()
        do_ask(session, prompt, network, now=MORNING)
        do_leave(session, leaving, network.id, now=MORNING)
        asked = sa.select(Letter.state).where(Letter.chat_id == leaving.telegram_id, Letter.subject.is_not(None))
        return list(session.scalars(asked))

    assert await database.run(unit) == [LetterState.WITHDRAWN]


def _payloads(session: Session) -> list[dict[str, Any]]:
    return list(session.scalars(sa.select(Letter.payload).order_by(Letter.id)))
