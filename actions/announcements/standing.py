"""How an announcement stands: counted in its letters, said in its author's language."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.announcements.audience import audience_of
from actions.announcements.phoning import to_phone
from actions.announcements.posting import groups_to_post_in
from actions.announcements.reaching import reach_of
from actions.announcements.reasons import missed
from actions.announcements.repeating import repeating_of
from store import announcements as store
from store import audiences, copies, readings
from store.announcements import changes_subject, subject_of
from store.asleep import Asleep, asleep
from store.frozen import frozen
from store.models import TO_COME, UNSENT, Announcement, AnnouncementState, LetterState
from texts.announcements import results
from texts.announcements import writing as texts
from texts.announcements.missed import Missed, Why
from texts.announcements.repeating import repeated
from texts.announcements.results import Delivery, Progress, Withdrawal
from texts.announcements.scheduling import scheduled
from texts.message import Message
from texts.translator import Translator

A_NIGHT_AT_MOST = timedelta(days=1)  # whoever sleeps longer wakes on Monday


@frozen
class Standing:
    """How many copies, and how many letters that change copies, stand how; and apart from these the letters that are
    or change further parts of long copies.

    asleep: those among the copies that wait for the morning of their readers
    """

    copies: Counter[LetterState]
    changes: Counter[LetterState]
    further: Counter[LetterState]
    asleep: Asleep

    @property
    def ended(self) -> int:
        """The letters that have an outcome: grows as long as something moves."""
        everything = self.copies + self.changes + self.further
        return everything.total() - _of(everything, TO_COME)

    @property
    def to_come(self) -> int:
        """The copies that wait, are held back or on the wire."""
        return _of(self.copies, TO_COME)

    @property
    def is_moving(self) -> bool:
        """Whether anything can happen before the next morning without anybody pressing anything."""
        return _of(self.copies + self.changes + self.further, UNSENT) > self.asleep.letters


def standing_of(session: Session, announcement: Announcement, now: datetime) -> Standing:
    """Counts the letters."""
    counted = copies.count_by_state(session, subject_of(announcement))
    waiting = asleep(session, subject_of(announcement), now + store.FURTHEST_LOOK)
    if not announcement.revision:
        return Standing(counted.firsts, Counter(), counted.further, waiting)
    changes = copies.count_by_state(session, changes_subject(announcement))
    return Standing(counted.firsts, changes.firsts, counted.further + changes.further, waiting)


def is_through(announcement: Announcement, standing: Standing) -> bool:
    """Whether there is a letter for everybody, and every one has an outcome."""
    has_all = announcement.expanded_until is None
    return has_all and not (standing.to_come or standing.is_moving or _of(standing.further, TO_COME))


def told(session: Session, t: Translator, announcement: Announcement, now: datetime) -> Message:
    """What its author is shown of it."""
    match announcement.state:
        case AnnouncementState.SENDING:
            return under_way(t, announcement, standing_of(session, announcement, now), now)
        case AnnouncementState.SENT:
            return ended(session, t, announcement)
        case AnnouncementState.CANCELLED:
            return texts.cancelled(t)
    if (repeating := repeating_of(session, announcement, now)) is not None:
        return repeated(t, announcement, repeating, reach_of(session, announcement, repeating.next_at or now))
    reach = reach_of(session, announcement, announcement.send_at or now)
    if announcement.send_at is not None:
        return scheduled(t, announcement, reach, announcement.send_at)
    return texts.control(t, announcement, reach)


def under_way(t: Translator, announcement: Announcement, standing: Standing, now: datetime) -> Message:
    """How far it has come."""
    progress = _progress(announcement, standing, now)
    if announcement.withdrawn_at is not None:
        return results.withdrawing(t, progress)
    if announcement.paused_at is not None:
        return results.paused(t, announcement, progress)
    if progress.to_change and progress.ended == progress.total:
        return results.correcting(t, announcement, progress)
    return results.sending(t, announcement, progress)


def ended(session: Session, t: Translator, announcement: Announcement) -> Message:
    """What became of it."""
    if announcement.withdrawn_at is not None:
        return results.withdrawn(t, withdrawal_of(session, announcement))
    return results.result(t, announcement, delivery_of(session, announcement))


def delivery_of(session: Session, announcement: Announcement) -> Delivery:
    """What became of all letters."""
    people, groups = copies.count_delivered(session, subject_of(announcement))
    changes = copies.count_by_state(session, changes_subject(announcement)).firsts
    missed_people = len(to_phone(session, announcement))
    return Delivery(
        people=people,
        groups=groups,
        corrected=changes[LetterState.SENT],
        uncorrected=changes.total() - changes[LetterState.SENT] - _of(changes, UNSENT),
        missed=missed_of(session, announcement),
        missed_people=missed_people,
        is_to_post=missed_people > 0 and bool(groups_to_post_in(session, announcement)),
        readers=readings.counts(session, announcement.id, subject_of(announcement))
        if announcement.wants_reading
        else None,
    )


def missed_of(session: Session, announcement: Announcement) -> tuple[Missed, ...]:
    """Those whom it did not reach, by reason and name."""
    strangers = audiences.without_telegram(session, audience_of(session, announcement, announcement.created_at))
    everybody = [
        *(missed(failure) for failure in copies.failures(session, subject_of(announcement))),
        *(Missed(person.name, Why.NEVER_STARTED) for person in strangers),
    ]
    reasons = list(Why)
    return tuple(sorted(everybody, key=lambda each: (reasons.index(each.why), each.hours)))


def withdrawal_of(session: Session, announcement: Announcement) -> Withdrawal:
    """How its copies were taken back."""
    subject = changes_subject(announcement)
    done = copies.count_by_method(session, subject, LetterState.SENT)
    deleted = done["deleteMessage"] + done["deleteMessages"]
    return Withdrawal(
        deleted=deleted,
        replaced=done.total() - deleted,
        stopped=copies.count_never_sent(session, subject_of(announcement)),
        left=copies.count_by_state(session, subject).firsts.total() - done.total(),
    )


def _progress(announcement: Announcement, standing: Standing, now: datetime) -> Progress:
    """Until all pages are through, of what is to be written or changed only a part is there to be counted."""
    written, delivered = standing.copies.total(), standing.copies[LetterState.SENT]
    changes = standing.changes.total()
    if announcement.withdrawn_at is not None:
        to_change = changes + delivered
    else:
        to_change = changes if announcement.changed_until is None else max(changes, delivered)
    return Progress(
        delivered=delivered,
        ended=written - standing.to_come,
        total=written if announcement.expanded_until is None else max(written, announcement.expected),
        changed=changes - _of(standing.changes, UNSENT),
        to_change=to_change,
        asleep=standing.asleep.firsts,
        is_weekend=standing.asleep.wakes_at is not None and standing.asleep.wakes_at - now > A_NIGHT_AT_MOST,
        hour=datetime.fromisoformat(announcement.by_clock) if announcement.by_clock else None,
    )


def _of(counted: Counter[LetterState], states: tuple[LetterState, ...]) -> int:
    return sum(counted[state] for state in states)
