"""One's own is worded better, or withdrawn."""

from datetime import date

from actions.access import Voice, access_own_adoption
from actions.adoptions.refusals import AdoptionChanged
from actions.adoptions.standing import shown_to
from actions.adoptions.taking import do_change, do_withdraw
from actions.refusals import StepPassed
from handlers.adoptions.showing import list_adoptions, one_of
from handlers.adoptions.trying import take_when
from handlers.changing import change_form
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, number_in, restart
from handlers.turn import Turn
from store.adoptions import whole
from store.models import Adoption
from texts.adoptions import asking, pages
from texts.adoptions.presses import (
    ALL,
    AdoptionChangeAsked,
    AdoptionPart,
    AdoptionPartChosen,
    AdoptionsListed,
    AdoptionWithdrawalAsked,
    AdoptionWithdrawn,
)
from texts.adoptions.refusals import changed_meanwhile
from texts.adoptions.shown import title_of
from texts.forms import again
from texts.message import Html, Message, plain_text


def ask_what_to_change(turn: Turn, press: AdoptionChangeAsked) -> Message:
    """Which part."""
    turn.check_private()
    adoption, _ = access_own_adoption(turn.session, turn.member, press.adoption_id)
    return pages.what_to_change(turn.translator, shown_to(turn.session, turn.member, adoption, turn.now))


def ask_for_new_text(turn: Turn, press: AdoptionPartChosen) -> Message:
    """The form of one question; a change that was begun before gives way."""
    turn.check_private()
    adoption, _ = access_own_adoption(turn.session, turn.member, press.adoption_id)
    return restart(turn, FORM, f"{adoption.id}-{press.part}-{max(0, press.sequence)}")


def ask_whether_to_withdraw(turn: Turn, press: AdoptionWithdrawalAsked) -> Message:
    """Really?"""
    turn.check_private()
    adoption, _ = access_own_adoption(turn.session, turn.member, press.adoption_id)
    return pages.whether_to_withdraw(turn.translator, shown_to(turn.session, turn.member, adoption, turn.now))


def withdraw(turn: Turn, press: AdoptionWithdrawn) -> Message:
    """Gone from the ledger."""
    turn.check_private()
    adoption, voice = access_own_adoption(turn.session, turn.member, press.adoption_id)
    try:
        do_withdraw(turn.session, turn.member, adoption, voice, sequence=press.sequence, now=turn.now)
    except AdoptionChanged:
        turn.toast = plain_text(changed_meanwhile(turn.translator))
        return one_of(turn, adoption.id)
    turn.toast = pages.withdrawn(turn.translator)
    return list_adoptions(turn, AdoptionsListed(adoption.network_id, ALL))


def _changed(turn: Turn, answers: Answers) -> tuple[Adoption, Voice, AdoptionPart, int]:
    parts = str(answers["argument"]).split("-")
    if len(parts) != 3 or parts[1] not in set(AdoptionPart):
        raise StepPassed
    adoption, voice = access_own_adoption(turn.session, turn.member, number_in(parts[0]))
    return adoption, voice, AdoptionPart(parts[1]), number_in(parts[2])


def _ask(turn: Turn, answers: Answers) -> Message:
    adoption, _, part, _ = _changed(turn, answers)
    present = f"{adoption.starts_on:%d/%m}" if part is AdoptionPart.STARTS_ON else getattr(adoption, part.value)
    return asking.new_part_question(turn.translator, part, present)


def _take(turn: Turn, answers: Answers) -> str:
    match _changed(turn, answers)[2]:
        case AdoptionPart.STARTS_ON:
            return take_when(turn, answers)
        case AdoptionPart.FIRST_STEP:
            return in_one_line(turn, asking.STEP_LIMIT)
        case _:
            return turn.text(asking.WORDS_LIMIT)


def _render(turn: Turn, answers: Answers) -> Html:
    adoption, _, part, _ = _changed(turn, answers)
    listed = whole(turn.session, adoption.id)
    words = {one.value: str(getattr(adoption, one.value)) for one in AdoptionPart}
    return asking.body(
        turn.translator,
        listed.city,
        listed.origin,
        title_of(turn.translator, listed),
        words | {part.value: answers["text"]},
    )


def _change(turn: Turn, answers: Answers) -> Message:
    adoption, voice, part, sequence = _changed(turn, answers)
    value = date.fromisoformat(answers["text"]) if part is AdoptionPart.STARTS_ON else answers["text"]
    try:
        do_change(turn.session, turn.member, adoption, voice, part, value, sequence=sequence, now=turn.now)
    except AdoptionChanged as refusal:
        return again(refusal.sentence(turn.translator), one_of(turn, adoption.id))
    return one_of(turn, adoption.id)


FORM = change_form(
    "change_adoption",
    asking.change_title,
    ask=_ask,
    take=_take,
    render=_render,
    change=_change,
    show=lambda turn, answers: one_of(turn, _changed(turn, answers)[0].id),
)
