"""What the pages of a network have in common."""

from collections.abc import Callable, Sequence

from store.models import Membership, Person
from texts.lists import arrows
from texts.message import Button, Html, Rows, excerpt
from texts.presses import Press
from texts.translator import Translator

CITIES_A_PAGE = 8
NUMBERS_A_ROW = 4

Member = tuple[Membership, Person]


def named(person: Person, role: Html | None = None) -> Html:
    """A person with their role in brackets, and their post."""
    name = Html("<b>{}</b>").format(excerpt(person.name, 60) or "—")
    name = name if role is None else Html("{} ({})").format(name, role)
    return Html("{}, {}").format(name, excerpt(person.post, 80)) if person.post else name


def arrow_row(t: Translator, page: int, pages: int, to_page: Callable[[int], Press]) -> Rows:
    """A row of arrows, where there is more than a page."""
    keys = arrows(t, page, pages, to_page)
    return (keys,) if keys else ()


def numbers_in_rows(keys: Sequence[Button]) -> Rows:
    """Four numbers side by side."""
    return tuple(tuple(keys[start : start + NUMBERS_A_ROW]) for start in range(0, len(keys), NUMBERS_A_ROW))
