"""Which tables are exported, how they belong to a network, and what of them is left out."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

import sqlalchemy as sa

from store.frozen import frozen
from store.models import (
    Adoption,
    AdoptionCheck,
    Agenda,
    AgendaItem,
    Announcement,
    AnnouncementNetwork,
    AnnouncementReading,
    AnnouncementRepeat,
    AnnouncementRound,
    Archive,
    Asking,
    Attachment,
    AuditEntry,
    CaseQuestion,
    Certificate,
    Challenge,
    Chat,
    City,
    CityDay,
    Closing,
    CoAuthor,
    Commitment,
    Composition,
    Consultation,
    ConsultationAnswer,
    ConsultationChallenge,
    ConsultationField,
    ConsultationMember,
    ConsultationReply,
    ConsultationRespondent,
    Convening,
    DatePoll,
    DatePollAnswer,
    DatePollNoted,
    DatePollOption,
    DigestDrop,
    DigestLine,
    Experience,
    FollowUp,
    FoundKind,
    Guest,
    GuestQuestion,
    GuestVote,
    Handover,
    Help,
    Invitation,
    LivePresence,
    LiveSession,
    LiveStage,
    Meeting,
    Membership,
    Network,
    NetworkCity,
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
    Record,
    RecordAccess,
    RecordSection,
    RecordTheme,
    RecordVersion,
    Rota,
    RotaTurn,
    Row,
    Rsvp,
    Satisfaction,
    Sheet,
    SheetSummary,
    SheetValue,
    SheetVersion,
    Solution,
    Survey,
    Takeaway,
    ThesaurusTerm,
    TurnSwap,
)
from texts.afterwards.shown import LEAST_TOLD


@frozen
class Kind:
    """One file of the export. `of_network` narrows it to a network; None: it belongs to the whole programme.

    without: columns that are left out; instead: what is written in the place of a column
    """

    name: str
    table: type[Row]
    of_network: Callable[[int], sa.ColumnElement[bool]] | None
    without: frozenset[str] = frozenset()
    always: sa.ColumnElement[bool] | None = None
    instead: Mapping[str, sa.ColumnElement[Any]] = field(default_factory=dict)


def _people_of(network_id: int) -> sa.ColumnElement[bool]:
    """Its members, past ones too, and whoever wrote something in it."""
    challenges = sa.select(Challenge.id).where(Challenge.network_id == network_id)
    prompts = sa.select(Prompt.id).where(Prompt.network_id == network_id)
    return sa.or_(
        Person.id.in_(sa.select(Membership.person_id).where(Membership.network_id == network_id)),
        Person.id.in_(sa.select(Challenge.person_id).where(Challenge.network_id == network_id)),
        Person.id.in_(sa.select(Experience.person_id).where(Experience.network_id == network_id)),
        Person.id.in_(sa.select(SheetSummary.person_id).where(_in(SheetSummary.sheet_id, Sheet, network_id))),
        Person.id.in_(sa.select(Solution.person_id).where(Solution.challenge_id.in_(challenges))),
        Person.id.in_(sa.select(CoAuthor.person_id).where(CoAuthor.solution_id.in_(_answers_to(network_id)))),
        Person.id.in_(sa.select(RecordTheme.person_id).where(_themes_of(network_id))),
        Person.id.in_(sa.select(Adoption.person_id).where(Adoption.network_id == network_id)),
        Person.id.in_(sa.select(PromptAnswer.person_id).where(PromptAnswer.prompt_id.in_(prompts))),
        Person.id.in_(sa.select(Announcement.person_id).where(_announcements_of(network_id))),
        Person.id.in_(sa.select(AnnouncementReading.person_id).where(_readings_of(network_id))),
        Person.id.in_(sa.select(DigestLine.person_id).where(DigestLine.network_id == network_id)),
        Person.id.in_(sa.select(NetworkText.person_id).where(NetworkText.network_id == network_id)),
        Person.id.in_(sa.select(RecordAccess.person_id).where(RecordAccess.network_id == network_id)),
    )


def _answers_to(network_id: int) -> sa.Select[int]:
    return sa.select(Solution.id).where(_in(Solution.challenge_id, Challenge, network_id))


def _themes_of(network_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(RecordTheme.kind == FoundKind.CHALLENGE, _in(RecordTheme.about_id, Challenge, network_id)),
        sa.and_(RecordTheme.kind == FoundKind.EXPERIENCE, _in(RecordTheme.about_id, Experience, network_id)),
    )


def _announcements_of(network_id: int) -> sa.ColumnElement[bool]:
    return Announcement.id.in_(_announcement_ids_of(network_id))


def _readings_of(network_id: int) -> sa.ColumnElement[bool]:
    return AnnouncementReading.announcement_id.in_(_announcement_ids_of(network_id))


def _announcement_ids_of(network_id: int) -> sa.Select[int]:
    return sa.select(AnnouncementNetwork.announcement_id).where(AnnouncementNetwork.network_id == network_id)


def _repeats_of(network_id: int) -> sa.ColumnElement[bool]:
    return AnnouncementRepeat.announcement_id.in_(_announcement_ids_of(network_id))


def _rounds_of(network_id: int) -> sa.ColumnElement[bool]:
    return AnnouncementRound.announcement_id.in_(_announcement_ids_of(network_id))


def _in(column: Any, owner: Any, network_id: int) -> sa.ColumnElement[bool]:
    """Rows whose `column` names a row of `owner` that belongs to the network."""
    found: sa.ColumnElement[bool] = column.in_(sa.select(owner.id).where(owner.network_id == network_id))
    return found


def _cities_of(network_id: int) -> sa.ColumnElement[bool]:
    return City.id.in_(_city_ids_of(network_id))


def _city_ids_of(network_id: int) -> sa.Select[int]:
    return sa.select(NetworkCity.city_id).where(NetworkCity.network_id == network_id)


def _dates_of(network_id: int) -> sa.Select[int]:
    polls = sa.select(DatePoll.id).where(DatePoll.network_id == network_id)
    return sa.select(DatePollOption.id).where(DatePollOption.poll_id.in_(polls))


def _guests_of(network_id: int) -> sa.Select[int]:
    return sa.select(Guest.id).where(_in(Guest.meeting_id, Meeting, network_id))


def _asked_of_guests(network_id: int) -> sa.Select[int]:
    return sa.select(GuestQuestion.id).where(GuestQuestion.guest_id.in_(_guests_of(network_id)))


def _records_of(network_id: int) -> sa.Select[int]:
    return sa.select(Record.id).where(_in(Record.meeting_id, Meeting, network_id))


def _of(table: Any) -> Callable[[int], sa.ColumnElement[bool]]:
    return lambda network_id: table.network_id == network_id


MESSAGE_IDS = frozenset({"chat_id", "message_id"})
NO_CHAT_ID = sa.case((AuditEntry.subject.startswith("chat:"), "chat"), else_=AuditEntry.subject)

# As people were told: scores of fewer than three are for nobody.
ENOUGH_ANSWERS = sa.tuple_(Satisfaction.meeting_id, Satisfaction.statement).in_(
    sa.select(Satisfaction.meeting_id, Satisfaction.statement)
    .group_by(Satisfaction.meeting_id, Satisfaction.statement)
    .having(sa.func.sum(Satisfaction.number) >= LEAST_TOLD)
)

KINDS = (
    Kind("cities", City, _cities_of),
    Kind("city_days", CityDay, lambda network_id: CityDay.city_id.in_(_city_ids_of(network_id))),
    Kind("networks", Network, lambda network_id: Network.id == network_id),
    Kind("network_cities", NetworkCity, _of(NetworkCity)),
    Kind("archives", Archive, None),
    Kind("thesaurus", ThesaurusTerm, None),
    Kind("people", Person, _people_of, frozenset({"telegram_id"})),
    Kind("memberships", Membership, _of(Membership)),
    Kind("helps", Help, lambda network_id: _in(Help.membership_id, Membership, network_id), frozenset({"made_with"})),
    Kind("invitations", Invitation, _of(Invitation), frozenset({"token"})),
    Kind("handovers", Handover, lambda network_id: _in(Handover.membership_id, Membership, network_id)),
    Kind("groups", Chat, _of(Chat), frozenset({"id"}), Chat.network_id.is_not(None)),
    Kind("meetings", Meeting, _of(Meeting)),
    Kind("rsvps", Rsvp, lambda network_id: _in(Rsvp.meeting_id, Meeting, network_id)),
    Kind("date_polls", DatePoll, _of(DatePoll)),
    Kind("date_poll_options", DatePollOption, lambda network_id: _in(DatePollOption.poll_id, DatePoll, network_id)),
    Kind("date_poll_answers", DatePollAnswer, lambda network_id: DatePollAnswer.option_id.in_(_dates_of(network_id))),
    Kind("date_poll_noted", DatePollNoted, lambda network_id: DatePollNoted.option_id.in_(_dates_of(network_id))),
    Kind("rotas", Rota, _of(Rota)),
    Kind("rota_turns", RotaTurn, lambda network_id: _in(RotaTurn.rota_id, Rota, network_id)),
    Kind("turn_swaps", TurnSwap, lambda network_id: _in(TurnSwap.rota_id, Rota, network_id)),
    Kind("case_questions", CaseQuestion, lambda network_id: _in(CaseQuestion.rota_id, Rota, network_id)),
    Kind("agendas", Agenda, lambda network_id: _in(Agenda.meeting_id, Meeting, network_id)),
    Kind("agenda_items", AgendaItem, lambda network_id: _in(AgendaItem.meeting_id, Meeting, network_id)),
    Kind("commitments", Commitment, lambda network_id: _in(Commitment.meeting_id, Meeting, network_id)),
    Kind("pair_wishes", PairWish, _of(PairWish)),
    Kind("pair_rounds", PairRound, _of(PairRound)),
    Kind("pairs", Pair, _of(Pair)),
    Kind("pair_cities", PairCity, lambda network_id: _in(PairCity.pair_id, Pair, network_id)),
    Kind("presence", Presence, lambda network_id: _in(Presence.meeting_id, Meeting, network_id)),
    Kind("takeaways", Takeaway, lambda network_id: _in(Takeaway.meeting_id, Meeting, network_id)),
    Kind(
        "satisfaction",
        Satisfaction,
        lambda network_id: _in(Satisfaction.meeting_id, Meeting, network_id),
        always=ENOUGH_ANSWERS,
    ),
    Kind("guests", Guest, lambda network_id: _in(Guest.meeting_id, Meeting, network_id)),
    Kind("guest_questions", GuestQuestion, lambda network_id: GuestQuestion.guest_id.in_(_guests_of(network_id))),
    Kind("guest_votes", GuestVote, lambda network_id: GuestVote.question_id.in_(_asked_of_guests(network_id))),
    Kind("live_sessions", LiveSession, lambda network_id: _in(LiveSession.meeting_id, Meeting, network_id)),
    Kind("live_stages", LiveStage, lambda network_id: _in(LiveStage.meeting_id, Meeting, network_id)),
    Kind("live_presences", LivePresence, lambda network_id: _in(LivePresence.meeting_id, Meeting, network_id)),
    Kind("offers", Offer, lambda network_id: _in(Offer.meeting_id, Meeting, network_id)),
    Kind("records", Record, lambda network_id: _in(Record.meeting_id, Meeting, network_id)),
    Kind("record_sections", RecordSection, lambda network_id: RecordSection.record_id.in_(_records_of(network_id))),
    Kind("record_versions", RecordVersion, lambda network_id: RecordVersion.record_id.in_(_records_of(network_id))),
    Kind("challenges", Challenge, _of(Challenge)),
    Kind("solutions", Solution, lambda network_id: _in(Solution.challenge_id, Challenge, network_id), MESSAGE_IDS),
    Kind("askings", Asking, lambda network_id: _in(Asking.challenge_id, Challenge, network_id)),
    Kind("experiences", Experience, _of(Experience)),
    Kind("proposals", Proposal, _of(Proposal)),
    Kind("co_authors", CoAuthor, lambda network_id: CoAuthor.solution_id.in_(_answers_to(network_id))),
    Kind("record_themes", RecordTheme, _themes_of),
    Kind("sheets", Sheet, _of(Sheet)),
    Kind("sheet_values", SheetValue, lambda network_id: _in(SheetValue.sheet_id, Sheet, network_id)),
    Kind("sheet_versions", SheetVersion, lambda network_id: _in(SheetVersion.sheet_id, Sheet, network_id)),
    Kind("sheet_summaries", SheetSummary, lambda network_id: _in(SheetSummary.sheet_id, Sheet, network_id)),
    Kind("attachments", Attachment, _of(Attachment), frozenset({"number", "album"})),
    Kind("adoptions", Adoption, _of(Adoption)),
    Kind("adoption_checks", AdoptionCheck, lambda network_id: _in(AdoptionCheck.adoption_id, Adoption, network_id)),
    Kind("closings", Closing, _of(Closing)),
    Kind("surveys", Survey, _of(Survey)),
    Kind("certificates", Certificate, _of(Certificate), frozenset({"code"})),
    Kind("follow_ups", FollowUp, _of(FollowUp)),
    Kind("prompts", Prompt, _of(Prompt)),
    Kind("prompt_answers", PromptAnswer, lambda network_id: _in(PromptAnswer.prompt_id, Prompt, network_id)),
    Kind("network_texts", NetworkText, _of(NetworkText)),
    Kind("digest_lines", DigestLine, _of(DigestLine)),
    Kind("digest_drops", DigestDrop, _of(DigestDrop)),
    Kind("record_access", RecordAccess, _of(RecordAccess)),
    Kind("notings", Noting, _of(Noting)),
    Kind("announcements", Announcement, _announcements_of),
    Kind("announcement_networks", AnnouncementNetwork, _of(AnnouncementNetwork)),
    Kind("announcement_readings", AnnouncementReading, _readings_of),
    Kind("announcement_repeats", AnnouncementRepeat, _repeats_of),
    Kind("announcement_rounds", AnnouncementRound, _rounds_of),
    Kind("consultations", Consultation, None),
    Kind("consultation_fields", ConsultationField, None),
    Kind("consultation_members", ConsultationMember, None, without=frozenset({"token"})),
    Kind("consultation_answers", ConsultationAnswer, None),
    Kind("consultation_replies", ConsultationReply, None),
    Kind("consultation_challenges", ConsultationChallenge, None),
    Kind("consultation_respondents", ConsultationRespondent, None),
    Kind("compositions", Composition, None),
    Kind("convenings", Convening, None),
    Kind("audit", AuditEntry, _of(AuditEntry), instead={"subject": NO_CHAT_ID}),
)
