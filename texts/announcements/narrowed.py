"""To whom among the members of its networks an announcement goes, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from store.frozen import frozen
from store.models import Attended, Narrowing, Role
from texts.cities import country_name
from texts.languages import LANGUAGE_NAMES, Language
from texts.message import Html
from texts.translator import Translator


@frozen
class Narrowed:
    """What readers have to be one of, by what it is; and the names of cities by their numbers."""

    chosen: Mapping[Narrowing, Sequence[str]] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_everybody(self) -> bool:
        """Whether it is for all members."""
        return not any(self.chosen.values())


def told_narrowed(t: Translator, narrowed: Narrowed) -> list[Html]:
    """A line for each thing that readers have to be."""
    return [_line(t, by, narrowed) for by in Narrowing if narrowed.chosen.get(by)]


def called(t: Translator, by: Narrowing, value: str, cities: Mapping[str, str]) -> str:
    """What one of the choices is called, on a key and in a list."""
    match by:
        case Narrowing.ROLE:
            return _role(t, value)
        case Narrowing.CITY:
            return cities.get(value, "—")
        case Narrowing.COUNTRY:
            return country_name(t, value)
        case Narrowing.LANGUAGE:
            return LANGUAGE_NAMES[Language(value)]
        case Narrowing.ATTENDED:
            return _attended(t, value)


def _line(t: Translator, by: Narrowing, narrowed: Narrowed) -> Html:
    values = t.list_of([Html.escape(called(t, by, value, narrowed.cities)) for value in narrowed.chosen[by]])
    match by:
        case Narrowing.ROLE:
            return t.say("🎯 Only by role: {values}.", values=values)
        case Narrowing.CITY:
            return t.say("🎯 Only of these cities: {values}.", values=values)
        case Narrowing.COUNTRY:
            return t.say("🎯 Only of these countries: {values}.", values=values)
        case Narrowing.LANGUAGE:
            return t.say("🎯 Only who reads in: {values}.", values=values)
        case Narrowing.ATTENDED:
            return t.say("🎯 Only by attendance: {values}.", values=values)


def _role(t: Translator, value: str) -> str:
    match Role(value):
        case Role.COORDINATOR:
            return t.label("coordination")
        case Role.FACILITATOR:
            return t.label("facilitation")
        case _:
            return t.label("delegates")


def _attended(t: Translator, value: str) -> str:
    match Attended(value):
        case Attended.ABSENT:
            return t.label("absent last time")
        case Attended.CAME:
            return t.label("came last time")
        case Attended.SILENT:
            return t.label("no answer about the next one")
