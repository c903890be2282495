"""What people's attention is asked for: the kinds of messages that come by themselves, and what did not come so."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Kind(StrEnum):
    """What a message is that comes to a person by itself. `actions/attention` has the rule of each."""

    INVITATION = "invitation"
    NUDGE = "nudge"
    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"
    LINK = "link"
    SESSION_CHANGED = "session_changed"
    ANSWER_NOTED = "answer_noted"
    DATES_ASKED = "dates_asked"
    DATES_REMINDED = "dates_reminded"
    DATES_ANSWERED = "dates_answered"
    ANNOUNCEMENT = "announcement"
    ROTA_PUBLISHED = "rota_published"
    ROTA_CHANGED = "rota_changed"
    SWAP_ASKED = "swap_asked"
    SWAP_ENDED = "swap_ended"
    TURN_FREE = "turn_free"
    BRIEFING = "briefing"
    AFTERWARDS = "afterwards"
    COMMITMENT_CHECK = "commitment_check"
    COMMITMENT_NOTED = "commitment_noted"
    LIVE_NOTES = "live_notes"
    CASE_HANDED = "case_handed"
    ROOM = "room"
    OFFER = "offer"
    OFFER_CHECK = "offer_check"
    RECORD_DRAFT = "record_draft"
    RECORD_PUBLISHED = "record_published"
    SUPERIOR_NOTE = "superior_note"
    PLANNED_PROMPT = "planned_prompt"
    CONFIDENTIAL = "confidential"
    GROUP = "group"
    ROLE_CHANGED = "role_changed"
    SOLUTION = "solution"
    THANKS = "thanks"
    SPOKEN = "spoken"
    ATTACHMENT_GONE = "attachment_gone"
    GUEST_QUESTION = "guest_question"
    PLACE_CHANGED = "place_changed"
    ADOPTED = "adopted"
    ADOPTION_CHECK = "adoption_check"
    OUTCOME_CHECK = "outcome_check"
    CO_AUTHOR = "co_author"
    CONTACT = "contact"
    ACCESS_ASKED = "access_asked"
    ACCESS_ANSWERED = "access_answered"
    NEEDS_MAP = "needs_map"
    PAIRS_PLANNED = "pairs_planned"
    PAIR = "pair"
    PAIR_NEWS = "pair_news"
    PAIR_CHECK = "pair_check"
    CALL = "call"
    PROPOSED = "proposed"
    PROPOSAL_ANSWERED = "proposal_answered"
    ANSWER_WANTED = "answer_wanted"
    SHEET = "sheet"
    SHEET_CONTACT = "sheet_contact"
    ASKED = "asked"
    SUGGESTED = "suggested"
    CONSULTED = "consulted"
    CONSULTATION = "consultation"
    SURVEY = "survey"
    CERTIFICATE = "certificate"
    FAREWELL = "farewell"
    FOLLOW_UP = "follow_up"
    PROMPT = "prompt"
    DIGEST_PREVIEW = "digest_preview"
    DIGEST = "digest"


# What does not come while its network is on a break: what nobody decides to say now, and what reminds of sessions.
# Digests are left out where they are written, so that the next one tells all that was new.
WITHHELD = frozenset(
    {
        Kind.INVITATION,
        Kind.NUDGE,
        Kind.DAY_BEFORE,
        Kind.HOUR_BEFORE,
        Kind.DATES_REMINDED,
        Kind.BRIEFING,
        Kind.AFTERWARDS,
        Kind.OFFER_CHECK,
        Kind.SUPERIOR_NOTE,
        Kind.OUTCOME_CHECK,
        Kind.ADOPTION_CHECK,
        Kind.COMMITMENT_CHECK,
        Kind.CONTACT,
        Kind.PAIR_CHECK,
        Kind.SHEET,
        Kind.ASKED,
        Kind.PROMPT,
        Kind.PLANNED_PROMPT,
        Kind.SURVEY,
        Kind.FOLLOW_UP,
        Kind.NEEDS_MAP,
        Kind.PAIRS_PLANNED,
        Kind.PAIR,
    }
)


class HeldState(StrEnum):
    """`waiting` for a digest, `carried` by one, or `dropped`: no digest came in time."""

    WAITING = "waiting"
    CARRIED = "carried"
    DROPPED = "dropped"


class HeldReason(StrEnum):
    """The week's message had come, or its digest was to come and carries it."""

    SPENT = "spent"
    DIGEST = "digest"


class Held(Row):
    """A message that did not come by itself at `at`, its moment, and what became of it.

    about_id: of the prompt, the commitment, the adoption, the membership, the sheet, or the challenge; of a digest, 0
    until: from when on it is of no use
    carried_by: the key of the digest that it is in
    """

    __tablename__ = "held"
    __table_args__ = (Index("ix_held_person_id_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Not tied to its row: whoever plans for many people would wait for each of them who presses a key at this moment.
    person_id: Mapped[int]
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    about_id: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime]
    state: Mapped[HeldState] = mapped_column(choice(HeldState), default=HeldState.WAITING)
    reason: Mapped[HeldReason] = mapped_column(choice(HeldReason))
    carried_by: Mapped[str | None] = mapped_column(String(128), index=True)
