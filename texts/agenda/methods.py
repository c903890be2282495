"""The cards of the methods, as they stand in `methods/`: one file each, with all languages."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from store.frozen import frozen
from store.models import Method
from texts.translator import Translator

FOLDER = Path(__file__).parents[2] / "methods"


class Does(StrEnum):
    """What the bot has to do with a step while a session is held: everybody writes in private, or offers are noted."""

    NOTES = "notes"
    OFFERS = "offers"


@frozen
class Step:
    """A part of a method's course; `words` by language."""

    minutes: int
    words: Mapping[str, str]
    does: Does | None = None


@frozen
class MethodCard:
    """How a method goes. Its course fills the `usual` minutes; with fewer than the `least` it loses its sense.

    title: fits a key; about: one sentence; both by language
    """

    method: Method
    usual: int
    least: int
    title: Mapping[str, str]
    about: Mapping[str, str]
    course: tuple[Step, ...]


@cache
def card_of(method: Method) -> MethodCard:
    """Read once per process."""
    content = tomllib.loads((FOLDER / f"{method}.toml").read_text(encoding="utf-8"))
    steps = tuple(_step(step) for step in content["step"])
    return MethodCard(method, content["usual"], content["least"], content["title"], content["about"], steps)


def _step(written: dict[str, str]) -> Step:
    minutes, does = int(written.pop("minutes")), written.pop("does", None)
    return Step(minutes, written, None if does is None else Does(does))


def title_of(t: Translator, method: Method) -> str:
    """As on its key."""
    return card_of(method).title[t.language]


def about(t: Translator, method: Method) -> str:
    """What it is."""
    return card_of(method).about[t.language]


def course_of(t: Translator, method: Method, minutes: int) -> list[tuple[int, int, str]]:
    """From which minute to which, and what happens: in proportion when it has other minutes than usual."""
    return [
        (begins, ends_at, step.words[t.language])
        for (begins, ends_at), step in zip(spans_of(method, minutes), card_of(method).course, strict=True)
    ]


def spans_of(method: Method, minutes: int) -> list[tuple[int, int]]:
    """From which minute to which each step of a method lasts."""
    card = card_of(method)
    ends = [0]
    for step in card.course:
        ends.append(ends[-1] + step.minutes)
    scaled = [round(end * minutes / card.usual) for end in ends]
    return list(pairwise(scaled))


def step_of(method: Method, number: int) -> Step:
    """A step by its place; the last one where an upgrade has taken some away."""
    course = card_of(method).course
    return course[min(number, len(course) - 1)]
