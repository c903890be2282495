"""Which dates suit all cities of a network, and what the others cost whom. Pure computation: no store, no clock."""

from actions.fairness.calendars import CityCalendar, is_working_day
from actions.fairness.finding import Search, find_slots
from actions.fairness.holidays import holidays_of, regions_of
from actions.fairness.weighing import Burden, Scales, Slot, added_up

__all__ = [
    "Burden",
    "CityCalendar",
    "Scales",
    "Search",
    "Slot",
    "added_up",
    "find_slots",
    "holidays_of",
    "is_working_day",
    "regions_of",
]
