"""Puts a programme into the store: what is new is created, what differs is changed, the rest is left alone."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import audit
from actions.agenda.following import follow_agendas
from actions.digests import plan_network, replan_for_network
from actions.meetings import follow_change, plan_reminders_for_meeting
from actions.network_settings import set_at_desk, written
from actions.network_texts import follow_file
from actions.programme.fields import ProgrammeWrong
from actions.programme.series import SeriesChanges, follow_rule
from actions.programme.shape import ArchiveData, CityData, NetworkData, Programme
from actions.prompts import plan_prompts
from actions.search.wording import keep_found, renew_all
from store.models import Archive, City, Network, NetworkCity
from store.programme import (
    archive_by_slug,
    cities_by_slug,
    cities_of_network,
    city_by_slug,
    members_for_city,
    network_by_slug,
    remove_city_of_network,
)

_COLUMNS = [one.name for one in fields(NetworkData) if one.name not in {"cities", "starts", "texts"}]


@dataclass
class Tally:
    """What became of the entries of one kind. `changed` holds a name and what is new about it.

    kept: a name and what stays although the file says otherwise, for coordinators have set it
    """

    created: list[str] = field(default_factory=list)
    changed: list[tuple[str, list[str]]] = field(default_factory=list)
    kept: list[tuple[str, list[str]]] = field(default_factory=list)
    left: int = 0


@dataclass
class Loaded:
    """What a load did. `series` has the changes of each network's meetings, by the network's name."""

    cities: Tally = field(default_factory=Tally)
    networks: Tally = field(default_factory=Tally)
    archives: Tally = field(default_factory=Tally)
    series: dict[str, SeriesChanges] = field(default_factory=dict)

    @property
    def changed_anything(self) -> bool:
        """False when the store already was as the file says."""
        tallies = (self.cities, self.networks, self.archives)
        return any(tally.created or tally.changed for tally in tallies) or any(
            series.created or series.changed or series.dropped for series in self.series.values()
        )


def do_load_programme(session: Session, programme: Programme, *, now: datetime) -> Loaded:
    """Loads all of it or, with ProgrammeWrong, nothing. What the file does not name stays as it is."""
    loaded = Loaded()
    for city in programme.cities:
        _load_city(session, city, loaded.cities, now)
    session.flush()
    for network in programme.networks:
        _load_network(session, programme, network, loaded, now)
    for archive in programme.archives:
        _load_archive(session, archive, loaded.archives)
    session.flush()
    if loaded.changed_anything:
        audit.record(session, now=now, deed="programme_loaded", details={"cities": dict(loaded.cities.changed)})
    return loaded


def _load_city(session: Session, data: CityData, tally: Tally, now: datetime) -> None:
    city = city_by_slug(session, data.slug)
    values = {name: value for name, value in asdict(data).items() if value is not None}
    if city is None:
        session.add(City(**values))
        tally.created.append(data.name)
    else:
        changed = _changed(city, values)
        if {"name", "country"} & set(changed):
            renew_all(session, now)
        _tally(tally, data.name, changed)


def _load_archive(session: Session, data: ArchiveData, tally: Tally) -> None:
    values = {**asdict(data), "fields": list(data.fields)}
    archive = archive_by_slug(session, data.slug)
    if archive is None:
        archive = Archive(**values)
        session.add(archive)
        tally.created.append(data.name)
    else:
        _tally(tally, data.name, _changed(archive, values))
    keep_found(session, archive)


def _load_network(session: Session, programme: Programme, data: NetworkData, loaded: Loaded, now: datetime) -> None:
    network = network_by_slug(session, data.slug)
    if network is None:
        network, before, changed = _create_network(session, programme, data, loaded, now), {}, []
    else:
        before = _as_written(network)
        changed = _change_network(session, programme, network, data, loaded.networks, now)
    loaded.series[data.name] = follow_rule(session, network, data, now)
    _plan_meetings(session, network, loaded.series[data.name], now)
    plan_prompts(session, network, now=now)
    if before:
        _record(session, network, before, changed, loaded.series[data.name], now)


def _create_network(
    session: Session, programme: Programme, data: NetworkData, loaded: Loaded, now: datetime
) -> Network:
    network = Network(**_values(data), created_at=now)
    plan_network(network, now)
    network.exchange_at = now
    session.add(network)
    session.flush()
    _set_cities(session, programme, network, data)
    follow_file(session, network, data.texts, now)
    loaded.networks.created.append(data.name)
    return network


def _change_network(
    session: Session, programme: Programme, network: Network, data: NetworkData, tally: Tally, now: datetime
) -> list[str]:
    """As the file says, but for what coordinators have set; gives what is another now."""
    by_hand, values = set_at_desk(session, network), _values(data)
    kept = [name for name in values if name in by_hand and getattr(network, name) != values[name]]
    changed = _changed(network, {name: value for name, value in values.items() if name not in by_hand})
    if "field" in changed:
        renew_all(session, now)
    if {"zone", "digest_weekday"} & set(changed) or network.digest_due_at is None:
        replan_for_network(session, network, now=now)
    if _set_cities(session, programme, network, data):
        changed.append("cities")
        follow_agendas(session, network, now=now)
    changed += follow_file(session, network, data.texts, now)
    _tally(tally, data.name, ["meetings" if name == "rule" else name for name in changed])
    if kept:
        tally.kept.append((data.name, kept))
    return changed


def _values(data: NetworkData) -> dict[str, Any]:
    values = asdict(data)
    del values["cities"], values["starts"], values["texts"]
    return values


def _as_written(network: Network) -> dict[str, Any]:
    """As the audit log keeps it."""
    values = {name: getattr(network, name) for name in _COLUMNS}
    return {name: f"{value}" if isinstance(value, date) else written(value) for name, value in values.items()}


def _record(
    session: Session, network: Network, before: dict[str, Any], changed: list[str], series: SeriesChanges, now: datetime
) -> None:
    """What was changed of a network that was there; of sessions, how many."""
    sessions = {what: number for what in ("created", "changed", "dropped") if (number := len(getattr(series, what)))}
    if not changed and not sessions:
        return
    after = _as_written(network)
    columns = [name for name in changed if name in before]
    details = {
        "before": {name: before[name] for name in columns},
        "after": {name: after[name] for name in columns},
        "cities": "cities" in changed,
        "sessions": sessions,
    }
    audit.record(session, now=now, deed="network_loaded", network_id=network.id, details=details)


def _plan_meetings(session: Session, network: Network, changes: SeriesChanges, now: datetime) -> None:
    for meeting in changes.created:
        plan_reminders_for_meeting(session, meeting, now=now)
    for meeting in (*changes.changed, *changes.dropped):
        follow_change(session, network, meeting, since=meeting.starts_at, now=now)


def _set_cities(session: Session, programme: Programme, network: Network, data: NetworkData) -> bool:
    """Makes the network's cities those of the file; says whether that changed something."""
    wanted = cities_by_slug(session, data.cities)
    present = {city.slug: city for city in cities_of_network(session, network.id)}
    for slug in _missing(data.cities, present):
        session.add(NetworkCity(network_id=network.id, city_id=wanted[slug].id))
    for slug in _missing(present, wanted):
        _remove_city(session, programme, network, present[slug])
    return present.keys() != wanted.keys()


def _remove_city(session: Session, programme: Programme, network: Network, city: City) -> None:
    people = members_for_city(session, network.id, city.id)
    if people:
        place = [data.slug for data in programme.networks].index(network.slug)
        raise ProgrammeWrong(
            f'{programme.source}: network[{place}].cities: "{city.slug}" cannot be taken out of it: '
            f"{people} of its people take part"
        )
    remove_city_of_network(session, network.id, city.id)


def _missing(slugs: Iterable[str], from_these: Iterable[str]) -> list[str]:
    there = set(from_these)
    return [slug for slug in slugs if slug not in there]


def _changed(row: City | Network | Archive, values: dict[str, object]) -> list[str]:
    """Sets what differs and names it."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _tally(tally: Tally, name: str, changed: list[str]) -> None:
    if changed:
        tally.changed.append((name, changed))
    else:
        tally.left += 1
