"""The cards of the methods, as they stand in `methods/`: one file each, with all languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from store.models import Method
from texts.translator import Translator

FOLDER = Path(__file__).parents[2] / "methods"


@dataclass(frozen=True)
class Step:
    """A part of a method's course; `words` by language."""

    minutes: int
    words: Mapping[str, str]


@dataclass(frozen=True)
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
    steps = tuple(Step(step.pop("minutes"), step) for step in content["step"])
    return MethodCard(method, content["usual"], content["least"], content["title"], content["about"], steps)


def title_of(t: Translator, method: Method) -> str:
    """As on its key."""
    return card_of(method).title[t.language]


def about(t: Translator, method: Method) -> str:
    """What it is."""
    return card_of(method).about[t.language]


def course_of(t: Translator, method: Method, minutes: int) -> list[tuple[int, int, str]]:
    """From which minute to which, and what happens: in proportion when it has other minutes than usual."""
    card = card_of(method)
    ends = [0]
    for step in card.course:
        ends.append(ends[-1] + step.minutes)
    scaled = [round(end * minutes / card.usual) for end in ends]
    return [
        (begins, ends_at, step.words[t.language])
        for begins, ends_at, step in zip(scaled[:-1], scaled[1:], card.course, strict=True)
    ]
