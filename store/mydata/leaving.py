"""What somebody leaves behind who leaves a network or is erased: it is found, taken back, forgotten."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.letters import OF_BREAKS
from store.models import (
    NOT_BEGUN,
    Adoption,
    Announcement,
    AnnouncementRepeat,
    AnnouncementState,
    AnnouncementTemplate,
    Certificate,
    Challenge,
    Chat,
    DatePoll,
    DatePollAnswer,
    Draft,
    Experience,
    FailedUpdate,
    FollowUp,
    Guest,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Pair,
    PairRound,
    Prompt,
    Proposal,
    RecordAccess,
    Reminder,
    ReminderState,
    Rota,
    Rsvp,
    Sheet,
    Solution,
    Survey,
)


def memberships_ever(session: Session, person_id: int) -> list[Membership]:
    """Present and past."""
    return list(session.scalars(sa.select(Membership).where(Membership.person_id == person_id)))


def challenges_of(session: Session, person_id: int) -> list[Challenge]:
    """Whose cards name the person."""
    return list(session.scalars(sa.select(Challenge).where(Challenge.person_id == person_id)))


def solutions_of(session: Session, person_id: int) -> list[Solution]:
    """The answers that the person gave."""
    return list(session.scalars(sa.select(Solution).where(Solution.person_id == person_id)))


def experiences_of(session: Session, person_id: int) -> list[Experience]:
    """Whose cards name the person."""
    return list(session.scalars(sa.select(Experience).where(Experience.person_id == person_id)))


def answered_ahead(session: Session, person_id: int, network_ids: Sequence[int], now: datetime) -> list[Meeting]:
    """Coming meetings of these networks for which the person is counted, or has noted the answer of somebody else."""
    found = (
        sa.select(Meeting)
        .join(Rsvp, Rsvp.meeting_id == Meeting.id)
        .where(
            sa.or_(Rsvp.person_id == person_id, Rsvp.noted_by == person_id),
            Meeting.network_id.in_(network_ids),
            Meeting.starts_at > now,
        )
    )
    return list(session.scalars(found.distinct().order_by(Meeting.id)))


def withdraw_from(session: Session, telegram_id: int, network_id: int) -> None:
    """What would still be said of a network in a private chat: its meetings, questions, and what was shared in it."""
    beginnings = tuple(_keys_about(session, network_id))
    would_come = sa.or_(Letter.state.in_(NOT_BEGUN), sa.and_(*OF_BREAKS))  # these when their break is undone
    to_come = (Letter.chat_id == telegram_id, would_come)
    keys = session.scalars(sa.select(Letter.key).where(*to_come, Letter.key.is_not(None)))
    withdrawn = [key for key in keys if key is not None and key.startswith(beginnings)]
    change = sa.update(Letter).where(*to_come, Letter.key.in_(withdrawn)).values(state=LetterState.WITHDRAWN, reason="")
    session.execute(change.execution_options(synchronize_session=False))


def _keys_about(session: Session, network_id: int) -> Iterator[str]:
    """How the keys of letters begin that tell of the network, or of what is shared there."""
    of_network = (
        ("meeting", Meeting.id, Meeting.network_id),
        ("prompt", Prompt.id, Prompt.network_id),
        ("results", Prompt.id, Prompt.network_id),
        ("poll", DatePoll.id, DatePoll.network_id),
        ("rota", Rota.id, Rota.network_id),
        ("challenge", Challenge.id, Challenge.network_id),
        ("experience", Experience.id, Experience.network_id),
        ("access", RecordAccess.id, RecordAccess.network_id),
        ("adoption", Adoption.id, Adoption.network_id),
        ("pair", Pair.id, Pair.network_id),
        ("pairs", PairRound.id, PairRound.network_id),
        ("needs", Network.id, Network.id),
        ("digest-preview", Network.id, Network.id),
        ("contact", Membership.id, Membership.network_id),
        ("sheet", Sheet.id, Sheet.network_id),
        ("proposal", Proposal.id, Proposal.network_id),
        ("survey", Survey.id, Survey.network_id),
        ("certificate", Certificate.id, Certificate.network_id),
        ("followup", FollowUp.id, FollowUp.network_id),
    )
    for noun, column, owner in of_network:
        for number in session.scalars(sa.select(column).where(owner == network_id)):
            yield from (f"{noun}:{number}:", f"card:{noun}:{number}:")
    visits = sa.select(Guest.id).join(Meeting, Meeting.id == Guest.meeting_id)
    for number in session.scalars(visits.where(Meeting.network_id == network_id)):
        yield from (f"visit:{number}:", f"guest:{number}:")
    answers = sa.select(Solution.id).join(Challenge, Challenge.id == Solution.challenge_id)
    for number in session.scalars(answers.where(Challenge.network_id == network_id)):
        yield f"solution:{number}:"


def forget_coming(session: Session, person_id: int, network_ids: Sequence[int], now: datetime) -> None:
    """Answers and reminders of these networks' coming meetings."""
    coming = sa.select(Meeting.id).where(Meeting.network_id.in_(network_ids), Meeting.starts_at > now)
    session.execute(sa.delete(Rsvp).where(Rsvp.person_id == person_id, Rsvp.meeting_id.in_(coming)))
    of_networks = sa.select(Meeting.id).where(Meeting.network_id.in_(network_ids))
    session.execute(
        sa.delete(Reminder).where(
            Reminder.person_id == person_id,
            Reminder.state == ReminderState.WAITING,
            Reminder.meeting_id.in_(of_networks),
        )
    )


def forget_answers_to_dates(session: Session, person_id: int) -> None:
    """Also those to polls that are over: a date that was chosen needs them no more."""
    session.execute(sa.delete(DatePollAnswer).where(DatePollAnswer.person_id == person_id))


def forget_drafts(session: Session, person_id: int) -> None:
    """Everything unfinished."""
    session.execute(sa.delete(Draft).where(Draft.person_id == person_id))


def cancel_announcements(session: Session, person_id: int) -> None:
    """What has not gone out yet, what would go out again, and what was kept to begin others with."""
    theirs = sa.select(Announcement.id).where(Announcement.person_id == person_id)
    ended = sa.update(AnnouncementRepeat).where(AnnouncementRepeat.announcement_id.in_(theirs))
    session.execute(ended.values(due_at=None).execution_options(synchronize_session=False))
    session.execute(sa.delete(AnnouncementTemplate).where(AnnouncementTemplate.person_id == person_id))
    unsent = Announcement.state.in_([AnnouncementState.PREVIEW, AnnouncementState.SCHEDULED])
    change = sa.update(Announcement).where(Announcement.person_id == person_id, unsent)
    session.execute(change.values(state=AnnouncementState.CANCELLED, look_at=None))


def forget_chat(session: Session, telegram_id: int) -> None:
    """The private chat with all that was or would be said in it, but for the letter being posted at this moment."""
    session.execute(sa.delete(Letter).where(Letter.chat_id == telegram_id, Letter.state != LetterState.POSTING))
    session.execute(sa.delete(Chat).where(Chat.id == telegram_id))


def forget_failed_updates(session: Session, telegram_id: int) -> None:
    """Updates of this account that were set aside; they are few."""
    for failed in session.scalars(sa.select(FailedUpdate)):
        if _sender(failed.body) == telegram_id:
            session.delete(failed)


def _sender(body: dict[str, Any]) -> object:
    for content in body.values():
        if isinstance(content, dict) and isinstance(content.get("from"), dict):
            return content["from"].get("id")
    return None
