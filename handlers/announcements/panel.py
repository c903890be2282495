"""What its author sees of an announcement: the exact preview, and the message below it that tells how it stands."""

from dataclasses import asdict

from actions.announcements import line
from actions.announcements.previewing import preview as send_preview
from actions.announcements.standing import told
from handlers.turn import Turn
from store import drafts
from store.drafts import draft_of
from store.models import Announcement, AnnouncementState, Draft
from texts.announcements import history
from texts.message import Message

FURTHER = "announce-further"  # the draft of no form: by it what comes next is known to go on with what is previewed
PREVIEW, CORRECTION = "preview", "correction"


def preview(turn: Turn, announcement: Announcement) -> None:
    """The exact preview, and below it what can be done."""
    control = standing(turn, announcement)
    send_preview(turn.session, turn.member, announcement, control, turn.incoming.message_id, turn.now)
    expect_further(turn, announcement.id, PREVIEW)


def expect_further(turn: Turn, announcement_id: int, stage: str) -> None:
    """What is written next goes on with this. A command, or the question of a form, ends it."""
    drafts.put_to_sleep(turn.session, turn.member.id)
    draft = draft_of(turn.session, turn.member.id, FURTHER)
    if draft is None:
        draft = Draft(person_id=turn.member.id, form=FURTHER)
        turn.session.add(draft)
    draft.step, draft.awaiting, draft.updated_at = stage, True, turn.now
    draft.answers = {"argument": str(announcement_id), "part": asdict(turn.part)}
    turn.session.flush()


def stand(turn: Turn, announcement: Announcement) -> Message | None:
    """How it stands: over the pressed message, or as a new one below what was typed."""
    now_standing = standing(turn, announcement)
    if turn.incoming.data is None:
        line.post_line(turn.session, turn.member, announcement, now_standing, turn.now)
        return None
    line.follow(turn.session, turn.member, announcement, turn.place.id, turn.incoming.message_id, turn.now)
    return now_standing


def standing(turn: Turn, announcement: Announcement) -> Message:
    """How it stands, in words."""
    if announcement.withdrawn_at is not None and announcement.state is AnnouncementState.SENT:
        return history.withdrawn_earlier(turn.translator, announcement)
    return told(turn.session, turn.translator, announcement, turn.now)
