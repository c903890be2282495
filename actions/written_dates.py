"""Dates and hours as people type them on a phone, in any of the four languages. Pure functions, no clock."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from babel import Locale

from store.frozen import frozen

LANGUAGES = ("es", "pt", "ca", "en")
YEARS_MEANT = 2  # a year further away is a slip of the finger
SEVERAL = 3  # letters that tell months apart: "sep", "set", "jul"

_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_SLASHED = re.compile(r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}|\d{2}))?(?!\d)")
_ORDINAL = r"(?:\.?(?:°|(?:o|er|r|n|t|st|nd|rd|th)\b))?"  # as in "1º", "1er", "1r", "2nd"
_NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}"
    r"(?:\s|\bde\b|\bd['’]|\bdel?\b|\bof\b|\.)*\s*(?P<name>[a-z]{3,})\.?"
    r"(?:(?:\s|,|\bde\b|\bdel\b)+(?P<year>\d{4}))?"
)
_HOUR = re.compile(
    r"(?<![\d/-])(?P<hour>[01]?\d|2[0-3])\s*(?:[:.h]\s*(?P<minute>[0-5]\d)|h(?:s|rs|oras|ores)?\b)(?!\d)"
)
_AT = re.compile(r"\b(?:a las?|a les|as|at)\s+(?P<hour>[01]?\d|2[0-3])(?![\d/-]|[:.h]\s*\d)(?P<minute>)")
_PART_OF_DAY = re.compile(
    r"\b(?:(?:de|por) la (?:manana|(?P<es>tarde|noche))|(?:da|de|pela) (?:manha|(?P<pt>tarde|noite))|"
    r"(?:del|de la|al|a la) (?:mati|(?P<ca>tarda|vespre|nit))|in the (?:morning|(?P<en>afternoon|evening)))\b|"
    r"(?<![a-z])(?:a\.?m\b\.?|(?P<pm>p\.?m\b\.?))"
)
_DAYS_AHEAD = (  # the longer ones first: "pasado mañana" holds "mañana"
    (re.compile(r"\b(?:pasado manana|depois de amanha|dema passat|passat dema|(?:the )?day after tomorrow)\b"), 2),
    (re.compile(r"\b(?:manana|amanha|dema|tomorrow)\b"), 1),
    (re.compile(r"\b(?:hoy|hoje|avui|today)\b"), 0),
)

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = "a al an d da das de del do dos e el els en i l la las les los o of os the y"
_BESIDE = (
    # around an hour
    "ao aos as at clock em h hora horas hores hour hours hr hrs hs in m min minute minutes minuto minutos minuts na no "
    "on para pel pela pelas per ponto por punt punto sharp sobre to "
    # the morning and noon: the hour as it was read; not the afternoon, which would make it another
    "am manana manha mati mediodia meio migdia morning noon "
    # around a day
    "amanha ano any aquest aquesta avui day days dema dia dias dies essa esse esta este feira hoje hoy mes month next "
    "proper propera proxima proximo que this today tomorrow ve vem viene year "
    # what is moved, and how one asks for it
    "favor gracias gracies hola meeting obrigada obrigado ok ola please reuniao reunio reunion sesion sessao sessio "
    "session thanks"
)
_LINKS = frozenset(_BETWEEN.split())
_FILLERS = frozenset(_BESIDE.split())


@frozen
class Read:
    """What somebody typed. `rest`: the words that are no part of a date or an hour, as typed, and say nothing here."""

    at: datetime
    rest: str


def read_moment(text: str, usual: datetime, today: date) -> datetime | None:
    """The wall-clock time that `text` means, or None; what else was typed does not matter."""
    found = read_with_rest(text, usual, today)
    return None if found is None else found.at


def read_with_rest(text: str, usual: datetime, today: date) -> Read | None:
    """The wall-clock time that `text` means and the words that were of no use, or None.

    A date without an hour takes that of `usual`, an hour without a date its day; "tomorrow at 9" counts from `today`.
    A date without a year is the one nearest to `today`, be it past: what was meant to come is for the caller to ask,
    never to guess a year ahead. The day comes before the month, as everywhere but in the United States.
    """
    plain, is_afternoon = _without_part_of_day(_plain(text))
    found = _date(plain, today) or _day_ahead(plain, today)
    if found is not None:
        on, plain = found
    hour = _HOUR.search(plain) or _AT.search(plain)
    if hour is not None:
        plain = plain[: hour.start()] + " " + plain[hour.end() :]
    if (found is None and hour is None) or re.search(r"\d", plain):
        return None
    at = _time(int(hour["hour"]), int(hour["minute"] or 0), is_afternoon) if hour is not None else usual.time()
    if at is None:
        return None
    return Read(datetime.combine(on if found is not None else usual.date(), at), _rest(text, plain))


def names_year(text: str) -> bool:
    """Whether a year stands in what was typed."""
    plain = _plain(text)
    return any(match["year"] for form in (_ISO, _SLASHED, _NAMED) for match in form.finditer(plain))


def _rest(text: str, left_over: str) -> str:
    """Of the words of `text` those that are left over and matter, with what stands between two of them, as "San José
    de Costa Rica".
    """
    left = {word[0] for word in _WORD.finditer(left_over)}
    runs: list[tuple[int, int]] = []
    may_go_on = False
    end = 0
    typed = unicodedata.normalize("NFC", text)
    for word in _WORD.finditer(typed):
        plain = _plain(word[0])
        is_near = not any(char.isdigit() for char in typed[end : word.start()])
        end = word.end()
        if plain in left and plain not in _harmless():
            runs[-1:] = [(runs[-1][0], end)] if may_go_on and is_near else [*runs[-1:], (word.start(), end)]
            may_go_on = True
        else:
            may_go_on = may_go_on and is_near and plain in _LINKS
    return " ".join(" ".join(typed[begin:end].split()) for begin, end in runs)


def _without_part_of_day(plain: str) -> tuple[str, bool]:
    """What stands beside "in the morning" or "p.m.", and whether it was the second half of the day."""
    part = _PART_OF_DAY.search(plain)
    if part is None:
        return plain, False
    return plain[: part.start()] + " " + plain[part.end() :], any(part.groupdict().values())


def _time(hour: int, minute: int, is_afternoon: bool) -> time | None:
    if is_afternoon and hour == 12:
        return None  # noon for some, midnight for others
    return time(hour + 12 if is_afternoon and hour < 12 else hour, minute)


def _day_ahead(plain: str, today: date) -> tuple[date, str] | None:
    """As "tomorrow", and the text without it."""
    for words, days in _DAYS_AHEAD:
        match = words.search(plain)
        if match is not None:
            return today + timedelta(days=days), plain[: match.start()] + " " + plain[match.end() :]
    return None


def _date(plain: str, today: date) -> tuple[date, str] | None:
    """The date, and the text without it."""
    for form in (_ISO, _SLASHED, _NAMED):
        for match in form.finditer(plain):
            parts = match.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            on = _day(parts["year"], month, int(parts["day"]), today) if month else None
            if on is not None:
                return on, plain[: match.start()] + " " + plain[match.end() :]
            if form is not _NAMED and not _HOUR.fullmatch(match[0]):
                return None  # as 30/02: better asked again than read as something else
    return None


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        if year is not None:
            number = int(year) if len(year) == 4 else 2000 + int(year)
            return date(number, month, day) if abs(number - today.year) <= YEARS_MEANT else None
    except ValueError:
        return None
    near = [on for number in (today.year, today.year + 1) if (on := _on(number, month, day)) is not None]
    return min(near, key=lambda on: abs(on - today), default=None)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # as 29 February in most years
        return None


def _month(name: str) -> int | None:
    if len(name) < SEVERAL:
        return None
    found = {number for known, number in _months() if known.startswith(name)}
    return found.pop() if len(found) == 1 else None


@cache
def _months() -> frozenset[tuple[str, int]]:
    names = set()
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["stand-alone"][width].items():
                names.add((_plain(name).rstrip("."), number))
    return frozenset(names | {("sept", 9), ("setiembre", 9)})


@cache
def _harmless() -> frozenset[str]:
    """The words that may stand beside a date and an hour, and change nothing about them."""
    names = {name for language in LANGUAGES for name in _names_of_days(language)}
    words = {word[0] for name in names | {name for name, _ in _months()} for word in _WORD.finditer(_plain(name))}
    return _LINKS | _FILLERS | frozenset(words)


def _names_of_days(language: str) -> Iterator[str]:
    for width in ("wide", "abbreviated"):
        for form in ("stand-alone", "format"):
            yield from Locale(language).days[form][width].values()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
