"""What the clock does for announcements: begins, goes on page by page, tells how it goes, closes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements import line, sending
from actions.announcements.correcting import change_page
from actions.announcements.pausing import let_go_of_page
from actions.announcements.reading import remind_page, take_back_reminders
from actions.announcements.standing import Standing, ended, is_through, standing_of, under_way
from actions.announcements.under_way import look_at_once, may_announce
from actions.announcements.withdrawing import stop_page, withdraw_page
from actions.announcements.writing import cancel
from store import announcements as store
from store import pausing
from store.announcements import subject_of
from store.models import Announcement, AnnouncementState, Person
from store.people import person_by_id
from texts.announcements import results as texts
from texts.translator import translator_of

BETWEEN_LOOKS = timedelta(seconds=2)  # and between two changes of the line
UNTOLD = -1  # in place of the number of outcomes that were told: whom a page has added may sleep, and have none


def enqueue_due(session: Session, now: datetime) -> int:
    """Begins what is scheduled for now, does a page of what is under way, and tells how it goes."""
    return sum(_look(session, announcement_id, now) for announcement_id in store.due(session, now))


def _look(session: Session, announcement_id: int, now: datetime) -> int:
    announcement = store.announcement_locked(session, announcement_id)
    if announcement is None or not store.is_due(announcement, now):
        return 0  # somebody else has looked meanwhile
    author = person_by_id(session, announcement.person_id)
    announcement.look_at, announcement.rests = None, False
    if author is None:
        return 0
    match announcement.state:
        case AnnouncementState.SCHEDULED:
            _begin_scheduled(session, author, announcement, now)
        case AnnouncementState.SENDING:
            _go_on(session, author, announcement, now)
        case AnnouncementState.SENT:
            remind_page(session, announcement, sending.PAGE, now)
    return 1


def _begin_scheduled(session: Session, author: Person, announcement: Announcement, now: datetime) -> None:
    """The rights are those of this moment."""
    t = translator_of(author)
    if not may_announce(session, author, announcement):
        cancel(session, announcement, now)
        line.show_line(session, announcement, texts.not_sent_any_more(t), now)
        line.let_go(session, announcement)
        if author.telegram_id is not None:
            letters.send(session, author.telegram_id, texts.not_sent_any_more(t), now=now)
        return
    line.show_line(session, announcement, texts.sent_as_scheduled(t), now)
    line.let_go(session, announcement)
    sending.begin(session, announcement, now)
    sending.expand(session, announcement, sending.FIRST_PAGE, now)
    progress = under_way(t, announcement, standing_of(session, announcement, now), now)
    line.post_line(session, author, announcement, progress, now)


def _go_on(session: Session, author: Person, announcement: Announcement, now: datetime) -> None:
    """Counted before the page: what arrives meanwhile is found by the next one, and nothing closes before that."""
    standing = standing_of(session, announcement, now)
    has_worked = _do_a_page(session, author, announcement, now)
    if not has_worked and is_through(announcement, standing):
        _close(session, author, announcement, now)
        return
    is_told = _tell(session, author, announcement, standing, now)
    if has_worked:
        announcement.look_at, announcement.reported = now, UNTOLD
    elif is_told and not standing.is_moving:
        _rest(announcement, standing)
    else:
        may_tell_at = _may_tell_at(announcement, now)
        announcement.look_at = may_tell_at if may_tell_at > now else now + BETWEEN_LOOKS


def _rest(announcement: Announcement, standing: Standing) -> None:
    """Nothing happens before somebody wakes, or presses something; while it is paused not even then."""
    if announcement.paused_at is None:
        announcement.look_at, announcement.rests = standing.asleep.wakes_at, True


def _do_a_page(session: Session, author: Person, announcement: Announcement, now: datetime) -> bool:
    """False when there was nothing left to do."""
    if announcement.withdrawn_at is not None:
        has_withdrawn = withdraw_page(session, announcement, sending.PAGE, now)
        return take_back_reminders(session, announcement, sending.PAGE, now) or has_withdrawn
    has_changed = change_page(session, announcement, sending.PAGE, now)
    if announcement.paused_at is not None:
        return (author.erased_at is not None and stop_page(session, announcement, sending.PAGE)) or has_changed
    has_let_go = let_go_of_page(session, announcement, now)
    if announcement.expanded_until is None:
        return has_let_go or has_changed
    sending.expand(session, announcement, sending.PAGE, now)
    return True


def _tell(session: Session, author: Person, announcement: Announcement, standing: Standing, now: datetime) -> bool:
    """Only what is new, and not more often than anybody can read; False when something new remains to be told."""
    if standing.ended == announcement.reported:
        return True
    if _may_tell_at(announcement, now) > now or line.is_behind(session, announcement):
        return False
    announcement.reported = standing.ended
    line.show_line(session, announcement, under_way(translator_of(author), announcement, standing, now), now)
    return True


def _may_tell_at(announcement: Announcement, now: datetime) -> datetime:
    if announcement.told_at is None or announcement.told_at > now + store.FURTHEST_LOOK:  # the clock was set back
        return now
    return max(now, announcement.told_at + BETWEEN_LOOKS)


def _close(session: Session, author: Person, announcement: Announcement, now: datetime) -> None:
    """Every letter has an outcome. Whoever has lost sight of the line gets the result as a message of its own."""
    announcement.state = AnnouncementState.SENT
    announcement.paused_at = None
    pausing.go_on(session, subject_of(announcement))
    if announcement.reminding_after is not None:  # a correction came between two pages of reminders
        look_at_once(announcement, now)
    result = ended(session, translator_of(author), announcement)
    if not line.show_line(session, announcement, result, now) and author.telegram_id is not None:
        letters.send(session, author.telegram_id, result, now=now)
    line.let_go(session, announcement)
