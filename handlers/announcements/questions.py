"""The questions of announcements: what is asked, and what an answer has to be."""

from typing import Any

from actions.access import access_announcement
from actions.announcements import by_clock, correcting, writing
from actions.announcements.previewing import postage_of_preview
from actions.announcements.refusals import LeftOut, OtherContent
from actions.announcements.standing import standing_of
from actions.announcements.writing import Content
from actions.letters import ANSWER
from actions.refusals import StepPassed, TextWanted
from handlers.announcements.panel import CORRECTION, expect_further
from handlers.form import Answers, With, number_in
from handlers.turn import Turn
from handlers.written_dates import with_rest
from store import announcements as store
from store.models import IN_ANNOUNCEMENTS, TO_COME, AnnouncedFile, Announcement, Draft, LetterState, Network
from texts.announcements import writing as texts
from texts.announcements.presses import (
    unpacked,
)
from texts.announcements.scheduling import hour_question, when_question
from texts.message import Message

SURE = "sure"


def content_of(turn: Turn) -> Content:
    """What came, with its author's formatting; refuses what no announcement can be."""
    came = turn.incoming
    html = str(came.html).replace("\x00", "").strip()
    text = came.text.replace("\x00", "").strip()
    if came.attachment is None:
        return Content(text, html)
    if came.attachment.kind not in IN_ANNOUNCEMENTS:
        raise OtherContent if came.album is None else LeftOut
    file = AnnouncedFile(kind=came.attachment.kind, file_id=came.attachment.file_id, number=came.message_id, words=html)
    return Content(text, html, (file,), came.album)


def chosen(turn: Turn, answers: Answers) -> list[Network]:
    """The networks that a new announcement is for."""
    return writing.access_chosen(turn.session, turn.member, unpacked(answers["argument"]))


def networks_in(turn: Turn, answers: Answers) -> list[Network]:
    """Those of one that is there."""
    announcement = writing.access_own(turn.session, turn.member, number_in(answers["argument"]))
    return store.networks_of_announcement(turn.session, announcement.id)


def kept(content: Content) -> dict[str, Any]:
    """As a draft keeps it."""
    return {"text": content.text, "html": content.html, "files": list(content.files), "album": content.album}


def content_in(answers: Answers) -> Content:
    """What a draft has kept."""
    kept = answers["content"]
    return Content(kept["text"], kept["html"], tuple(kept.get("files", ())), kept.get("album"))


def ask_content(turn: Turn, draft: Draft) -> Message:
    """What is to be announced."""
    networks = store.networks_by_id(turn.session, unpacked(draft.answers["argument"]))
    return texts.content_question(turn.translator, networks)


def take_content(turn: Turn, answers: Answers) -> dict[str, Any]:
    """What fits."""
    chosen(turn, answers)
    return kept(writing.checked(content_of(turn)))


def ask_again(turn: Turn, draft: Draft) -> Message:
    """The same, in the place of the first words."""
    networks = store.networks_of_announcement(turn.session, number_in(draft.answers["argument"]))
    return texts.content_question(turn.translator, networks, has_templates=False)


def take_again(turn: Turn, answers: Answers) -> dict[str, Any]:
    """What fits."""
    networks_in(turn, answers)
    return kept(writing.checked(content_of(turn)))


def ask_correction(turn: Turn, draft: Draft) -> Message:
    """The corrected text."""
    announcement = access_announcement(turn.session, turn.member, number_in(draft.answers["argument"]))
    return texts.correction_question(turn.translator, announcement)


def take_correction(turn: Turn, answers: Answers) -> dict[str, Any]:
    """A text alone; files stay."""
    if turn.incoming.attachment is not None:
        raise TextWanted
    number = number_in(answers["argument"])
    return kept(correcting.checked_correction(turn.session, turn.member, number, content_of(turn)))


def ask_to_correct(turn: Turn, draft: Draft) -> Message:
    """The exact preview, and below it what it would do."""
    number, content = number_in(draft.answers["argument"]), content_in(draft.answers)
    announcement = access_announcement(turn.session, turn.member, number)
    language = draft.answers.get("language", "")
    card = correcting.corrected_card(turn.session, turn.member, number, content, language=language, now=turn.now)
    postage = postage_of_preview(turn.session, announcement, turn.incoming.message_id)
    turn.send(turn.place.id, card, postage if turn.incoming.data is None else ANSWER)  # keys are pressed again
    expect_further(turn, number, CORRECTION)
    copies = standing_of(turn.session, announcement, turn.now).copies
    chats = copies[LetterState.SENT] + sum(copies[state] for state in TO_COME)
    return texts.correction_control(turn.translator, draft.id, draft.step, chats, language)


def choose_to_correct(_turn: Turn, _answers: Answers, value: str) -> str:
    """Yes."""
    if value != texts.CORRECT:
        raise StepPassed
    return value


def ask_when(turn: Turn, draft: Draft) -> Message:
    """When it is to go out."""
    zone = turn.translator.zone
    offered, number = moments_in(turn, draft.answers), number_in(draft.answers["argument"])
    return when_question(turn.translator, draft.id, number, offered, writing.example_moment(zone, turn.now))


def take_when(turn: Turn, _answers: Answers) -> With:
    """Typed."""
    at, rest = writing.typed_moment(turn.text(100), turn.translator.zone, turn.now)
    return with_rest(at.isoformat(), rest)


def choose_when(turn: Turn, answers: Answers, value: str) -> str:
    """One of the moments that are offered."""
    offered = dict(moments_in(turn, answers))
    if value not in offered:
        raise StepPassed
    return offered[value].isoformat()


def moments_in(turn: Turn, answers: Answers) -> writing.Offered:
    """Those that suit the readers."""
    announcement = writing.access_own(turn.session, turn.member, number_in(answers["argument"]))
    return writing.moments_for(turn.session, announcement, turn.translator.zone, turn.now)


def ask_hour(turn: Turn, draft: Draft) -> Message:
    """At what hour of each one."""
    example = writing.example_moment(turn.translator.zone, turn.now)
    return hour_question(turn.translator, draft.id, _hours(turn, draft.answers), example)


def take_hour(turn: Turn, answers: Answers) -> str:
    """Typed; refused at once when it is past for somebody."""
    wall = by_clock.typed_hour(turn.text(100), turn.translator.zone, turn.now)
    by_clock.checked_hour(turn.session, _unsent(turn, answers), wall, turn.now)
    return wall.isoformat()


def choose_hour(turn: Turn, answers: Answers, value: str) -> str:
    """One of the mornings that are offered."""
    offered = dict(_hours(turn, answers))
    if value not in offered:
        raise StepPassed
    return offered[value].isoformat()


def _hours(turn: Turn, answers: Answers) -> writing.Offered:
    today = turn.now.astimezone(turn.translator.zone).date()
    return by_clock.hours_for(turn.session, _unsent(turn, answers), today, turn.now)


def _unsent(turn: Turn, answers: Answers) -> Announcement:
    return writing.access_unsent(turn.session, turn.member, number_in(answers["argument"]))
