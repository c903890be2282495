"""The menu of commands of a person's own chat: in the chosen language, with the coordinators' commands for them."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import coordinated_networks
from store.models import Person
from texts.commands import COORDINATOR_MENU, PRIVATE_MENU, menu
from texts.translator import translator_of


def send_menu(session: Session, person: Person, *, now: datetime) -> None:
    """Lets the menu follow a change of language or role."""
    if person.telegram_id is None:
        return
    names = COORDINATOR_MENU if coordinated_networks(session, person) else PRIVATE_MENU
    letters.set_commands(session, person.telegram_id, menu(translator_of(person), names), now=now)
