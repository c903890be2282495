"""All sessions of a person or of a network, for calendars that look again and again."""

from datetime import timedelta

from icalendar import vText

from reports.calendar.files import clean, empty_calendar, entry, fill, written
from store.models import Meeting, Network
from texts.calendar.pages import calendar_name
from texts.translator import Translator

LOOK_AGAIN = timedelta(hours=1)


def feed_file(t: Translator, network: Network | None, sessions: list[tuple[Meeting, Network]]) -> str:
    """The same for as long as nothing changes: entries are stamped with their last change.

    `network`: the only one, by which the calendar is called. Cancelled sessions stay in it, as such.
    """
    calendar = empty_calendar()
    name = vText(clean(calendar_name(t, network)))  # named as text, for else the library escapes nothing in it
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    events = [entry(t, meeting, of, stamp=meeting.revised_at or of.created_at) for meeting, of in sessions]
    fill(calendar, sessions, events)
    return written(calendar)
