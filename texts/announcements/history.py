"""The earlier announcements: a list of them, and each with its words and what became of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from store.models import Announcement, AnnouncementState, Network
from texts.announcements.card import named
from texts.announcements.presses import AnnouncementOpened, AnnouncementsOpened, HistoryOpened, ScheduledOpened
from texts.announcements.repeating import RepeatsOpened
from texts.dates import day, day_of, hour, moment
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, plain_text
from texts.presses import Press
from texts.translator import Translator

EXCERPT = 60
SHOWN = 300


def history(t: Translator, announcements: Sequence[Announcement], page: int) -> Message:
    """What the author has announced, the latest first."""
    return _listed(t, t.say("🗂 <b>Earlier announcements</b>"), announcements, page, HistoryOpened)


def scheduled(t: Translator, announcements: Sequence[Announcement], page: int) -> Message:
    """What waits for its hour, the next one first."""
    title = t.say("⏰ <b>Scheduled announcements</b>") if announcements else t.say("⏰ Nothing is scheduled any more.")
    return _listed(t, title, announcements, page, ScheduledOpened)


def _listed(
    t: Translator, title: Html, announcements: Sequence[Announcement], page: int, opened: Callable[[int], Press]
) -> Message:
    page = page_within(page, len(announcements))
    shown = announcements[page * 5 : page * 5 + 5]
    listed = [_line(t, place, announcement) for place, announcement in enumerate(shown, start=1)]
    numbers = number_buttons([AnnouncementOpened(announcement.id) for announcement in shown])
    turning = arrows(t, page, pages_for(len(announcements)), opened)
    back = (Button(t.label("◀️ Back"), AnnouncementsOpened()),)
    rows = tuple(row for row in (numbers, turning, back) if row)
    return Message(paragraphs(title, lines(*listed) if listed else None), rows)


def remembered(t: Translator, announcement: Announcement, networks: Sequence[Network], now_stands: Message) -> Message:
    """One of the earlier ones: its words, and what now stands of it."""
    words = excerpt(plain_text(Html(announcement.text)), SHOWN)
    quoted = t.say("<blockquote>{words}</blockquote>", words=words or t.plain("(only a file)"))
    to = t.say("📣 {networks}", networks=named(t, networks))
    is_waiting = announcement.state is AnnouncementState.SCHEDULED
    repeated = RepeatsOpened(0) if announcement.state is AnnouncementState.PREVIEW else HistoryOpened(0)
    back = (Button(t.label("◀️ Back"), ScheduledOpened(0) if is_waiting else repeated),)
    menu = (back_button(t),)
    rows = tuple(row for row in now_stands.rows if row != menu)
    return Message(lines(to, quoted, now_stands.text), (*rows, back))


def withdrawn_earlier(t: Translator, announcement: Announcement) -> Message:
    """In the history."""
    at = announcement.withdrawn_at or announcement.created_at
    return Message(t.say("🗑 Withdrawn on {day}.", day=day_of(t, at)))


def _line(t: Translator, place: int, announcement: Announcement) -> Html:
    at = announcement.send_at or announcement.sent_at or announcement.created_at
    words = excerpt(plain_text(Html(announcement.text)), EXCERPT) or t.plain("(only a file)")
    gaps = {"place": place, "words": words}
    if announcement.withdrawn_at is not None:
        return t.say("{place}. 🗑 {day} · {words}", day=day_of(t, at), **gaps)
    if announcement.state is AnnouncementState.SCHEDULED and announcement.by_clock:
        wall = datetime.fromisoformat(announcement.by_clock)
        there = {"day": day(t, wall.date()), "hour": hour(t, wall.replace(tzinfo=t.zone))}
        return t.say("{place}. 🕘 {day}, {hour} of each one · {words}", **there, **gaps)
    if announcement.state is AnnouncementState.SCHEDULED:
        return t.say("{place}. ⏰ {when} · {words}", when=moment(t, at), **gaps)
    if announcement.paused_at is not None:
        return t.say("{place}. ⏸ {day} · {words}", day=day_of(t, at), **gaps)
    return t.say("{place}. {day} · {words}", day=day_of(t, at), **gaps)
