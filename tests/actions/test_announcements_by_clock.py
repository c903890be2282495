"""An announcement at an hour of each one's clock: when its letters are due, and from when on it goes out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.announcements import writing
from actions.announcements.by_clock import do_schedule_by_clock, hours_for
from actions.announcements.narrowing import do_narrow, do_widen
from actions.announcements.refusals import HourPast
from actions.announcements.sending import do_send, due_moments
from actions.announcements.writing import Content, do_schedule
from store.database import Database
from store.models import Announcement, Chat, ChatKind, Narrowing, Role
from tests.actions.broadcasting import NOON
from tests.actions.founding import found_network, join, settle_person

TOMORROW_AT_NINE = datetime(2027, 6, 3, 9)  # noqa: DTZ001 - on nobody's clock yet


def test_letter_is_due_at_the_hour_of_its_readers_clock_but_for_the_night() -> None:
    at_nine, at_ten = (Announcement(by_clock=f"2027-06-03T{hour}:00", at_night=False) for hour in ("09", "22"))

    assert due_moments(at_nine, NOON)("Europe/Madrid", False) == moment("2027-06-03 07:00")
    assert due_moments(at_nine, NOON)("America/Bogota", False) == moment("2027-06-03 14:00")
    assert due_moments(at_nine, moment("2027-06-03 10:00"))("Europe/Madrid", False) == moment("2027-06-03 10:00")
    assert due_moments(at_ten, NOON)("Europe/Madrid", False) == moment("2027-06-04 06:00")
    assert due_moments(at_ten, NOON)("Europe/Madrid", True) == moment("2027-06-03 20:00"), "a group sleeps never"


async def test_it_begins_with_the_first_reader_also_when_others_are_chosen(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session, zone="America/Bogota")
        author, _ = settle_person(session)
        join(session, author, None, network, role=Role.COORDINATOR)
        for country in ("ES", "EC"):
            person, city = settle_person(session, country)
            join(session, person, city, network)
            session.add(Chat(id=person.telegram_id, kind=ChatKind.PRIVATE, connected_at=NOON))
        announcement = writing.do_write(session, author, [network], Content("Hola", "Hola"), now=NOON)
        about = (session, author, announcement.id)

        do_schedule_by_clock(*about, TOMORROW_AT_NINE, now=NOON)
        assert announcement.send_at == announcement.look_at == moment("2027-06-03 07:00")
        do_narrow(*about, Narrowing.COUNTRY, "EC", is_wanted=True, now=NOON)
        assert announcement.send_at == moment("2027-06-03 14:00")
        do_widen(*about, now=NOON)
        assert announcement.send_at == moment("2027-06-03 07:00")
        with pytest.raises(HourPast):
            do_schedule_by_clock(*about, datetime(2027, 6, 2, 13), now=NOON)  # noqa: DTZ001
        assert [hour for _, hour in hours_for(session, announcement, NOON.date(), NOON)] == [
            TOMORROW_AT_NINE,
            datetime(2027, 6, 7, 9),  # noqa: DTZ001
        ]
        do_schedule(*about, NOON + timedelta(hours=2), now=NOON)
        assert announcement.by_clock == ""
        do_schedule_by_clock(*about, TOMORROW_AT_NINE, now=NOON)
        do_send(*about, now=NOON)
        assert (announcement.by_clock, announcement.sent_at) == ("", NOON), "now is now for everybody"

    await database.run(unit)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
