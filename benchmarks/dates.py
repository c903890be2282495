"""Fair dates for a session of eight cities within eight weeks:

    python -m benchmarks.dates [--weeks 8] [--rounds 20]

Processor time of one search: the public holidays of every city, its own days off, every half hour of every working
day, and what earlier sessions have cost; first as after a start, with the import of the holidays' library, then again.
"""

import argparse
import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from actions.fairness import CityCalendar, Scales, Search, Slot, added_up, find_slots, holidays_of

LONGEST = 0.3  # seconds of processor
CITIES = (
    ("AR", "X", "America/Argentina/Cordoba"),
    ("CO", "", "America/Bogota"),
    ("MX", "", "America/Merida"),
    ("EC", "", "America/Guayaquil"),
    ("ES", "AR", "Europe/Madrid"),
    ("DO", "", "America/Santo_Domingo"),
    ("BR", "SP", "America/Sao_Paulo"),
    ("PA", "", "America/Panama"),
)
HELD = [datetime(2027, month, 18, 15, tzinfo=UTC) for month in range(1, 9)]
FIRST = date(2027, 9, 20)  # the clocks of one of the cities are changed on the way


def find(weeks: int) -> list[Slot]:
    """One search, from what the store gives to the proposals in their order."""
    calendars = [
        CityCalendar(
            number,
            ZoneInfo(zone),
            holidays_of(country, region, (2027,), "es") | {FIRST + timedelta(days=number): "Fiesta local"},
        )
        for number, (country, region, zone) in enumerate(CITIES)
    ]
    past = Scales(calendars, HELD[0].date(), HELD[-1].date())
    so_far = added_up(past.weigh(held, 90) for held in HELD)
    wished = datetime(2027, 10, 15, 15, tzinfo=UTC)
    last = FIRST + timedelta(weeks=weeks)
    return find_slots(calendars, Search(FIRST, last, ZoneInfo("Europe/Madrid"), 90, wished, HELD[-1], (), so_far))


def main() -> int:
    """Prints the figures; 1 when one is too high."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    spent = []
    for _ in range(given.rounds + 1):
        begun = time.process_time()
        found = find(given.weeks)
        spent.append(time.process_time() - begun)
    first, again = spent[0], median(spent[1:])
    figures = {"cities": len(CITIES), "weeks": given.weeks, "days_proposed": len(found)}
    seconds = {"first_search_cpu_s": round(first, 3), "search_cpu_s": round(again, 3), "goal_s": LONGEST}
    sys.stdout.write(json.dumps(figures | seconds) + "\n")
    return 0 if max(first, again) <= LONGEST else 1


if __name__ == "__main__":
    sys.exit(main())
