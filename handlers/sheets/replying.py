"""Answers to a question that came by itself: with a key, or typed below it."""

from actions.access import Open, access_tended_sheet
from actions.letters import last_subject
from actions.refusals import Refused, StepPassed
from actions.sheets.asking import waits
from actions.sheets.filling import do_silence, seen_of
from actions.sheets.reading import chosen, read
from actions.sheets.standing import view_of_sheet
from handlers.sheets.filling import LONGEST, keep, today_of
from handlers.turn import Turn
from store import sheets as store
from store.models import Draft
from texts.message import Message
from texts.sheets import asking
from texts.sheets.fields import Field, FieldKind, Value, field_named, kind_of
from texts.sheets.presses import FieldAnswered, SheetSilenced
from texts.thanks import is_thanks

SUBJECT = "sheet"


def answer_with_key(turn: Turn, press: FieldAnswered) -> Message:
    """One of the choices, or that there is nothing to tell; what somebody has answered meanwhile stands."""
    turn.check_private()
    tended = access_tended_sheet(turn.session, turn.member, press.sheet_id)
    field = field_named(kind_of(tended.record), press.field)
    value = None if field is None else chosen(field, press.value)
    if field is None or value is None:
        raise StepPassed
    return keep(turn, tended, [(field, value)], {})


def silence(turn: Turn, press: SheetSilenced) -> Message:
    """Nothing more is asked about this record."""
    turn.check_private()
    tended = access_tended_sheet(turn.session, turn.member, press.sheet_id)
    do_silence(turn.session, tended)
    return asking.silenced(turn.translator, view_of_sheet(turn.session, *tended, turn.member))


def take_reply(turn: Turn, number: int) -> Message:
    """In answer to the question: what it asked for last."""
    turn.check_private()
    tended = access_tended_sheet(turn.session, turn.member, number)
    field = field_named(kind_of(tended.record), tended.sheet.asked_field)
    if field is None:
        raise StepPassed
    return keep(turn, tended, [(field, _read(turn, field))], _seen(turn, tended, field))


def take_typed(turn: Turn, draft: Draft | None) -> bool:
    """The same below that question, as long as nothing else was said since and nobody has answered it."""
    came = turn.incoming
    if draft is not None or came.reply_to is not None or came.attachment is not None or is_thanks(came.text):
        return False
    noun, _, number = (last_subject(turn.session, turn.place.id) or "").partition(":")
    if noun != SUBJECT or not _is_open(turn, int(number)):
        return False
    turn.say(take_reply(turn, int(number)))
    return True


def _is_open(turn: Turn, sheet_id: int) -> bool:
    try:
        tended = access_tended_sheet(turn.session, turn.member, sheet_id)
    except Refused:
        return False
    field = field_named(kind_of(tended.record), tended.sheet.asked_field)
    is_typed = field is not None and field.kind is not FieldKind.CHOICE
    is_missing = tended.sheet.asked_field not in store.values_of(turn.session, sheet_id)
    return is_typed and is_missing and waits(tended.record)


def _read(turn: Turn, field: Field) -> Value:
    return read(field, turn.text(LONGEST), today_of(turn))


def _seen(turn: Turn, tended: Open, field: Field) -> dict[str, str]:
    """A reply is to what was asked then; who writes again below it corrects what they have said themselves."""
    present = store.values_of(turn.session, tended.sheet.id).get(field.name)
    is_own = present is not None and present.person_id == turn.member.id
    return {field.name: seen_of(present)} if is_own else {}
