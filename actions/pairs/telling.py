"""Letters about pairs: to the coordination before, to the cities, and what one of them writes to the other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.letters.copies import edit_copies
from actions.pairs.refusals import AlreadyWritten
from actions.pairs.standing import meeting_of, month_of, people_of
from actions.readers import reader_of
from store.letters import known_keys
from store.letters.copies import forget_subject, keep_copies_to
from store.memberships import members_of
from store.models import City, Kind, Membership, Network, PairRound, Person, Role
from store.pairs import pair_by_id, told_pairs_of
from store.people import person_by_telegram
from texts.message import Message
from texts.pairs import letters as texts
from texts.pairs.month import page
from texts.pairs.shown import PairShown
from texts.translator import translator_of

A_DAY = 5  # messages of a person to the other city


def tell_planned(session: Session, network: Network, round_: PairRound, now: datetime) -> None:
    """To the coordination, the day before."""
    for membership, person in members_of(session, network.id, Role.COORDINATOR):
        if person.telegram_id is None or person.is_paused(now):
            continue
        message = texts.planned(
            translator_of(person), page(translator_of(person), month_of(session, network, membership))
        )
        key = f"pairs:{round_.id}:planned:person:{person.id}"
        postage = attention.postage(Kind.PAIRS_PLANNED, person, key=key, now=now)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)


def tell_made(session: Session, shown: PairShown, now: datetime, instead_of: City | None = None) -> None:
    """To the people of its cities. `instead_of`: the one that cannot, and in whose place somebody is."""
    for person, city in _readers(shown, now):
        message = texts.made(reader_of(session, person, city), shown, city, instead_of)
        key = f"pair:{shown.pair.id}:made:person:{person.id}"
        postage = attention.postage(Kind.PAIR, person, key=key, now=now, subject=letter_subject(shown.pair.id))
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def tell_resting(
    session: Session,
    network: Network,
    round_: PairRound,
    cities: Sequence[City],
    now: datetime,
    gone: City | None = None,
) -> None:
    """To the people of cities for which nobody is free. `gone`: the one with which they were to meet."""
    people = people_of(session, network)
    for city in cities:
        for person in people.get(city.id, ()):
            if person.is_paused(now):
                continue
            message = texts.rests(translator_of(person), network, city, gone)
            key = f"pairs:{round_.id}:rests:{city.id}:person:{person.id}"
            kind = Kind.PAIR if gone is None else Kind.PAIR_NEWS
            postage = attention.postage(kind, person, key=key, now=now)
            letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def tell_fewer(session: Session, shown: PairShown, gone: City, now: datetime) -> None:
    """Of three one cannot: the others meet all the same."""
    for person, city in _readers(shown, now):
        message = texts.made(reader_of(session, person, city), shown, city)
        key = f"pair:{shown.pair.id}:without:{gone.id}:person:{person.id}"
        postage = attention.postage(Kind.PAIR_NEWS, person, key=key, now=now, subject=letter_subject(shown.pair.id))
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def write_to_other(session: Session, shown: PairShown, by: Person, city: City, words: str, now: datetime) -> None:
    """Somebody's own words to all whom letters reach in the other city; nothing of it is kept but the letters."""
    day = now.astimezone(ZoneInfo(by.zone)).date()
    beginning = f"pair:{shown.pair.id}:word:{by.id}:{day}"
    people = [person for other in shown.others(city.id) for person in shown.people.get(other.id, ())]
    known = known_keys(session, {f"{beginning}:{place}:{people[0].id}" for place in range(A_DAY)} if people else set())
    if len(known) == A_DAY:
        raise AlreadyWritten(A_DAY)
    for person in people:
        message = texts.written(translator_of(person), shown, by, city, words)
        key = f"{beginning}:{len(known)}:{person.id}"
        postage = attention.postage(Kind.PAIR_NEWS, person, key=key, now=now, subject=word_subject(by))
        letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)


def update_letters(
    session: Session, network: Network, round_: PairRound, pair_id: int, now: datetime, pressed: tuple[int, int] | None
) -> None:
    """The letters that told of a pair show how it stands. `pressed`: the copy that the caller edits itself."""
    paired = pair_by_id(session, pair_id)
    if paired is None:
        return
    shown = meeting_of(session, network, paired, round_, now)
    people = people_of(session, network)
    readers = {person.telegram_id or 0: (person, city) for city, _ in paired.of for person in people.get(city.id, ())}
    keep_copies_to(session, letter_subject(shown.pair.id), list(readers))

    def render(chat_id: int) -> Message:
        person, city = readers[chat_id]
        return texts.made(reader_of(session, person, city), shown, city)

    edit_copies(session, letter_subject(shown.pair.id), render, now=now, shown=pressed)


def letter_subject(pair_id: int) -> str:
    """The letters that tell of it are found again by this, to show how it stands."""
    return f"paired:{pair_id}"


def word_subject(by: Person) -> str:
    """And what somebody writes to another city by this: it goes with its author, and an answer goes back."""
    return f"pairword:{by.id}"


def forget_words(session: Session, person: Person, now: datetime) -> None:
    """Somebody is erased: what they wrote to other cities goes from the phones of those to whom it went."""

    def emptied(chat_id: int) -> Message:
        reader = person_by_telegram(session, chat_id)
        return texts.erased(translator_of(reader or person))

    edit_copies(session, word_subject(person), emptied, now=now)
    forget_subject(session, word_subject(person))


def show_without(session: Session, membership: Membership, now: datetime) -> None:
    """Somebody is erased: the letters of their city's pairs name them no more."""
    network = session.get_one(Network, membership.network_id)
    for pair, round_ in told_pairs_of(session, network.id, membership.city_id or 0):
        update_letters(session, network, round_, pair.id, now, None)


def _readers(shown: PairShown, now: datetime) -> Iterable[tuple[Person, City]]:
    return [
        (person, city)
        for city in shown.paired.cities
        for person in shown.people.get(city.id, ())
        if not person.is_paused(now)
    ]
