"""What a search can be narrowed to, and is, in the reader's words."""

from hashlib import sha256

from actions.refusals import Refused
from actions.search import Filters, choices
from actions.search.themes import theme_name
from handlers.turn import Turn
from store.memberships import city_by_id
from store.models import City, FoundKind, Outcome
from texts.cities import country_name, short_city
from texts.message import Html
from texts.search import refusals as refusal_texts
from texts.search.kinds import kinds_name, state_name
from texts.search.presses import Narrowing
from texts.search.shown import Choice, Narrowed
from texts.translator import Translator

Chosen = FoundKind | Outcome | City | str


class ChoiceGone(Refused):
    """A key for a city or a field that is no choice any more."""

    def sentence(self, t: Translator) -> Html:
        return refusal_texts.choice_gone(t)


def narrowed_to(turn: Turn, filters: Filters) -> list[Narrowed]:
    """What is chosen, in the order in which it can be."""
    t, city = turn.translator, city_by_id(turn.session, filters.city_id)
    named = {
        Narrowing.KIND: filters.kind and kinds_name(t, filters.kind),
        Narrowing.CITY: city and short_city(city),
        Narrowing.COUNTRY: filters.country and country_name(t, filters.country),
        Narrowing.FIELD: filters.field,
        Narrowing.THEME: filters.theme and theme_name(filters.theme, t.language),
        Narrowing.STATE: filters.state and state_name(t, filters.state),
    }
    return [Narrowed(by, name) for by, name in named.items() if name]


def offered(turn: Turn, by: Narrowing) -> list[tuple[Choice, Chosen]]:
    """All choices, of what this person may see."""
    t = turn.translator
    if by is Narrowing.KIND:
        return [(Choice(kind.value, kinds_name(t, kind)), kind) for kind in FoundKind]
    if by is Narrowing.STATE:
        return [(Choice(outcome.value, state_name(t, outcome)), outcome) for outcome in Outcome]
    there = choices(turn.session, turn.member)
    if by is Narrowing.CITY:
        cities = sorted(there.cities, key=lambda city: (city.name, city.slug))
        return [(Choice(str(city.id), short_city(city)), city) for city in cities]
    if by is Narrowing.COUNTRY:
        countries = sorted((country_name(t, country), country) for country in there.countries)
        return [(Choice(country, name), country) for name, country in countries]
    if by is Narrowing.THEME:
        named = sorted((theme_name(theme, t.language), theme) for theme in there.themes)
        return [(Choice(theme, name), theme) for name, theme in named]
    return [(Choice(_short(field), field), field) for field in sorted(there.fields)]


def chosen_in(turn: Turn, by: Narrowing, value: str) -> Chosen | None:
    """What a key means; an empty one means none."""
    if not value:
        return None
    for choice, chosen in offered(turn, by):
        if choice.value == value:
            return chosen
    raise ChoiceGone


def _short(field: str) -> str:
    """Callback data has no room for the name of a field."""
    return sha256(field.encode()).hexdigest()[:12]
