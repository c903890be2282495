"""All tables. Import classes from here."""

from store.models.adoptions import Adoption, AdoptionCheck, AdoptionState
from store.models.agenda import Agenda, AgendaItem, Method
from store.models.announcements import (
    IN_ANNOUNCEMENTS,
    AnnouncedFile,
    Announcement,
    AnnouncementNetwork,
    AnnouncementReading,
    AnnouncementRepeat,
    AnnouncementRound,
    AnnouncementState,
    AnnouncementTemplate,
    Attended,
    MediaKind,
    Narrowing,
    Rhythm,
    Translation,
)
from store.models.attachments import AttachedTo, Attachment, AttachmentKind, Spoken
from store.models.attention import WITHHELD, Held, HeldReason, HeldState, Kind
from store.models.audit import AuditEntry
from store.models.behalf import NotedKind, Noting
from store.models.calendar import CalendarFeed
from store.models.challenges import Challenge, CoAuthor, Outcome, Solution, Visibility
from store.models.chats import Chat, ChatKind
from store.models.cities import City, CityDay
from store.models.closing import Applied, Certificate, Closing, FollowUp, Stays
from store.models.columns import Row
from store.models.commitments import Commitment, CommitmentState
from store.models.composing import Composition, CompositionState, Convening, ConveningState
from store.models.consultations import (
    AnsweredBy,
    Consultation,
    ConsultationAnswer,
    ConsultationChallenge,
    ConsultationField,
    ConsultationMember,
    ConsultationReply,
    ConsultationRespondent,
    FieldLevel,
)
from store.models.date_polls import Availability, DatePoll, DatePollAnswer, DatePollNoted, DatePollOption, PollEnding
from store.models.digests import DigestDrop, DigestLine, NewsPart
from store.models.drafts import Draft
from store.models.experiences import Experience
from store.models.few import Asking, AskReason, AskState, HelpTerm
from store.models.guests import Guest, GuestQuestion, GuestVote
from store.models.handovers import Handover
from store.models.invitations import Invitation
from store.models.letters import NOT_BEGUN, TO_COME, UNSENT, Lane, Letter, LetterState, Pace, Pause, Priority
from store.models.live import AgendaSource, LiveNote, LivePresence, LiveSession, LiveStage, NoteKind
from store.models.meetings import Answer, Meeting, Reminder, ReminderKind, ReminderState, Rsvp
from store.models.memberships import Help, HelpKind, Membership, Role
from store.models.network_texts import NetworkText, TextKind
from store.models.networks import Archive, Network, NetworkCity
from store.models.offers import Arrival, Offer
from store.models.pairs import Met, Pair, PairCity, PairRound, PairWish
from store.models.people import DigestWish, Person
from store.models.presence import Presence, Takeaway
from store.models.prompts import Prompt, PromptAnswer
from store.models.proposals import Proposal, ProposalState, Readers
from store.models.record_access import RecordAccess
from store.models.records import Record, RecordSection, RecordVersion, Section
from store.models.rota import Briefing, CaseQuestion, Rota, RotaTurn, SwapOutcome, TurnSwap
from store.models.satisfaction import Satisfaction, SatisfactionGiven, Statement
from store.models.search import FoundKind, SearchEntry, SearchTerm, SearchWord, ThesaurusTerm
from store.models.searches import Search
from store.models.sheets import Sheet, SheetSummary, SheetValue, SheetVersion
from store.models.surveys import Survey, SurveyAnswer, SurveyKind
from store.models.tasks import KeptFile, Task, TaskKind, TaskState
from store.models.themes import RecordTheme
from store.models.updates import FailedUpdate, UpdateSeen
from store.models.uploads import Upload

__all__ = [
    "IN_ANNOUNCEMENTS",
    "NOT_BEGUN",
    "TO_COME",
    "UNSENT",
    "WITHHELD",
    "Adoption",
    "AdoptionCheck",
    "AdoptionState",
    "Agenda",
    "AgendaItem",
    "AgendaSource",
    "AnnouncedFile",
    "Announcement",
    "AnnouncementNetwork",
    "AnnouncementReading",
    "AnnouncementRepeat",
    "AnnouncementRound",
    "AnnouncementState",
    "AnnouncementTemplate",
    "Answer",
    "AnsweredBy",
    "Applied",
    "Archive",
    "Arrival",
    "AskReason",
    "AskState",
    "Asking",
    "AttachedTo",
    "Attachment",
    "AttachmentKind",
    "Attended",
    "AuditEntry",
    "Availability",
    "Briefing",
    "CalendarFeed",
    "CaseQuestion",
    "Certificate",
    "Challenge",
    "Chat",
    "ChatKind",
    "City",
    "CityDay",
    "Closing",
    "CoAuthor",
    "Commitment",
    "CommitmentState",
    "Composition",
    "CompositionState",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationChallenge",
    "ConsultationField",
    "ConsultationMember",
    "ConsultationReply",
    "ConsultationRespondent",
    "Convening",
    "ConveningState",
    "DatePoll",
    "DatePollAnswer",
    "DatePollNoted",
    "DatePollOption",
    "DigestDrop",
    "DigestLine",
    "DigestWish",
    "Draft",
    "Experience",
    "FailedUpdate",
    "FieldLevel",
    "FollowUp",
    "FoundKind",
    "Guest",
    "GuestQuestion",
    "GuestVote",
    "Handover",
    "Held",
    "HeldReason",
    "HeldState",
    "Help",
    "HelpKind",
    "HelpTerm",
    "Invitation",
    "KeptFile",
    "Kind",
    "Lane",
    "Letter",
    "LetterState",
    "LiveNote",
    "LivePresence",
    "LiveSession",
    "LiveStage",
    "MediaKind",
    "Meeting",
    "Membership",
    "Met",
    "Method",
    "Narrowing",
    "Network",
    "NetworkCity",
    "NetworkText",
    "NewsPart",
    "NoteKind",
    "NotedKind",
    "Noting",
    "Offer",
    "Outcome",
    "Pace",
    "Pair",
    "PairCity",
    "PairRound",
    "PairWish",
    "Pause",
    "Person",
    "PollEnding",
    "Presence",
    "Priority",
    "Prompt",
    "PromptAnswer",
    "Proposal",
    "ProposalState",
    "Readers",
    "Record",
    "RecordAccess",
    "RecordSection",
    "RecordTheme",
    "RecordVersion",
    "Reminder",
    "ReminderKind",
    "ReminderState",
    "Rhythm",
    "Role",
    "Rota",
    "RotaTurn",
    "Row",
    "Rsvp",
    "Satisfaction",
    "SatisfactionGiven",
    "Search",
    "SearchEntry",
    "SearchTerm",
    "SearchWord",
    "Section",
    "Sheet",
    "SheetSummary",
    "SheetValue",
    "SheetVersion",
    "Solution",
    "Spoken",
    "Statement",
    "Stays",
    "Survey",
    "SurveyAnswer",
    "SurveyKind",
    "SwapOutcome",
    "Takeaway",
    "Task",
    "TaskKind",
    "TaskState",
    "TextKind",
    "ThesaurusTerm",
    "Translation",
    "TurnSwap",
    "UpdateSeen",
    "Upload",
    "Visibility",
]
