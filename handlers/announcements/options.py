"""What else is said of an announcement before it goes out: its languages, and whether reading is confirmed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.announcements import languages, line, reading
from actions.announcements.audience import audience_of
from actions.announcements.sample import card_as_read
from actions.announcements.writing import access_unsent, checked
from actions.refusals import StepPassed, TextWanted
from handlers import form
from handlers.announcements import questions
from handlers.announcements.panel import stand
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.models import Announcement, Draft
from texts.announcements import options as texts
from texts.announcements.options import (
    LanguagePreviewed,
    LanguagesOpened,
    OptionsOpened,
    ReadingWanted,
    TranslationBegun,
    TranslationForgotten,
    WrittenChosen,
)
from texts.forms import back_label
from texts.message import Message, lines
from texts.presses import Press
from texts.translator import LANGUAGES


def open_options(turn: Turn, press: OptionsOpened) -> Message:
    """Over the panel, which comes back with Back."""
    announcement = access_unsent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    return _options(turn, announcement)


def want_reading(turn: Turn, press: ReadingWanted) -> Message:
    """The other way round."""
    number, is_wanted = press.announcement_id, press.is_wanted
    return _options(turn, reading.do_want(turn.session, turn.member, number, is_wanted=is_wanted))


def open_languages(turn: Turn, press: LanguagesOpened) -> Message:
    """In which it speaks."""
    return _languages(turn, access_unsent(turn.session, turn.member, press.announcement_id))


def begin_translation(turn: Turn, press: TranslationBegun) -> Message:
    """The text in another language."""
    announcement = access_unsent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    return form.restart(turn, TRANSLATION, f"{announcement.id}.{press.language}")


def translate(turn: Turn, answers: Answers) -> Message | None:
    """As somebody reads it, and below it how all stands."""
    number, language = _named(answers)
    content = questions.content_in(answers)
    announcement = languages.do_translate(turn.session, turn.member, number, language, content)
    _preview(turn, announcement, language)
    return stand(turn, announcement)


def forget_translation(turn: Turn, press: TranslationForgotten) -> Message:
    """Out of it."""
    number, language = press.announcement_id, press.language
    return _languages(turn, languages.do_forget_translation(turn.session, turn.member, number, language))


def choose_written(turn: Turn, press: WrittenChosen) -> Message:
    """What the text is written in."""
    number, language = press.announcement_id, press.language
    return _languages(turn, languages.do_choose_written(turn.session, turn.member, number, language))


def preview_language(turn: Turn, press: LanguagePreviewed) -> None:
    """Below."""
    announcement = access_unsent(turn.session, turn.member, press.announcement_id)
    _preview(turn, announcement, press.language)
    turn.toast = texts.previewed_below(turn.translator)


def _preview(turn: Turn, announcement: Announcement, language: str) -> None:
    card, reader = card_as_read(turn.session, turn.member, announcement, turn.now, language)
    t = turn.translator
    above = texts.nobody_reads(t) if reader is None else texts.as_read_by(t, reader.name)
    turn.say(replace(card, text=lines(above, card.text)))


def _options(turn: Turn, announcement: Announcement) -> Message:
    return texts.options(turn.translator, announcement.id, wants_reading=announcement.wants_reading)


def _languages(turn: Turn, announcement: Announcement) -> Message:
    audience = audience_of(turn.session, announcement, turn.now)
    spoken = languages.spoken_of(turn.session, announcement, audience)
    return texts.languages(turn.translator, announcement.id, spoken)


def _named(answers: Answers) -> tuple[int, str]:
    number, _, language = answers["argument"].partition(".")
    if language not in LANGUAGES:
        raise StepPassed
    return number_in(number), language


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.translation_question(turn.translator, _named(draft.answers)[1])


def _take(turn: Turn, answers: Answers) -> dict[str, Any]:
    if turn.incoming.attachment is not None:
        raise TextWanted
    access_unsent(turn.session, turn.member, _named(answers)[0])
    return questions.kept(checked(questions.content_of(turn)))


def _back_to_it(turn: Turn, answers: Answers) -> Message | None:
    return stand(turn, access_unsent(turn.session, turn.member, _named(answers)[0]))


def _known(turn: Turn, argument: str) -> Answers:
    access_unsent(turn.session, turn.member, _named({"argument": argument})[0])
    return {}


TRANSLATION = Form(
    "announce-words",
    texts.translation_title,
    (Step("content", _ask, _take),),
    translate,
    known=_known,
    leave=back_label,
    cancelled=_back_to_it,
)
PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    OptionsOpened: open_options,
    ReadingWanted: want_reading,
    LanguagesOpened: open_languages,
    TranslationBegun: begin_translation,
    TranslationForgotten: forget_translation,
    WrittenChosen: choose_written,
    LanguagePreviewed: preview_language,
}
