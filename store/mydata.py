"""Everything that belongs to one person, gathered or erased."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.files import files_in, with_files
from store.letters import OF_BREAKS
from store.models import (
    NOT_BEGUN,
    Adoption,
    AdoptionCheck,
    Announcement,
    AnnouncementReading,
    AnnouncementRepeat,
    AnnouncementState,
    AnnouncementTemplate,
    Asking,
    Attachment,
    AuditEntry,
    CalendarFeed,
    CaseQuestion,
    Certificate,
    Challenge,
    Chat,
    City,
    Closing,
    CoAuthor,
    Commitment,
    Composition,
    Consultation,
    ConsultationRespondent,
    Convening,
    DatePoll,
    DatePollAnswer,
    DatePollNoted,
    DigestLine,
    Draft,
    Experience,
    FailedUpdate,
    FollowUp,
    Guest,
    GuestQuestion,
    GuestVote,
    Handover,
    Held,
    Help,
    Letter,
    LetterState,
    LiveNote,
    LivePresence,
    LiveSession,
    Meeting,
    Membership,
    Network,
    NetworkText,
    Noting,
    Offer,
    Pair,
    PairCity,
    PairRound,
    PairWish,
    Person,
    Presence,
    Prompt,
    PromptAnswer,
    Proposal,
    RecordAccess,
    RecordSection,
    RecordTheme,
    RecordVersion,
    Reminder,
    ReminderState,
    Rota,
    Row,
    Rsvp,
    SatisfactionGiven,
    Search,
    Sheet,
    SheetSummary,
    SheetValue,
    SheetVersion,
    Solution,
    Spoken,
    Survey,
    SurveyAnswer,
    Takeaway,
    TurnSwap,
)

_MINE: dict[str, tuple[type[Row], InstrumentedAttribute[Any]]] = {
    "challenges": (Challenge, Challenge.person_id),
    "solutions": (Solution, Solution.person_id),
    "asked_by_other_cities": (Asking, Asking.person_id),
    "experiences": (Experience, Experience.person_id),
    "answers_with_others": (CoAuthor, CoAuthor.person_id),
    "themes_of_records": (RecordTheme, RecordTheme.person_id),
    "details_of_records": (SheetValue, SheetValue.person_id),
    "changes_of_records": (SheetVersion, SheetVersion.person_id),
    "summaries_of_records": (SheetSummary, SheetSummary.person_id),
    "proposals": (Proposal, Proposal.person_id),
    "attachments": (Attachment, Attachment.person_id),
    "told_to_be_written": (Spoken, Spoken.person_id),
    "prompt_answers": (PromptAnswer, PromptAnswer.person_id),
    "lines_of_digests": (DigestLine, DigestLine.person_id),
    "texts_of_networks": (NetworkText, NetworkText.person_id),
    "announcements": (Announcement, Announcement.person_id),
    "announcements_read": (AnnouncementReading, AnnouncementReading.person_id),
    "templates_kept": (AnnouncementTemplate, AnnouncementTemplate.person_id),
    "answers_to_sessions": (Rsvp, Rsvp.person_id),
    "date_polls": (DatePoll, DatePoll.person_id),
    "answers_to_dates": (DatePollAnswer, DatePollAnswer.person_id),
    "dates_noted": (DatePollNoted, DatePollNoted.noted_by),
    "noted_for_cities": (Noting, Noting.person_id),
    "rotas": (Rota, Rota.person_id),
    "turn_swaps": (TurnSwap, TurnSwap.person_id),
    "case_questions": (CaseQuestion, CaseQuestion.person_id),
    "held_messages": (Held, Held.person_id),
    "commitments": (Commitment, Commitment.person_id),
    "adoptions": (Adoption, Adoption.person_id),
    "adoption_checks": (AdoptionCheck, AdoptionCheck.person_id),
    "wishes_for_pairs": (PairWish, PairWish.person_id),
    "told_of_pairs": (PairCity, PairCity.person_id),
    "survey_answers": (SurveyAnswer, SurveyAnswer.person_id),
    "certificates": (Certificate, Certificate.person_id),
    "told_months_later": (FollowUp, FollowUp.person_id),
    "networks_closed": (Closing, Closing.person_id),
    "handovers": (Handover, Handover.person_id),
    "presence": (Presence, Presence.person_id),
    "takeaways": (Takeaway, Takeaway.person_id),
    "satisfaction": (SatisfactionGiven, SatisfactionGiven.person_id),
    "sessions_started": (LiveSession, LiveSession.person_id),
    "presences": (LivePresence, LivePresence.person_id),
    "notes_about_cases": (LiveNote, LiveNote.person_id),
    "offers_in_sessions": (Offer, Offer.person_id),
    "record_sections": (RecordSection, RecordSection.person_id),
    "record_versions": (RecordVersion, RecordVersion.person_id),
    "visits_as_guest": (Guest, Guest.person_id),
    "questions_to_guests": (GuestQuestion, GuestQuestion.person_id),
    "votes_for_questions": (GuestVote, GuestVote.person_id),
    "searches": (Search, Search.person_id),
    "access_asked_for": (RecordAccess, RecordAccess.person_id),
    "reminders": (Reminder, Reminder.person_id),
    "consultations": (Consultation, Consultation.person_id),
    "answers_to_consultations": (ConsultationRespondent, ConsultationRespondent.person_id),
    "drafts": (Draft, Draft.person_id),
    "proposals_of_networks": (Composition, Composition.person_id),
    "networks_convened": (Convening, Convening.person_id),
    "deeds": (AuditEntry, AuditEntry.person_id),
}
_WITHDRAWN: dict[str, InstrumentedAttribute[Any]] = {
    "challenges": Challenge.withdrawn_at,
    "solutions": Solution.withdrawn_at,
    "experiences": Experience.withdrawn_at,
    "prompt_answers": PromptAnswer.withdrawn_at,
    "lines_of_digests": DigestLine.withdrawn_at,
    "commitments": Commitment.withdrawn_at,
    "adoptions": Adoption.withdrawn_at,
    "takeaways": Takeaway.withdrawn_at,
    "offers_in_sessions": Offer.withdrawn_at,
    "questions_to_guests": GuestQuestion.withdrawn_at,
}


def rows_of(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything by kind, as plain columns."""
    rows = {kind: _rows(session, table, column == person.id) for kind, (table, column) in _MINE.items()}
    memberships = sa.select(Membership.id).where(Membership.person_id == person.id)
    return {
        "person": _rows(session, Person, Person.id == person.id),
        "memberships": _rows(session, Membership, Membership.person_id == person.id),
        "offers_and_needs": _rows(session, Help, Help.membership_id.in_(memberships)),
        **rows,
        "answers_as_guest": _rows(session, GuestQuestion, _answered_by(person)),
        "calendar_address": _rows(session, CalendarFeed, CalendarFeed.person_id == person.id),
        "messages": [_without_file(row) for row in _rows(session, Letter, Letter.chat_id == person.telegram_id)],
    }


