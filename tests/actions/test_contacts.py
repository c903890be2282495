"""Whether people go on for their city is asked also where nothing is new: rarely, and never beside something else."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.contacts import begin_anew, do_confirm
from actions.digests import plan_for_member
from actions.mydata import do_leave
from scheduler.contacts import TICK, enqueue_contacts
from scheduler.digests import enqueue_due_digests
from store.chats import meet_chat
from store.database import Database
from store.models import ChatKind, Kind, Letter, LetterState, Membership, Network, NetworkCity, Person
from tests.actions.founding import found_network, join, settle_person
from texts.message import Html, Message

BEGIN = datetime(2027, 6, 7, 16, tzinfo=UTC)  # a Monday, ten in Mérida
ALONE = BEGIN + timedelta(days=30 + 42)  # a Wednesday
WEEK = timedelta(weeks=1)


def found(session: Session) -> tuple[Network, Person, Membership]:
    network = found_network(session)
    tere, city = settle_person(session, "MX")
    city.name = "Mérida"
    session.add(NetworkCity(network_id=network.id, city_id=city.id))
    membership = join(session, tere, city, network)
    meet_chat(session, tere.telegram_id or 0, ChatKind.PRIVATE, "")
    begin_anew(session, membership, BEGIN)
    plan_for_member(session, membership, network, now=BEGIN)
    session.flush()
    return network, tere, membership


def asked(session: Session) -> list[datetime]:
    found = session.query(Letter).filter_by(kind=Kind.CONTACT).order_by(Letter.id)
    return [letter.due_at for letter in found if letter.state is not LetterState.WITHDRAWN]


async def test_quiet_network_asks_alone_after_six_more_weeks_and_not_again_for_ten(database: Database) -> None:
    def unit(session: Session) -> None:
        _, tere, membership = found(session)
        while (at := min(TICK.next_due(session) or ALONE, membership.digest_due_at or ALONE)) < ALONE:
            enqueue_due_digests(session, at)
        assert session.query(Letter).count() == 0, "nothing is new: no digest"

        assert [enqueue_contacts(session, ALONE), enqueue_contacts(session, ALONE)] == [1, 0]

        (letter,) = session.query(Letter)
        assert letter.payload["text"].startswith("👋 <b>Microrred movilidad</b>\n\n👤 ¿Sigue usted por Mérida (MX)?")
        assert [key["text"] for row in letter.payload["reply_markup"]["inline_keyboard"] for key in row] == [
            "✅ Sigo por Mérida"
        ]
        assert membership.contact_asked_at == ALONE
        assert membership.contact_alone_at is not None
        assert membership.contact_alone_at >= ALONE + timedelta(days=60)
        do_confirm(session, tere, membership.id, now=ALONE)
        assert asked(session) == [], "who has said so is not asked any more"

    await database.run(unit)


async def test_never_at_night_nor_in_a_week_that_has_its_message_nor_of_who_has_left(database: Database) -> None:
    def unit(session: Session) -> None:
        network, tere, membership = found(session)
        postage = attention.postage(Kind.ANNOUNCEMENT, tere, key="x", now=ALONE)
        letters.send(session, tere.telegram_id or 0, Message(Html("Hola")), now=ALONE, postage=postage)
        enqueue_contacts(session, ALONE)
        assert (asked(session), membership.contact_alone_at) == ([], ALONE + WEEK)

        tere.paused_until = ALONE + WEEK + timedelta(days=1)
        enqueue_contacts(session, ALONE + WEEK)
        assert (asked(session), membership.contact_alone_at) == ([], ALONE + 2 * WEEK)

        night = ALONE + 2 * WEEK + timedelta(hours=12)  # ten in the evening
        enqueue_contacts(session, night)
        assert asked(session) == [night + timedelta(hours=12)]

        do_leave(session, tere, network.id, now=night)
        assert asked(session) == []
        membership.contact_alone_at = night
        enqueue_contacts(session, night)
        assert membership.contact_alone_at is None

    await database.run(unit)
