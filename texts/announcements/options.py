"""What else can be said of an announcement before it goes out: its languages, and whether reading is confirmed."""

from collections.abc import Mapping

from store.frozen import frozen
from texts.announcements.presses import StandingOpened
from texts.announcements.spoken import Spoken, language_name, told_spoken
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import in_rows
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press, press
from texts.translator import LANGUAGES, Translator


@press("anh")
@frozen
class OptionsOpened(Press):
    """What else is there to say of it?"""

    announcement_id: int


@press("ani")
@frozen
class ReadingWanted(Press):
    """Its readers are asked to confirm, or not any more."""

    announcement_id: int
    is_wanted: bool


@press("anj")
@frozen
class LanguagesOpened(Press):
    """In which languages does it speak?"""

    announcement_id: int


@press("ank")
@frozen
class TranslationBegun(Press):
    """The same in another language: the text is asked for."""

    announcement_id: int
    language: Language


@press("anl")
@frozen
class TranslationForgotten(Press):
    """Not in this language after all."""

    announcement_id: int
    language: Language


@press("anm")
@frozen
class WrittenChosen(Press):
    """The language that the text is written in."""

    announcement_id: int
    language: Language


@press("ano")
@frozen
class LanguagePreviewed(Press):
    """As somebody reads it in this language."""

    announcement_id: int
    language: Language


@press("ans")
@frozen
class CorrectionOfBegun(Press):
    """Other words in one of its languages, wherever these stand."""

    announcement_id: int
    language: Language


def options_key(t: Translator, announcement_id: int) -> Button:
    """Below the preview."""
    return Button(t.label("⚙️ More"), OptionsOpened(announcement_id))


def add_keys(t: Translator, announcement_id: int, missing: Mapping[str, int]) -> tuple[tuple[Button, ...], ...]:
    """A key for each language of its readers in which it is not yet, that of most of them first."""
    in_order = sorted(missing, key=lambda language: -missing[language])
    return in_rows([_add_key(t, announcement_id, language) for language in in_order])


def options(t: Translator, number: int, *, wants_reading: bool) -> Message:
    """What else can be chosen."""
    ask = (
        Button(t.label("🔕 Do not ask to confirm reading"), ReadingWanted(number, is_wanted=False))
        if wants_reading
        else Button(t.label("👀 Ask to confirm reading"), ReadingWanted(number, is_wanted=True))
    )
    asked = t.say("✅ Below it stands a key with which its readers confirm that they have read it.")
    return Message(
        lines(t.say("⚙️ <b>The announcement</b>"), asked if wants_reading else None),
        (
            (ask,),
            (Button(t.label("🌐 Choose its languages"), LanguagesOpened(number)),),
            (_back(t, StandingOpened(number)),),
        ),
    )


def languages(t: Translator, number: int, spoken: Spoken) -> Message:
    """In what it is written, and in what else it speaks."""
    written = [
        Button(
            ("🔘 " if each == spoken.written else "⚪️ ") + LANGUAGE_NAMES[Language(each)],
            WrittenChosen(number, Language(each)),
        )
        for each in LANGUAGES
    ]
    others = [each for each in LANGUAGES if each != spoken.written and each not in spoken.translated]
    adding = in_rows([_add_key(t, number, each) for each in others])
    present = [row for each in spoken.translated for row in _present_rows(t, number, each)]
    return Message(
        paragraphs(
            t.say("🌐 <b>In which languages?</b> Who has none of these reads the text as it was written."),
            lines(*told_spoken(t, spoken)) or None,
            t.say("The upper keys say in which language the text is written."),
        ),
        (*in_rows(written), *present, *adding, (_back(t, OptionsOpened(number)),)),
    )


def translation_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("an announcement in another language")


def translation_question(t: Translator, language: str) -> Message:
    """The same words in another language."""
    return Message(
        t.say(
            "🌐 <b>Write the announcement in {language}.</b> Those who read in this language get it so; files stay as "
            "they are.",
            language=language_name(t, language),
        )
    )


def which_to_correct(t: Translator, number: int, languages_there: list[str]) -> Message:
    """It says the same in several languages."""
    keys = [
        Button(LANGUAGE_NAMES[Language(each)], CorrectionOfBegun(number, Language(each))) for each in languages_there
    ]
    return Message(
        t.say("✏️ <b>In which language is it to be corrected?</b> In the others it stays as it is."),
        (*in_rows(keys), (_back(t, StandingOpened(number)),)),
    )


def previewed_below(t: Translator) -> str:
    """The toast."""
    return t.plain("It is just below, as somebody reads it.")


def nobody_reads(t: Translator) -> Html:
    """Above a preview in a language that nobody of the readers has."""
    return t.say("👁 <b>As it would be read</b>")


def as_read_by(t: Translator, name: str) -> Html:
    """Above a preview."""
    return t.say("👁 <b>As {name} reads it</b>", name=name)


def _present_rows(t: Translator, number: int, language: str) -> tuple[tuple[Button, ...], ...]:
    named, of = LANGUAGE_NAMES[Language(language)], Language(language)
    return (
        (
            Button(t.label("👁 See: {language}", language=named), LanguagePreviewed(number, of)),
            Button(t.label("✏️ Change it"), TranslationBegun(number, of)),
        ),
        (Button(t.label("✖️ Take {language} out", language=named), TranslationForgotten(number, of)),),
    )


def _add_key(t: Translator, number: int, language: str) -> Button:
    return Button(
        t.label("🌐 Add: {language}", language=LANGUAGE_NAMES[Language(language)]),
        TranslationBegun(number, Language(language)),
    )


def _back(t: Translator, to: Press) -> Button:
    return Button(t.label("◀️ Back"), to)
