"""What coordinators can do from the pages of sessions."""

from datetime import UTC, datetime, timedelta

import pytest

from store.models import Meeting, Network
from texts.city_calendars.presses import CityCalendarsOpened
from texts.meetings.layout import Who
from texts.meetings.lists import network_meetings
from texts.meetings.pages import Facing, page
from texts.meetings.presses import AdditionBegun, RestorationBegun
from texts.meetings.shown import Counts, Reader, Shown
from texts.message import Message
from texts.translator import translator_for

T = translator_for("es", "ES", "Europe/Madrid")
NOW = datetime(2027, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(("closed_at", "offered"), [(None, {AdditionBegun, CityCalendarsOpened}), (NOW, set())])
def test_sessions_are_planned_only_while_their_network_is_open(closed_at: datetime | None, offered: set[type]) -> None:
    message = network_meetings(T, _network(closed_at), [], is_past=False)

    assert _presses(message) & {AdditionBegun, CityCalendarsOpened} == offered


@pytest.mark.parametrize(
    ("closed_at", "ahead", "coordinates", "returns"),
    [(None, 1, True, True), (NOW, 1, True, False), (None, -1, True, False), (None, 1, False, False)],
)
def test_cancelled_session_returns_only_before_its_moment_and_while_its_network_is_open(
    closed_at: datetime | None, ahead: int, *, coordinates: bool, returns: bool
) -> None:
    starts_at = NOW + timedelta(days=ahead)
    meeting = Meeting(id=7, network_id=1, number=1, topic="", starts_at=starts_at, minutes=90, cancelled_at=NOW)
    shown = Shown(meeting, _network(closed_at), Counts(0, 0, 0, 0), (), (), NOW)

    message = page(Facing(Reader(T), shown, Who.COORDINATOR if coordinates else Who.DELEGATE))

    assert (RestorationBegun in _presses(message)) == returns


def _network(closed_at: datetime | None) -> Network:
    return Network(id=1, name="Movilidad", field="Movilidad", zone="Europe/Madrid", closed_at=closed_at)


def _presses(message: Message) -> set[type]:
    return {type(button.press) for row in message.rows for button in row}
