"""How a person is spoken to, and when."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions import digests, reminders
from actions.menus import send_menu
from actions.refusals import StepPassed
from actions.zones import known_zone
from store.models import DigestWish, Person
from texts.attention.shown import AS_NETWORK, DIGEST_HOURS, MINUTES, NO_DIGEST, WORKING_DAYS
from texts.languages import Language
from texts.settings import MONTH

LONGEST = 4  # weeks


def do_choose_language(session: Session, person: Person, language: Language, *, now: datetime) -> None:
    """Speaks this language from now on; the menu of commands follows."""
    if person.language == language.value:
        return
    person.language = language.value
    send_menu(session, person, now=now)


def do_rename(person: Person, name: str) -> None:
    """Goes by this name from now on; what was sent before keeps the one of then."""
    person.name = name


def do_change_post(person: Person, post: str) -> None:
    """What the person does in the city; empty takes it away."""
    person.post = post


def do_choose_zone(session: Session, person: Person, zone: str, *, now: datetime) -> None:
    """Lives by these clocks from now on."""
    person.zone = known_zone(zone)
    session.flush()
    digests.replan_for_person(session, person, now=now)
    reminders.replan_for_person(session, person, now=now)


def do_choose_day_before(person: Person, *, wanted: bool) -> None:
    """Is reminded on the day before of sessions they come to, or not: decided when the day has come."""
    person.day_before = wanted


def do_choose_minutes(session: Session, person: Person, minutes: int, *, now: datetime) -> None:
    """Is reminded so long before a session; what is planned already follows."""
    if minutes not in MINUTES:
        raise StepPassed
    person.minutes_before = minutes
    session.flush()
    reminders.replan_last(session, person, now=now)


def do_choose_digest_day(session: Session, person: Person, weekday: int, *, now: datetime) -> None:
    """Gets the digest on this weekday, on each network's, or not at all."""
    if weekday == NO_DIGEST:
        digests.do_choose_digest(session, person, DigestWish.NONE)
        return
    if weekday not in (*WORKING_DAYS, AS_NETWORK):
        raise StepPassed
    person.digest_weekday = None if weekday == AS_NETWORK else weekday
    digests.do_choose_digest(session, person, DigestWish.PRIVATE)
    session.flush()
    digests.replan_for_person(session, person, now=now)


def do_choose_digest_hour(session: Session, person: Person, hour: int, *, now: datetime) -> None:
    """Gets the digest at this hour of their own clocks."""
    if hour not in DIGEST_HOURS:
        raise StepPassed
    person.digest_hour = hour
    session.flush()
    digests.replan_for_person(session, person, now=now)


def do_pause(person: Person, weeks: int, *, now: datetime) -> None:
    """Nothing comes by itself for so many weeks, or for a month."""
    if weeks == MONTH:
        person.paused_until = now + relativedelta(months=1)
    elif 1 <= weeks <= LONGEST:
        person.paused_until = now + timedelta(weeks=weeks)
    else:
        raise StepPassed
