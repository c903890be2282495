"""Those whom an announcement did not reach, to be told by another way: who they are, for which cities."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements.audience import audience_of
from actions.announcements.reasons import missed
from actions.announcements.under_way import access_sent
from actions.refusals import NotFound
from store import audiences, copies
from store.announcements import subject_of
from store.frozen import frozen
from store.models import Announcement, Person
from texts.announcements import phoning as texts
from texts.announcements.missed import Why
from texts.spreadsheets import cell, written
from texts.translator import Translator, translator_of


@frozen
class ToPhone:
    """A person whom it did not reach."""

    name: str
    cities: tuple[str, ...]
    why: Why


def to_phone(session: Session, announcement: Announcement) -> list[ToPhone]:
    """By name: people only, for groups have no telephone."""
    audience = audience_of(session, announcement, announcement.created_at)
    failed = [each for each in copies.failures(session, subject_of(announcement)) if each.chat_id > 0]
    known = audiences.known_of(session, audience.network_ids, [each.chat_id for each in failed])
    strangers = audiences.without_telegram(session, audience)
    cities = audiences.cities_of(session, audience.network_ids, [person.id for person in strangers])
    there = [
        ToPhone(each.name, known[each.chat_id].cities, missed(each).why) for each in failed if each.chat_id in known
    ]
    without = [ToPhone(person.name, cities.get(person.id, ()), Why.NEVER_STARTED) for person in strangers]
    return sorted((*there, *without), key=lambda each: each.name)


def do_send_list(session: Session, author: Person, announcement_id: int, *, now: datetime) -> None:
    """To the author alone, as a file with names and cities: no telephone numbers are kept."""
    announcement = access_sent(session, author, announcement_id)
    people = to_phone(session, announcement)
    if not people or author.telegram_id is None:
        raise NotFound
    t = translator_of(author)
    caption = texts.caption(t, len(people))
    letters.send_table(session, author.telegram_id, texts.file_name(t), _written(t, people), caption, now=now)


def _written(t: Translator, people: list[ToPhone]) -> str:
    rows = ([cell(each.name), cell(", ".join(each.cities)), texts.why(t, each.why)] for each in people)
    return written([texts.columns(t), *rows])
