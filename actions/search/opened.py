"""What is read beyond its network is found by the words that were approved, and by no others.

Its own network finds it by these, too, as long as newer ones wait: one entry cannot tell its readers apart.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from actions.proposals.words import words_outside
from actions.search.grown import typed_in
from store.frozen import frozen
from store.models import FoundKind, Visibility
from store.proposals import Words, kind_of, open_among
from store.sheets import Grown

Passage = tuple[str, str]  # words, and their language


@frozen
class Opened:
    """said: title and parts; further: all but the title; answers: those that may be read there, by number."""

    title: str
    said: tuple[Passage, ...]
    further: tuple[Passage, ...]
    answers: Mapping[int, Passage]


def opened_of(session: Session, record: Grown) -> Opened | None:
    """None: only its network reads it, or fewer."""
    if record.visibility is not Visibility.NETWORK:
        return None
    proposal = open_among(session, kind_of(record), [record.id]).get(record.id)
    words = None if proposal is None else words_outside(session, proposal)
    return None if words is None else _opened(words)


def _opened(words: Words) -> Opened:
    parts = tuple((text, words.language) for text in words.parts.values())
    answers = {one["id"]: (one["text"], one["language"]) for one in words.answers}
    grown = (
        *((" ".join(typed_in(one["value"])), one["language"]) for one in words.fields.values()),
        *((one["text"], language) for language, one in words.summaries.items()),
    )
    return Opened(words.title, ((words.title, words.language), *parts), (*parts, *answers.values(), *grown), answers)


def title_and_parts(
    session: Session, kind: FoundKind, about_id: int, record: Grown
) -> tuple[str, tuple[str, ...]] | None:
    """As a list tells of it to people of other networks; of an answer its challenge's title, and its own words."""
    opened = opened_of(session, record)
    if opened is None:
        return None
    if kind is FoundKind.SOLUTION:
        answer = opened.answers.get(about_id)
        return None if answer is None else (opened.title, (answer[0],))
    return opened.title, tuple(text for text, _ in opened.said[1:])
