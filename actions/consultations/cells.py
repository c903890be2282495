"""Reads one cell of a consultation's file; raises ValueError with what is wrong in it."""

import re
from functools import cache
from zoneinfo import available_timezones

from actions.programme.fields import near
from store.models import FieldLevel
from texts.translator import LANGUAGES

YES = frozenset({"1", "yes", "y", "true", "x", "sí", "si", "sim", "verdadero", "verdadeiro"})
NO = frozenset({"", "0", "no", "n", "false", "não", "nao", "falso"})
LONGEST_MEMBER = 64
LONGEST_FIELD = 128


def member_in(text: str) -> str:
    """Its slug: what `--lock` and the proposals call it."""
    return name_in(text, "a member", LONGEST_MEMBER)


def name_in(text: str, what: str, longest: int) -> str:
    """A name that no spreadsheet takes for a formula."""
    if not text:
        raise ValueError(f"{what} needs a name")
    if len(text) > longest:
        raise ValueError(f"a name has at most {longest} characters")
    if not text[0].isalnum() or not text.isprintable() or "=" in text:
        raise ValueError(f'"{text[:40]}" is no name: it begins with a letter or a digit and holds no = or line break')
    return text


def country_in(text: str) -> str:
    """ISO 3166-1 alpha-2."""
    code = text.upper()
    if code not in _countries():
        raise ValueError(f'unknown country "{text[:40]}": two letters of ISO 3166, as CO')
    return code


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    codes = frozenset(code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code))
    return codes - {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def language_in(text: str) -> str:
    """One that the bot speaks."""
    if text.lower() not in LANGUAGES:
        raise ValueError(f'unknown language "{text[:40]}": one of {", ".join(LANGUAGES)}')
    return text.lower()


def zone_in(text: str) -> str:
    """An IANA name."""
    if text not in available_timezones():
        raise ValueError(f'unknown time zone "{text[:40]}"{near(text, available_timezones())}')
    return text


def yes_in(text: str) -> bool:
    """Whether it is so; nothing is no."""
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise ValueError(f'"{text[:40]}" is neither yes nor no')


def rank_in(text: str) -> int | None:
    """1 is best; nothing is no wish."""
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,2}", text) or int(text) == 0:
        raise ValueError(f'"{text[:40]}" is no rank: 1 is best, then 2 and so on; empty is no wish')
    return int(text)


def measure_in(text: str) -> int:
    """From 0 to 3; nothing is 0."""
    if text not in {"", "0", "1", "2", "3"}:
        raise ValueError(f'"{text[:40]}" is no measure: 0, 1, 2 or 3')
    return int(text or 0)


def level_in(text: str) -> FieldLevel | None:
    """How far along; nothing: it has not said."""
    if not text:
        return None
    try:
        return FieldLevel(text.lower())
    except ValueError:
        raise ValueError(f'unknown level "{text[:40]}": {", ".join(FieldLevel)}') from None
