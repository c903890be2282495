"""What was looked for is said to who waits for it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.composing.standing import shown_of
from store.models import Composition, Person
from store.people import person_by_telegram
from texts.composing import proposal
from texts.message import Message
from texts.translator import translator_for, translator_of


def page_for_chat(session: Session, composition: Composition) -> Callable[[int], Message]:
    """The proposal in the language of whoever reads it in a private chat."""
    shown = shown_of(session, composition)

    def render(chat_id: int) -> Message:
        person = person_by_telegram(session, chat_id)
        return proposal.page(translator_for("es") if person is None else translator_of(person), shown)

    return render


def tell_who_asked(session: Session, composition: Composition, now: datetime) -> None:
    """In a message of its own: they look at something else by now."""
    person = None if composition.person_id is None else session.get(Person, composition.person_id)
    if person is not None and person.telegram_id is not None:
        page = page_for_chat(session, composition)(person.telegram_id)
        letters.send(session, person.telegram_id, page, now=now)
