"""All of a network in one document, for whoever comes later: the values of its template, on the reader's clock."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from store.models import Membership, Network, Role
from store.network import Member
from texts.catching_up import city_on_paper
from texts.catching_up.fitting import line_section
from texts.catching_up.shared_on_paper import challenges_in_short, experiences_in_short
from texts.catching_up.shown import Everything, Held
from texts.cities import city_name, short_city
from texts.coordinating.people import role_name
from texts.dates import date_of
from texts.dates import moment as date_moment
from texts.meetings.shown import Reader
from texts.message import Html
from texts.records.wording import Line, language_mark, plain_list, worded
from texts.translator import Translator

SESSIONS, AGREED, PEOPLE = 24, 28, 34  # lines of each


def values(reader: Reader, told: Everything) -> dict[str, Any]:
    """For its template."""
    t, network = reader.translator, told.network
    sections = (
        _sessions(reader, told),
        *(() if told.own is None else city_on_paper.sections(t, told.own, told.now)),
        _agreed(t, told),
        challenges_in_short(t, told),
        experiences_in_short(t, told),
        _people(t, told),
    )
    return {
        "title": title(t),
        "language": t.language,
        "about": [line for line in (network.name, _city(t, told), _before(t, told), _as_of(t, told.now)) if line],
        "footer": network.name,
        "parts": [section for section in sections if section is not None],
    }


def title(t: Translator) -> str:
    """Of the document."""
    return t.plain("Where things stand")


def caption(t: Translator, network: Network) -> Html:
    """Below the file."""
    return t.say("📄 <b>Where things stand</b> · {network}: all in one document.", network=network.name)


def file_name(t: Translator) -> str:
    """Of the PDF."""
    return t.plain("catching-up") + ".pdf"


def _city(t: Translator, told: Everything) -> str:
    return "" if told.own is None else city_name(t, told.own.city).unescape()


def _before(t: Translator, told: Everything) -> str:
    return t.plain("In the place of {name}", name=told.before) if told.before else ""


def _as_of(t: Translator, now: datetime) -> str:
    return t.plain("As of {day}", day=date_of(t, now))


def _sessions(reader: Reader, told: Everything) -> dict[str, Any]:
    t = reader.translator
    listed = [_session(reader, told, one) for one in told.sessions]
    return line_section(t, t.plain("Sessions"), listed, SESSIONS)


def _session(reader: Reader, told: Everything, one: Held) -> Line:
    t, meeting = reader.translator, one.meeting
    is_another_year = meeting.starts_at.astimezone(t.zone).year != told.now.astimezone(t.zone).year
    moment = date_moment(
        t, meeting.starts_at, city=reader.city, other=("", ZoneInfo(told.network.zone)), year=is_another_year
    ).unescape()
    words = [f"{moment}.", f"{meeting.topic}." if meeting.topic else ""]
    if one.cities:
        cities = plain_list(t, [short_city(city) for city in one.cities])
        words.append(t.plain("Cities that were there: {cities}.", cities=cities))
    elif meeting.starts_at <= told.now:
        words.append(t.plain("Nobody has told yet which cities were there."))
    return Line(t.plain("Session {number}", number=meeting.number), " ".join(filter(None, words)))


def _agreed(t: Translator, told: Everything) -> dict[str, Any] | None:
    found = [
        Line(t.plain("Session {number}", number=meeting.number), line.text, language_mark(t, part.language))
        for meeting, part in told.agreed
        for line in worded(t, part, told.network).lines
    ]
    return line_section(t, t.plain("Decisions and agreements"), found, AGREED) if found else None


def _people(t: Translator, told: Everything) -> dict[str, Any]:
    found = [*_staff(t, told.staff), *(_of_city(t, short_city(city), people) for city, people in told.people)]
    return line_section(t, t.plain("Whom to ask"), found, PEOPLE)


def _staff(t: Translator, staff: Sequence[Member]) -> Iterator[Line]:
    for role in (Role.COORDINATOR, Role.FACILITATOR):
        names = [_name(person.name) for membership, person in staff if membership.role is role]
        if names:
            yield Line(_first_capital(role_name(t, role)), plain_list(t, names))


def _of_city(t: Translator, city: str, people: Sequence[Member]) -> Line:
    """The titular first, as they come."""
    titular = next((membership.id for membership, _ in people if membership.role is Role.DELEGATE), None)
    named = [_named(t, membership, person.name, titular) for membership, person in people]
    return Line(city, ", ".join(named) if named else t.plain("nobody yet"))


def _named(t: Translator, membership: Membership, name: str, titular: int | None) -> str:
    if membership.role is not Role.DELEGATE:
        return t.plain("{name} ({role})", name=_name(name), role=role_name(t, membership.role))
    return t.plain("{name} (titular)", name=_name(name)) if membership.id == titular else _name(name)


def _name(name: str) -> str:
    return " ".join(name.split()) or "—"


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
