"""An announcement before it goes out: checked, previewed, changed, scheduled, cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_announcement, access_coordinating
from actions.announcements.audience import audience_of
from actions.announcements.refusals import (
    CancelledAlready,
    GapBroken,
    GapUnknown,
    MomentOutside,
    MomentUnknown,
    SentAlready,
)
from actions.quiet_hours import SATURDAY, is_quiet
from actions.recurrence import to_utc
from actions.refusals import EmptyText, NotFound
from actions.written_dates import read_with_rest
from store import announcements as store
from store import repeats
from store.audiences import count_by_zone
from store.frozen import frozen
from store.models import (
    AnnouncedFile,
    Announcement,
    AnnouncementNetwork,
    AnnouncementState,
    Network,
    Person,
    Translation,
)
from texts.announcements.placeholders import is_broken, unknown_in
from texts.announcements.scheduling import IN_AN_HOUR, MONDAY, TOMORROW

MORNING = time(9)
FURTHEST = timedelta(days=183)
Offered = list[tuple[str, datetime]]  # by what the button is called
NOT_SENT = (AnnouncementState.PREVIEW, AnnouncementState.SCHEDULED)


@frozen
class Content:
    """What was written: `text` as typed, `html` with its author's formatting.

    album: how Telegram names that of which a file is the first
    """

    text: str
    html: str
    files: tuple[AnnouncedFile, ...] = ()
    album: str | None = None


def access_own(session: Session, author: Person, announcement_id: int) -> Announcement:
    """An announcement of the author, who coordinates all of its networks still. Nobody else changes it meanwhile."""
    access_announcement(session, author, announcement_id)
    announcement = store.announcement_locked(session, announcement_id)
    if announcement is None:
        raise NotFound
    for network in store.networks_of_announcement(session, announcement_id):
        access_coordinating(session, author, network.id)
    return announcement


def access_unsent(session: Session, author: Person, announcement_id: int) -> Announcement:
    """One of which nobody has got anything yet."""
    announcement = access_own(session, author, announcement_id)
    if announcement.state is AnnouncementState.CANCELLED:
        raise CancelledAlready
    if announcement.state not in NOT_SENT:
        raise SentAlready
    return announcement


def access_chosen(session: Session, author: Person, network_ids: Sequence[int]) -> list[Network]:
    """The networks of an announcement to be: at least one, all of them coordinated by the author."""
    networks = [access_coordinating(session, author, network_id) for network_id in dict.fromkeys(network_ids)]
    if not networks:
        raise NotFound
    return sorted(networks, key=lambda network: (network.starts_on, network.id))


def checked(content: Content) -> Content:
    """A file may go without a caption, a text may not be empty, and what it leaves open has to be known. As long as
    Telegram lets people write, it fits.
    """
    if not content.files and not content.text.strip():
        raise EmptyText
    if (word := unknown_in(content.text)) is not None:
        raise GapUnknown(word)
    if is_broken(content.text, content.html):
        raise GapBroken
    return content


def do_write(
    session: Session, author: Person, networks: Sequence[Network], content: Content, *, now: datetime
) -> Announcement:
    """A new announcement, which only its author sees."""
    announcement = Announcement(
        person_id=author.id,
        text=content.html,
        files=list(content.files),
        album=content.album,
        state=AnnouncementState.PREVIEW,
        created_at=now,
    )
    session.add(announcement)
    session.flush()
    session.add_all(AnnouncementNetwork(announcement_id=announcement.id, network_id=each.id) for each in networks)
    session.flush()
    return announcement


def do_rewrite(session: Session, author: Person, announcement_id: int, content: Content) -> Announcement:
    """Other words before anybody has got any; a schedule stays."""
    announcement = access_unsent(session, author, announcement_id)
    if announcement.text != content.html:
        announcement.translations = aged(announcement)
    announcement.text = content.html
    announcement.files, announcement.album = list(content.files), content.album
    return announcement


def aged(announcement: Announcement) -> dict[str, Translation]:
    """Its translations, once its text has changed: they may say something else now."""
    return {each: Translation(text=one["text"], is_old=True) for each, one in announcement.translations.items()}


def do_schedule(session: Session, author: Person, announcement_id: int, at: datetime, *, now: datetime) -> Announcement:
    """It goes out at that moment by itself."""
    announcement = access_unsent(session, author, announcement_id)
    repeats.stop(session, announcement.id)
    announcement.state, announcement.by_clock = AnnouncementState.SCHEDULED, ""
    announcement.send_at = announcement.look_at = checked_moment(at, now)
    session.flush()
    record(session, announcement, "announcement_scheduled", now)
    return announcement


def do_choose_night(
    session: Session, author: Person, announcement_id: int, *, at_night: bool, now: datetime
) -> Announcement:
    """Whether it comes at once to those too who are in quiet hours when it goes out. Harmless when done twice."""
    announcement = access_unsent(session, author, announcement_id)
    if announcement.at_night is not at_night:
        announcement.at_night = at_night
        record(session, announcement, "announcement_at_night" if at_night else "announcement_by_day", now)
    return announcement


def do_cancel(session: Session, author: Person, announcement_id: int, *, now: datetime) -> None:
    """Nobody gets it. Harmless when done twice."""
    announcement = access_own(session, author, announcement_id)
    if announcement.state is AnnouncementState.CANCELLED:
        return
    if announcement.state not in NOT_SENT:
        raise SentAlready
    cancel(session, announcement, now)


def cancel(session: Session, announcement: Announcement, now: datetime) -> None:
    """The state and its entry in the log; rights are the caller's to check."""
    repeats.stop(session, announcement.id)
    announcement.state = AnnouncementState.CANCELLED
    announcement.send_at = announcement.look_at = None
    session.flush()
    record(session, announcement, "announcement_cancelled", now)


