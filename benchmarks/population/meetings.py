"""Sessions, who comes, and the reminders of those that are still to come."""

import itertools
from datetime import timedelta

from benchmarks.population.town import DAY, WEEK, Rows, Town, numbered
from store.models import Answer, ReminderKind, ReminderState

SESSIONS = 6  # of each network
COMING = 5  # the one that starts next
BEFORE_SESSION = {
    ReminderKind.WEEK_BEFORE: timedelta(days=7),
    ReminderKind.NUDGE: timedelta(days=3),
    ReminderKind.DAY_BEFORE: timedelta(days=1),
    ReminderKind.HOUR_BEFORE: timedelta(hours=1),
}


def meeting_rows(town: Town) -> Rows:
    for network in town.networks:
        for number in range(1, SESSIONS + 1):
            starts_at = town.moments.session + (number - COMING) * 4 * WEEK
            yield {
                "id": numbered(network, number, SESSIONS),
                "network_id": network,
                "number": number,
                "recurrence_at": starts_at,
                "starts_at": starts_at,
                "minutes": 90,
                "topic": "Zonas de bajas emisiones",
                "link": "https://meet.example.org/red",
                "sequence": 0,
            }


def rsvp_rows(town: Town) -> Rows:
    step = 1 if town.sizes.everybody_comes else 2
    for network in town.networks:
        for number in range(1, COMING + 1):
            for person in town.people[network][::step]:
                yield {
                    "meeting_id": numbered(network, number, SESSIONS),
                    "person_id": person,
                    "answer": Answer.GOING,
                    "sequence": 0,
                    "answered_at": town.moments.now - DAY,
                }


def reminder_rows(town: Town) -> Rows:
    for (network, _seat, person), number in itertools.product(town.seats(), range(COMING, SESSIONS + 1)):
        starts_at = town.moments.session + (number - COMING) * 4 * WEEK
        for kind, before in BEFORE_SESSION.items():
            is_past = starts_at - before <= town.moments.now
            yield {
                "meeting_id": numbered(network, number, SESSIONS),
                "person_id": person,
                "kind": kind,
                "due_at": starts_at - before,
                "state": ReminderState.DONE if is_past else ReminderState.WAITING,
            }
