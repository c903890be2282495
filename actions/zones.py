"""Which clocks a person may mean, when the one of the city is not theirs."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from actions.refusals import StepPassed

# One zone for every hour and every habit of changing clocks between Los Angeles and Athens.
_FAR = (
    "America/Los_Angeles", "America/Denver", "America/Mexico_City", "America/Bogota", "America/New_York",
    "America/Caracas", "America/Santiago", "America/Argentina/Buenos_Aires", "America/Noronha", "Atlantic/Azores",
    "Europe/Lisbon", "Europe/Madrid", "Europe/Athens",
)  # fmt: skip
_HALF_A_YEAR = timedelta(days=182)


def zones_of_country(country: str, denied: str, now: datetime) -> list[str]:
    """The country's zones whose clocks do not show what the `denied` one shows, each kind of clock once."""
    return _unlike(get_global("territory_zones").get(country, ()), denied, now)


def zones_elsewhere(denied: str, now: datetime) -> list[str]:
    """Zones of all hours but that of the `denied` one."""
    return _unlike(_FAR, denied, now)


def known_zone(key: str) -> str:
    """The key, if there is such a zone."""
    if key not in available_timezones():
        raise StepPassed
    return key


def _unlike(keys: "tuple[str, ...] | list[str]", denied: str, now: datetime) -> list[str]:
    denied_offset = now.astimezone(ZoneInfo(denied)).utcoffset()
    clocks: dict[tuple[timedelta | None, timedelta | None], str] = {}
    for key in keys:
        offsets = (_offset(key, now), _offset(key, now + _HALF_A_YEAR))
        if offsets[0] != denied_offset:
            clocks.setdefault(offsets, key)
    return sorted(clocks.values(), key=lambda key: (_offset(key, now) or timedelta(), key))


def _offset(key: str, at: datetime) -> timedelta | None:
    return at.astimezone(ZoneInfo(key)).utcoffset()
