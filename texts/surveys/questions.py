"""The questions of surveys: a data file, read once."""

import tomllib
from functools import cache
from pathlib import Path

from store.frozen import frozen
from store.models import SurveyKind
from texts.translator import DEFAULT_LANGUAGE, Translator

FILE = Path(__file__).parent.parent / "library" / "surveys.toml"
SCORES = (1, 2, 3, 4, 5)


@frozen
class Scaled:
    """A question and what both ends of its scale mean."""

    question: str
    low: str
    high: str


@frozen
class Entry:
    """A question in all languages, and of which surveys it is."""

    slug: str
    kinds: tuple[SurveyKind, ...]
    words: dict[str, Scaled]


@cache
def library() -> tuple[Entry, ...]:
    """All of them, in their order."""
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["question"]
    return tuple(
        Entry(
            one["slug"],
            tuple(SurveyKind(kind) for kind in one["kinds"]),
            {language: Scaled(**words) for language, words in one.items() if isinstance(words, dict)},
        )
        for one in entries
    )


@cache
def slugs_of(kind: SurveyKind) -> tuple[str, ...]:
    """What a survey asks, in its order."""
    return tuple(one.slug for one in library() if kind in one.kinds)


def words_of(t: Translator, slug: str) -> Scaled:
    """In the reader's language; of a question that an upgrade took away, the slug."""
    words = next((one.words for one in library() if one.slug == slug), {})
    return words.get(t.language) or words.get(DEFAULT_LANGUAGE) or Scaled(slug, "1", "5")
