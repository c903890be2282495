"""An announcement on its way: its letters in pages, its progress, its result, by whoever rings."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_coordinating
from actions.announcements.line import let_go, post_line, show_line
from actions.announcements.refusals import NobodyThere
from actions.announcements.taking_back import take_back
from actions.announcements.writing import access_unsent, cancel, reach_of, record
from actions.cards import group_translator
from actions.letters import Postage
from actions.refusals import Refused
from store import announcements as store
from store.announcements import Outcome
from store.models import Announcement, AnnouncementState, Lane, LetterState, Network, Person, Priority
from store.people import person_by_id
from texts.announcements import results as texts
from texts.announcements.card import card
from texts.announcements.results import Delivery
from texts.message import Message
from texts.translator import translator_of

FIRST_PAGE = 100  # in the unit of the press itself, so that nobody waits for the clock
PAGE = 500
LATEST = timedelta(days=2)


def subject_of(announcement: Announcement) -> str:
    """What its copies are about."""
    return f"announcement:{announcement.id}"


def do_send(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Now, to everybody; the first page of letters at once."""
    announcement = access_unsent(session, author, announcement_id)
    if reach_of(session, announcement, now).is_nobody:
        raise NobodyThere
    _begin(session, announcement, now)
    expand(session, announcement, FIRST_PAGE, now)
    return announcement


def enqueue_due(session: Session, now: datetime) -> int:
    """Begins what is scheduled for now, adds a page of letters to what is under way, and tells how it went."""
    return sum(_advance(session, announcement_id, now) for announcement_id in store.due(session, now))


def expand(session: Session, announcement: Announcement, page: int, now: datetime) -> None:
    """Puts the next page of letters into the outbox. Keys make a page that is done twice harmless."""
    networks = store.networks_of_announcement(session, announcement.id)
    network_ids = [network.id for network in networks]
    after = announcement.expanded_until or 0
    author = person_by_id(session, announcement.person_id)
    name = author.name if author is not None else ""
    if after == 0:
        _send_to_groups(session, announcement, networks, name, now)
    people = store.recipients(session, network_ids, announcement.person_id, after=after, limit=page)
    for person in people:
        if person.telegram_id is not None:
            message = card(translator_of(person), announcement, networks, name)
            _send(session, announcement, person.telegram_id, message, now)
    announcement.expanded_until = people[-1].id if len(people) == page else None
    session.flush()


def delivery_of(session: Session, announcement: Announcement) -> Delivery:
    """What became of all letters."""
    outcomes = store.outcomes(session, subject_of(announcement))
    people = [outcome for outcome in outcomes if outcome.chat_id > 0]
    groups = [outcome for outcome in outcomes if outcome.chat_id < 0]
    network_ids = [network.id for network in store.networks_of_announcement(session, announcement.id)]
    missed = [outcome for outcome in people if outcome.state is not LetterState.SENT]
    return Delivery(
        people=len(people) - len(missed),
        groups=sum(outcome.state is LetterState.SENT for outcome in groups),
        blocked=_names(missed, _is_blocked),
        closed=_names(missed, _is_closed),
        never_started=(
            *_names(missed, _is_unknown),
            *store.without_telegram(session, network_ids, announcement.person_id),
        ),
        failed=_names(missed, lambda each: not (_is_blocked(each) or _is_closed(each) or _is_unknown(each))),
        groups_away=_names(groups, lambda each: each.state is not LetterState.SENT),
    )


def progress_of(session: Session, announcement: Announcement, now: datetime) -> tuple[int, int]:
    """How many letters have an outcome, of how many there will be."""
    done, written = store.count_outcomes(session, subject_of(announcement))
    if announcement.expanded_until is None:
        return done, written
    reach = reach_of(session, announcement, now)
    return done, max(written, reach.people + reach.groups)


