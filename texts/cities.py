"""Cities by name. Names collide (Córdoba, Mérida, Santiago), so the country always stands beside them."""

from store.models import City
from store.news import Place
from texts.message import Html
from texts.translator import Translator


def city_name(t: Translator, city: City) -> Html:
    """As "Córdoba, Argentina"."""
    return t.say("{city}, {country}", city=city.name, country=country_name(t, city.country))


def short_city(city: City | Place) -> str:
    """As "Córdoba (AR)", for lists."""
    return f"{city.name} ({city.country})"


def country_name(t: Translator, country: str) -> str:
    """The country's name in the reader's language, or its code where nobody knows better."""
    return str(t.locale.territories.get(country, country))
