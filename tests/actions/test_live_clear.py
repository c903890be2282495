"""What nobody is to lose or to mistake around a session that is held: late notes, old keys, who reads, who is asked."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.live.refusals import LiveChanged
from actions.live.rooms import do_draw, rooms_of
from actions.live.rooms import do_publish as do_publish_rooms
from actions.offers.offering import do_tell_arrival
from scheduler import offers
from store.database import Database
from store.models import Arrival
from store.offers import whole_offer
from tests.actions.holding import BEGIN, DAY, MINUTE, held
from texts.offers.shown import in_one_line
from texts.translator import translator_for

T = translator_for("es", "ES", "Europe/Madrid")


async def test_key_from_the_time_before_publishes_no_draw_that_nobody_has_seen(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - 20 * MINUTE
        case.start()
        do_draw(session, case.meeting, case.network, seen=0, now=case.now)
        case.end()
        case.now = BEGIN
        case.start()
        assert rooms_of(session, case.meeting) == []
        do_draw(session, case.meeting, case.network, seen=case.course.live.draw, now=case.now)

        with pytest.raises(LiveChanged):
            do_publish_rooms(session, case.meeting, case.network, seen=1, now=case.now)

        assert case.numbers(":room:") == []
        do_publish_rooms(session, case.meeting, case.network, seen=case.course.live.draw, now=case.now)
        assert case.numbers(":room:") == [0, 1, 2]
        assert not any("han cambiado" in words for _, words in case.told(":room:")), "those of this time are the first"

    await database.run(unit)


async def test_offer_that_had_not_arrived_is_asked_about_once_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN + MINUTE
        offer = case.offer(1, to=0)
        asked = f":offer:{offer.id}:check:"
        first = datetime(2027, 7, 23, 8, tzinfo=BEGIN.tzinfo)
        offers.TICK.enqueue(session, first)
        for _ in range(2):
            do_tell_arrival(session, offer, Arrival.NOT_YET, now=first + timedelta(hours=3))
        assert offer.check_at == first + 14 * DAY

        for moment in (first + 14 * DAY, first + 40 * DAY):
            offers.TICK.enqueue(session, moment)
            assert case.numbers(asked) == [0, 0]
            do_tell_arrival(session, offer, Arrival.NOT_YET, now=moment)
        do_tell_arrival(session, offer, Arrival.ARRIVED, now=first + 41 * DAY)
        do_tell_arrival(session, offer, Arrival.NOT_YET, now=first + 41 * DAY)
        offers.TICK.enqueue(session, first + 80 * DAY)
        assert case.numbers(asked) == [], "twice at the most; what was not sent yet was taken back"

    await database.run(unit)


async def test_line_of_an_offer_ends_its_sentence_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        offer = case.offer(1, to=0, due_on=date(2027, 8, 1))
        offer.text = "Los pliegos."
        whole = whole_offer(session, offer.id)
        assert whole is not None

        assert "Los pliegos, para" in in_one_line(T, whole)
        offer.due_on = None
        assert in_one_line(T, whole).endswith("Los pliegos.")

    await database.run(unit)