def counts_of(session: Session, person: Person) -> dict[str, int]:
    """How many rows there are of each kind that a person has made, without what was withdrawn."""
    memberships = sa.select(Membership.id).where(Membership.person_id == person.id)
    counts = {
        kind: _count(session, table, sa.and_(column == person.id, *_stands(kind)))
        for kind, (table, column) in _MINE.items()
    }
    counts.pop("reminders")
    counts.pop("held_messages")
    counts["offers_and_needs"] = _count(session, Help, Help.membership_id.in_(memberships))
    counts["answers_as_guest"] = _count(session, GuestQuestion, _answered_by(person))
    counts["messages"] = _count(session, Letter, Letter.chat_id == person.telegram_id)
    return counts


def _answered_by(person: Person) -> sa.ColumnElement[bool]:
    """What the cities asked the person as a guest, and the person's own words about it."""
    visits = sa.select(Guest.id).where(Guest.person_id == person.id)
    return sa.and_(GuestQuestion.guest_id.in_(visits), GuestQuestion.answer != "")


def withdrawn_of(session: Session, person: Person) -> dict[str, int]:
    """How many rows of each kind the person has withdrawn: they are stored still."""
    return {
        kind: _count(session, _MINE[kind][0], sa.and_(_MINE[kind][1] == person.id, column.is_not(None)))
        for kind, column in _WITHDRAWN.items()
    }


def _stands(kind: str) -> Iterator[sa.ColumnElement[bool]]:
    if kind in _WITHDRAWN:
        yield _WITHDRAWN[kind].is_(None)


def places_of(session: Session, person_id: int) -> list[tuple[Membership, Network, City | None]]:
    """Where the person takes part, and for which city."""
    found = (
        sa.select(Membership, Network, City)
        .join(Network, Network.id == Membership.network_id)
        .outerjoin(City, City.id == Membership.city_id)
        .where(Membership.person_id == person_id, Membership.left_at.is_(None))
        .order_by(Network.starts_on, Network.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]


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


def _without_file(letter: dict[str, Any]) -> dict[str, Any]:
    """A file written into a letter is named only: an export that held the exports before would grow without end."""
    written = [{"name": file["name"]} if "text" in file else None for file in files_in(letter["payload"])]
    return letter | {"payload": with_files(letter["payload"], written)}


def _rows(session: Session, table: type[Row], condition: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = table.__table__.columns
    return [dict(row._mapping) for row in session.execute(sa.select(*columns).where(condition))]


def _count(session: Session, table: type[Row], condition: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(condition)) or 0
