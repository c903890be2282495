"""Reads a programme file and checks all of it before anything is changed."""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from actions.fairness import regions_of
from actions.network_texts import LIMITS, tidied
from actions.programme.fields import Fields, ProgrammeWrong, Source, hint, near, told
from actions.programme.shape import ArchiveData, CityData, NetworkData, Programme
from actions.recurrence import occurrences
from store.models import TextKind
from texts.translator import DEFAULT_LANGUAGE, LANGUAGES

T = TypeVar("T")
Entry = TypeVar("Entry", CityData, NetworkData, ArchiveData)

TABLES = ("programme", "city", "network", "archive")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST_MEETING, LONGEST_MEETING = 10, 600
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100

# In CLDR's list of territories, but no country of ISO 3166-1.
NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])


def read_programme(path: Path) -> Programme:
    """The programme in a file, or ProgrammeWrong."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        raise ProgrammeWrong(f"{path}: cannot be read: {failure.strerror or failure}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = len((content[: failure.start] + b".").splitlines())
        raise ProgrammeWrong(f"{path}, line {line}: is not UTF-8; save it in that encoding") from None
    return parse_programme(text, str(path))


def parse_programme(text: str, name: str = "programme.toml") -> Programme:
    """The programme in the text of a file called `name`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise ProgrammeWrong(f"{name}: is not valid TOML: {failure}") from None
    source = Source(name, text)
    for table in document:
        if table not in TABLES:
            raise source.wrong(table, f"unknown table{near(table, TABLES)}", source.line_of(table, 0, None))
    _check_head(source, document)
    cities = _entries(source, document, "city", _city)
    slugs = [city.slug for city in cities]
    return Programme(
        source=name,
        cities=cities,
        networks=_entries(source, document, "network", lambda table: _network(table, slugs)),
        archives=_entries(source, document, "archive", _archive),
    )


def _check_head(source: Source, document: dict[str, Any]) -> None:
    head = document.get("programme", {})
    if not isinstance(head, dict):
        raise source.wrong("programme", f"must be a table, not {told(head)}")
    table = Fields(source, "programme", 0, head, listed=False)
    table.only(("name", "languages"))
    if "name" in head:
        table.text("name", 128)
    if "languages" in head:
        for language in table.texts("languages"):
            if language not in LANGUAGES:
                why = f'unknown language "{language}"{hint(language, list(LANGUAGES), list_all=True)}'
                raise table.wrong("languages", why)


def _entries(
    source: Source, document: dict[str, Any], table: str, read: Callable[[Fields], Entry]
) -> tuple[Entry, ...]:
    listed = document.get(table, [])
    if not isinstance(listed, list) or not all(isinstance(values, dict) for values in listed):
        line = source.line_of(table, 0, None)
        raise source.wrong(table, f"must be written as [[{table}]], once for each", line)
    entries: list[Entry] = []
    places: dict[str, int] = {}
    for index, values in enumerate(listed):
        fields = Fields(source, table, index, values)
        entry = read(fields)
        if entry.slug in places:
            raise fields.wrong("slug", f'"{entry.slug}" is already {table}[{places[entry.slug]}]')
        places[entry.slug] = index
        entries.append(entry)
    return tuple(entries)


def _city(table: Fields) -> CityData:
    table.only(("slug", "name", "country", "zone", "language", "region"))
    country = table.one_of("country", countries(), "country code")
    return CityData(
        slug=table.slug(),
        name=table.text("name", 128),
        country=country,
        zone=table.one_of("zone", zones(), "time zone"),
        language=table.one_of("language", LANGUAGES, "language", list_all=True),
        region=_region(table, country) if "region" in table.values else None,
    )


def _region(table: Fields, country: str) -> str:
    known = regions_of(country)
    if not known:
        raise table.wrong("region", f"{country} has no regions with holidays of their own")
    return table.one_of("region", known, "region", list_all=True)


NETWORK_KEYS = (
    "slug",
    "name",
    "field",
    "zone",
    "starts_on",
    "meetings",
    "meeting_time",
    "meeting_minutes",
    "digest_weekday",
    "cities",
    *TextKind,
)


def _network(table: Fields, cities: Sequence[str]) -> NetworkData:
    table.only(NETWORK_KEYS)
    zone = table.one_of("zone", zones(), "time zone")
    starts_on = _start_of(table)
    at = _hour_of(table)
    rule = table.text("meetings", 256)
    weekday = table.one_of("digest_weekday", WEEKDAYS, "weekday", list_all=True)
    return NetworkData(
        slug=table.slug(),
        name=table.text("name", 128),
        field=table.text("field", 128),
        zone=zone,
        starts_on=starts_on,
        rule=rule,
        meeting_time=at,
        meeting_minutes=table.number("meeting_minutes", SHORTEST_MEETING, LONGEST_MEETING),
        digest_weekday=WEEKDAYS.index(weekday),
        cities=_cities_of(table, cities),
        starts=tuple(table.checked("meetings", lambda: occurrences(rule, starts_on, at, ZoneInfo(zone)))),
        texts={kind: _texts_of(table, kind) for kind in TextKind},
    )


def _start_of(table: Fields) -> date:
    starts_on = table.take("starts_on", date)
    if not EARLIEST_YEAR <= starts_on.year <= LATEST_YEAR:
        raise table.wrong("starts_on", f"must be from {EARLIEST_YEAR} to {LATEST_YEAR}, not {starts_on}")
    return starts_on


def _hour_of(table: Fields) -> time:
    at = table.take("meeting_time", time)
    if at.second or at.microsecond:
        raise table.wrong("meeting_time", f"must be a whole minute, not {at}")
    return at


def _cities_of(table: Fields, known: Sequence[str]) -> tuple[str, ...]:
    slugs = table.texts("cities", 64)
    for slug in slugs:
        if slug not in known:
            raise table.wrong("cities", f'unknown city "{slug}"{near(slug, known)}')
    return slugs


def _texts_of(table: Fields, kind: TextKind) -> dict[str, str]:
    """One for all, which passes for Spanish; or several, by language."""
    said = table.values.get(kind, {})
    if not isinstance(said, dict):
        return {DEFAULT_LANGUAGE: _words_of(table, kind, kind)}
    by_language = Fields(table.source, f"{table.table}[{table.index}].{kind}", 0, said, listed=False)
    by_language.only(LANGUAGES)
    return {language: _words_of(by_language, language, kind) for language in said}


def _words_of(table: Fields, key: str, kind: TextKind) -> str:
    words = tidied(kind, table.text(key, LIMITS[kind], lines=True))
    if not words:
        raise table.wrong(key, "is empty")
    return words


def _archive(table: Fields) -> ArchiveData:
    table.only(("slug", "name", "years", "cities_count", "fields", "summary"))
    return ArchiveData(
        slug=table.slug(),
        name=table.text("name", 128),
        years=table.text("years", 32),
        cities_count=table.number("cities_count", 0, 10_000),
        fields=table.texts("fields"),
        summary=table.text("summary", 10_000, lines=True) if "summary" in table.values else "",
    )


@cache
def countries() -> frozenset[str]:
    """The codes of ISO 3166-1, from CLDR."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


@cache
def zones() -> frozenset[str]:
    """The IANA zones that are of a place, and UTC."""
    return frozenset(zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/") | {"UTC"}
