"""The menu of commands of a person's own chat: in the chosen language, with the coordinators' commands for them."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from store.memberships import memberships_of
from store.models import Person, Role
from texts.commands import COORDINATOR_MENU, GUEST_MENU, PRIVATE_MENU, menu
from texts.translator import translator_of


def send_menu(session: Session, person: Person, *, now: datetime) -> None:
    """Lets the menu follow a change of language or role."""
    if person.telegram_id is None:
        return
    letters.set_commands(session, person.telegram_id, menu(translator_of(person), _names(session, person)), now=now)


def _names(session: Session, person: Person) -> tuple[str, ...]:
    roles = {membership.role for membership, _ in memberships_of(session, person.id)}
    if Role.COORDINATOR in roles:
        return COORDINATOR_MENU
    return GUEST_MENU if roles == {Role.GUEST} else PRIVATE_MENU
