"""Reads one cell of a consultation's file; raises ValueError with what is wrong in it."""

import re
from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

from actions.programme.fields import near
from store.models import FieldLevel
from texts.consultations.questionnaire import Question, QuestionKind
from texts.spreadsheets import without_mark
from texts.translator import LANGUAGES

YES = frozenset({"1", "yes", "y", "true", "x", "sí", "si", "sim", "verdadero", "verdadeiro"})
NO = frozenset({"", "0", "no", "n", "false", "não", "nao", "falso"})
LONGEST_MEMBER = 64
LONGEST_FIELD = 128
LONGEST_WORDS = 500


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


def reply_in(question: Question) -> Callable[[str], str]:
    """What is said to a question about no field; nothing: it has not said."""
    match question.kind:
        case QuestionKind.TEXT:
            return words_in
        case QuestionKind.SCALE:
            return lambda text: _choices(text, question, [str(value) for value in range(1, question.most + 1)], 1)
        case QuestionKind.CHALLENGES:
            return _numbers
        case _:
            return lambda text: _choices(text, question, question.options, question.most)


def _choices(text: str, question: Question, offered: list[str] | tuple[str, ...], most: int) -> str:
    chosen = [one.strip().lower() for one in text.split(";") if one.strip()]
    unknown = [one for one in chosen if one not in offered]
    if unknown:
        raise ValueError(
            f'"{unknown[0][:40]}" is no answer to {question.id}: {", ".join(offered)}, with ; between them'
        )
    if len(set(chosen)) > most:
        raise ValueError(f"{question.id} takes {most} at the most")
    return ";".join(one for one in offered if one in chosen)


def _numbers(text: str) -> str:
    chosen = [one.strip() for one in text.split(";") if one.strip()]
    if not all(re.fullmatch("[0-9]{1,9}", one) for one in chosen):
        raise ValueError(f'"{text[:40]}" is no list of challenges: their numbers, as 12;15')
    return ";".join(dict.fromkeys(chosen))


def words_in(text: str) -> str:
    """As they were written; a mark before what a spreadsheet would reckon with is taken off again."""
    words = without_mark(text)
    if len(words) > LONGEST_WORDS:
        raise ValueError(f"has {len(words)} characters, and {LONGEST_WORDS} is the most")
    return words
