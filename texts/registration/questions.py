"""The few questions of registration."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import City
from texts.cities import city_name
from texts.dates import day_in_full, hour, zone_city, zone_name
from texts.forms import FormChosen
from texts.message import Button, Message, Rows, excerpt
from texts.presses import Press
from texts.registration.presses import (
    AS_NOTED,
    ELSEWHERE,
    FROM_TELEGRAM,
    OTHER,
    YES,
)
from texts.translator import Translator


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("the registration")


def name_question(t: Translator, draft_id: int, telegram_name: str) -> Message:
    """What to be called."""
    use = t.label("Use “{name}”", name=excerpt(telegram_name, 40))
    key = (Button(use, FormChosen(draft_id, "name", FROM_TELEGRAM)),)
    return Message(
        t.say("👤 <b>What is your name?</b> As the other cities should see it."), (key,) if telegram_name else ()
    )


def post_question(t: Translator, draft_id: int, noted: str) -> Message:
    """What one works as. `noted`: as the coordination has it of somebody who took part without Telegram."""
    key = (Button(t.label("Use “{post}”", post=excerpt(noted, 40)), FormChosen(draft_id, "post", AS_NOTED)),)
    return Message(
        t.say("🏛 <b>What is your post or department?</b> For example: <i>Department of Mobility</i>."),
        (key,) if noted else (),
    )


def hour_question(t: Translator, draft_id: int, city: City | None, zone: str, now: datetime) -> Message:
    """The clock of the city, shown."""
    gaps = {"hour": hour(t, now, ZoneInfo(zone)), "day": day_in_full(_in_zone(t, zone), now)}
    if city is not None:
        asked = t.say("🕒 <b>{city}.</b> Is it {hour} on {day} where you are?", city=city_name(t, city), **gaps)
    else:
        asked = t.say("🕒 Is it {hour} on {day} where you are ({zone})?", zone=zone_name(t, ZoneInfo(zone)), **gaps)
    return Message(
        asked,
        (
            (Button(t.label("✅ Yes, that is right"), FormChosen(draft_id, "zone", YES)),),
            (Button(t.label("My clock says something else"), FormChosen(draft_id, "zone", OTHER)),),
        ),
    )


def clocks_question(
    t: Translator, draft_id: int, step: str, zones: Sequence[str], now: datetime, *, more: bool
) -> Message:
    """Clocks to choose from, by the hour that they show now."""
    rows = clock_rows(t, [(zone, FormChosen(draft_id, step, zone)) for zone in zones], now)
    if more:
        rows = (*rows, (Button(t.label("Another hour"), FormChosen(draft_id, step, ELSEWHERE)),))
    return Message(t.say("🕒 <b>Choose the time your watch shows</b>"), rows)


def clock_rows(t: Translator, choices: Sequence[tuple[str, Press]], now: datetime) -> Rows:
    """Two clocks a row, as "14:05 Guayaquil"."""
    keys = [Button(f"{hour(t, now, ZoneInfo(zone))} {zone_city(t, ZoneInfo(zone))}", made) for zone, made in choices]
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))


def stopped(t: Translator) -> Message:
    """Registration was cancelled after consent."""
    return Message(
        t.say("Cancelled: what you had answered has been erased. To come back, it is enough to open the link again.")
    )


def _in_zone(t: Translator, zone: str) -> Translator:
    return Translator(t.language, t.locale, ZoneInfo(zone))
