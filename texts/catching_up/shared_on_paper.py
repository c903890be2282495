"""What others have shared, a line each, in the document for whoever comes later."""

from typing import Any

from store.models import City, Outcome
from texts.catching_up.fitting import line_section
from texts.catching_up.shown import Everything
from texts.cities import short_city
from texts.message import excerpt
from texts.records.wording import Line, language_mark
from texts.translator import Translator

CHALLENGES, EXPERIENCES = 24, 18  # lines of each
TITLE = 120


def challenges_in_short(t: Translator, told: Everything) -> dict[str, Any] | None:
    """Title, city, and how it stands."""
    found = [
        Line(
            _whose(t, one.city),
            excerpt(one.challenge.title, TITLE),
            ", ".join(filter(None, (_outcome(t, one.challenge.outcome), language_mark(t, one.challenge.language)))),
        )
        for one in told.challenges
    ]
    title = t.plain("Challenges of the network") if told.own is None else t.plain("Other challenges of the network")
    return line_section(t, title, found, CHALLENGES) if found else None


def experiences_in_short(t: Translator, told: Everything) -> dict[str, Any] | None:
    """Title and city."""
    found = [
        Line(_whose(t, one.city), excerpt(one.experience.title, TITLE), language_mark(t, one.experience.language))
        for one in told.experiences
    ]
    title = t.plain("Experiences of the network") if told.own is None else t.plain("Experiences of the other cities")
    return line_section(t, title, found, EXPERIENCES) if found else None


def _whose(t: Translator, city: City | None) -> str:
    return t.plain("Coordination team") if city is None else short_city(city)


def _outcome(t: Translator, outcome: Outcome) -> str:
    return {
        Outcome.SOLVED: t.plain("solved"),
        Outcome.PARTLY: t.plain("solved in part"),
        Outcome.OPEN: t.plain("open"),
    }[outcome]
