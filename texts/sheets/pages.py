"""All that is filled in of a record, and its keys on the record's own page."""

from collections.abc import Sequence

from store.sheets import Summarised
from texts.lists import in_even_rows, in_rows
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.sheets.asking import begin_key
from texts.sheets.contact import ask_key
from texts.sheets.fields import Field
from texts.sheets.presses import (
    FieldBegun,
    OriginalOpened,
    SheetOpened,
    SummaryBegun,
    SummaryRemoved,
    VersionsOpened,
)
from texts.sheets.shown import SheetView, back_to_record, completeness, is_cut, language_name, summary_mark
from texts.sheets.values import words_of
from texts.translator import Translator

NUMBERS_IN_ROW = 4


def completing(t: Translator, view: SheetView | None) -> Rows:
    """For whose record it is, as long as something is missing."""
    return ((begin_key(t, view.sheet.id),),) if view is not None and view.may_tend and view.missing else ()


def keys(t: Translator, view: SheetView | None, body: Html) -> Rows:
    """What else a reader may do on a record's page, in short rows."""
    if view is None:
        return ()
    sheet_id = view.sheet.id
    short = [ask_key(t, sheet_id)] if view.may_ask else []
    if view.shows_summary:
        short.append(Button(t.label("📄 Original"), OriginalOpened(sheet_id)))
    if view.summary is not None and view.shows_original:
        short.append(Button(t.label("🌐 Summary"), back_to_record(view)))
    if view.may_tend or is_cut(t, view, body):
        short.append(Button(t.label("📋 All details"), SheetOpened(sheet_id)))
    if view.versions:
        short.append(Button(t.label("🕘 Versions"), VersionsOpened(sheet_id, 0)))
    return (*in_rows(short), *_summing_up(t, view))


def _summing_up(t: Translator, view: SheetView) -> Rows:
    if not view.may_sum_up:
        return ()
    if view.summary is not None:
        return ((Button(t.label("🌐 Change the summary"), SummaryBegun(view.sheet.id)),),)
    words = t.label("🌐 Write a summary in {language}", language=language_name(t, t.language))
    return ((Button(words, SummaryBegun(view.sheet.id)),),)


def sheet(t: Translator, view: SheetView, summaries: Sequence[Summarised]) -> Message:
    """Every field, whole; behind the numbers, for whose record it is, the change of each."""
    numbers = [
        Button(str(number), FieldBegun(view.sheet.id, field.name)) for number, field in enumerate(view.fields, 1)
    ]
    removing = tuple(
        (
            Button(
                t.label("🗑 Summary in {language}", language=language_name(t, one.summary.language)),
                SummaryRemoved(view.sheet.id, one.summary.language, view.sheet.sequence),
            ),
        )
        for one in summaries
    )
    return Message(
        paragraphs(
            t.say("📋 <b>{title}</b>", title=view.record.title),
            *(_field(t, number, field, view) for number, field in enumerate(view.fields, 1)),
            completeness(t, view),
            *(lines(quoted(one.summary.text), summary_mark(t, view, one)) for one in summaries),
            t.say("Which one should be filled in or changed?") if view.may_tend else None,
        ),
        (
            *(in_even_rows(numbers, NUMBERS_IN_ROW) if view.may_tend else ()),
            *(removing if view.may_tend else ()),
            (Button(t.label("◀️ Back"), back_to_record(view)),),
        ),
    )


def _field(t: Translator, number: int, field: Field, view: SheetView) -> Html:
    value = view.values.get(field.name)
    words = t.say("<i>still missing</i>") if value is None else Html.escape(words_of(t, field, value))
    words = Html("\n") + words if "\n" in words else words
    return t.say("<b>{number}. {label}:</b> {words}", number=number, label=field.label(t), words=words)