def checked_moment(at: datetime, now: datetime) -> datetime:
    """A moment to come, not too far away."""
    if not now < at <= now + FURTHEST:
        raise MomentOutside
    return at


def moments_for(session: Session, announcement: Announcement, zone: ZoneInfo, now: datetime) -> Offered:
    """The moments that suit those who would read it."""
    return offered_moments(zone, now, count_by_zone(session, audience_of(session, announcement, now)))


def offered_moments(zone: ZoneInfo, now: datetime, readers: Mapping[str, int]) -> Offered:
    """In an hour, and on the author's tomorrow and Monday the hour that suits the readers; a day that is both once.

    readers: how many live by the clock of which zone
    """
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    tomorrow = today + timedelta(days=1)
    offered = [(IN_AN_HOUR, now + timedelta(hours=1))]
    if tomorrow.weekday() < SATURDAY:
        offered.append((TOMORROW, _best_hour(tomorrow, zone, readers)))
    if monday != tomorrow:
        offered.append((MONDAY, _best_hour(monday, zone, readers)))
    return offered


def _best_hour(day: date, zone: ZoneInfo, readers: Mapping[str, int]) -> datetime:
    """The first full hour of the author's day at which it is night for nobody, or else for the fewest; if it can be,
    not for the author either.
    """
    hours = [to_utc(datetime.combine(day, time(hour)), zone) for hour in range(24)]
    return min(hours, key=lambda at: (asleep(at, readers), is_quiet(at, zone)))


def asleep(at: datetime, readers: Mapping[str, int]) -> int:
    """For how many of them it is quiet then."""
    return sum(number for name, number in readers.items() if is_quiet(at, ZoneInfo(name)))


def example_moment(zone: ZoneInfo, now: datetime) -> str:
    """How a moment is typed."""
    return f"{(now + timedelta(days=2)).astimezone(zone):%d/%m} 09:00"


def typed_moment(text: str, zone: ZoneInfo, now: datetime) -> tuple[datetime, str]:
    """The moment that a typed day and hour mean on the author's clock, and the words beside them."""
    today = now.astimezone(zone).date()
    read = read_with_rest(text, datetime.combine(today, MORNING), today)
    if read is None:
        raise MomentUnknown(example_moment(zone, now))
    return checked_moment(to_utc(read.at, zone), now), read.rest


def record(session: Session, announcement: Announcement, deed: str, now: datetime) -> None:
    """An entry for each network, never with the text."""
    for network in store.networks_of_announcement(session, announcement.id):
        audit.record(
            session,
            now=now,
            deed=deed,
            person_id=announcement.person_id,
            network_id=network.id,
            subject=store.subject_of(announcement),
        )
