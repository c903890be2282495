"""The question what to look for."""

from collections.abc import Sequence

from texts.forms import FormChosen
from texts.lists import in_rows
from texts.message import Button, Message, paragraphs
from texts.search.presses import SearchBegun, TextSearched
from texts.translator import Translator

WORDS = "words"


def hub_key(t: Translator) -> Button:
    """The way here."""
    return Button(t.label("🔎 Search"), SearchBegun())


def typed_key(t: Translator) -> Button:
    """Below a text that nobody had asked for."""
    return Button(t.label("🔎 Search for it"), TextSearched())


def form_title(t: Translator) -> str:
    """What an unfinished search is called."""
    return t.label("a search")


def words_question(t: Translator, draft_id: int, examples: Sequence[str]) -> Message:
    """The one question. `examples`: words out of what was shared, as keys, which go once it is answered."""
    keys = [Button(word, FormChosen(draft_id, WORDS, word)) for word in examples]
    return Message(
        paragraphs(
            t.say("🔎 <b>What should be looked for?</b>"),
            t.say("A word or two are enough, in any of the languages: what was shared is found in all of them."),
        ),
        in_rows(keys),
    )
