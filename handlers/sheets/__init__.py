"""Sheets: records grow in short visits, show what they were before, and are told in other languages by people."""

from handlers.feature import Feature
from handlers.sheets import contacting, filling, replying, showing, summing_up
from texts.sheets.presses import (
    ContactAnswered,
    ContactAsked,
    FieldAnswered,
    FieldBegun,
    OriginalOpened,
    SheetOpened,
    SheetSilenced,
    SummaryBegun,
    SummaryRemoved,
    VersionRestored,
    VersionsOpened,
    VisitBegun,
)

FEATURE = Feature(
    presses={
        SheetOpened: showing.show_sheet,
        VisitBegun: filling.begin_visit,
        FieldBegun: filling.begin_field,
        FieldAnswered: replying.answer_with_key,
        SheetSilenced: replying.silence,
        VersionsOpened: showing.show_versions,
        VersionRestored: showing.restore,
        ContactAsked: contacting.begin_question,
        ContactAnswered: contacting.begin_answer,
        OriginalOpened: showing.show_original,
        SummaryBegun: summing_up.begin,
        SummaryRemoved: summing_up.remove,
    },
    forms=(filling.FORM, summing_up.FORM, contacting.ASK_FORM, contacting.ANSWER_FORM),
    links={"sheet": filling.follow_link},
    replies={replying.SUBJECT: replying.take_reply},
    further=replying.take_typed,
)
