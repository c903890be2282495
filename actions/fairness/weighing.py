"""What a session at a moment costs each city: the minutes of it that lie outside of the city's hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from actions.fairness.calendars import (
    DAY,
    CityCalendar,
    Spans,
    closed_days,
    minutes_since_epoch,
    waking_hours,
    working_hours,
)
from store.frozen import frozen


@frozen
class Burden:
    """What a session costs one city. `minutes`: of the session, outside of the city's hours.

    day_off: the name of a day on which the city is closed and that the session meets
    is_night: some of it is before seven or after ten in the evening there, and outside of its hours
    has_changed_clocks: the city's hour is another one than it was, while that of others is not
    """

    city_id: int
    minutes: int
    day_off: str | None = None
    is_night: bool = False
    has_changed_clocks: bool = False


@frozen
class Slot:
    """A moment at which a session could be, and what that costs each city."""

    starts_at: datetime
    burdens: tuple[Burden, ...]

    @property
    def is_free(self) -> bool:
        """Whether it lies inside the hours of all."""
        return not any(burden.minutes for burden in self.burdens)

    @cached_property
    def missed(self) -> int:
        """By how many cities: those that are closed that day, or in which it is night."""
        return sum(burden.day_off is not None or burden.is_night for burden in self.burdens)

    def weight(self, so_far: Mapping[int, int]) -> int:
        """How unfair it is, after what each city bore `so_far` (minutes by id): by how much the squares grow.

        A minute weighs more where many were borne: of two slots that cost as much, the one is lighter in which it is
        not the city that has paid most that pays again. But no city is spared a little by what costs all others much.
        """
        return sum(one.minutes * (2 * so_far.get(one.city_id, 0) + one.minutes) for one in self.burdens)


@frozen
class _Clock:
    calendar: CityCalendar
    nothing: Burden
    working: Spans
    waking: Spans
    closed: Spans
    usual_offset: timedelta | None


class Scales:
    """The calendars of a network's cities, made ready to weigh many moments from `first` to `last`.

    `usual`: a moment at which the clocks stood as people know them; without it no change of clocks is marked.
    """

    def __init__(
        self, calendars: Sequence[CityCalendar], first: date, last: date, *, usual: datetime | None = None
    ) -> None:
        first, last = first - 2 * DAY, last + 2 * DAY  # the same moment is the day before or after elsewhere
        self._clocks = [
            _Clock(
                one,
                Burden(one.city_id, 0),
                working_hours(one, first, last),
                waking_hours(one, first, last),
                closed_days(one, first, last),
                usual.astimezone(one.zone).utcoffset() if usual is not None else None,
            )
            for one in calendars
        ]

    def weigh(self, starts_at: datetime, minutes: int) -> Slot:
        """What a session of so many minutes costs."""
        return self.marked(self.measured(starts_at, minutes))

    def measured(self, starts_at: datetime, minutes: int) -> Slot:
        """The same without marking whose clocks have been changed: quick, for moments that are only compared."""
        start = minutes_since_epoch(starts_at)
        return Slot(starts_at, tuple(_measured(clock, start, start + minutes) for clock in self._clocks))

    def marked(self, slot: Slot) -> Slot:
        """With the mark at the cities whose clocks have been changed."""
        changed = self._changed(slot.starts_at)
        burdens = (replace(one, has_changed_clocks=one.city_id in changed) for one in slot.burdens)
        return replace(slot, burdens=tuple(burdens))

    def _changed(self, at: datetime) -> frozenset[int]:
        """The cities whose clocks have been changed, unless all were by as much."""
        shifts = {
            clock.calendar.city_id: offset - clock.usual_offset
            for clock in self._clocks
            if clock.usual_offset is not None and (offset := at.astimezone(clock.calendar.zone).utcoffset()) is not None
        }
        if len(set(shifts.values())) < 2:
            return frozenset()
        return frozenset(city for city, shift in shifts.items() if shift)


def _measured(clock: _Clock, start: int, end: int) -> Burden:
    outside = end - start - clock.working.shared(start, end)
    if not outside:
        return clock.nothing
    is_night = clock.waking.shared(start, end) < end - start
    return Burden(clock.calendar.city_id, outside, clock.closed.first_met(start, end), is_night)


def added_up(slots: Iterable[Slot]) -> dict[int, int]:
    """What sessions that were held have cost each city, in minutes by id."""
    total: dict[int, int] = {}
    for slot in slots:
        for burden in slot.burdens:
            total[burden.city_id] = total.get(burden.city_id, 0) + burden.minutes
    return total
