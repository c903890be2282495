"""The people of a presenting city write what it asks the others, one message each, and change it."""

from collections.abc import Callable

from actions.access import OWN, access_presenting
from actions.refusals import NotFound, Refused, StepPassed, Thanked
from actions.rota.questions import LIMIT, do_ask_peers
from actions.rota.standing import standing_of
from actions.rota.swapping import own_meeting
from handlers import form
from handlers.form import RETURN_TO, Anew, Answers, Form, GoTo, Step, number_in
from handlers.meetings.showing import meeting_page
from handlers.noted import FOR_CITY, argument_for, numbers_in, with_way_back
from handlers.replies import ask_in_words
from handlers.rota.coordinating import check_private
from handlers.turn import Turn
from store.cases import questions_of
from store.drafts import draft_of, nobody_began
from store.frozen import frozen
from store.models import City, Draft, Meeting, Network, Rota
from texts import forms as form_texts
from texts.behalf.words import named
from texts.message import Message
from texts.rota import questions as texts
from texts.rota.presses import QuestionsBegun
from texts.rota.questions import NONE, PLACES, SAVE
from texts.thanks import is_thanks

BEFORE = "before"  # what stood there when it was looked at


@frozen
class _About:
    """The city that asks, and in which session."""

    rota: Rota
    network: Network
    city: City
    meeting: Meeting
    present: list[str]


def begin_questions(turn: Turn, press: QuestionsBegun) -> Message:
    """Asks for the first; where there are some already, shows them to be changed."""
    check_private(turn)
    argument = argument_for(press.network_id, press.city_id) if press.city_id else str(press.network_id)
    if _about(turn, argument).present:
        return form.restart(turn, CHANGE_FORM, argument)
    return form.start(turn, FORM, argument)


def _about(turn: Turn, argument: str) -> _About:
    network_id, city_id = numbers_in(argument) or (number_in(argument), OWN)
    rota, network, city = access_presenting(turn.session, turn.member, network_id, city_id)
    meeting = own_meeting(standing_of(turn.session, rota, network, turn.now), city)
    return _About(rota, network, city, meeting, questions_of(turn.session, rota.id, city.id))


def _known(turn: Turn, argument: str) -> Answers:
    _about(turn, argument)
    return {BEFORE: [], **_for_city(argument)}


def _known_to_be_changed(turn: Turn, argument: str) -> Answers:
    present = _about(turn, argument).present
    if not present:
        raise StepPassed
    return {BEFORE: present, **_for_city(argument), **dict(zip(PLACES, present, strict=False))}


def _for_city(argument: str) -> Answers:
    noted = numbers_in(argument)
    return {} if noted is None else {FOR_CITY: noted[1]}


def _written(answers: Answers) -> list[str]:
    return [answers[place] for place in PLACES if answers.get(place)]


def _ask(place: str) -> Callable[[Turn, Draft], Message]:
    def ask(turn: Turn, draft: Draft) -> Message:
        about = _about(turn, draft.answers["argument"])
        answers = draft.answers
        present = answers.get(place)
        is_addition = RETURN_TO in answers and present is None  # there Back says that it is not wanted
        may_be_left_out = not is_addition and _has_another(answers, place)
        number = _number(answers, place, is_there=present is not None)
        asked = texts.question(turn.translator, draft.id, place, number, present, may_be_left_out=may_be_left_out)
        return _named(turn, about, answers, asked)

    return ask


def _number(answers: Answers, place: str, *, is_there: bool) -> int:
    """As the others will read it: those that were left out are not counted."""
    before = PLACES[: PLACES.index(place)] if is_there else PLACES
    return 1 + len([one for one in before if answers.get(one)])


def _has_another(answers: Answers, place: str) -> bool:
    return any(answers.get(other) for other in PLACES if other != place)


def _take(turn: Turn, _answers: Answers) -> str:
    return " ".join(turn.text(LIMIT).split())


def _leave_out(place: str) -> Callable[[Turn, Answers, str], None]:
    def choose(_turn: Turn, answers: Answers, value: str) -> None:
        if value != NONE or not _has_another(answers, place):
            raise StepPassed

    return choose


def _preview(turn: Turn, draft: Draft) -> Message:
    about, written = _about(turn, draft.answers["argument"]), _written(draft.answers)
    seen = texts.preview(turn.translator, draft.id, about.city, about.meeting, written, about.present)
    return _named(turn, about, draft.answers, seen)


def _named(turn: Turn, about: _About, answers: Answers, question: Message) -> Message:
    return named(turn.translator, about.city if FOR_CITY in answers else None, question)


def _choose(turn: Turn, answers: Answers, value: str) -> str | GoTo | Anew:
    if value in PLACES:
        return GoTo(_place_to_write(answers, value))
    if value != SAVE:
        raise StepPassed
    present = _about(turn, answers["argument"]).present
    if present != answers[BEFORE]:
        turn.toast = texts.changed_meanwhile(turn.translator)
        return Anew(BEFORE, present)
    return value


