"""The card of an agenda follows its session and the turns of the cities.

Meetings call this when they change, so nothing here knows how meetings are told of.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.agenda.standing import published_outline_of
from actions.cards import update_card
from store.models import Meeting, Network
from store.programme import cities_of_network, series_of_network
from texts.agenda import telling


def subject_of(meeting: Meeting) -> str:
    """Of the cards in the groups."""
    return f"agenda:{meeting.id}"


def follow_agenda(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Shows in the groups what is published, at the hours and with the cities of now."""
    outline = published_outline_of(session, meeting, network, now)
    if outline is not None:
        cities = cities_of_network(session, network.id)
        update_card(session, network, lambda t: telling.card(t, outline, cities), subject=subject_of(meeting), now=now)


def follow_agendas(session: Session, network: Network, *, now: datetime) -> None:
    """The same for all sessions ahead: other cities take part."""
    for meeting in series_of_network(session, network.id):
        if meeting.starts_at > now:
            follow_agenda(session, meeting, network, now=now)
