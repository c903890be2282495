"""What one of the few does with the question."""

from actions.access import access_asking, access_asking_about
from actions.few.replying import SUGGESTS, count_suggestable, do_decline, do_suggest, suggestable
from actions.few.standing import told_of
from actions.refusals import NotFound
from handlers.solutions import answer_challenge
from handlers.turn import Turn
from store.few import suggested_by
from store.models import Asking, AskState, Challenge, Outcome
from texts.few import asked as texts
from texts.few.presses import AskAnswerBegun, AskDeclined, AskOpened, AskShown, SuggestionChosen, SuggestionsOpened
from texts.lists import PAGE, page_within
from texts.message import Message


def follow_link(turn: Turn, number: str) -> Message:
    """`/start asked-7`, from a digest."""
    if not number:
        raise NotFound
    return _as_it_stands(turn, *access_asking_about(turn.session, turn.member, int(number)))


def show_asked(turn: Turn, press: AskShown) -> None:
    """From a digest, which stays above."""
    turn.check_private()
    turn.say(_as_it_stands(turn, *access_asking_about(turn.session, turn.member, press.challenge_id)))


def open_question(turn: Turn, press: AskOpened) -> Message:
    """Back from the list."""
    return _as_it_stands(turn, *access_asking(turn.session, turn.member, press.asking_id))


def answer(turn: Turn, press: AskAnswerBegun) -> Message:
    """The form of answers, unless nobody waits for one."""
    challenge, asking = access_asking(turn.session, turn.member, press.asking_id)
    if challenge.outcome is Outcome.SOLVED:
        return _as_it_stands(turn, challenge, asking)
    return answer_challenge(turn, challenge.id)


def decline(turn: Turn, press: AskDeclined) -> Message:
    """Somebody else is asked; nobody hears who it was that was not."""
    challenge, asking = access_asking(turn.session, turn.member, press.asking_id)
    if challenge.outcome is not Outcome.SOLVED:
        do_decline(turn.session, challenge, asking, turn.now)
    return _as_it_stands(turn, challenge, asking)


def list_people(turn: Turn, press: SuggestionsOpened) -> Message:
    """Of whom one may think."""
    challenge, asking = access_asking(turn.session, turn.member, press.asking_id)
    if challenge.outcome is Outcome.SOLVED or asking.state not in SUGGESTS:
        return _as_it_stands(turn, challenge, asking)
    number = count_suggestable(turn.session, challenge, asking, turn.now)
    place = page_within(press.page, number)
    page = suggestable(turn.session, challenge, asking, turn.now, offset=place * PAGE, limit=PAGE)
    told = told_of(turn.session, challenge, asking)
    return texts.whom(turn.translator, told, page, number=number, place=place)


def choose_somebody(turn: Turn, press: SuggestionChosen) -> Message:
    """They are asked, too."""
    challenge, asking = access_asking(turn.session, turn.member, press.asking_id)
    if challenge.outcome is not Outcome.SOLVED:
        do_suggest(turn.session, turn.member, challenge, asking, press.person_id, turn.now)
    return _as_it_stands(turn, challenge, asking)


def _as_it_stands(turn: Turn, challenge: Challenge, asking: Asking) -> Message:
    t, told = turn.translator, told_of(turn.session, challenge, asking)
    if challenge.outcome is Outcome.SOLVED:
        return texts.solved(t, told)
    match asking.state:
        case AskState.WAITING:
            return texts.question(t, told)
        case AskState.ANSWERED:
            return texts.answered(t, told)
        case AskState.DECLINED:
            return texts.declined(t, told)
        case AskState.SUGGESTED:
            return texts.suggested(t, told, suggested_by(turn.session, challenge.id, asking.person_id))
