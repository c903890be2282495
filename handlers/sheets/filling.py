"""A visit: two or three of what is most useful, one after the other, each of them skipped with a key."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from actions.access import Open, access_tended_sheet
from actions.refusals import Refused, StepPassed
from actions.sheets.filling import do_fill, seen_of
from actions.sheets.reading import chosen, read
from actions.sheets.refusals import SheetChanged, SheetComplete
from actions.sheets.standing import view_of_sheet
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store import sheets as store
from store.drafts import draft_of
from store.models import Draft
from texts import forms as form_texts
from texts.message import Message
from texts.sheets import asking
from texts.sheets.fields import FIELDS, VISIT, Field, field_named, kind_of
from texts.sheets.presses import FieldBegun, VisitBegun
from texts.sheets.shown import SheetView

LONGEST = 1000  # of what is read; each field has its own limit
STEPS = ("first", "second", "third")
FIELDS_ASKED, SEEN = "fields", "seen"


def begin_visit(turn: Turn, press: VisitBegun) -> Message:
    """What is most useful of what is missing; a visit that was begun before gives way."""
    turn.check_private()
    return _begin(turn, str(press.sheet_id))


def begin_field(turn: Turn, press: FieldBegun) -> Message:
    """One field, be it filled in or not."""
    turn.check_private()
    return _begin(turn, f"{press.sheet_id}-{press.field}")


def follow_link(turn: Turn, number: str) -> Message:
    """`/start sheet-7`, as a digest leads there."""
    return _begin(turn, number or "0")


def _begin(turn: Turn, argument: str) -> Message:
    """What was answered in a visit that was not finished is kept before another one takes its place."""
    begun = draft_of(turn.session, turn.member.id, FORM.name)
    if begun is not None:
        _left(turn, begun.answers)
    return restart(turn, FORM, argument)


def today_of(turn: Turn) -> date:
    """On the person's own calendar."""
    return turn.now.astimezone(turn.translator.zone).date()


def keep(turn: Turn, tended: Open, given: Iterable[tuple[Field, Any]], seen: dict[str, str]) -> Message:
    """Fills in what was answered; of what somebody else has answered meanwhile, theirs stands."""
    kept, is_outdated = [], False
    for field, value in given:
        try:
            do_fill(turn.session, turn.member, tended, field, value, seen=seen.get(field.name, ""), now=turn.now)
            kept.append(field)
        except SheetChanged:
            is_outdated = True
    view = view_of_sheet(turn.session, *tended, turn.member)
    return asking.saved(turn.translator, view, kept, is_outdated=is_outdated)


def _known(turn: Turn, argument: str) -> Answers:
    tended = _tended(turn, argument)
    filled = store.values_of(turn.session, tended.sheet.id)
    _, _, name = argument.partition("-")
    if name:
        asked = [_field(tended, name)]
    else:
        asked = [field for field in FIELDS[kind_of(tended.record)] if field.name not in filled][:VISIT]
    if not asked:
        raise SheetComplete
    seen = {field.name: seen_of(filled.get(field.name)) for field in asked}
    return {FIELDS_ASKED: [field.name for field in asked], SEEN: seen}


def _tended(turn: Turn, argument: str) -> Open:
    return access_tended_sheet(turn.session, turn.member, number_in(argument.partition("-")[0]))


def _field(tended: Open, name: str) -> Field:
    field = field_named(kind_of(tended.record), name)
    if field is None:
        raise StepPassed
    return field


def _asked(turn: Turn, answers: Answers, place: int) -> tuple[SheetView, Field]:
    tended = _tended(turn, answers["argument"])
    view = view_of_sheet(turn.session, *tended, turn.member)
    return view, _field(tended, answers[FIELDS_ASKED][place])


def _step(place: int, name: str) -> Step:
    def ask(turn: Turn, draft: Draft) -> Message:
        view, field = _asked(turn, draft.answers, place)
        where = place + 1, len(draft.answers[FIELDS_ASKED])
        return asking.question(turn.translator, draft.id, name, view, field, where)

    def take(turn: Turn, answers: Answers) -> dict[str, Any]:
        return dict(read(_asked(turn, answers, place)[1], turn.text(LONGEST), today_of(turn)))

    def choose(turn: Turn, answers: Answers, value: str) -> dict[str, Any] | None:
        if value == asking.LATER:
            return None
        found = chosen(_asked(turn, answers, place)[1], value)
        if found is None:
            raise StepPassed
        return dict(found)

    return Step(name, ask, take=take, choose=choose, when=lambda answers: place < len(answers[FIELDS_ASKED]))


def _finish(turn: Turn, answers: Answers) -> Message:
    tended = _tended(turn, answers["argument"])
    values = [(name, answers.get(step)) for step, name in zip(STEPS, answers[FIELDS_ASKED], strict=False)]
    given = [(_field(tended, name), value) for name, value in values if value is not None]
    return keep(turn, tended, given, answers[SEEN])


def _left(turn: Turn, answers: Answers) -> Message:
    """What was answered is kept; of a record that is gone meanwhile there is nothing to keep."""
    try:
        return _finish(turn, answers)
    except Refused:
        return form_texts.cancelled(turn.translator)


FORM = Form(
    "sheet",
    asking.form_title,
    tuple(_step(place, name) for place, name in enumerate(STEPS)),
    _finish,
    known=_known,
    cancelled=_left,
    leave=asking.leave_label,
)
