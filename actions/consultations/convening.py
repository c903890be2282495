"""A consultation is convened in the chat: prepared, opened, and given another last day."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_consultation, access_convening
from actions.consultations.cells import name_in
from actions.consultations.linking import token_of
from actions.consultations.nudging import next_nudge, take_back
from actions.consultations.refusals import AnswersThere, DeadlinePast, FieldsUnread, NobodyAsked, OpenAlready
from actions.recurrence import to_utc
from store import consultations as store
from store import consulted
from store.composing import compositions_of
from store.locking import lock
from store.models import City, Consultation, ConsultationChallenge, ConsultationMember, Person
from texts.one_line import one_line

TITLE_LIMIT = 80
FIELDS_LIMIT = 1000  # characters, all of them
FEWEST_FIELDS, MOST_FIELDS = 2, 12
LONGEST_FIELD = 60
LAST_MINUTE = time(23, 59)
FARTHEST = timedelta(days=366)


def fields_in(text: str) -> list[str]:
    """One on each line, as typed on a phone: numbers and dots before them are not theirs."""
    lines = [one_line(re.sub(r"^\s*(?:[-•*]|\d{1,2}[.)])\s*", "", line)) for line in text.splitlines()]
    return checked_fields([line for line in lines if line])


def checked_fields(names: Sequence[str]) -> list[str]:
    """Names that a file can hold, too."""
    try:
        fields = [name_in(name, "a field", LONGEST_FIELD) for name in names]
    except ValueError:
        raise FieldsUnread from None
    if len({name.casefold() for name in fields}) < len(fields) or not FEWEST_FIELDS <= len(fields) <= MOST_FIELDS:
        raise FieldsUnread
    return fields


def fields_of_programme(session: Session) -> list[str]:
    """Those of its networks and archives, as many as can be asked about."""
    found: dict[str, str] = {}
    for name in consulted.fields_of_programme(session):
        found.setdefault(name.casefold(), name)
    return [name for name in found.values() if len(name) <= LONGEST_FIELD][:MOST_FIELDS]


def closing_moment(on: date, zone: str, now: datetime) -> datetime:
    """The end of a last day on the clock of who sets it; refuses one that is over tonight or too far ahead."""
    closes_at = to_utc(datetime.combine(on, LAST_MINUTE), ZoneInfo(zone))
    if on <= now.astimezone(ZoneInfo(zone)).date() or closes_at > now + FARTHEST:
        raise DeadlinePast
    return closes_at


def do_convene(
    session: Session, person: Person, title: str, fields: Sequence[str], last_day: date, *, now: datetime
) -> Consultation:
    """Prepared: all cities of the programme are to be asked, and nobody is before it opens."""
    access_convening(session, person)
    closes_at = closing_moment(last_day, person.zone, now)
    consultation = store.lock_or_add(session, _free_slug(session, title), now)
    consultation.title, consultation.person_id, consultation.closes_at = title, person.id, closes_at
    store.add_fields(session, consultation.id, fields)
    _ask_cities(session, consultation, consulted.cities_of_programme(session))
    _note(session, person, consultation, "consultation_convened", now)
    return consultation


def _ask_cities(session: Session, consultation: Consultation, cities: Sequence[City]) -> None:
    known = consulted.cities_ever_in_networks(session)
    there = {member.slug for member in store.members_of(session, consultation.id)}
    session.add_all(
        ConsultationMember(
            consultation_id=consultation.id,
            slug=city.slug,
            name=city.name,
            city_id=city.id,
            country=city.country,
            language=city.language,
            zone=city.zone,
            first_time=city.id not in known,
            hours="",
        )
        for city in cities
        if city.slug not in there
    )
    session.flush()


def do_ask_country(
    session: Session, person: Person, consultation_id: int, country: str, *, is_asked: bool, now: datetime
) -> Consultation:
    """The cities of a country are asked, or are not; without a country all of them. What a file brought in stays."""
    consultation = _prepared(session, person, consultation_id)
    if is_asked:
        cities = consulted.cities_of_programme(session)
        _ask_cities(session, consultation, [one for one in cities if country in ("", one.country)])
    else:
        members = store.members_of(session, consultation.id)
        leaving = [one for one in members if country in ("", one.country) and one.city_id is not None]
        consulted.remove_members(session, [one for one in leaving if one.said_at is None])
    consultation.changed_at = now
    session.flush()
    return consultation


def do_open(session: Session, person: Person, consultation_id: int, *, now: datetime) -> Consultation:
    """From now on the links lead to the questions. What earlier networks left open is offered as it is today."""
    consultation = _prepared(session, person, consultation_id)
    members = store.members_of(session, consultation.id)
    if not members:
        raise NobodyAsked
    if consultation.closes_at is None or consultation.closes_at <= now:
        raise DeadlinePast
    for member in members:
        token_of(session, member)
    left = consulted.challenges_left(session)
    session.add_all(ConsultationChallenge(consultation_id=consultation.id, challenge_id=one.id) for one in left)
    consultation.opened_at = now
    consultation.person_id = consultation.person_id or person.id
    _plan(session, consultation, now)
    _note(session, person, consultation, "consultation_opened", now, members=len(members))
    return consultation


def do_set_last_day(
    session: Session, person: Person, consultation_id: int, last_day: date, *, now: datetime
) -> Consultation:
    """Another one, also of a consultation that is open, or has closed: then it goes on."""
    consultation = access_consultation(session, person, consultation_id)
    lock(session, consultation)
    before = consultation.closes_at
    consultation.closes_at = closing_moment(last_day, person.zone, now)
    if consultation.opened_at is not None:
        take_back(session, consultation)  # reminders would tell the day of before
        _plan(session, consultation, now)
    moments = {"before": before and before.isoformat(), "after": consultation.closes_at.isoformat()}
    _note(session, person, consultation, "consultation_deadline", now, **moments)
    return consultation


def do_discard(session: Session, person: Person, consultation_id: int, *, now: datetime) -> None:
    """As if it had never been prepared."""
    consultation = _prepared(session, person, consultation_id)
    members = store.members_of(session, consultation.id)
    if any(member.said_at is not None for member in members) or compositions_of(session, consultation.id):
        raise AnswersThere
    _note(session, person, consultation, "consultation_discarded", now)
    consulted.remove(session, consultation, members)


def _prepared(session: Session, person: Person, consultation_id: int) -> Consultation:
    """One that has not opened, and that nobody else opens until this unit ends."""
    consultation = access_consultation(session, person, consultation_id)
    lock(session, consultation)
    if consultation.opened_at is not None:
        raise OpenAlready
    return consultation


def _plan(session: Session, consultation: Consultation, now: datetime) -> None:
    convener = session.get(Person, consultation.person_id) if consultation.person_id is not None else None
    consultation.due_at = next_nudge(consultation, convener.zone if convener else "UTC", now)
    session.flush()


def _free_slug(session: Session, title: str) -> str:
    """A name for files and the command line, made of the title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:48].strip("-") or "consulta"
    taken = set(store.slugs_of_consultations(session))
    return next(
        name for name in (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
    )


def _note(
    session: Session, person: Person, consultation: Consultation, deed: str, now: datetime, **details: object
) -> None:
    consultation.changed_at = now
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        subject=f"consultation:{consultation.id}",
        details=details,
    )
