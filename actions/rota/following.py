"""What has been told of a rota follows its sessions and its turns, as long as any turn is ahead.

Meetings call this when they change, so nothing here knows how meetings are told of.
"""

from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from actions.rota.briefing import follow_briefings
from actions.rota.ending import end_overtaken
from actions.rota.news import follow_news
from actions.rota.reading import change_subject_of, subject_of
from actions.rota.standing import standing_of
from store import rota as store
from store.letters.copies import forget_subject, keep_copies_to
from store.locking import lock
from store.memberships import members_of
from store.models import City, Network
from texts.meetings.shown import Reader
from texts.message import Message
from texts.rota import telling


def follow_rota(session: Session, network: Network, *, now: datetime) -> None:
    """Shows the present turns and dates wherever they are told to somebody who takes part still."""
    rota = store.published_rota_of(session, network.id)
    if rota is None:
        return
    lock(session, rota)
    standing = standing_of(session, rota, network, now)
    end_overtaken(session, standing)
    follow_briefings(session, standing)
    readers = {one.person.telegram_id: (one.person, one.city) for one in store.readers_of(session, network.id)}
    present = [person.telegram_id for _, person in members_of(session, network.id) if person.telegram_id is not None]
    for subject in (subject_of(rota), change_subject_of(rota)):
        keep_copies_to(session, subject, present)

    def reader(chat_id: int) -> tuple[Reader, City | None]:
        if chat_id in readers:
            person, city = readers[chat_id]
            return reader_of(session, person, city), city
        return Reader(reader_translator(session, network, chat_id)), None  # listens only, by now

    @cache
    def read_by(whose: Reader, city: City | None) -> Message:
        """Who reads the same gets the same."""
        return telling.page(whose, standing, city)

    def page(chat_id: int) -> Message:
        return read_by(*reader(chat_id))

    def change(chat_id: int) -> Message:
        whose, city = reader(chat_id)
        return telling.changed(whose, standing, [city]) if city is not None else page(chat_id)

    follow_news(session, standing, reader)
    edit_copies(session, subject_of(rota), page, now=now)
    edit_copies(session, change_subject_of(rota), change, now=now)
    if not any(place.cities and standing.is_ahead(place.meeting) for place in standing.places):
        forget_subject(session, subject_of(rota))  # so that they are forgotten one day
        forget_subject(session, change_subject_of(rota))
