"""The catalogues by language, and the one translator that a reader is spoken to with."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from sys import intern
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import escape

from store.frozen import frozen
from store.models import Person
from texts.catalogues import Forms, read_catalogue
from texts.message import Html

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("es", "pt", "ca", "en")
DEFAULT_LANGUAGE = "es"
SAID_OFTEN = 1024  # sentences of one language
BETWEEN_FORMS = "\0"
ALIKE_BELOW = 1000  # all our readers write smaller numbers in the same way

# Telegram's language codes whose readers are better served by one of ours than by the default.
_NEAR = {"gl": "es", "eu": "es", "ast": "es", "oc": "ca", "va": "ca"}

# What stands before the word, as a tag or a quotation mark, and no diphthong, as in "hielo".
_BEGINS_WITH_I = re.compile(r"(?:<[^>]*>|[^\w<])*h?[ií](?![aeouáéóú])", re.IGNORECASE)


class Catalogue:
    """The sentences of one language that are not those of the code.

    Kept as they are in the file: in Python's own form an emoji makes each letter of its sentence take up four bytes.
    """

    def __init__(self, sentences: Iterable[tuple[Forms, Forms]], plural: "PluralRule") -> None:
        # One copy of the English for all languages.
        self._sentences = {intern(written[0]): BETWEEN_FORMS.join(said).encode() for written, said in sentences}
        self._plural = plural
        self._forms = lru_cache(SAID_OFTEN)(self._read)

    def one(self, sentence: str) -> str:
        """The translation, or the English sentence itself where there is none."""
        return self._forms(sentence)[0] or sentence

    def many(self, one: str, many: str, number: int) -> str:
        """The plural form for `number`."""
        found = self._forms(one)
        form = self._plural(number)
        return found[form] if form < len(found) and found[form] else (one if number == 1 else many)

    def __contains__(self, sentence: str) -> bool:
        return sentence in self._sentences

    def _read(self, sentence: str) -> Forms:
        return tuple(self._sentences.get(sentence, b"").decode().split(BETWEEN_FORMS))


class PluralRule:
    """gettext's plural forms of our four languages: Brazilian Portuguese counts 0 as singular."""

    def __init__(self, language: str) -> None:
        self._singular = (0, 1) if language == "pt" else (1,)

    def __call__(self, number: int) -> int:
        return 0 if number in self._singular else 1


@cache
def catalogue(language: str) -> Catalogue:
    """Read once per language and process. What reads as in English is not kept: the code has it."""
    own = (
        (written, said)
        for written, said in read_catalogue(catalogue_path(language))
        if said != written or len(said) > 1  # Portuguese counts 0 otherwise than English
    )
    return Catalogue(own, PluralRule(language))


def catalogue_path(language: str) -> Path:
    """Where the translations into a language are."""
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


@frozen
class Translator:
    """Speaks to one reader: language, regional formats, and the zone that times are shown in."""

    language: str
    locale: Locale
    zone: ZoneInfo

    def say(self, sentence: str, **gaps: object) -> Html:
        """A whole sentence in HTML; what fills its named gaps is escaped unless it is Html itself."""
        return _filled(catalogue(self.language).one(sentence), gaps)

    def label(self, text: str, **gaps: object) -> str:
        """The plain words of a button or toast."""
        return catalogue(self.language).one(text).format(**gaps)

    def plain(self, sentence: str, **gaps: object) -> str:
        """A sentence for where Telegram takes no HTML: toasts, descriptions of commands."""
        return catalogue(self.language).one(sentence).format(**gaps)

    def count(self, one: str, many: str, n: int, **gaps: object) -> Html:
        """A sentence that counts `{n}` things."""
        return _filled(catalogue(self.language).many(one, many, n), {"n": self.number(n), **gaps})

    def number(self, n: int) -> str:
        """As in "12,500", the reader's way."""
        return str(n) if 0 <= n < ALIKE_BELOW else format_decimal(n, locale=self.locale)

    def average(self, value: float) -> str:
        """As "4,3"."""
        return format_decimal(value, format="0.0", locale=self.locale)

    def list_of(self, things: list[Html]) -> Html:
        """As in "a, b and c", in the reader's language. Before an i, Spanish "y" is "e", which Babel lacks."""
        said = format_list(list(things), locale=self.locale)
        if self.language == "es" and len(things) > 1 and _BEGINS_WITH_I.match(things[-1]):
            said = said[: -len(things[-1])].removesuffix("y ") + "e " + things[-1]
        return Html(said)


def _filled(sentence: str, gaps: dict[str, object]) -> Html:
    """What Html.format does, which is written in Python and takes ten times as long. Gaps are names alone."""
    return Html(sentence.format(**{name: escape(gap) for name, gap in gaps.items()}))


def translator_for(language: str, country: str = "", zone: str = "UTC") -> Translator:
    """A translator for a person's choice of language, the country of the city, and the zone."""
    return _translator(language if language in LANGUAGES else DEFAULT_LANGUAGE, country, zone)


@cache
def _translator(language: str, country: str, zone: str) -> Translator:
    return Translator(language, _locale(language, country), ZoneInfo(zone))


def _locale(language: str, country: str) -> Locale:
    try:
        return Locale(language, country or None)
    except UnknownLocaleError:
        return Locale(language)


def language_from_telegram(code: str | None) -> str:
    """The nearest of our languages to a Telegram `language_code` ("pt-br", "es", absent)."""
    start = (code or "").lower().replace("_", "-").split("-")[0]
    return start if start in LANGUAGES else _NEAR.get(start, DEFAULT_LANGUAGE)


def translator_of(person: Person) -> Translator:
    """A translator for a person of the store."""
    return translator_for(person.language, person.country, person.zone)
