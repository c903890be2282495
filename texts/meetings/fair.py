"""What a coordinator reads of fair dates: which hours suit whom, and what the others cost."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import City, Network
from texts.cities import short_city
from texts.dates import hour, short_day, weekday
from texts.forms import FormChosen
from texts.lists import arrows, in_rows, page_within, pages_for
from texts.meetings.shown import reference
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

WHEN = "when"
WALL = "%Y%m%d%H%M"  # of a button, on the clocks of the network's zone
FAIR = "fair"  # of a button, before the number of a page
USUAL = "usual"
POLL = "poll"  # among the answers of a form: out of which poll the date was chosen
PAGE = 3
MOST_BORNE = 3
SATURDAY = 5


@frozen
class Cost:
    """What a session at a moment asks of one city: the minutes of it outside of the city's hours, and why."""

    city: City
    minutes: int
    day_off: str | None = None
    is_night: bool = False
    has_changed_clocks: bool = False


@frozen
class Weighed:
    """A moment for a session, and what it asks of each city."""

    starts_at: datetime
    costs: tuple[Cost, ...]

    @property
    def is_free(self) -> bool:
        """Whether it lies inside the hours of all."""
        return not any(cost.minutes for cost in self.costs)


@frozen
class Proposals:
    """Moments for a session, the fairest first. `present`: its date as it stands; None: it has none yet.

    `borne`: the cities whom sessions held have cost something, with the minutes, the most first.
    """

    found: tuple[Weighed, ...]
    present: Weighed | None
    borne: tuple[tuple[City, int], ...]


def fair_key(t: Translator, draft_id: int) -> Button:
    """Below the question for a date."""
    return Button(t.label("⚖️ Find a fair date"), FormChosen(draft_id, WHEN, f"{FAIR}0"))


def proposals(
    t: Translator, draft_id: int, title: Html, network: Network, proposed: Proposals, page: int, asking: Button
) -> Message:
    """Three at once, each with what it costs; `title`: of which session; `asking`: to ask the cities about them."""
    zone = ZoneInfo(network.zone)
    page = page_within(page, len(proposed.found), PAGE)
    here = proposed.found[page * PAGE : (page + 1) * PAGE]
    turning = arrows(
        t, page, pages_for(len(proposed.found), PAGE), lambda number: FormChosen(draft_id, WHEN, f"{FAIR}{number}")
    )
    usual = (Button(t.label("✏️ Another date"), FormChosen(draft_id, WHEN, USUAL)),)
    further = ((asking,), usual) if proposed.found else (usual,)
    return Message(
        paragraphs(
            title,
            _lead(t, network, proposed),
            *(
                lines(Html("<b>{moment}</b>").format(moment=short_moment(t, one.starts_at, zone)), *costs(t, one))
                for one in here
            ),
            _borne(t, proposed.borne),
        ),
        (*_keys(t, draft_id, [one.starts_at for one in here], zone), *((turning,) if turning else ()), *further),
    )


def moment_keys(t: Translator, draft_id: int, offered: Sequence[datetime], zone: ZoneInfo) -> Rows:
    """The usual dates two a row, as "Fri 18/06 17:00"; and below the way to those that are fair."""
    return (*_keys(t, draft_id, offered, zone), (fair_key(t, draft_id),))


def costs(t: Translator, weighed: Weighed) -> list[Html]:
    """A line for each thing that it costs, or that it costs nothing."""
    if weighed.is_free:
        return [t.say("✅ Within the hours of all cities"), *_clocks(t, weighed)]
    return [*_closed(t, weighed), *_nights(t, weighed), *_outside(t, weighed), *_clocks(t, weighed)]


def remarks(t: Translator, weighed: Weighed, zone: ZoneInfo) -> Html | None:
    """What is easily overlooked in a date: a weekend, and all that it costs."""
    on = weighed.starts_at.astimezone(zone).weekday()
    weekend = t.say("📅 That is a {weekday}.", weekday=weekday(t, on)) if on >= SATURDAY else None
    return lines(weekend, *(() if weighed.is_free else costs(t, weighed))) or None


def _lead(t: Translator, network: Network, proposed: Proposals) -> Html:
    if not proposed.found:
        return t.say("No working day is free in these weeks.")
    suits = (
        None
        if proposed.found[0].is_free
        else t.say("<b>No hour suits all cities.</b> These ask the least, and least of those who have given most.")
    )
    present = proposed.present
    now = (
        t.say("At present: {moment}", moment=short_moment(t, present.starts_at, ZoneInfo(network.zone)))
        if present is not None
        else None
    )
    return lines(
        suits,
        t.say("Hours are meant as {zone}.", zone=reference(t, network)),
        lines(now, *costs(t, present)) if now is not None and present is not None else None,
    )


def short_moment(t: Translator, at: datetime, zone: ZoneInfo) -> str:
    """As "Fri 18/06 17:00", on the clocks of `zone`."""
    return t.label("{day} {hour}", day=short_day(t, at.astimezone(zone).date()), hour=hour(t, at, zone))


def _keys(t: Translator, draft_id: int, moments: Sequence[datetime], zone: ZoneInfo) -> Rows:
    keys = [
        Button(short_moment(t, at, zone), FormChosen(draft_id, WHEN, at.astimezone(zone).strftime(WALL)))
        for at in moments
    ]
    return in_rows(keys)


def _closed(t: Translator, weighed: Weighed) -> list[Html]:
    """A line for each feast, which several cities may have in common."""
    by_name: dict[str, list[Html]] = {}
    for cost in weighed.costs:
        if cost.day_off is not None:
            by_name.setdefault(cost.day_off, []).append(_name(cost))
    return [t.say("🎉 {name}: {cities}", name=name, cities=t.list_of(cities)) for name, cities in by_name.items()]


def _nights(t: Translator, weighed: Weighed) -> list[Html]:
    asleep = [_name(cost) for cost in weighed.costs if cost.is_night]
    if len(asleep) > 1 and len(asleep) == len(weighed.costs):
        return [t.say("🌙 It is night in all cities.")]
    return [t.say("🌙 It is night in {cities}.", cities=t.list_of(asleep))] if asleep else []


def _outside(t: Translator, weighed: Weighed) -> list[Html]:
    """A line for each length, the longest first; nights and feasts have been told."""
    by_minutes: dict[int, list[Html]] = {}
    for cost in weighed.costs:
        if cost.minutes and not cost.is_night and cost.day_off is None:
            by_minutes.setdefault(cost.minutes, []).append(_name(cost))
    return [
        t.say("⏰ {minutes} min outside hours: {cities}", minutes=minutes, cities=t.list_of(by_minutes[minutes]))
        for minutes in sorted(by_minutes, reverse=True)
    ]


def _clocks(t: Translator, weighed: Weighed) -> list[Html]:
    changed = [_name(cost) for cost in weighed.costs if cost.has_changed_clocks]
    return [t.say("🕐 With the clocks changed: {cities}", cities=t.list_of(changed))] if changed else []


def _borne(t: Translator, borne: Sequence[tuple[City, int]]) -> Html | None:
    if not borne:
        return None
    told = [
        t.say("{city} {minutes} min", city=short_city(city), minutes=minutes) for city, minutes in borne[:MOST_BORNE]
    ]
    return t.say("Outside hours so far: {cities}", cities=t.list_of(told))


def _name(cost: Cost) -> Html:
    return Html.escape(short_city(cost.city))
