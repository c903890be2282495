"""An announcement goes out again and again: each time another one like it, with letters and readers of its own."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements.audience import audience_of
from actions.announcements.occasions import Occasion, look_at, next_moment, occasions_until
from actions.announcements.refusals import EndUnknown
from actions.announcements.sending import LATEST
from actions.announcements.under_way import may_announce
from actions.announcements.writing import access_own, access_unsent, record
from actions.written_dates import read_moment
from store import announcements as store
from store import audiences
from store import repeats as repeats_store
from store.frozen import frozen
from store.models import (
    Announcement,
    AnnouncementNetwork,
    AnnouncementRepeat,
    AnnouncementState,
    Person,
    Rhythm,
)
from store.people import person_by_id
from texts.announcements import results as texts
from texts.announcements.repeating import Repeating
from texts.translator import translator_of

AT_A_TIME = 10
MOST_TIMES = 52
AN_END = timedelta(days=366)  # from today, at the latest
A_WHILE = timedelta(days=90)


@frozen
class Plan:
    """How it is to go out. begins: on the author's wall; of sessions only its hour counts. One of the ends is set."""

    rhythm: Rhythm
    begins: datetime
    days_before: int = 0
    until: date | None = None
    times: int | None = None


def do_repeat(session: Session, author: Person, announcement_id: int, plan: Plan, *, now: datetime) -> Announcement:
    """From now on it goes out by itself, in the place of any other hour that was chosen for it."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.state, announcement.by_clock = AnnouncementState.PREVIEW, ""
    announcement.send_at = announcement.look_at = None
    repeat = session.get(AnnouncementRepeat, announcement_id) or AnnouncementRepeat(announcement_id=announcement_id)
    repeat.rhythm, repeat.days_before = plan.rhythm, plan.days_before
    repeat.begins, repeat.zone = plan.begins.isoformat(timespec="minutes"), author.zone
    repeat.until, repeat.times, repeat.made = plan.until, plan.times, 0
    session.add(repeat)
    session.flush()
    for passed in occasions_until(session, repeat, now):
        repeats_store.take_occasion(session, announcement_id, passed.name)
    _plan_next(session, repeat, now)
    record(session, announcement, "announcement_repeated", now)
    return announcement


def do_stop(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Nothing more goes out by itself. Harmless when done twice."""
    announcement = access_own(session, author, announcement_id)
    if repeats_store.stop(session, announcement_id):
        record(session, announcement, "announcement_repeated_no_more", now)
    return announcement


def repeating_of(session: Session, announcement: Announcement, now: datetime) -> Repeating | None:
    """How and when it goes out again; None when it does not."""
    repeat = repeats_store.repeat_of(session, announcement.id)
    return None if repeat is None else Repeating(repeat, next_moment(session, repeat, now))


def read_end(text: str, zone: ZoneInfo, now: datetime) -> date | int:
    """What was typed: how many times, or the last day."""
    today = now.astimezone(zone).date()
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= MOST_TIMES:
        return int(text)
    wall = read_moment(text, datetime.combine(today, time(12)), today)
    if wall is None or not today < wall.date() <= today + AN_END:
        raise EndUnknown(example_day(zone, now))
    return wall.date()


def example_day(zone: ZoneInfo, now: datetime) -> str:
    """How a last day is typed."""
    return f"{(now + A_WHILE).astimezone(zone):%d/%m}"


def make_rounds(session: Session, now: datetime) -> int:
    """What is due of all of them; gives how many were looked at. Running it twice is harmless."""
    return sum(_look(session, number, now) for number in repeats_store.repeats_due(session, now, AT_A_TIME))


def _look(session: Session, announcement_id: int, now: datetime) -> int:
    announcement = store.announcement_locked(session, announcement_id)
    repeat = repeats_store.repeat_of(session, announcement_id)
    if announcement is None or repeat is None or repeat.due_at is None or repeat.due_at > now:
        return 0  # somebody else has looked meanwhile
    author = person_by_id(session, announcement.person_id)
    if author is None or announcement.state is not AnnouncementState.PREVIEW:
        repeat.due_at = None
    elif not may_announce(session, author, announcement):
        repeat.due_at = None
        record(session, announcement, "announcement_repeated_no_more", now)
        if author.telegram_id is not None:
            letters.send(session, author.telegram_id, texts.not_sent_any_more(translator_of(author)), now=now)
    else:
        for occasion in occasions_until(session, repeat, now):
            _make(session, announcement, repeat, occasion, now)
        _plan_next(session, repeat, now)
    session.flush()
    return 1


def _make(
    session: Session, announcement: Announcement, repeat: AnnouncementRepeat, occasion: Occasion, now: datetime
) -> None:
    """Once for each occasion; not long after it, and not where there is nobody to read it."""
    if _is_over(repeat, occasion.at):
        return
    taken = repeats_store.take_occasion(session, announcement.id, occasion.name)
    if taken is None or (repeat.rhythm is not Rhythm.SESSIONS and now - occasion.at > LATEST):
        return
    made = _like(session, announcement, occasion.network_ids, now)
    taken.round_id = made.id
    audience = audience_of(session, made, now)
    if audiences.count_all(session, audience) or audiences.groups_of(session, audience):
        repeat.made += 1
    else:
        made.state, made.send_at, made.look_at = AnnouncementState.CANCELLED, None, None


def _like(session: Session, announcement: Announcement, network_ids: Sequence[int], now: datetime) -> Announcement:
    """Another one that says the same to the same kind of readers, whose hour has come."""
    made = Announcement(
        person_id=announcement.person_id,
        text=announcement.text,
        files=announcement.files,
        state=AnnouncementState.SCHEDULED,
        send_at=now,
        look_at=now,
        at_night=announcement.at_night,
        audience=announcement.audience,
        language=announcement.language,
        translations=announcement.translations,
        wants_reading=announcement.wants_reading,
        created_at=now,
    )
    session.add(made)
    session.flush()
    session.add_all(AnnouncementNetwork(announcement_id=made.id, network_id=number) for number in network_ids)
    session.flush()
    return made


def _plan_next(session: Session, repeat: AnnouncementRepeat, now: datetime) -> None:
    """Sessions may still be set for days before those that are known."""
    following = next_moment(session, repeat, now)
    last = now if following is None or repeat.rhythm is Rhythm.SESSIONS else following
    is_over = _is_over(repeat, last)
    repeat.due_at = None if is_over else look_at(repeat, following, now)


def _is_over(repeat: AnnouncementRepeat, at: datetime) -> bool:
    has_all = repeat.times is not None and repeat.made >= repeat.times
    return has_all or (repeat.until is not None and at.astimezone(ZoneInfo(repeat.zone)).date() > repeat.until)
