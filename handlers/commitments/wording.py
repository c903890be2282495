"""A city takes something on, in one question; it is worded better, or has become something else."""

from dataclasses import replace

from actions.access import Speaker, access_meeting, access_speaking
from actions.commitments.refusals import CommitmentChanged
from actions.commitments.standing import round_of, sequence_of, standing_commitment
from actions.commitments.taking import check_open, do_write, seen_now
from actions.refusals import EmptyText, NotFound, Refused, StepPassed
from handlers.commitments.showing import (
    all_of,
    as_it_stands,
    check_private,
    one_of,
    one_or_all,
    reader_before,
    speaker_or_none,
)
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.noted import back_to_list
from handlers.turn import Turn
from store.models import Draft
from texts import forms as form_texts
from texts.afterwards.asking import taken_on
from texts.afterwards.presses import Part, go_on_key
from texts.commitments import asking
from texts.commitments.presses import CommitmentBegun, CommitmentOpened
from texts.message import Message
from texts.one_line import one_line

CHANGED = "c"  # the end of an argument: the city does something else now
WORDED = "w"  # or it takes something on, or words it better
AFTERWARDS = "a"  # or the same, among other questions after a session


def open_commitment(turn: Turn, press: CommitmentOpened) -> Message | None:
    """That of a city; who speaks for one that has none is asked for it, while there is time."""
    check_private(turn)
    meeting, network = access_meeting(turn.session, turn.member, press.meeting_id)
    shown = round_of(turn.session, meeting, network, turn.now)
    if shown.of(press.city_id) is not None:
        return one_of(turn, meeting.id, press.city_id)
    if speaker_or_none(turn, meeting.id, press.city_id) is not None and shown.is_open:
        return begin(turn, meeting.id, press.city_id, WORDED)
    return all_of(turn, meeting.id)


def begin_wording(turn: Turn, press: CommitmentBegun) -> Message:
    """Other words."""
    check_private(turn)
    return begin(turn, press.meeting_id, press.city_id, WORDED)


def begin(turn: Turn, meeting_id: int, city_id: int, how: str) -> Message:
    """The question, whatever was begun before; `how`: what comes of the answer."""
    return restart(turn, FORM, f"{meeting_id}-{city_id}-{how}")


def _known(turn: Turn, argument: str) -> Answers:
    speaker, has_changed = _asked_about(turn, {"argument": argument})
    standing = standing_commitment(turn.session, speaker.meeting, speaker.city)
    if not has_changed:
        check_open(turn.session, speaker, turn.now)
    elif standing is None:
        raise NotFound
    return {"seen": sequence_of(standing)}


def _ask_words(turn: Turn, draft: Draft) -> Message:
    speaker, has_changed = _asked_about(turn, draft.answers)
    shown = round_of(turn.session, speaker.meeting, speaker.network, turn.now)
    standing = shown.of(speaker.city.id)
    return asking.words_question(
        reader_before(turn, speaker.network),
        shown,
        speaker.city,
        "" if standing is None else standing.text,
        is_noting=speaker.is_noting,
        has_changed=has_changed,
    )


def _take_words(turn: Turn, answers: Answers) -> Answers:
    """With the commitment that stands now: somebody else may have written one since the question was put."""
    words = in_one_line(turn, asking.WORDS_LIMIT)
    standing = seen_now(turn.session, _asked_about(turn, answers)[0])
    is_another = sequence_of(standing) != answers["seen"] and (standing is None or standing.text != words)
    return {"text": words, "seen": sequence_of(standing), "is_another": is_another}


def _ask_whether_to_replace(turn: Turn, draft: Draft) -> Message:
    speaker, _ = _asked_about(turn, draft.answers)
    standing = standing_commitment(turn.session, speaker.meeting, speaker.city)
    words = draft.answers[asking.WORDS]["text"]
    present = "" if standing is None else standing.text
    return asking.replace_question(turn.translator, draft.id, speaker.city, present, words)


def _is_another(answers: Answers) -> bool:
    return bool(answers.get(asking.WORDS, {}).get("is_another", False))


def _yes(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != asking.YES:
        raise StepPassed
    return value


def _finish(turn: Turn, answers: Answers) -> Message:
    speaker, has_changed = _asked_about(turn, answers)
    words = answers[asking.WORDS]
    has_changed = has_changed and words["seen"] != 0
    try:
        do_write(
            turn.session,
            turn.member,
            speaker,
            words["text"],
            seen=words["seen"],
            has_changed=has_changed,
            now=turn.now,
        )
    except CommitmentChanged as refusal:
        return as_it_stands(turn, speaker, refusal)
    turn.toast = asking.saved(turn.translator, has_changed=has_changed)
    if _is_afterwards(answers):
        return taken_on(turn.translator, speaker.meeting, speaker.city, words["text"])
    return back_to_list(turn, speaker.network, speaker.city, one_of(turn, speaker.meeting.id, speaker.city.id))


def _is_afterwards(answers: Answers) -> bool:
    return bool(answers["argument"].endswith(f"-{AFTERWARDS}"))


def _going_on(turn: Turn, answers: Answers, shown: Message) -> Message:
    """With the key to the other questions, where there are any."""
    if not _is_afterwards(answers):
        return shown
    meeting_id = number_in(answers["argument"].partition("-")[0])
    return replace(shown, rows=((go_on_key(turn.translator, meeting_id, Part.COMMITMENT),), *shown.rows))


def cancelled(turn: Turn, answers: Answers) -> Message:
    """Back to where a question was left."""
    meeting_id, city_id = map(number_in, answers["argument"].split("-")[:2])
    try:
        return _going_on(turn, answers, one_or_all(turn, meeting_id, city_id))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


def in_one_line(turn: Turn, limit: int) -> str:
    """What was typed."""
    words = one_line(turn.text(limit))
    if not words:
        raise EmptyText
    return words


def _asked_about(turn: Turn, answers: Answers) -> tuple[Speaker, bool]:
    """Whose, and whether it has changed."""
    about, _, how = answers["argument"].rpartition("-")
    if how not in (CHANGED, WORDED, AFTERWARDS):
        raise StepPassed
    return spoken_for(turn, about), how == CHANGED


def spoken_for(turn: Turn, argument: str) -> Speaker:
    """The city that an argument of a form names, and the session."""
    meeting_id, _, city_id = argument.partition("-")
    return access_speaking(turn.session, turn.member, number_in(meeting_id), number_in(city_id))


FORM = Form(
    "commitment",
    asking.form_title,
    (
        Step(asking.WORDS, _ask_words, take=_take_words),
        Step(asking.REPLACE, _ask_whether_to_replace, choose=_yes, when=_is_another),
    ),
    _finish,
    known=_known,
    cancelled=cancelled,
)
