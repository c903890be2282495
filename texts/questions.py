"""The library of questions for networks: a data file, read once."""

import tomllib
from functools import cache
from pathlib import Path

from store.frozen import frozen
from store.models import Prompt
from store.news import Asked
from texts.translator import DEFAULT_LANGUAGE, Translator

FILE = Path(__file__).parent / "library" / "prompts.toml"


@frozen
class Question:
    """A question and a hint that says how little is enough."""

    question: str
    hint: str


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
    if isinstance(prompt, Asked):
        return Question(prompt.own_words_in(t.language), "")
    return Question(prompt.own_translations.get(t.language, prompt.own_words), "")


def question_of(t: Translator, slug: str) -> Question:
    """The question in the reader's language; of one that an upgrade took away, the slug."""
    words = library().get(slug, {})
    return words.get(t.language) or words.get(DEFAULT_LANGUAGE) or Question(slug, "")
