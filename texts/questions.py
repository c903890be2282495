"""The library of questions for networks: a data file, read once."""

import tomllib
from functools import cache
from pathlib import Path

from store.frozen import frozen
from store.models import Prompt
from store.news import Asked
from texts.message import Html
from texts.records.wording import language_mark
from texts.translator import DEFAULT_LANGUAGE, Translator

FILE = Path(__file__).parent / "library" / "prompts.toml"


@frozen
class Question:
    """A question and a hint that says how little is enough; `language` of a coordinator's own words, where known."""

    question: str
    hint: str
    language: str = ""


@cache
def library() -> dict[str, dict[str, Question]]:
    """All questions by slug and language."""
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["prompt"]
    return {
        entry["slug"]: {language: Question(**words) for language, words in entry.items() if language != "slug"}
        for entry in entries
    }


def words_of(t: Translator, prompt: Prompt | Asked) -> Question:
    """What a network is asked: a coordinator's own words as they were written, or the library's."""
    if not prompt.own_words:
        return question_of(t, prompt.slug)
    translations = dict(prompt.translations if isinstance(prompt, Asked) else prompt.own_translations)
    if t.language in translations:
        return Question(translations[t.language], "", t.language)
    return Question(prompt.own_words, "", prompt.own_language)


def with_language(t: Translator, words: Question, shown: Html) -> Html:
    """What is shown of a question, and in which language where that is not the reader's, as records say it."""
    mark = language_mark(t, words.language)
    return t.say("{title} (in {language})", title=shown, language=mark) if mark else shown


def question_of(t: Translator, slug: str) -> Question:
    """The question in the reader's language; of one that an upgrade took away, the slug."""
    words = library().get(slug, {})
    return words.get(t.language) or words.get(DEFAULT_LANGUAGE) or Question(slug, "")
