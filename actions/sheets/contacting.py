"""Whoever signs a record and is open to questions is asked by name, and answers, with no number or address told.

Nothing of it is kept but the letters themselves, which the outbox forgets.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Open, access_summing_up, access_tended_sheet, tends
from actions.letters.copies import edit_copies
from actions.refusals import NotAllowed, NotFound
from actions.sheets.refusals import AskedToday
from actions.sheets.standing import asked_of
from store import sheets as store
from store.letters import known_keys
from store.letters.copies import forget_subject
from store.memberships import city_by_id, membership_of
from store.models import City, Kind, Person, Sheet
from store.people import person_by_id, person_by_telegram
from store.sheets import Grown
from texts.message import Message
from texts.sheets import contact as texts
from texts.sheets.fields import CONTACT, is_open_to_questions
from texts.translator import translator_of


def access_asking(session: Session, person: Person, sheet_id: int) -> Open:
    """A record about which the person may ask whoever signs it: another one's, who has said yes to it."""
    opened = access_summing_up(session, person, sheet_id)
    if tends(session, person, opened.record):
        raise NotAllowed
    contact = store.values_of(session, sheet_id).get(CONTACT)
    if contact is None or not is_open_to_questions(contact.value) or not reached(session, opened.record):
        raise NotFound
    return opened


def access_answering(session: Session, person: Person, sheet_id: int, asker_id: int) -> tuple[Open, Person]:
    """A record of the person's, and somebody who has asked them about it and takes part still."""
    opened = access_tended_sheet(session, person, sheet_id)
    asker = person_by_id(session, asker_id)
    has_asked = store.has_letter(session, person.telegram_id or 0, _keys_of(opened.sheet, asker_id))
    if asker is None or not has_asked or membership_of(session, asker_id, opened.sheet.network_id) is None:
        raise NotFound
    return opened, asker


def reached(session: Session, record: Grown) -> list[Person]:
    """Whom a question reaches."""
    return [person for person in asked_of(session, record) if person.telegram_id is not None]


def do_ask(session: Session, asker: Person, opened: Open, words: str, *, now: datetime) -> None:
    """One question a day and record: it is a letter to somebody who cannot choose who writes."""
    day = now.astimezone(ZoneInfo(asker.zone)).date()
    sheet, record = opened
    people = reached(session, record)
    keys = {person.id: f"{_keys_of(sheet, asker.id)}{day}:{person.id}" for person in people}
    if known_keys(session, set(keys.values())):
        raise AskedToday
    city = _city_of(session, asker, sheet)
    for person in people:
        message = texts.asked(translator_of(person), sheet, record, asker, city, words)
        _send(session, asker, person, keys[person.id], message, now)


def do_answer(session: Session, person: Person, opened: Open, asker: Person, words: str, *, now: datetime) -> None:
    """To who has asked."""
    sheet, record = opened
    message = texts.answered(translator_of(asker), sheet, record, person, _city_of(session, person, sheet), words)
    _send(
        session, person, asker, f"sheet:{sheet.id}:answer:{asker.id}:{person.id}:{int(now.timestamp())}", message, now
    )


def forget_questions(session: Session, person: Person, now: datetime) -> None:
    """Somebody is erased: what they asked and answered here goes from the phones of those to whom it went."""

    def emptied(chat_id: int) -> Message:
        reader = person_by_telegram(session, chat_id)
        return texts.erased(translator_of(reader or person))

    edit_copies(session, _written_by(person), emptied, now=now)
    forget_subject(session, _written_by(person))


def _send(session: Session, by: Person, to: Person, key: str, message: Message, now: datetime) -> None:
    postage = attention.postage(Kind.SHEET_CONTACT, to, key=key, now=now, subject=_written_by(by))
    letters.send(session, to.telegram_id or 0, message, now=now, postage=postage)


def _written_by(person: Person) -> str:
    """The subject of letters with somebody's own words."""
    return f"sheet_contact:{person.id}"


def _keys_of(sheet: Sheet, asker_id: int) -> str:
    """What the keys of somebody's questions about a record begin with."""
    return f"sheet:{sheet.id}:contact:{asker_id}:"


def _city_of(session: Session, person: Person, sheet: Sheet) -> City | None:
    membership = membership_of(session, person.id, sheet.network_id)
    return None if membership is None else city_by_id(session, membership.city_id)
