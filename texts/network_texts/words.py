"""A network's own texts at the desk: as they stand, in which languages, and before they are saved."""

from store.models import Network, NetworkText, Role, TextKind
from texts.announcements.spoken import language_name
from texts.coordinating.presses import NetworkUpkeepOpened
from texts.forms import FormChosen
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import in_rows
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.network_texts.presses import (
    NetworkTextBegun,
    NetworkTextOpened,
    NetworkTextRemoved,
    NetworkTextsOpened,
)
from texts.registration.joined import you_are_in
from texts.registration.welcome import welcome
from texts.translator import Translator, translator_for

SAVE = "save"
EDIT = "edit"


def page(t: Translator, network: Network, about: NetworkText | None, greeting: NetworkText | None) -> Message:
    """Both, as the reader would have them."""
    number = network.id
    return Message(
        paragraphs(
            t.say("📝 <b>Texts</b> · {network}", network=network.name),
            lines(
                t.say("<b>What it is about</b>: on the network’s page, and on an invitation before registering."),
                _standing(t, about),
            ),
            lines(t.say("<b>Welcome</b>: to whoever has just come in."), _standing(t, greeting)),
        ),
        (
            (
                Button(t.label("🧭 What it is about"), NetworkTextOpened(number, TextKind.ABOUT)),
                Button(t.label("👋 Welcome"), NetworkTextOpened(number, TextKind.WELCOME)),
            ),
            (Button(t.label("◀️ Back"), NetworkUpkeepOpened(number)),),
        ),
    )


def text_page(t: Translator, network: Network, kind: TextKind, text: NetworkText | None) -> Message:
    """One of them in all its languages; a closed network's can only be read."""
    said = {} if text is None else text.words
    is_closed = network.closed_at is not None
    writing = () if is_closed else in_rows([_writing(t, network.id, kind, one, said) for one in Language])
    removing = () if is_closed or text is None else in_rows(_removing(t, network.id, kind, text))
    return Message(
        paragraphs(
            _title(t, network, kind),
            lines(*(_said(language, words) for language, words in said.items())) if said else t.say("No text yet."),
            t.say("🔒 The network is closed: its texts stay as they are.")
            if is_closed
            else t.say(
                "In which language? One is enough: everybody reads it in their own, where there is one, and otherwise "
                "as it was written first."
            ),
        ),
        (*writing, *removing, (Button(t.label("◀️ Back"), NetworkTextsOpened(network.id)),)),
    )


def question(t: Translator, kind: TextKind, language: Language, present: str, limit: int) -> Message:
    """What is typed; what it takes the place of stands with it, to be copied."""
    asked = {
        TextKind.ABOUT: t.say(
            "🧭 <b>What is the network about?</b> Two or three lines in {language}, {limit} characters at most.",
            language=language_name(t, language),
            limit=limit,
        ),
        TextKind.WELCOME: t.say(
            "👋 <b>What does whoever comes in need to know?</b> In {language}, {limit} characters at most.",
            language=language_name(t, language),
            limit=limit,
        ),
    }
    now = lines(t.say("Now:"), quoted(present)) if present else None
    return Message(paragraphs(asked[kind], now))


def preview(t: Translator, draft_id: int, network: Network, kind: TextKind, language: Language, words: str) -> Message:
    """The very message that somebody has who comes in with that language."""
    theirs = translator_for(language)
    if kind is TextKind.ABOUT:
        told = t.say("👀 With an invitation for no city, for example, it reads:")
        shown = welcome(theirs, network, None, Role.DELEGATE, "", about=words)
    else:
        told = t.say("👀 Whoever has just come in reads:")
        shown = you_are_in(theirs, network, None, words)
    return Message(
        paragraphs(told, shown.text),
        (
            (
                Button(t.label("✅ Save"), FormChosen(draft_id, "preview", SAVE)),
                Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", EDIT)),
            ),
        ),
    )


def form_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("a text of the network")


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved: it is shown from now on.")


def removed(t: Translator) -> str:
    """The toast."""
    return t.plain("Removed: it is shown no more.")


def _title(t: Translator, network: Network, kind: TextKind) -> Html:
    if kind is TextKind.ABOUT:
        return t.say("🧭 <b>What it is about</b> · {network}", network=network.name)
    return t.say("👋 <b>Welcome</b> · {network}", network=network.name)


def _standing(t: Translator, text: NetworkText | None) -> Html:
    if text is None or not text.words:
        return t.say("No text yet.")
    languages = [Html.escape(language_name(t, language)) for language in text.words]
    languages_line = t.say("In {languages}.", languages=t.list_of(languages)) if len(languages) > 1 else None
    return lines(quoted(text.said_in(t.language)), languages_line)


def _said(language: str, words: str) -> Html:
    return Html("{}: {}").format(LANGUAGE_NAMES[Language(language)], quoted(words))


def _writing(t: Translator, network_id: int, kind: TextKind, language: Language, said: dict[str, str]) -> Button:
    name = LANGUAGE_NAMES[language]
    words = t.label("✏️ Change {language}", language=name) if language in said else name
    return Button(words, NetworkTextBegun(network_id, kind, language))


def _removing(t: Translator, network_id: int, kind: TextKind, text: NetworkText) -> list[Button]:
    """Each language has its key, where there are several."""
    several = len(text.words) > 1
    return [
        Button(
            t.label("🗑 Remove {language}", language=LANGUAGE_NAMES[Language(one)]) if several else t.label("🗑 Remove"),
            NetworkTextRemoved(network_id, kind, Language(one), text.id),
        )
        for one in text.words
    ]
