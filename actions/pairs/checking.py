"""Ten days after they were told, one person of each city is asked whether they met, and what they take with them.

Whose week is spent reads it in a digest; where none comes in time, they are asked a week later.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Spoken
from actions.attention import Planned
from actions.audit import record
from actions.letters.copies import edit_copies
from actions.pairs.days import AGAIN_AFTER, LATEST, OPEN
from actions.pairs.standing import meeting_of, people_of
from actions.pairs.telling import update_letters
from store import pairs as store
from store.attention import let_go_keyed, waits_for_digest
from store.letters import known_keys
from store.letters.copies import keep_copies_to
from store.locking import lock
from store.memberships import city_by_id
from store.models import Kind, Met, Network, Pair, PairCity, PairRound, Person
from store.network import members_for
from store.pairs import pair_by_id
from texts.message import Message
from texts.pairs import met as texts
from texts.translator import translator_of


def ask_due(session: Session, network: Network, now: datetime) -> None:
    """Those whose moment has come."""
    due = store.asks_due(session, network.id, now)
    planned = {
        one: question for pair, one in due if (question := _question(session, network, pair, one, now)) is not None
    }
    if planned:
        attention.plan_all(session, Kind.PAIR_CHECK, list(planned.values()), now=now)
    keys = {question.key for question in planned.values()}
    coming = known_keys(session, keys) | waits_for_digest(session, keys)
    for pair, one in due:
        comes = one in planned and planned[one].key in coming
        is_too_late = pair.made_at + LATEST < now
        one.ask_at = None if comes or is_too_late or one.met in (Met.YES, Met.NO) else now + AGAIN_AFTER


def _question(session: Session, network: Network, pair: Pair, one: PairCity, now: datetime) -> Planned | None:
    """None: it has been said, there is nobody to ask, or they are on a break."""
    person = _asked(session, network, one)
    if one.met in (Met.YES, Met.NO) or one.cannot_at is not None or person is None or person.is_paused(now):
        return None
    at = attention.due_moment(Kind.PAIR_CHECK, person.zone, now)
    key = f"{_checks_of(pair.id, one.city_id)}person:{person.id}:{at.date().isoformat()}"
    return Planned(
        person,
        network.id,
        pair.id,
        key=key,
        at=at,
        until=at + OPEN,
        message=lambda: _message(session, network, pair, one, person, now),
        subject=_subject(pair.id, one.city_id),
    )


def _message(session: Session, network: Network, pair: Pair, one: PairCity, person: Person, now: datetime) -> Message:
    paired, round_ = pair_by_id(session, pair.id), session.get_one(PairRound, pair.round_id)
    city = city_by_id(session, one.city_id)
    if paired is None or city is None:
        raise LookupError(pair.id)
    return texts.question(translator_of(person), meeting_of(session, network, paired, round_, now), city)


def _asked(session: Session, network: Network, one: PairCity) -> Person | None:
    """The titular, or whom letters reach in their place."""
    reached = {person.id for person in people_of(session, network).get(one.city_id, ())}
    members = (person for _, person in members_for(session, network.id, one.city_id))
    return next((person for person in members if person.id in reached), None)


def do_tell_met(
    session: Session,
    person: Person,
    spoken: Spoken,
    met: Met,
    *,
    now: datetime,
    pressed: tuple[int, int] | None = None,
) -> None:
    """Whether they met. Saying what was said changes nothing."""
    seen, said = spoken.seen, spoken.said
    lock(session, seen.round)
    store.read_anew(session, seen.paired)
    if said.met is met:
        return
    said.met, said.told_at = met, now
    said.person_id, said.noted_by = person.id, spoken.voice.noted_by
    session.flush()
    pair_id = seen.paired.pair.id
    take_back_check(session, pair_id, spoken.city.id)
    _answer_letters(session, spoken, met, now, pressed)
    update_letters(session, seen.network, seen.round, pair_id, now, pressed)
    if spoken.voice.is_noting:
        _record(session, person, spoken, "pair_told", now)


def take_back_check(session: Session, pair_id: int, city_id: int) -> None:
    """One of its cities has said so, or cannot: neither a letter nor a digest asks it. The others are asked still."""
    letters.withdraw(session, _checks_of(pair_id, city_id))
    let_go_keyed(session, Kind.PAIR_CHECK, pair_id, _checks_of(pair_id, city_id))


def do_keep_words(
    session: Session, person: Person, spoken: Spoken, words: str, *, may_share: bool, now: datetime
) -> None:
    """What the city takes with it, and whether the digest may say so."""
    said = spoken.said
    said.words, said.language, said.may_share = words, person.language, may_share
    said.person_id, said.noted_by, said.told_at = person.id, spoken.voice.noted_by, now
    session.flush()


def _answer_letters(session: Session, spoken: Spoken, met: Met, now: datetime, pressed: tuple[int, int] | None) -> None:
    """The question shows what was said, to those of the city who are there still."""
    seen = spoken.seen
    subject = _subject(seen.paired.pair.id, spoken.city.id)
    readers = {person.telegram_id or 0: person for person in people_of(session, seen.network).get(spoken.city.id, ())}
    keep_copies_to(session, subject, list(readers))
    shown = meeting_of(session, seen.network, seen.paired, seen.round, now)

    def render(chat_id: int) -> Message:
        return texts.answered(translator_of(readers[chat_id]), shown, spoken.city, met)

    edit_copies(session, subject, render, now=now, shown=pressed)


def _record(session: Session, person: Person, spoken: Spoken, deed: str, now: datetime) -> None:
    record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=spoken.seen.network.id,
        subject=f"pair:{spoken.seen.paired.pair.id}",
        details={"city": spoken.city.id},
    )


def _checks_of(pair_id: int, city_id: int) -> str:
    return f"pair:{pair_id}:check:{city_id}:"


def _subject(pair_id: int, city_id: int) -> str:
    return f"met:{pair_id}-{city_id}"
