"""A record as people of other networks read it, or of none, and what is attached to it."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.access import Outside, access_outside
from actions.letters import Postage
from actions.proposals.words import files_outside
from store import proposals as store
from store.memberships import city_by_id, networks_of
from store.models import AttachedTo, FoundKind, Network, Person
from store.proposals import Listed, Words, kind_of
from store.sheets import Grown
from texts.attachments.sent import messages
from texts.attachments.shown import About
from texts.proposals.shown import Open
from texts.translator import Translator


def shown_outside(session: Session, outside: Outside) -> Open:
    """All that stands on its page."""
    return shown_with(session, outside.record, outside.words)


def shown_with(session: Session, record: Grown, words: Words) -> Open:
    """A record in these words. Its author is named where they agree, and nobody noted it for their city."""
    author = session.get_one(Person, record.person_id)
    is_named = words.with_name and record.noted_by is None and author.erased_at is None
    numbers = {one["city"] for one in (*words.summaries.values(), *words.answers)}
    cities = (city_by_id(session, number) for number in sorted(number for number in numbers if number is not None))
    return Open(
        record,
        words,
        session.get_one(Network, record.network_id),
        city_by_id(session, record.city_id),
        author if is_named else None,
        attached=Counter(one.kind for one in files_outside(session, record, words)),
        cities={city.id: city for city in cities if city is not None},
    )


def do_send_files(
    session: Session,
    person: Person | None,
    chat_id: int,
    t: Translator,
    kind: FoundKind,
    about_id: int,
    *,
    now: datetime,
) -> int:
    """What was approved with it, into the chat of whoever reads it; gives how many files and links these are."""
    outside = access_outside(session, person, kind, about_id)
    record = outside.record
    files = files_outside(session, record, outside.words)
    about = About(
        AttachedTo(kind_of(record).value), record.id, outside.words.title, city_by_id(session, record.city_id)
    )
    for place, message in enumerate(messages(t, about, files)):
        key = f"{kind_of(record)}:{record.id}:attached:chat:{chat_id}:{now:%Y%m%d%H%M}:{place}"
        letters.send(session, chat_id, message, now=now, postage=Postage(key=key))
    return len(files)


def elsewhere(session: Session, person: Person, *, offset: int, limit: int) -> list[Listed]:
    """What other networks share with all, for whoever takes part in one; nothing for anybody else."""
    networks = _networks(session, person)
    return store.listed_elsewhere(session, networks, offset=offset, limit=limit) if networks else []


def elsewhere_counted(session: Session, person: Person) -> int:
    """How much that is."""
    networks = _networks(session, person)
    return store.elsewhere_counted(session, networks) if networks else 0


def _networks(session: Session, person: Person) -> list[int]:
    return [network.id for _, network in networks_of(session, person.id)]