def _advance(session: Session, announcement_id: int, now: datetime) -> int:
    announcement = store.announcement_locked(session, announcement_id)
    author = person_by_id(session, announcement.person_id) if announcement is not None else None
    if announcement is None or author is None:
        return 0
    if announcement.state is AnnouncementState.SCHEDULED:
        return _begin_scheduled(session, author, announcement, now)
    if announcement.state is not AnnouncementState.SENDING:
        return 0
    if announcement.expanded_until is not None:
        expand(session, announcement, PAGE, now)
        return 1
    return _report(session, author, announcement, now)


def _begin_scheduled(session: Session, author: Person, announcement: Announcement, now: datetime) -> int:
    """The rights are those of this moment."""
    if announcement.send_at is None or announcement.send_at > now:
        return 0
    t = translator_of(author)
    if not _may_announce(session, author, announcement):
        cancel(session, announcement, now)
        show_line(session, announcement, texts.not_sent_any_more(t), now)
        let_go(session, announcement)
        if author.telegram_id is not None:
            letters.send(session, author.telegram_id, texts.not_sent_any_more(t), now=now)
        return 1
    show_line(session, announcement, texts.sent_as_scheduled(t), now)
    _begin(session, announcement, now)
    expand(session, announcement, FIRST_PAGE, now)
    post_line(
        session, author, announcement, texts.progress(t, announcement, *progress_of(session, announcement, now)), now
    )
    return 1


def _may_announce(session: Session, author: Person, announcement: Announcement) -> bool:
    if author.erased_at is not None:
        return False
    try:
        for network in store.networks_of_announcement(session, announcement.id):
            access_coordinating(session, author, network.id)
    except Refused:
        return False
    return True


def _begin(session: Session, announcement: Announcement, now: datetime) -> None:
    announcement.state = AnnouncementState.SENDING
    announcement.send_at, announcement.sent_at = None, now
    announcement.expanded_until = 0
    record(session, announcement, "announcement_sent", now)


def _report(session: Session, author: Person, announcement: Announcement, now: datetime) -> int:
    """Tells the author what is new; closes when every letter has an outcome."""
    done, total = store.count_outcomes(session, subject_of(announcement))
    t = translator_of(author)
    if done == total:
        announcement.state, announcement.reported = AnnouncementState.SENT, done
        session.flush()
        if announcement.withdrawn_at is not None:
            take_back(session, announcement, now)
        else:
            show_line(session, announcement, texts.result(t, announcement, delivery_of(session, announcement)), now)
        let_go(session, announcement)
        return 1
    if done == announcement.reported or announcement.withdrawn_at is not None:
        return 0
    announcement.reported = done
    show_line(session, announcement, texts.progress(t, announcement, done, total), now)
    return 1


def _send_to_groups(
    session: Session, announcement: Announcement, networks: list[Network], author: str, now: datetime
) -> None:
    for network in networks:
        for group in store.groups_of(session, [network.id]):
            _send(
                session,
                announcement,
                group.id,
                card(group_translator(group, network), announcement, networks, author),
                now,
            )


def _send(session: Session, announcement: Announcement, chat_id: int, message: Message, now: datetime) -> None:
    postage = Postage(
        lane=Lane.BULK,
        priority=Priority.ANNOUNCEMENT,
        stale_at=now + LATEST,
        key=f"announcement:{announcement.id}:chat:{chat_id}",
        subject=subject_of(announcement),
    )
    letters.send(session, chat_id, message, now=now, postage=postage)


def _names(outcomes: Iterable[Outcome], counts: Callable[[Outcome], bool]) -> tuple[str, ...]:
    return tuple(outcome.name for outcome in outcomes if counts(outcome))


def _is_blocked(outcome: Outcome) -> bool:
    return outcome.state is LetterState.UNREACHABLE and "blocked" in outcome.reason.lower()


def _is_closed(outcome: Outcome) -> bool:
    return outcome.state is LetterState.UNREACHABLE and "deactivated" in outcome.reason.lower()


def _is_unknown(outcome: Outcome) -> bool:
    return outcome.state is LetterState.UNREACHABLE and not _is_blocked(outcome) and not _is_closed(outcome)
