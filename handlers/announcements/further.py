"""More words or files while a preview stands: a part that an app has cut off is joined, of the rest it is asked."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from actions import letters
from actions.announcements import albums, joining, writing
from actions.announcements.writing import NOT_SENT, Content
from actions.joining import Part, goes_on, seam
from actions.refusals import StepPassed, TextWanted
from handlers import form
from handlers.announcements import panel, questions
from handlers.announcements.correction import CORRECTION
from handlers.announcements.questions import SURE, content_in, kept
from handlers.form import number_in, question_of
from handlers.turn import Turn
from store import announcements as store
from store.drafts import draft_of
from store.models import Announcement, Draft
from texts.announcements import writing as texts
from texts.announcements.presses import FurtherAdded, FurtherLeft, FurtherPress, FurtherTaken
from texts.message import Message
from texts.presses import Press

HELD = "content"  # what came, until it is said what becomes of it
_OWN_SUBJECTS = ("announcing", "question")


def take_further(turn: Turn, draft: Draft | None) -> bool:
    """What goes on with an announcement that is being previewed. A reply to something else does not."""
    return _take_file_of_album(turn) or (draft is not None and _take_more(turn, draft))


def add(turn: Turn, press: FurtherAdded) -> Message:
    """What was held is a paragraph more."""
    return _settle(turn, press, lambda present, held: joining.joined(present, held, "\n\n"))


def take_instead(turn: Turn, press: FurtherTaken) -> Message:
    """What was held takes the place of what was there."""
    return _settle(turn, press, joining.replaced)


def leave_out(turn: Turn, press: FurtherLeft) -> Message:
    """It was nothing of it."""
    draft, _held = _held_in(turn, press)
    _let_go(draft)
    return texts.further_left(turn.translator)


def _take_file_of_album(turn: Turn) -> bool:
    album = turn.incoming.album
    number = None if album is None else store.announcement_of_album(turn.session, turn.member.id, album)
    if number is None:
        return False
    for file in questions.content_of(turn).files:
        panel.preview(turn, albums.do_add(turn.session, turn.member, number, file))
    return True


def _take_more(turn: Turn, draft: Draft) -> bool:
    if draft.form != panel.FURTHER or _replies_elsewhere(turn):
        return False
    present = _present(turn, draft)
    if present is None:
        turn.session.delete(draft)
        return False
    came = writing.checked(questions.content_of(turn))
    if draft.step == panel.CORRECTION and came.files:
        raise TextWanted
    between = _seam(turn, draft, present)
    if HELD in draft.answers:
        _hold_more(turn, draft, came, between)
    elif between is None:
        _ask(turn, draft, came)
    else:
        _put(turn, draft, joining.joined(present, came, between))
    return True


def _replies_elsewhere(turn: Turn) -> bool:
    replied = turn.incoming.reply_to
    subject = None if replied is None else letters.subject_of(turn.session, turn.place.id, replied)
    return subject is not None and subject.partition(":")[0] not in _OWN_SUBJECTS


def _seam(turn: Turn, draft: Draft, present: Content) -> str | None:
    """What belongs between what is there and what came; None when it is not sure that this goes on with that."""
    before = Part(**draft.answers["part"])
    if goes_on(before, turn.part):
        return seam(before.text, turn.incoming.text)
    if present.files and not present.text:
        return "\n"  # a caption that was sent after its pictures
    is_unread = letters.is_unread(turn.session, _subject(turn, draft), turn.incoming.message_id)
    return "\n" if is_unread and HELD not in draft.answers else None


def _subject(turn: Turn, draft: Draft) -> str:
    """By what the message with the buttons is found."""
    if draft.step == panel.PREVIEW:
        return f"announcing:{draft.answers['argument']}"
    correction = _correction(turn, draft)
    return "" if correction is None else question_of(correction)


def _present(turn: Turn, draft: Draft) -> Content | None:
    """What is previewed; None when that is over."""
    if draft.step == panel.CORRECTION:
        correction = _correction(turn, draft)
        return None if correction is None else content_in(correction.answers)
    announcement = turn.session.get(Announcement, number_in(draft.answers["argument"]))
    is_unsent = announcement is not None and announcement.state in NOT_SENT
    return joining.content_of(announcement) if announcement is not None and is_unsent else None


def _correction(turn: Turn, draft: Draft) -> Draft | None:
    correction = draft_of(turn.session, turn.member.id, CORRECTION.name)
    is_it = correction is not None and correction.answers["argument"] == draft.answers["argument"]
    return correction if correction is not None and is_it and correction.step == SURE else None


def _put(turn: Turn, draft: Draft, content: Content) -> None:
    """A new preview, of all that there is now."""
    correction = _correction(turn, draft)
    number = number_in(draft.answers["argument"])
    if draft.step == panel.PREVIEW:
        panel.preview(turn, writing.do_rewrite(turn.session, turn.member, number, content))
    elif correction is not None:
        correction.answers = correction.answers | {"content": kept(content)}
        turn.say(form.renew(turn, CORRECTION, correction))


def _ask(turn: Turn, draft: Draft, held: Content) -> None:
    letters.take_back(turn.session, question_of(draft), now=turn.now)
    _hold(turn, draft, held)
    question = texts.whether_further(turn.translator, number_in(draft.answers["argument"]))
    turn.send(turn.place.id, question.answering(turn.incoming.message_id, question_of(draft)))


def _hold(turn: Turn, draft: Draft, held: Content) -> None:
    draft.answers = draft.answers | {HELD: kept(held), "part": asdict(turn.part)}


def _hold_more(turn: Turn, draft: Draft, came: Content, between: str | None) -> None:
    """Asked of all that is held: once for what one app sent in one go."""
    held = content_in(draft.answers)
    is_of_album = came.album is not None and came.album == held.album
    both = joining.joined(held, came, "\n" if between is None else between)
    if between is None and not is_of_album:
        _ask(turn, draft, both)
    else:
        _hold(turn, draft, both)


def _settle(turn: Turn, press: FurtherPress, together: Callable[[Content, Content], Content]) -> Message:
    draft, held = _held_in(turn, press)
    present = _present(turn, draft)
    if present is None:
        raise StepPassed
    _let_go(draft)
    _put(turn, draft, together(present, held))
    return texts.further_taken(turn.translator)


def _held_in(turn: Turn, press: FurtherPress) -> tuple[Draft, Content]:
    draft = draft_of(turn.session, turn.member.id, panel.FURTHER)
    if draft is None or HELD not in draft.answers or draft.answers["argument"] != str(press.announcement_id):
        raise StepPassed
    return draft, content_in(draft.answers)


def _let_go(draft: Draft) -> None:
    rest: dict[str, Any] = {name: value for name, value in draft.answers.items() if name != HELD}
    draft.answers = rest


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    FurtherAdded: add,
    FurtherTaken: take_instead,
    FurtherLeft: leave_out,
}
