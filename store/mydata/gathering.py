"""Everything that belongs to one person, gathered: row by row, or counted."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.files import files_in, with_files
from store.models import (
    Adoption,
    AdoptionCheck,
    Announcement,
    AnnouncementReading,
    AnnouncementTemplate,
    Asking,
    Attachment,
    AuditEntry,
    CalendarFeed,
    CaseQuestion,
    Certificate,
    Challenge,
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
    FollowUp,
    Guest,
    GuestQuestion,
    GuestVote,
    Handover,
    Held,
    Help,
    Letter,
    LiveNote,
    LivePresence,
    LiveSession,
    Membership,
    Network,
    NetworkText,
    Noting,
    Offer,
    PairCity,
    PairWish,
    Person,
    Presence,
    PromptAnswer,
    Proposal,
    RecordAccess,
    RecordSection,
    RecordTheme,
    RecordVersion,
    Reminder,
    Rota,
    Row,
    Rsvp,
    SatisfactionGiven,
    Search,
    SheetSummary,
    SheetValue,
    SheetVersion,
    Solution,
    Spoken,
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


def _without_file(letter: dict[str, Any]) -> dict[str, Any]:
    """A file written into a letter is named only: an export that held the exports before would grow without end."""
    written = [{"name": file["name"]} if "text" in file else None for file in files_in(letter["payload"])]
    return letter | {"payload": with_files(letter["payload"], written)}


def _rows(session: Session, table: type[Row], condition: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = table.__table__.columns
    return [dict(row._mapping) for row in session.execute(sa.select(*columns).where(condition))]


def _count(session: Session, table: type[Row], condition: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(condition)) or 0
