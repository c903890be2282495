"""A record in few words in another language: written, changed, removed."""

from actions.access import Open, access_summing_up, access_tended_sheet
from actions.sheets.reading import check_no_phone
from actions.sheets.refusals import OwnLanguage, SheetChanged
from actions.sheets.standing import view_of_sheet
from actions.sheets.summarising import do_remove_summary, do_sum_up
from handlers.changing import change_form
from handlers.form import Answers, number_in, restart
from handlers.sheets.showing import show_record, show_sheet
from handlers.turn import Turn
from texts.message import Html, Message, plain_text
from texts.sheets import summaries as texts
from texts.sheets.fields import SUMMARY_LIMIT
from texts.sheets.presses import SheetOpened, SummaryBegun, SummaryRemoved
from texts.sheets.shown import SheetView


def begin(turn: Turn, press: SummaryBegun) -> Message:
    """In the language of who presses; one that was begun before gives way."""
    turn.check_private()
    return restart(turn, FORM, str(press.sheet_id))


def remove(turn: Turn, press: SummaryRemoved) -> Message:
    """By whose record it is; one that was changed meanwhile is shown instead."""
    turn.check_private()
    tended = access_tended_sheet(turn.session, turn.member, press.sheet_id)
    try:
        do_remove_summary(turn.session, turn.member, tended, press.language, sequence=press.sequence, now=turn.now)
        turn.toast = texts.removed(turn.translator)
    except SheetChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return show_sheet(turn, SheetOpened(press.sheet_id))


def _opened(turn: Turn, answers: Answers) -> Open:
    opened = access_summing_up(turn.session, turn.member, number_in(answers["argument"]))
    if opened.record.language == turn.translator.language:
        raise OwnLanguage
    return opened


def _view(turn: Turn, answers: Answers) -> SheetView:
    return view_of_sheet(turn.session, *_opened(turn, answers), turn.member)


def _ask(turn: Turn, answers: Answers) -> Message:
    return texts.question(turn.translator, _view(turn, answers))


def _take(turn: Turn, _answers: Answers) -> str:
    words = turn.text(SUMMARY_LIMIT)
    check_no_phone(words)
    return words


def _render(turn: Turn, answers: Answers) -> Html:
    return texts.as_read(turn.translator, _view(turn, answers), answers["text"])


def _change(turn: Turn, answers: Answers) -> Message:
    opened = _opened(turn, answers)
    do_sum_up(turn.session, turn.member, opened, turn.translator.language, answers["text"], now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return show_record(turn, opened.record)


def _show(turn: Turn, answers: Answers) -> Message:
    return show_record(turn, access_summing_up(turn.session, turn.member, number_in(answers["argument"])).record)


FORM = change_form("summary", texts.form_title, ask=_ask, take=_take, render=_render, change=_change, show=_show)
