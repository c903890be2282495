"""An announcement on its way: its letters, put into the outbox in pages."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.announcements.audience import audience_of
from actions.announcements.by_clock import arrival
from actions.announcements.reaching import reach_of
from actions.announcements.refusals import NobodyThere
from actions.announcements.words import Words
from actions.announcements.writing import access_unsent, record
from actions.cards import group_translator
from actions.letters import Postage
from store import announcements as store
from store import audiences, repeats
from store.announcements import subject_of
from store.letters import NewLetter
from store.models import Announcement, AnnouncementState, Kind, Lane, Person, Priority
from store.pausing import DueIn
from texts.message import Message
from texts.translator import translator_of

FIRST_PAGE = 100  # in the unit of the press itself, so that nobody waits for the clock
PAGE = 500
LATEST = timedelta(days=2)


def do_send(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Now, to everybody; the first page of letters at once."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.by_clock = ""
    if reach_of(session, announcement, now).is_nobody:
        raise NobodyThere
    repeats.stop(session, announcement.id)
    begin(session, announcement, now)
    expand(session, announcement, FIRST_PAGE, now)
    return announcement


def begin(session: Session, announcement: Announcement, now: datetime) -> None:
    """From now on it is on its way."""
    announcement.state = AnnouncementState.SENDING
    announcement.send_at, announcement.sent_at = None, now
    audience = audience_of(session, announcement, now)
    announcement.expanded_until, announcement.look_at = 0, now
    announcement.expected = audiences.count_recipients(session, audience) + len(audiences.groups_of(session, audience))
    record(session, announcement, "announcement_sent", now)


def expand(session: Session, announcement: Announcement, page: int, now: datetime) -> None:
    """Puts the next page of letters into the outbox. Keys make a page that is done twice harmless."""
    networks = store.networks_of_announcement(session, announcement.id)
    audience = audience_of(session, announcement, now)
    after = announcement.expanded_until or 0
    words = Words(session, announcement, now)
    people = audiences.recipients(session, audience, after=after, limit=page)
    due_in = due_moments(announcement, now)
    words.meet([person.telegram_id for person in people if person.telegram_id])
    told = [
        (person.telegram_id, words.to(translator_of(person), person.telegram_id), due_in(person.zone, False))
        for person in people
        if person.telegram_id
    ]
    if after == 0:
        groups = [(group, network) for network in networks for group in audiences.groups_of(session, audience, network)]
        words.meet([group.id for group, _ in groups])
        in_groups = (
            (group.id, words.to(group_translator(group, network), group.id), due_in(network.zone, True))
            for group, network in groups
        )
        told = [*in_groups, *told]
    parts = [letters_to(announcement, chat_id, message, due_at, now) for chat_id, message, due_at in told]
    letters.put_all(session, [letter for letters_of_one in parts for letter in letters_of_one])
    announcement.expanded_until = people[-1].id if len(people) == page else None
    session.flush()


def due_moments(announcement: Announcement, now: datetime) -> DueIn:
    """When what goes out now is due where a clock of some zone hangs: perhaps at an hour of that clock, and in quiet
    hours at their end, unless it is to come at night too. Reckoned once for each zone.

    Quiet hours are of private chats: groups and channels have it at the hour of their network, or at once.
    """

    @cache
    def due_in(zone: str, is_group: bool) -> datetime:
        at = arrival(announcement, zone, now)
        if is_group or announcement.at_night:
            return at
        return attention.due_moment(Kind.ANNOUNCEMENT, zone, at)

    return due_in


def postage_to(announcement: Announcement, chat_id: int, due_at: datetime) -> Postage:
    """How its copies travel. They grow late from the moment on at which they are due: the night makes none late."""
    return Postage(
        lane=Lane.BULK,
        priority=Priority.ANNOUNCEMENT,
        due_at=due_at,
        stale_at=due_at + LATEST,
        key=f"{subject_of(announcement)}:chat:{chat_id}",
        subject=subject_of(announcement),
        kind=Kind.ANNOUNCEMENT if chat_id > 0 else None,
    )


def letters_to(
    announcement: Announcement, chat_id: int, message: Message, due_at: datetime, now: datetime
) -> list[NewLetter]:
    """A copy, in as many parts as it takes."""
    return letters.new_messages(chat_id, message, now=now, postage=postage_to(announcement, chat_id, due_at))
