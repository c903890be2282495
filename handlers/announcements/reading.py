"""A reader confirms; the coordination sees who has and who has not, and reminds these once."""

from collections.abc import Callable
from typing import Any

from actions import letters
from actions.announcements import line, phoning, reading
from actions.announcements.under_way import access_sent
from handlers.announcements.panel import stand
from handlers.turn import Turn
from store import announcements as store
from store import audiences, readings
from texts.announcements import readers as texts
from texts.announcements.phoning import PhoneListWanted
from texts.announcements.presses import AnnouncementRead
from texts.announcements.readers import PEOPLE, ReadersOpened, SilentReminded
from texts.lists import page_within
from texts.message import Message
from texts.presses import Press


def confirm(turn: Turn, press: AnnouncementRead) -> None:
    """The key goes; what was announced stays a copy, which can still be corrected."""
    is_new = reading.do_confirm(turn.session, turn.member, press.announcement_id, now=turn.now)
    turn.toast = texts.confirmed(turn.translator) if is_new else texts.confirmed_before(turn.translator)
    letters.take_keys(turn.session, turn.place.id, turn.incoming.message_id, now=turn.now)


def show_readers(turn: Turn, press: ReadersOpened) -> Message:
    """By name."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    number, subject, has_read = announcement.id, store.subject_of(announcement), press.has_read
    counts = readings.counts(turn.session, number, subject)
    page = page_within(press.page, counts[0 if has_read else 1], PEOPLE)
    people = readings.people(turn.session, number, subject, has_read=has_read, page=page, size=PEOPLE)
    network_ids = store.network_ids_of(turn.session, number)
    cities = audiences.cities_of(turn.session, network_ids, [person.id for person in people])
    return texts.readers(turn.translator, announcement, counts, people, cities, has_read=has_read, page=page)


def remind(turn: Turn, press: SilentReminded) -> Message | None:
    """Once, by hand."""
    announcement = reading.do_remind(turn.session, turn.member, press.announcement_id, now=turn.now)
    turn.toast = texts.reminded(turn.translator)
    return stand(turn, announcement)


def send_list(turn: Turn, press: PhoneListWanted) -> None:
    """Below, as a file."""
    phoning.do_send_list(turn.session, turn.member, press.announcement_id, now=turn.now)


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    AnnouncementRead: confirm,
    ReadersOpened: show_readers,
    SilentReminded: remind,
    PhoneListWanted: send_list,
}
