"""Plans who is reminded of a meeting, and when: rows with a moment each, decided upon when it has come."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.quiet_hours import SATURDAY, is_quiet, next_waking
from actions.recurrence import to_utc
from store.guests import present_guests
from store.meetings import attendees, meetings_from
from store.models import (
    Answer,
    Meeting,
    Membership,
    Network,
    Person,
    Reminder,
    ReminderKind,
    ReminderState,
    Role,
)
from store.reminders import forget_reminders, last_reminders_of, reminders_of, skip_reminders, waiting_reminders_of

AT = time(10)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DAYS_BEFORE = {ReminderKind.WEEK_BEFORE: 7, ReminderKind.NUDGE: 3}
INVITING = frozenset(DAYS_BEFORE)  # those that ask for an answer; the others help who has said that they come


def moments(starts_at: datetime, zone: ZoneInfo, last: timedelta = HOUR) -> dict[ReminderKind, datetime]:
    """When a person in `zone` is reminded of a meeting; `last`: how long before it for the last time.

    Ten in the morning, seven and three days before: on a weekend it becomes Monday, unless that is later than the
    reminder of the day before. That one never comes on a weekend either: a meeting on Sunday or Monday is announced on
    Friday, while there is still somebody at work to be asked. One hour before is one hour before, also at night.
    """
    on = starts_at.astimezone(zone).date()
    day_before = _at_ten(_weekday_until(on - DAY), zone)
    found = {ReminderKind.DAY_BEFORE: day_before, ReminderKind.HOUR_BEFORE: starts_at - last}
    for kind, days in DAYS_BEFORE.items():
        moment = _at_ten(_weekday_from(on - days * DAY), zone)
        if moment <= day_before:
            found[kind] = moment
    return found


def last_before(person: Person) -> timedelta:
    """How long before a session the person's last reminder is due, also of those who want none."""
    return timedelta(minutes=person.minutes_before) if person.minutes_before else HOUR


def is_wanted(kind: ReminderKind, person: Person) -> bool:
    """Whether the person has chosen to be reminded so."""
    if kind is ReminderKind.HOUR_BEFORE:
        return person.minutes_before > 0
    return kind is not ReminderKind.DAY_BEFORE or person.day_before


