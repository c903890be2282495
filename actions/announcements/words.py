"""An announcement as each of its readers reads it: in their language, with what is filled in for them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from store import announcements as store
from store import readings
from store.audiences import Known, known_of
from store.meetings import next_meetings
from store.models import Announcement, Meeting
from store.people import person_by_id
from texts.announcements.card import card
from texts.announcements.placeholders import Filling, Gap, gaps_in
from texts.message import Message
from texts.translator import Translator


class Words:
    """Made once for each way in which readers are spoken to. Whoever reads is met before they are written to."""

    def __init__(self, session: Session, announcement: Announcement, now: datetime) -> None:
        self._session = session
        self._announcement = announcement
        # The session that was meant stays, though a correction may come after it.
        self._at = announcement.sent_at or announcement.send_at or now
        self._networks = store.networks_of_announcement(session, announcement.id)
        author = person_by_id(session, announcement.person_id)
        self._author = author.name if author is not None else ""
        self._has_gaps = bool(gaps_of(announcement))
        self._fillings: dict[int, Filling] = {}
        self._have_read: set[int] = set()
        self._made: dict[tuple[Translator, Filling | None, bool], Message] = {}

    def meet(self, chat_ids: Collection[int]) -> None:
        """Asks what is to be known of these readers, a page of them at once."""
        if self._announcement.wants_reading:
            self._have_read |= readings.have_read(self._session, self._announcement.id, chat_ids)
        if self._has_gaps:
            network_ids = [network.id for network in self._networks]
            known = known_of(self._session, network_ids, chat_ids)
            meetings = next_meetings(self._session, network_ids, self._at)
            self._fillings |= {chat_id: self._filling(of_one, meetings) for chat_id, of_one in known.items()}

    def has_read(self, chat_id: int) -> bool:
        """Whether the reader there, whom it has met, has confirmed."""
        return chat_id in self._have_read

    def to(self, t: Translator, chat_id: int, *, asks: bool = True) -> Message:
        """What is read in this chat. `asks`: not in a preview, which nobody confirms."""
        is_asked = asks and bool(self._announcement.wants_reading) and chat_id > 0 and chat_id not in self._have_read
        filling = self._fillings.get(chat_id, Filling()) if self._has_gaps else None
        way = (t, filling, is_asked)
        if way not in self._made:
            self._made[way] = card(t, self._announcement, self._networks, self._author, filling, asks=is_asked)
        return self._made[way]

    def _filling(self, known: Known, meetings: dict[int, Meeting]) -> Filling:
        names = [network.name for network in self._networks if network.id in known.network_ids]
        coming = [meetings[number].starts_at for number in known.network_ids if number in meetings]
        return Filling(known.name, known.cities, tuple(names), min(coming, default=None))


def gaps_of(announcement: Announcement) -> set[Gap]:
    """What its words leave open, in whatever language."""
    translations = (announcement.translations or {}).values()
    return set().union(*(gaps_in(text) for text in (announcement.text, *(each["text"] for each in translations))))
