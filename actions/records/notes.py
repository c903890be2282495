"""Three days after a session, once its record is published, each delegate gets a note to pass on to their superiors."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.records.collecting import heard_in
from store import tasks
from store.cases import questions_to_read
from store.commitments import commitment_of, session_after
from store.memberships import members_of
from store.models import City, Kind, MediaKind, Meeting, Network, Offer, Person, Record, Role, Task, TaskKind
from store.offers import offers_in
from store.presence import cities_present
from store.programme import cities_of_network
from texts.cities import short_city
from texts.media import Kept, Media
from texts.message import Message
from texts.records import note as texts
from texts.records.content import Item
from texts.records.note import Note
from texts.translator import Translator, translator_for


def plan_notes(session: Session, record: Record, meeting: Meeting, network: Network, *, now: datetime) -> int:
    """One for each city and language of its delegates is to be made; gives how many these are."""
    record.note_at = None
    if not is_wanted(meeting, network):
        return 0
    wanted = {(city.id, person.language) for person, city in delegates(session, network, now)}
    for city_id, language in sorted(wanted):
        details: dict[str, Any] = {"meeting": meeting.id, "city": city_id, "language": language}
        tasks.want(session, TaskKind.NOTE, f"meeting:{meeting.id}:note:{city_id}:{language}", details, now)
    return len(wanted)


def is_wanted(meeting: Meeting, network: Network) -> bool:
    """Whether there was such a session, in a network that goes on."""
    return meeting.cancelled_at is None and network.closed_at is None


def delegates(session: Session, network: Network, now: datetime) -> list[tuple[Person, City]]:
    """Those who speak for a city, and who are not on a break."""
    found = []
    for membership, person in members_of(session, network.id, Role.DELEGATE):
        city = session.get(City, membership.city_id) if membership.city_id is not None else None
        if city is not None and person.telegram_id is not None and not person.is_paused(now):
            found.append((person, city))
    return found


def note_of(session: Session, task: Task) -> Note:
    """What is to be told of the session to the superiors of a city, as it stands now."""
    meeting = session.get_one(Meeting, task.details["meeting"])
    network, city = session.get_one(Network, meeting.network_id), session.get_one(City, task.details["city"])
    commitment = commitment_of(session, meeting.id, city.id)
    stands = commitment is not None and commitment.withdrawn_at is None
    after, offers = session_after(session, meeting), offers_in(session, meeting)
    return Note(
        city,
        meeting,
        network,
        len(cities_of_network(session, network.id)),
        any(one.id == city.id for one in cities_present(session, meeting)),
        any(one.id == city.id for one in heard_in(session, meeting)),
        [Item("", one.text, one.language) for one in questions_to_read(session, meeting).get(city.id, [])],
        [_item(session, one, one.city_id) for one in offers if one.for_city_id == city.id],
        [_item(session, one, one.for_city_id) for one in offers if one.city_id == city.id],
        Item("", commitment.text, commitment.language) if commitment is not None and stands else None,
        0 if after is None else after.number,
        "" if after is None else after.starts_at.isoformat(),
    )


def _item(session: Session, offer: Offer, other: int) -> Item:
    """An offer with the city at its other end."""
    until = "" if offer.due_on is None else offer.due_on.isoformat()
    return Item(short_city(session.get_one(City, other)), offer.text, offer.language, until=until)


def translator_of_note(city: City, language: str) -> Translator:
    """The same for all delegates of a city who read a language."""
    return translator_for(language, city.country, city.zone)


def send_notes(session: Session, task: Task, digest: str, now: datetime) -> None:
    """To the delegates of the city who read its language, each once, in their waking hours."""
    note, t = _told(session, task)
    _send(session, task, note, Message(texts.caption(t, note), media=_file(t, note, digest)), now)


def send_notes_without_file(session: Session, task: Task, now: datetime) -> None:
    """It could not be made: what it says in short can be passed on, too."""
    note, t = _told(session, task)
    _send(session, task, note, Message(texts.caption(t, note)), now)


def _told(session: Session, task: Task) -> tuple[Note, Translator]:
    note = note_of(session, task)
    return note, translator_of_note(note.city, task.details["language"])


def _file(t: Translator, note: Note, digest: str) -> Media:
    return Media(MediaKind.DOCUMENT, Kept(digest, texts.file_name(t, note)))


def _send(session: Session, task: Task, note: Note, message: Message, now: datetime) -> None:
    for person, city in delegates(session, note.network, now):
        if city.id == note.city.id and person.language == task.details["language"]:
            key = f"meeting:{note.meeting.id}:note:person:{person.id}"
            postage = attention.postage(Kind.SUPERIOR_NOTE, person, key=key, now=now)
            letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)
