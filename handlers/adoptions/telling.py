"""How it went: said with one press, and one sentence more where something had to change."""

from actions.access import access_own_adoption
from actions.adoptions.refusals import AdoptionChanged
from actions.adoptions.standing import shown_to
from actions.adoptions.taking import do_tell, do_tell_use
from actions.refusals import Refused, StepPassed, UnknownPress
from handlers.adoptions.showing import one_of
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.adoptions import whole
from store.models import AdoptionState, Draft
from texts import forms as form_texts
from texts.adoptions import asking, pages
from texts.adoptions import telling as texts
from texts.adoptions.presses import AdoptionTellingAsked, AdoptionTold, AdoptionUseTold
from texts.adoptions.refusals import changed_meanwhile
from texts.forms import again
from texts.message import Message, plain_text

ASKED_FURTHER = (AdoptionState.ADAPTED, AdoptionState.FAILED)
UNUSED = "unused"  # in the place of a state: it worked, and is in use no more


def ask_how_it_goes(turn: Turn, press: AdoptionTellingAsked) -> Message:
    """Of who would tell it before they are asked."""
    turn.check_private()
    adoption, _ = access_own_adoption(turn.session, turn.member, press.adoption_id)
    return texts.before_it_is_asked(turn.translator, shown_to(turn.session, turn.member, adoption, turn.now))


def tell(turn: Turn, press: AdoptionTold) -> Message:
    """What had to change, and why something did not work, is asked for."""
    turn.check_private()
    if press.state is AdoptionState.PLANNED:
        raise UnknownPress
    adoption, voice = access_own_adoption(turn.session, turn.member, press.adoption_id)
    if press.state in ASKED_FURTHER and adoption.sequence == press.sequence:
        return restart(turn, FORM, _argument(adoption.id, press.state.value, press.sequence))
    pressed = (turn.place.id, turn.incoming.message_id)
    words = adoption.learned if adoption.state is press.state else ""  # pressed again: nothing is taken back
    turn.toast = pages.told(turn.translator, press.state)
    try:
        do_tell(
            turn.session,
            turn.member,
            adoption,
            voice,
            press.state,
            learned=words,
            sequence=press.sequence,
            now=turn.now,
            pressed=pressed,
        )
    except AdoptionChanged:
        turn.toast = plain_text(changed_meanwhile(turn.translator))
    return one_of(turn, adoption.id)


def tell_use(turn: Turn, press: AdoptionUseTold) -> Message:
    """Still in use; or why not any more."""
    turn.check_private()
    adoption, voice = access_own_adoption(turn.session, turn.member, press.adoption_id)
    if not press.still_used and adoption.sequence == press.sequence:
        return restart(turn, FORM, _argument(adoption.id, UNUSED, press.sequence))
    pressed = (turn.place.id, turn.incoming.message_id)
    turn.toast = pages.told(turn.translator)
    try:
        do_tell_use(
            turn.session,
            turn.member,
            adoption,
            voice,
            still_used=press.still_used,
            sequence=press.sequence,
            now=turn.now,
            pressed=pressed,
        )
    except AdoptionChanged:
        turn.toast = plain_text(changed_meanwhile(turn.translator))
    return one_of(turn, adoption.id)


def _argument(adoption_id: int, said: str, sequence: int) -> str:
    return f"{adoption_id}-{said}-{sequence}"


def _said(answers: Answers) -> tuple[int, AdoptionState | None, int]:
    """Of which adoption, what of it (None: it is in use no more), and as it was shown."""
    parts = str(answers["argument"]).split("-")
    if len(parts) != 3 or parts[1] not in (UNUSED, *ASKED_FURTHER):
        raise StepPassed
    return number_in(parts[0]), None if parts[1] == UNUSED else AdoptionState(parts[1]), number_in(parts[2])


def _known(turn: Turn, argument: str) -> Answers:
    access_own_adoption(turn.session, turn.member, _said({"argument": argument})[0])
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    adoption_id, state, _ = _said(draft.answers)
    adoption, _voice = access_own_adoption(turn.session, turn.member, adoption_id)
    return asking.learned_question(turn.translator, whole(turn.session, adoption.id), state)


def _finish(turn: Turn, answers: Answers) -> Message:
    adoption_id, state, sequence = _said(answers)
    adoption, voice = access_own_adoption(turn.session, turn.member, adoption_id)
    words = answers[asking.LEARNED] or ""
    who = (turn.session, turn.member, adoption, voice)
    try:
        if state is None:
            do_tell_use(*who, still_used=False, why=words, sequence=sequence, now=turn.now)
        else:
            do_tell(*who, state, learned=words, sequence=sequence, now=turn.now)
    except AdoptionChanged as refusal:
        return again(refusal.sentence(turn.translator), one_of(turn, adoption.id))
    turn.toast = pages.told(turn.translator)
    return one_of(turn, adoption.id)


def _cancelled(turn: Turn, answers: Answers) -> Message:
    try:
        return one_of(turn, _said(answers)[0])
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


FORM = Form(
    "adoption_learned",
    asking.learned_title,
    (
        Step(
            asking.LEARNED,
            _ask,
            take=lambda turn, _answers: in_one_line(turn, asking.LEARNED_LIMIT),
            is_optional=True,
        ),
    ),
    _finish,
    known=_known,
    cancelled=_cancelled,
)
