"""The questionnaires of consultations: a data file, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache
from pathlib import Path

from store.frozen import frozen
from texts.message import Html
from texts.translator import DEFAULT_LANGUAGE, LANGUAGES, Translator

FILE = Path(__file__).parents[1] / "library" / "consultation.toml"
STANDARD = "standard"


class QuestionKind(StrEnum):
    """How a question is answered."""

    RANK = "rank"
    FIELD = "field"
    CHOOSE = "choose"
    SCALE = "scale"
    HOURS = "hours"
    CHALLENGES = "challenges"
    TEXT = "text"


REPLIES = (QuestionKind.CHOOSE, QuestionKind.SCALE, QuestionKind.CHALLENGES, QuestionKind.TEXT)


@frozen
class Words:
    """A question in one language, with a hint that says how little is enough, and what can be chosen."""

    title: str
    hint: str
    options: Mapping[str, str] = field(default_factory=dict)


@frozen
class Question:
    """One page of a questionnaire. most: how many fields or options at the most, or the end of a scale."""

    id: str
    kind: QuestionKind
    most: int
    words: Mapping[str, Words] = field(repr=False)

    def said(self, t: Translator) -> Words:
        """In the reader's language."""
        return self.words.get(t.language) or self.words[DEFAULT_LANGUAGE]

    def title(self, t: Translator, member: str) -> Html:
        """Above its page; words of a data file of our own, and the member's name is escaped."""
        return Html(self.said(t).title).format(member=member)

    def hint(self, t: Translator) -> Html:
        """Below the title."""
        return Html(self.said(t).hint)

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen, as it is stored."""
        return tuple(self.words[DEFAULT_LANGUAGE].options)

    @property
    def column(self) -> str:
        """Of the CSV file."""
        kind = QuestionKind.CHOOSE if self.kind is QuestionKind.CHALLENGES else self.kind
        return f"{kind}:{self.id}"


@cache
def questionnaires() -> Mapping[str, tuple[Question, ...]]:
    """All of them by slug."""
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["questionnaire"]
    return {entry["slug"]: tuple(map(_question, entry["question"])) for entry in entries}


def _question(entry: dict[str, object]) -> Question:
    words = {language: _words(entry[language]) for language in LANGUAGES}
    most = entry.get("most", 1)
    return Question(str(entry["id"]), QuestionKind(str(entry["kind"])), int(str(most)), words)


def _words(entry: object) -> Words:
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return Words(entry["title"], entry["hint"], entry.get("options", {}))


def questions_of(slug: str) -> tuple[Question, ...]:
    """Those of one questionnaire; of one that an upgrade took away, the standard ones."""
    return questionnaires().get(slug) or questionnaires()[STANDARD]


def question_named(slug: str, question_id: str) -> Question | None:
    """One of them."""
    return next((one for one in questions_of(slug) if one.id == question_id), None)


@cache
def columns() -> Mapping[str, Question]:
    """All questions about no field, by their columns of the CSV file."""
    return {one.column: one for questions in questionnaires().values() for one in questions if one.kind in REPLIES}
