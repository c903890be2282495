"""Files for calendars: read by two parsers, on both sides of changes of the clock, and with whatever people typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import TimezoneDaylight, TimezoneStandard

from reports.calendar import feed_file, session_file
from store.models import Meeting, Network
from tests.examples import examples
from tests.reports.calendars import READERS, Entry, in_unknown_zone, read_calendar
from texts.translator import translator_for

NOW = datetime(2027, 9, 1, 12, tzinfo=UTC)
UID = "5f0d2c1e-7f5e-4f0c-9f6e-0d8c1a2b3c4d"
FAMILY = "\U0001f468‍\U0001f469‍\U0001f467"
HOSTILE = {
    "lines": "uno\ndos\r\ntres",
    "signs": r"a;b,c\d:e" + '"f"' + r"\n",
    "emoji": FAMILY * 20,
    "long": "ñandú " * 200,
    "right to left": "‮جلسة‬ عن النقل",
    "another event": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
}
es = translator_for("es")

Reader = Callable[[str], list[Entry]]
reads = pytest.mark.parametrize("read", READERS)


def session(starts_at: datetime = datetime(2027, 10, 29, 15, tzinfo=UTC), **given: Any) -> Meeting:
    plain = {"topic": "", "link": "", "revision": 0, "revised_at": None, "cancelled_at": None, "minutes": 90}
    return Meeting(id=4, number=4, starts_at=starts_at, **{"uid": UID, **plain, **given})


def network(zone: str = "Europe/Madrid") -> Network:
    return Network(name="Microrred de Movilidad", field="Movilidad", zone=zone, created_at=NOW)


def entry(**told: Any) -> Entry:
    begins = datetime(2027, 10, 29, 15, tzinfo=UTC)
    plain = Entry(
        uid=UID,
        sequence=0,
        begins=begins,
        ends=begins + timedelta(minutes=90),
        summary="Sesión 4 · Movilidad",
        description="Microrred de Movilidad\nEl enlace de la videollamada lo envía la coordinación.",
        location="En línea",
        status="CONFIRMED",
    )
    return replace(plain, **told)


@reads
def test_session_is_read_as_it_is(read: Reader) -> None:
    assert read(session_file(es, session(), network(), NOW)) == [entry()]


@reads
def test_topic_and_link_stand_in_the_entry(read: Reader) -> None:
    meeting = session(topic="Zonas de bajas emisiones", link="https://meet.example.org/a?b=1&c=2,3;4")

    assert read(session_file(es, meeting, network(), NOW)) == [
        entry(
            summary="Sesión 4 · Movilidad: Zonas de bajas emisiones",
            description=(
                "Microrred de Movilidad\nTema: Zonas de bajas emisiones\n"
                "Enlace de la videollamada: https://meet.example.org/a?b=1&c=2,3;4"
            ),
            location="https://meet.example.org/a?b=1&c=2,3;4",
        )
    ]


@reads
def test_cancelled_session_takes_its_entry_away(read: Reader) -> None:
    content = session_file(es, session(cancelled_at=NOW, revision=3, revised_at=NOW), network(), NOW)

    assert "METHOD:CANCEL\r\n" in content
    assert read(content) == [
        entry(sequence=3, status="CANCELLED", description="Esta sesión se ha cancelado.\nMicrorred de Movilidad")
    ]


def test_file_says_when_it_was_written_and_when_the_session_changed() -> None:
    content = session_file(es, session(revision=1, revised_at=NOW - timedelta(days=3)), network(), NOW)

    calendar = read_calendar(content)
    (event,) = calendar.events
    assert (event.stamp, event.last_modified) == (NOW, NOW - timedelta(days=3))
    assert calendar.method == "PUBLISH"
    assert UUID(event.uid) == UUID(UID)


@pytest.mark.parametrize("language", ["es", "pt", "ca", "en"])
def test_entry_speaks_the_readers_language(language: str) -> None:
    told = {"es": "Sesión 4", "pt": "Sessão 4", "ca": "Sessió 4", "en": "Session 4"}

    content = session_file(translator_for(language), session(), network(), NOW)

    assert f"SUMMARY:{told[language]} · Movilidad\r\n" in content


@reads
@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Bogota", "America/Santiago", "America/Merida", "UTC"])
@pytest.mark.parametrize("day", range(-3, 4))
def test_hour_is_the_same_on_both_sides_of_the_change_of_october_2027(read: Reader, zone: str, day: int) -> None:
    """Spain goes back on the 31st; the reader goes by the file alone, for it has never heard of the zone."""
    wall = datetime.combine(datetime(2027, 10, 31) + timedelta(days=day), time(17))  # noqa: DTZ001 - a wall clock
    starts_at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    content = session_file(es, session(starts_at), network(zone), NOW)

    (found,) = read(in_unknown_zone(content, zone))

    assert (found.begins, found.ends) == (starts_at, starts_at + timedelta(minutes=90))
    assert zone == "UTC" or f"DTSTART;TZID={zone}:{wall:%Y%m%dT%H%M%S}\r\n" in content


@reads
@pytest.mark.parametrize("change", [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)])
def test_each_hour_around_a_change_of_the_clock_survives(read: Reader, change: datetime) -> None:
    starts = [change + timedelta(hours=hours) for hours in range(-3, 4)]

    contents = [session_file(es, session(starts_at), network(), NOW) for starts_at in starts]

    assert [read(in_unknown_zone(content, "Europe/Madrid"))[0].begins for content in contents] == starts


@settings(max_examples=examples(60, thorough=5000), deadline=None)
@given(
    hours=st.integers(0, 3 * 366 * 24),
    minutes=st.integers(15, 300),
    zone=st.sampled_from(
        ["Europe/Madrid", "America/Santiago", "America/Asuncion", "Africa/Casablanca", "America/Lima"]
    ),
)
def test_any_moment_of_any_zone_survives(hours: int, minutes: int, zone: str) -> None:
    starts_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    content = session_file(es, session(starts_at, minutes=minutes), network(zone), NOW)

    for read in READERS:
        (found,) = read(in_unknown_zone(content, zone))
        assert (found.begins, found.ends) == (starts_at, starts_at + timedelta(minutes=minutes))


def test_each_change_of_the_clock_is_told_by_the_hour_that_it_ends() -> None:
    content = session_file(es, session(), network(), NOW)

    (zone,) = read_calendar(content).timezones
    told = [
        (part.DTSTART, part.name, part.TZOFFSETFROM, part.TZOFFSETTO)
        for part in zone.subcomponents
        if isinstance(part, TimezoneStandard | TimezoneDaylight)
    ]
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    assert told[:5] == [
        (datetime(2026, 1, 1, 1), "STANDARD", winter, winter),  # noqa: DTZ001 - wall clocks
        (datetime(2026, 3, 29, 2), "DAYLIGHT", winter, summer),  # noqa: DTZ001
        (datetime(2026, 10, 25, 3), "STANDARD", summer, winter),  # noqa: DTZ001
        (datetime(2027, 3, 28, 2), "DAYLIGHT", winter, summer),  # noqa: DTZ001
        (datetime(2027, 10, 31, 3), "STANDARD", summer, winter),  # noqa: DTZ001
    ]
    assert len(told) == 7


@reads
@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_was_typed_is_read_as_it_was_typed(read: Reader, what: str) -> None:
    typed = HOSTILE[what]

    content = session_file(es, session(topic=typed), network(), NOW)

    (found,) = read(content)
    assert found.summary == f"Sesión 4 · Movilidad: {typed}".replace("\r\n", "\n")
    assert found.begins == session().starts_at
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    assert "\n" not in content.replace("\r\n", "")


@reads
def test_control_characters_are_left_out(read: Reader) -> None:
    (found,) = read(session_file(es, session(topic="a\x07b\x1bc\x7fd"), network(), NOW))

    assert found.summary == "Sesión 4 · Movilidad: abcd"


@reads
def test_feed_holds_sessions_of_several_zones_and_keeps_cancelled_ones(read: Reader) -> None:
    madrid, bogota = network(), network("America/Bogota")
    second = datetime(2027, 11, 5, 15, tzinfo=UTC)
    cancelled = session(second, uid="b", cancelled_at=NOW, revision=2, revised_at=NOW)

    content = feed_file(es, None, [(session(), madrid), (cancelled, bogota)])

    assert [(one.begins, one.status, one.sequence) for one in read(content)] == [
        (session().starts_at, "CONFIRMED", 0),
        (second, "CANCELLED", 2),
    ]
    calendar = read_calendar(content)
    assert [zone.tz_name for zone in calendar.timezones] == ["America/Bogota", "Europe/Madrid"]
    assert calendar.calendar_name == "Microrredes: sesiones"
    assert calendar.refresh_interval == timedelta(hours=1)
    assert "METHOD" not in calendar  # with none, DTSTAMP is the entry's last change
    assert [event.stamp for event in calendar.events] == [madrid.created_at, NOW]


@reads
def test_feed_of_nothing_can_be_read(read: Reader) -> None:
    assert read(feed_file(es, None, [])) == []


@reads
@pytest.mark.parametrize("what", HOSTILE)
def test_feed_of_whatever_was_typed_is_read(read: Reader, what: str) -> None:
    sessions = [(session(topic=HOSTILE[what], uid=uid), network()) for uid in ("a", "b", "c")]
    hostile = network()
    hostile.name = HOSTILE[what]

    content = feed_file(es, hostile, sessions)

    assert [one.uid for one in read(content)] == ["a", "b", "c"]
    assert f"\r\nX-WR-CALNAME:{escaped(HOSTILE[what])}\r\n" in content.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def escaped(text: str) -> str:
    """As RFC 5545 has it (3.3.11)."""
    for sign, written in (("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\r\n", r"\n"), ("\n", r"\n")):
        text = text.replace(sign, written)
    return text
