"""The card of an agenda follows its session and the turns of the cities.

Whoever changes the date, the length, the topic or the turns of a session calls this, so nothing here knows how meetings
are told of. Groups read few edits a minute: what changes only the pages of a session calls it not.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.agenda.standing import published_outline_of
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from store.models import Meeting, Network
from store.programme import cities_of_network, series_of_network
from texts.agenda import telling
from texts.message import Message


def subject_of(meeting: Meeting) -> str:
    """Of the cards in the groups."""
    return f"agenda:{meeting.id}"


def follow_agenda(
    session: Session, meeting: Meeting, network: Network, *, now: datetime, of_chat: int | None = None
) -> None:
    """Shows in the network's groups, or in one, what is published, at the hours and with the cities of now."""
    outline = published_outline_of(session, meeting, network, now)
    if outline is None:
        return
    cities = cities_of_network(session, network.id)

    def card(chat_id: int) -> Message:
        return telling.card(reader_translator(session, network, chat_id), outline, cities)

    edit_copies(session, subject_of(meeting), card, now=now, of_chat=of_chat, of_network=network.id)


def follow_agendas(session: Session, network: Network, *, now: datetime, of_chat: int | None = None) -> None:
    """The same for all sessions ahead: other cities take part, or a group has come back."""
    for meeting in series_of_network(session, network.id):
        if meeting.starts_at > now:
            follow_agenda(session, meeting, network, now=now, of_chat=of_chat)
