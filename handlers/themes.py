"""What records are about: shown on their pages, and corrected by their authors and the coordination."""

from dataclasses import replace

from actions.access import owns
from actions.search.themes import fields, themes, themes_in
from actions.themes import (
    Correcting,
    EnoughThemes,
    Themed,
    access_themes,
    do_set_theme,
    in_words,
    may_correct,
    shown_of,
)
from handlers.feature import Feature
from handlers.turn import Turn
from store.models import Challenge
from texts.lists import page_within
from texts.message import Message, paragraphs, plain_text
from texts.themes import pages as texts
from texts.themes.presses import ThemedKind, ThemeFieldsListed, ThemeSet, ThemesOpened
from texts.themes.shown import line


def open_themes(turn: Turn, press: ThemesOpened) -> Message:
    """Those that a record has, and those of a field."""
    turn.check_private()
    correcting = access_themes(turn.session, turn.member, press.kind.found, press.about_id)
    return _page(turn, correcting, press.kind, press.field)


def set_theme(turn: Turn, press: ThemeSet) -> Message:
    """One more, or one less."""
    turn.check_private()
    correcting = access_themes(turn.session, turn.member, press.kind.found, press.about_id)
    try:
        do_set_theme(turn.session, turn.member, correcting, press.theme, is_on=press.is_on, now=turn.now)
    except EnoughThemes as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return _page(turn, correcting, press.kind, themes()[press.theme].field)


def list_fields(turn: Turn, press: ThemeFieldsListed) -> Message:
    """All fields of the list."""
    turn.check_private()
    access_themes(turn.session, turn.member, press.kind.found, press.about_id)
    listed = sorted(
        ((field, names[turn.translator.language]) for field, names in fields().items()), key=lambda one: one[1]
    )
    page = page_within(press.page, len(listed), texts.FIELDS_A_PAGE)
    return texts.fields(turn.translator, press.kind, press.about_id, listed, page)


def _page(turn: Turn, correcting: Correcting, kind: ThemedKind, field: str) -> Message:
    language = turn.translator.language
    chosen = shown_of(turn.session, correcting.record, language)
    wanted = field if field in fields() else correcting.field or _field_of_first(turn, correcting)
    offered = in_words(themes_in(wanted), chosen, language)
    named = (wanted, fields()[wanted][language])
    record = correcting.record
    return texts.page(turn.translator, kind, record.id, record.title, chosen, named, offered)


def _field_of_first(turn: Turn, correcting: Correcting) -> str:
    """Where the network's field is none of the list: that of its first theme, or the first of the list."""
    chosen = shown_of(turn.session, correcting.record, turn.translator.language)
    return themes()[chosen[0].id].field if chosen else next(iter(fields()))


def with_themes(turn: Turn, shown: Message, record: Themed) -> Message:
    """A record's page with what it is about; the coordination, which changes no words, has the key to correct it."""
    told = line(turn.translator, shown_of(turn.session, record, turn.translator.language))
    text = shown.text if told is None else paragraphs(shown.text, told)
    if owns(turn.session, turn.member, record) or not may_correct(turn.session, turn.member, record):
        return replace(shown, text=text)
    key = texts.correct_key(turn.translator, kind_of(record), record.id)
    return replace(shown, text=text, rows=(*shown.rows[:-1], (key,), *shown.rows[-1:]))


def with_themes_key(turn: Turn, shown: Message, record: Themed) -> Message:
    """What of one's own can be changed: its themes, too."""
    key = texts.correct_key(turn.translator, kind_of(record), record.id)
    return replace(shown, rows=(*shown.rows[:-1], (key,), *shown.rows[-1:]))


def kind_of(record: Themed) -> ThemedKind:
    """For a key."""
    return ThemedKind.CHALLENGE if isinstance(record, Challenge) else ThemedKind.EXPERIENCE


FEATURE = Feature(presses={ThemesOpened: open_themes, ThemeSet: set_theme, ThemeFieldsListed: list_fields})
