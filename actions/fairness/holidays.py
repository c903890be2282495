"""Public holidays of countries and their regions, as the library `holidays` knows them. It is imported when asked."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

AS_IN = 2027  # a year by which it is told which regions have holidays that others have not
LANGUAGES = {"es": "es", "pt": "pt_BR", "ca": "ca", "en": "en_US"}


def holidays_of(country: str, region: str, years: Iterable[int], language: str) -> dict[date, str]:
    """Their names, in the reader's language where the country's calendar has it. A country that is not known has none.

    `region`: as in `regions_of`; one that the country does not have is left out of account.
    """
    found: dict[date, str] = {}
    for year in years:
        found |= _holidays(country, region, year, language)
    return found


@cache
def regions_of(country: str) -> dict[str, str]:
    """The regions that have holidays of their own: names by code (ISO 3166-2 without the country)."""
    calendar = _calendar(country)
    if calendar is None:
        return {}
    names = calendar.get_subdivision_aliases()
    national = calendar(years=AS_IN).keys()
    own = [code for code in calendar.subdivisions if calendar(years=AS_IN, subdiv=code).keys() != national]
    found = {code: names[code][0] if names.get(code) else code for code in own}
    return dict(sorted(found.items(), key=lambda entry: entry[1]))


@cache
def _holidays(country: str, region: str, year: int, language: str) -> dict[date, str]:
    calendar = _calendar(country)
    if calendar is None:
        return {}
    wanted = LANGUAGES[language]
    spoken = wanted if wanted in calendar.supported_languages else calendar.default_language
    subdivision = region if region in calendar.subdivisions else None
    return dict(calendar(years=year, subdiv=subdivision, language=spoken))


def _calendar(country: str) -> Any:
    import holidays  # what it needs is slow to import, and not needed to start

    return getattr(holidays, country, None)