def _place_to_write(answers: Answers, value: str) -> str:
    """The step that holds the question with this number: those that were left out are not counted."""
    filled = [place for place in PLACES if answers.get(place)]
    number = PLACES.index(value)
    if number < len(filled):
        return filled[number]
    free = [place for place in PLACES if not answers.get(place)]
    if not free:
        raise StepPassed
    return free[0]


def _keep(turn: Turn, answers: Answers) -> Message:
    about = _about(turn, answers["argument"])
    meeting = do_ask_peers(
        turn.session,
        turn.member,
        about.rota,
        about.network,
        about.city,
        _written(answers),
        before=answers[BEFORE],
        now=turn.now,
        noted_by=turn.member.id if FOR_CITY in answers else None,
    )
    turn.toast = texts.kept(turn.translator)
    return with_way_back(turn, about.network.id, answers, meeting_page(turn, meeting.id))


def _leave(turn: Turn, answers: Answers) -> Message:
    turn.toast = form_texts.unchanged(turn.translator)
    try:
        about = _about(turn, answers["argument"])
        return with_way_back(turn, about.network.id, answers, meeting_page(turn, about.meeting.id))
    except Refused:  # begun, or given back meanwhile
        return form_texts.cancelled(turn.translator)


def _never(_answers: Answers) -> bool:
    return False


def _has(place: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(place))


def take_reply(turn: Turn, rota_id: int) -> Message | None:
    """What is typed in answer to the briefing is a question for the others: it begins the form, or goes on with it."""
    if not turn.place.is_private:
        return None
    if is_thanks(turn.incoming.text):
        raise Thanked
    rota = turn.session.get(Rota, rota_id)
    if rota is None:
        raise NotFound
    about = _about(turn, str(rota.network_id))
    try:
        text = turn.text(LIMIT)
    except Refused as refusal:
        return form_texts.again(refusal.sentence(turn.translator), _asked_for(turn, about))
    return _begun_with(turn, about, " ".join(text.split()))


def _begun_with(turn: Turn, about: _About, text: str) -> Message:
    argument = str(about.network.id)
    begun, other = _lying(turn, argument), draft_of(turn.session, turn.member.id, FORM.name)
    if begun is None:
        if not about.present and other is not None and not nobody_began(other):  # of their city in another network
            return form.start(turn, FORM, argument, brings_text=True)
        form.restart(turn, CHANGE_FORM if about.present else FORM, argument)
        begun = _lying(turn, argument)
    if begun is None:
        raise StepPassed
    return _one_more(turn, *begun, text)


def _lying(turn: Turn, argument: str) -> tuple[Form, Draft] | None:
    """What the person has begun to write about the questions of their city in this network."""
    for asked in (FORM, CHANGE_FORM):
        draft = draft_of(turn.session, turn.member.id, asked.name)
        if draft is not None and draft.answers["argument"] == argument:
            return asked, draft
    return None


def _one_more(turn: Turn, asked: Form, draft: Draft, text: str) -> Message:
    """In the open question, or where there is room; it is read by the others only after the preview."""
    t = turn.translator
    if draft.step in PLACES:
        told = form.take(turn, asked, draft)
        return form_texts.again(texts.taken(t), told) if told is not None else form.go_on(turn, asked, draft)
    free = [place for place in PLACES if not draft.answers.get(place)]
    if not free:
        return form_texts.again(texts.all_are_there(t), form.renew(turn, asked, draft))
    draft.answers = draft.answers | {free[0]: text}
    draft.updated_at = turn.now
    told = form_texts.again(texts.taken(t), form.renew(turn, asked, draft))
    return form_texts.without_file(t, told) if turn.left_file_out else told


def _asked_for(turn: Turn, about: _About) -> Message:
    """The open question, to somebody who has not answered it in words."""
    argument = str(about.network.id)
    lies = _lying(turn, argument)
    if lies is not None:
        return form.go_on(turn, *lies)
    return form.restart(turn, CHANGE_FORM, argument) if about.present else ask_in_words(turn, FORM, argument)


FIRST, SECOND, THIRD = PLACES
FORM = Form(
    "case_questions",
    texts.form_title,
    (
        Step(FIRST, _ask(FIRST), take=_take, choose=_leave_out(FIRST)),
        Step(SECOND, _ask(SECOND), take=_take, choose=_leave_out(SECOND)),
        Step(THIRD, _ask(THIRD), take=_take, choose=_leave_out(THIRD), when=_has(SECOND)),
        Step("preview", _preview, choose=_choose),
    ),
    _keep,
    known=_known,
    is_draft=True,
    cancelled=lambda turn, _answers: form_texts.discarded(turn.translator),
)
CHANGE_FORM = Form(
    "change_case_questions",
    texts.form_title,
    (
        *(Step(place, _ask(place), take=_take, choose=_leave_out(place), when=_never) for place in PLACES),
        Step("preview", _preview, choose=_choose),
    ),
    _keep,
    known=_known_to_be_changed,
    cancelled=_leave,
    leave=form_texts.unchanged_label,
)
