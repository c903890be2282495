"""What somebody types instead of pressing a key below the question how it goes: kept, and asked what it is."""

from actions.access import access_speaking
from actions.commitments.refusals import CommitmentChanged
from actions.commitments.standing import round_of, standing_commitment
from actions.commitments.taking import do_tell, do_write
from actions.letters import last_subject
from actions.refusals import NotFound, Refused, StepPassed
from handlers.commitments.showing import as_it_stands, one_of, reader_before, standing_for
from handlers.commitments.wording import cancelled, in_one_line, spoken_for
from handlers.form import Answers, Form, Step, restart
from handlers.turn import Turn
from store.database import row_by_id
from store.models import Commitment, CommitmentState, Draft
from texts.commitments import asking, pages
from texts.message import Message
from texts.thanks import is_thanks

SUBJECT = "commitment"
TYPED = "typed"  # the words with which it began


def take_reply(turn: Turn, number: int) -> Message:
    """In answer to that question."""
    commitment = row_by_id(turn.session, Commitment, number)
    if commitment is None or commitment.withdrawn_at is not None:
        raise NotFound
    return restart(turn, FORM, f"{commitment.meeting_id}-{commitment.city_id}")


def take_typed(turn: Turn, draft: Draft | None) -> bool:
    """The same below that question, as long as nothing else was said since and nobody has answered it."""
    came = turn.incoming
    if draft is not None or came.reply_to is not None or came.attachment is not None or is_thanks(came.text):
        return False
    noun, _, number = (last_subject(turn.session, turn.place.id) or "").partition(":")
    commitment = row_by_id(turn.session, Commitment, int(number)) if noun == SUBJECT else None
    if commitment is None or not _waits(turn, commitment):
        return False
    turn.say(take_reply(turn, commitment.id))
    return True


def _waits(turn: Turn, commitment: Commitment) -> bool:
    try:
        speaker = access_speaking(turn.session, turn.member, commitment.meeting_id, commitment.city_id)
    except Refused:
        return False
    is_open = round_of(turn.session, speaker.meeting, speaker.network, turn.now).is_open
    standing = standing_commitment(turn.session, speaker.meeting, speaker.city)
    return is_open and standing is not None and standing.state is CommitmentState.OPEN


def _known(turn: Turn, argument: str) -> Answers:
    standing = standing_for(turn, spoken_for(turn, argument))
    words = {TYPED: in_one_line(turn, asking.WORDS_LIMIT)} if turn.incoming.data is None else {}
    return {"seen": standing.sequence, **words}


def _ask_words(turn: Turn, draft: Draft) -> Message:
    """To who has left what they had typed."""
    speaker = spoken_for(turn, draft.answers["argument"])
    return asking.how_it_goes(turn.translator, speaker.city, standing_for(turn, speaker).text)


def _take_words(turn: Turn, _answers: Answers) -> str:
    return in_one_line(turn, asking.WORDS_LIMIT)


def _ask(turn: Turn, draft: Draft) -> Message:
    speaker = spoken_for(turn, draft.answers["argument"])
    reader = reader_before(turn, speaker.network)
    standing = standing_for(turn, speaker)
    return asking.what_it_is(reader, draft.id, speaker.city, standing.text, _words_of(draft.answers))


def _words_of(answers: Answers) -> str:
    return str(answers.get(TYPED) or answers[asking.WORDS])


def _choose(_turn: Turn, _answers: Answers, value: str) -> str:
    if value not in {state.value for state in CommitmentState if state is not CommitmentState.OPEN}:
        raise StepPassed
    return value


def _finish(turn: Turn, answers: Answers) -> Message:
    speaker, words = spoken_for(turn, answers["argument"]), _words_of(answers)
    state, seen, now = CommitmentState(answers[asking.STATE]), answers["seen"], turn.now
    try:
        if state is CommitmentState.CHANGED:
            do_write(turn.session, turn.member, speaker, words, seen=seen, now=now, has_changed=True)
        else:
            do_tell(turn.session, turn.member, speaker, state, sequence=seen, now=now, obstacle=words)
    except CommitmentChanged as refusal:
        return as_it_stands(turn, speaker, refusal)
    turn.toast = pages.told(turn.translator, state)
    return one_of(turn, speaker.meeting.id, speaker.city.id)


FORM = Form(
    "commitment_reply",
    asking.reply_title,
    (
        Step(asking.WORDS, _ask_words, take=_take_words, when=lambda answers: TYPED not in answers),
        Step(asking.STATE, _ask, choose=_choose),
    ),
    _finish,
    known=_known,
    cancelled=cancelled,
)