def first_asked(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When a person in `zone` is asked to come, by the first reminder that there is time for."""
    return min(moments(starts_at, zone).values())


def stale_at(kind: ReminderKind, due_at: datetime, starts_at: datetime) -> datetime:
    """From when on a reminder is of no use. The hour before the meeting has a reminder of its own."""
    if kind is ReminderKind.HOUR_BEFORE:
        return starts_at
    last = starts_at - HOUR
    return min(due_at + DAY, last) if kind in INVITING else last


def concerns(kind: ReminderKind, answer: Answer | None, *, is_paused: bool) -> bool:
    """Whether somebody with this answer is reminded. A pause holds back what asks, not what helps those who come."""
    if kind not in INVITING:
        return answer is Answer.GOING
    if is_paused:
        return False
    return answer is None or (kind is ReminderKind.WEEK_BEFORE and answer is Answer.MAYBE)


def after_break(network: Network, zone: ZoneInfo, starts_at: datetime, now: datetime) -> datetime | None:
    """When what calls to a session comes instead while its network is on a break: after that, if it is still ahead."""
    if network.paused_until is None or not network.is_paused(now):
        return None
    at = next_waking(network.paused_until, zone)
    return at if at < starts_at else None


def postponed(kind: ReminderKind, now: datetime, zone: ZoneInfo, starts_at: datetime) -> datetime | None:
    """The moment to which a reminder has to wait when it comes late and meets quiet hours; None: it may go now."""
    is_near = starts_at - now <= DAY
    concerns_today = starts_at.astimezone(zone).date() == now.astimezone(zone).date()
    if kind is ReminderKind.HOUR_BEFORE or concerns_today:
        return None
    if kind in INVITING:
        return next_waking(now, zone) if is_quiet(now, zone) else None
    if not is_quiet(now, zone, weekends=not is_near):
        return None
    # A weekend is respected only as long as the meeting does not come with it.
    return min(next_waking(now, zone), next_waking(max(now, starts_at - DAY), zone, weekends=False))


def plan_reminders_for(session: Session, membership: Membership, *, now: datetime) -> None:
    """Plans what is still to come for a member, of every meeting ahead; planning again changes nothing."""
    person = session.get_one(Person, membership.person_id)
    if membership.role is Role.GUEST:
        return  # of one session: `plan_reminders_for_guest`
    for meeting, _ in meetings_from(session, [membership.network_id], now):
        if meeting.cancelled_at is None:
            _plan(session, meeting, person, now)


def plan_reminders_for_meeting(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Plans a meeting anew for all members, its card for the groups, and what is asked when it is over; a cancelled one
    reminds nobody.
    """
    if meeting.cancelled_at is not None:
        skip_reminders(session, meeting)
        meeting.card_due_at = meeting.ask_at = None
        return
    forget_reminders(session, meeting)
    for attendee in attendees(session, meeting):
        _plan(session, meeting, attendee.person, now)
    for _, person in present_guests(session, meeting.id):
        if person is not None:
            plan_reminders_for_guest(session, meeting, person, now=now)
    meeting.card_due_at = _card_due(meeting, ZoneInfo(session.get_one(Network, meeting.network_id).zone), now)
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    meeting.ask_at = ends_at if ends_at > now else None


def plan_reminders_for_guest(session: Session, meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Plans what helps somebody who comes to one session: nothing asks whether they do."""
    _plan(session, meeting, person, now, [kind for kind in ReminderKind if kind not in INVITING])


def replan_for_person(session: Session, person: Person, *, now: datetime) -> None:
    """The person's zone is another one: what waits comes at its hour there, or soon when that has just passed."""
    zone = ZoneInfo(person.zone)
    for reminder, meeting in waiting_reminders_of(session, person.id):
        planned = moments(meeting.starts_at, zone, last_before(person))
        moment = planned.get(reminder.kind)
        if moment is not None and moment <= now and reminder.kind is not ReminderKind.HOUR_BEFORE:
            moment = next_waking(now, zone)
            last = planned[ReminderKind.DAY_BEFORE] if reminder.kind in INVITING else meeting.starts_at - HOUR
            moment = moment if moment <= last else None
        if moment is None:
            reminder.state = ReminderState.SKIPPED
        else:
            reminder.due_at = moment


def replan_last(session: Session, person: Person, *, now: datetime) -> None:
    """The person is reminded earlier or later: of what has not been said yet, at once when that moment has passed."""
    for reminder, meeting in last_reminders_of(session, person.id, now):
        reminder.due_at = max(meeting.starts_at - last_before(person), now)
        reminder.state = ReminderState.WAITING


def _plan(
    session: Session,
    meeting: Meeting,
    person: Person,
    now: datetime,
    kinds: Collection[ReminderKind] = tuple(ReminderKind),
) -> None:
    present = {reminder.kind: reminder for reminder in reminders_of(session, meeting, person.id)}
    for kind, moment in moments(meeting.starts_at, ZoneInfo(person.zone), last_before(person)).items():
        reminder = present.get(kind)
        if moment <= now or kind not in kinds:
            continue
        if reminder is None:
            session.add(
                Reminder(
                    meeting_id=meeting.id,
                    person_id=person.id,
                    kind=kind,
                    due_at=moment,
                    state=ReminderState.WAITING,
                )
            )
        elif reminder.state is not ReminderState.DONE:
            reminder.due_at, reminder.state = moment, ReminderState.WAITING
    session.flush()


def _card_due(meeting: Meeting, zone: ZoneInfo, now: datetime) -> datetime:
    """As the first reminder; of a meeting that comes at shorter notice, the next morning, or only when it begins."""
    planned = moments(meeting.starts_at, zone)
    moment = planned.get(ReminderKind.WEEK_BEFORE, now)
    if moment <= now:
        moment = next_waking(now, zone)
    return moment if moment < planned[ReminderKind.DAY_BEFORE] else meeting.starts_at


def _at_ten(day: date, zone: ZoneInfo) -> datetime:
    return to_utc(datetime.combine(day, AT), zone)


def _weekday_from(day: date) -> date:
    return day if day.weekday() < SATURDAY else day + (7 - day.weekday()) * DAY


def _weekday_until(day: date) -> date:
    return day if day.weekday() < SATURDAY else day - (day.weekday() - SATURDAY + 1) * DAY
