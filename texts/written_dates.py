"""What somebody reads whose date was typed with words that say nothing here, as the name of another country."""

from zoneinfo import ZoneInfo

from texts.dates import zone_city, zone_name
from texts.message import Html, excerpt
from texts.translator import Translator

ON_LINE = 40


def left_out(t: Translator, rest: str, zone: ZoneInfo) -> Html | None:
    """On whose clock the hour is all the same. Nothing where these words name that very zone, or there are none."""
    if rest.casefold() in zone_name(t, zone).casefold():
        return None
    city = zone_city(t, zone)
    return t.say(
        "⚠️ “{rest}” was not taken into account: the hour is that of {zone}.", rest=excerpt(rest, ON_LINE), zone=city
    )
