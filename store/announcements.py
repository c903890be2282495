"""Queries of announcements, and when they are to be looked at. Their letters: `store/copies`; whom they are for:
`store/audiences.py`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    NOT_BEGUN,
    TO_COME,
    UNSENT,
    Announcement,
    AnnouncementNetwork,
    AnnouncementState,
    Lane,
    Letter,
    LetterState,
    Membership,
    Network,
    Role,
)
from store.models.letters import written_out

FURTHEST_LOOK = timedelta(minutes=1)  # ahead, of what is under way
KEPT = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.SENT)


def subject_of(announcement: Announcement) -> str:
    """What its copies are about."""
    return f"announcement:{announcement.id}"


def changes_subject(announcement: Announcement) -> str:
    """What the letters are about that bring its newest words to copies, or take these back."""
    return f"change:{announcement.id}:{announcement.revision}"


def reminder_subject(announcement: Announcement) -> str:
    """What the letters are about that ask once more to confirm it."""
    return f"reading:{announcement.id}"


def take_changes_along(session: Session, announcement: Announcement, chat_ids: Collection[int]) -> None:
    """What is still on its way to these chats of a change before belongs to the newest one: it says the same, or takes
    away what is gone in both.
    """
    session.execute(
        sa.update(Letter)
        .where(
            Letter.state.in_(written_out(*UNSENT)),  # so that the index of these leads there, by chat and lane
            Letter.chat_id.in_(chat_ids),
            Letter.lane == Lane.BULK,
            Letter.subject.startswith(f"change:{announcement.id}:", autoescape=True),
            Letter.subject != changes_subject(announcement),
        )
        .values(subject=changes_subject(announcement))
        .execution_options(synchronize_session=False)
    )


def announcement_locked(session: Session, announcement_id: int) -> Announcement | None:
    """The announcement, which nobody else changes meanwhile."""
    found = sa.select(Announcement).where(Announcement.id == announcement_id)
    return session.scalar(found.with_for_update(key_share=True).execution_options(populate_existing=True))


def announcement_of_album(session: Session, person_id: int, album: str) -> int | None:
    """The number of the person's announcement that this album has become, or is becoming."""
    found = sa.select(Announcement.id).where(Announcement.person_id == person_id, Announcement.album == album)
    return session.scalar(found.order_by(Announcement.id.desc()).limit(1))


def networks_of_announcement(session: Session, announcement_id: int) -> list[Network]:
    """Where it goes, by the networks' start."""
    found = (
        sa.select(Network)
        .join(AnnouncementNetwork, AnnouncementNetwork.network_id == Network.id)
        .where(AnnouncementNetwork.announcement_id == announcement_id)
    )
    return list(session.scalars(found.order_by(Network.starts_on, Network.id)))


def network_ids_of(session: Session, announcement_id: int) -> tuple[int, ...]:
    """The same by their numbers."""
    return tuple(network.id for network in networks_of_announcement(session, announcement_id))


def networks_by_id(session: Session, network_ids: Sequence[int]) -> list[Network]:
    """Those of these that there are, by their start."""
    found = sa.select(Network).where(Network.id.in_(network_ids))
    return list(session.scalars(found.order_by(Network.starts_on, Network.id)))


def announcements_of(session: Session, person_id: int) -> list[Announcement]:
    """What the person has announced or scheduled, the latest first."""
    found = sa.select(Announcement).where(Announcement.person_id == person_id, Announcement.state.in_(KEPT))
    return list(session.scalars(found.order_by(Announcement.id.desc())))


def scheduled_of(session: Session, person_id: int) -> list[Announcement]:
    """What the person has scheduled, the next one first."""
    found = sa.select(Announcement).where(
        Announcement.person_id == person_id, Announcement.state == AnnouncementState.SCHEDULED
    )
    return list(session.scalars(found.order_by(Announcement.send_at, Announcement.id)))


def leave_out(session: Session, person_id: int, telegram_id: int, network_id: int) -> None:
    """Who has left a network gets no more of what waits for it, unless it is for another one of theirs too. It is no
    copy any more: nobody misses it.
    """
    left = _under_way_without(session, person_id, network_id)
    session.execute(
        sa.update(Letter)
        .where(
            Letter.chat_id == telegram_id,
            Letter.subject.in_([subject for each in left for subject in (subject_of(each), reminder_subject(each))]),
            Letter.state.in_([*NOT_BEGUN, LetterState.PAUSED]),
        )
        .values(state=LetterState.WITHDRAWN, lease_until=None, subject=None)
        .execution_options(synchronize_session=False)
    )


def _under_way_without(session: Session, person_id: int, network_id: int) -> list[Announcement]:
    """What goes out to a network, or is reminded of there, and to none in which the person takes part."""
    theirs = sa.select(Membership.network_id).where(
        Membership.person_id == person_id, Membership.left_at.is_(None), Membership.role != Role.GUEST
    )
    going_to = sa.select(AnnouncementNetwork.announcement_id)
    found = sa.select(Announcement).where(
        sa.or_(Announcement.state == AnnouncementState.SENDING, Announcement.reminded_at.is_not(None)),
        Announcement.id.in_(going_to.where(AnnouncementNetwork.network_id == network_id)),
        Announcement.id.not_in(going_to.where(AnnouncementNetwork.network_id.in_(theirs))),
    )
    return list(session.scalars(found))


def _first_due() -> sa.Select[Any]:
    has_work = sa.or_(
        Announcement.state != AnnouncementState.SENDING,
        Announcement.expanded_until.is_not(None),
        Announcement.changed_until.is_not(None),
        ~_letters(Letter.state.in_(UNSENT)).exists(),
        Announcement.reported != _ended(),
    )
    return sa.select(sa.func.min(Announcement.look_at)).where(Announcement.look_at.is_not(None), has_work)


def due(session: Session, now: datetime) -> list[int]:
    """The announcements that are to be looked at."""
    found = sa.select(Announcement.id)
    due_now = session.scalars(found.where(Announcement.look_at <= now))
    under_way = (Announcement.state == AnnouncementState.SENDING, ~Announcement.rests)
    set_back = session.scalars(found.where(Announcement.look_at > now + FURTHEST_LOOK, *under_way))
    return sorted({*due_now, *set_back})  # asked one by one, each is a range of the index


def is_due(announcement: Announcement, now: datetime) -> bool:
    """The same of one that was locked since. What is under way, and does not wait for a morning, is never put off: the
    clock has been set back.
    """
    if announcement.look_at is None:
        return False
    is_under_way = announcement.state is AnnouncementState.SENDING and not announcement.rests
    return announcement.look_at <= now or (is_under_way and announcement.look_at > now + FURTHEST_LOOK)


def _letters(condition: sa.ColumnElement[bool]) -> sa.Select[int]:
    """An announcement's copies and the letters that change them."""
    number, revision = (sa.cast(column, sa.String) for column in (Announcement.id, Announcement.revision))
    copies = sa.literal("announcement:").concat(number)
    changes = sa.literal("change:").concat(number).concat(":").concat(revision)
    return sa.select(Letter.id).where(Letter.subject.in_([copies, changes]), condition)


def _ended() -> sa.ScalarSelect[int]:
    ended = _letters(Letter.state.not_in(TO_COME)).with_only_columns(sa.func.count())
    return ended.correlate(Announcement).scalar_subquery()


# When one has to be looked at next. One that waits for letters, with nothing new to tell, can be left alone.
FIRST_DUE = _first_due()
# When one is to be looked at next, even if only to see whether there is something new to tell.
FIRST_LOOK = sa.select(sa.func.min(Announcement.look_at))
