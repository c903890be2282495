"""An announcement in several languages: each reader has the words of theirs, or else those that it was written in."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.announcements.words import gaps_of
from actions.announcements.writing import Content, access_unsent, checked
from actions.refusals import NotFound
from store import audiences
from store.audiences import Audience
from store.meetings import next_meetings
from store.models import Announcement, Person, Translation
from store.people import person_by_id
from texts.announcements.placeholders import Gap
from texts.announcements.spoken import Spoken, Unfilled
from texts.translator import DEFAULT_LANGUAGE, LANGUAGES


def written_in(session: Session, announcement: Announcement) -> str:
    """The language of its text, unless said otherwise its author's."""
    if announcement.language:
        return announcement.language
    author = person_by_id(session, announcement.person_id)
    return DEFAULT_LANGUAGE if author is None else author.language


def languages_in(session: Session, announcement: Announcement) -> list[str]:
    """All that it speaks, first that of the text."""
    return [written_in(session, announcement), *announcement.translations]


def spoken_of(session: Session, announcement: Announcement, audience: Audience) -> Spoken:
    """Who reads it in what."""
    readers = audiences.count_by_language(session, audience)
    written = written_in(session, announcement)
    translations = announcement.translations
    missing = {each: number for each, number in readers.items() if each != written and each not in translations}
    return Spoken(
        written,
        {each: readers.get(each, 0) for each in translations},
        frozenset(each for each, translation in translations.items() if translation["is_old"]),
        missing,
    )


def unfilled_of(session: Session, announcement: Announcement, audience: Audience, at: datetime) -> Unfilled:
    """What cannot be filled in, for whom."""
    gaps = gaps_of(announcement)
    cities = audiences.count_without_city(session, audience) if Gap.CITY in gaps else 0
    meetings = next_meetings(session, audience.network_ids, at) if Gap.SESSION in gaps else {}
    sessions = len(audience.network_ids) - len(meetings) if Gap.SESSION in gaps else 0
    groups = len(audiences.groups_of(session, audience)) if Gap.NAME in gaps else 0
    return Unfilled(cities, sessions, groups)


def do_translate(
    session: Session, author: Person, announcement_id: int, language: str, content: Content
) -> Announcement:
    """The same in another language; what was there of it is replaced."""
    announcement = access_unsent(session, author, announcement_id)
    if language not in LANGUAGES or language == written_in(session, announcement):
        raise NotFound
    translation = Translation(text=checked(content).html, is_old=False)
    announcement.translations = {**announcement.translations, language: translation}
    return announcement


def do_forget_translation(session: Session, author: Person, announcement_id: int, language: str) -> Announcement:
    """Those who read it get the text as it was written. Harmless when done twice."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.translations = _without(announcement, language)
    return announcement


def do_choose_written(session: Session, author: Person, announcement_id: int, language: str) -> Announcement:
    """In which language its text is; there is no translation into that."""
    announcement = access_unsent(session, author, announcement_id)
    announcement.language = language
    announcement.translations = _without(announcement, language)
    return announcement


def _without(announcement: Announcement, language: str) -> dict[str, Translation]:
    return {each: translation for each, translation in announcement.translations.items() if each != language}
