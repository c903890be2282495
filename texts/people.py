"""How a person is named."""

from store.models import Person
from texts.message import Html, excerpt


def linked(person: Person) -> Html:
    """A name that opens the chat with that person, where they have one."""
    name = Html.escape(excerpt(person.name, 60) or "—")
    if person.telegram_id is None:
        return name
    return Html('<a href="tg://user?id={id}">{name}</a>').format(id=person.telegram_id, name=name)
