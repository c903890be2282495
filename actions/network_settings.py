"""What a coordinator sets of a network: its name and field, where and when it meets, the day of its digest."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating
from actions.digests import replan_for_network
from actions.refusals import NetworkClosed, NotFound, Refused
from actions.search.wording import renew_all
from store.audit import entries_of
from store.locking import lock
from store.models import AuditEntry, Network, Person
from store.programme import cities_of_network
from texts.attention.shown import WORKING_DAYS
from texts.message import Html
from texts.network_settings import refusals as texts
from texts.network_settings.presses import Setting
from texts.translator import Translator

NAME_LIMIT = 80
FIELD_LIMIT = 80
LENGTHS = (60, 75, 90, 105, 120, 150)
DEED = "network_changed"

_HOUR = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*h?")


class HourNotUnderstood(Refused):
    """Not like 16:30."""

    def sentence(self, t: Translator) -> Html:
        return texts.hour_not_understood(t)


class SettingChangedSince(Refused):
    """Somebody has set it anew."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_since(t)


def zones_to_choose(session: Session, network: Network) -> list[str]:
    """Those of its cities."""
    return sorted({network.zone, *(city.zone for city in cities_of_network(session, network.id))})


def read_time(typed: str) -> time:
    """An hour as people type it."""
    read = _HOUR.fullmatch(typed.strip())
    if read is None:
        raise HourNotUnderstood
    try:
        return time(int(read[1]), int(read[2] or 0))
    except ValueError:
        raise HourNotUnderstood from None


def do_set(
    session: Session, coordinator: Person, network_id: int, what: Setting, value: str, *, now: datetime
) -> Network:
    """From now on. Harmless when done twice. Sessions that are called keep their date, hour and length."""
    network = access_coordinating(session, coordinator, network_id)
    lock(session, network)
    if network.closed_at is not None:
        raise NetworkClosed
    _set(session, coordinator, network, {what.column: _checked(session, network, what, value)}, now)
    return network


def do_set_back(
    session: Session, coordinator: Person, network: Network, entry: AuditEntry, *, now: datetime, is_tried: bool = False
) -> None:
    """As before a change, unless somebody has changed it again. `is_tried`: only looked whether it can be."""
    before = {name: _read(name, value) for name, value in entry.details["before"].items()}
    after = {name: _read(name, value) for name, value in entry.details["after"].items()}
    if any(getattr(network, name) != value for name, value in after.items()):
        raise SettingChangedSince
    if not is_tried:
        _set(session, coordinator, network, before, now)


def set_at_desk(session: Session, network: Network) -> set[str]:
    """Which of its columns coordinators have set, and not undone since."""
    entries = entries_of(session, network.id, deeds=(DEED,))
    undone = {one.undone_at for one in entries}  # the moments at which a way back was recorded, too
    standing = [one for one in entries if one.undone_at is None and one.at not in undone]
    return {name for one in standing for name in one.details["after"]}


def _checked(session: Session, network: Network, what: Setting, value: str) -> Any:
    """What a key or a form says; a key may be made up by hand."""
    if what is Setting.ZONE and value not in zones_to_choose(session, network):
        raise NotFound
    if what is Setting.MINUTES and value not in {str(minutes) for minutes in LENGTHS}:
        raise NotFound
    if what is Setting.WEEKDAY and value not in {str(day) for day in WORKING_DAYS}:
        raise NotFound
    return _read(what.column, value)


def _read(column: str, value: Any) -> Any:
    match column:
        case "meeting_time":
            return time.fromisoformat(value)
        case "meeting_minutes" | "digest_weekday":
            return int(value)
    return value


def written(value: Any) -> Any:
    """As the audit log keeps it."""
    return f"{value:%H:%M}" if isinstance(value, time) else value


def _set(session: Session, coordinator: Person, network: Network, values: Mapping[str, Any], now: datetime) -> None:
    before = {name: getattr(network, name) for name in values}
    if before == values:
        return
    for name, value in values.items():
        setattr(network, name, value)
    session.flush()
    if {"zone", "digest_weekday"} & set(values):
        replan_for_network(session, network, now=now)
    if "field" in values:
        renew_all(session, now)
    details = {
        "before": {name: written(value) for name, value in before.items()},
        "after": {name: written(value) for name, value in values.items()},
    }
    audit.record(session, now=now, deed=DEED, person_id=coordinator.id, network_id=network.id, details=details)
