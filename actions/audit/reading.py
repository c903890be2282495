"""The audit log as its network's coordinators read it: ids become names, details become what was before and after."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.access import access_coordinating
from actions.refusals import NotFound
from store import audit as store
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import AuditEntry, Chat, City, Invitation, Meeting, Network, Person, Role
from store.network_texts import words_then
from texts.audit.deeds import deeds_about
from texts.audit.log import A_PAGE, Aspect, Change, Invited, Seen, Subject
from texts.audit.presses import Topic
from texts.lists import page_within

OF_PEOPLE = ("member", "person_id", "person")
OF_CITIES = ("city", "city_id")


def entries_seen(
    session: Session, network: Network, *, topic: Topic, person_id: int, page: int
) -> tuple[list[Seen], int]:
    """A page of what was done in a network, newest first, and how many entries there are."""
    deeds = deeds_about(topic)
    total = store.count_entries(session, network.id, deeds=deeds, person_id=person_id)
    offset = page_within(page, total, A_PAGE) * A_PAGE
    found = store.entries_of(session, network.id, deeds=deeds, person_id=person_id, limit=A_PAGE, offset=offset)
    return [seen_of(session, entry) for entry in found], total


def access_entry(session: Session, coordinator: Person, entry_id: int) -> tuple[AuditEntry, Network]:
    """An entry of a network that the person coordinates."""
    entry = row_by_id(session, AuditEntry, entry_id)
    if entry is None or entry.network_id is None:
        raise NotFound
    return entry, access_coordinating(session, coordinator, entry.network_id)


def seen_of(session: Session, entry: AuditEntry) -> Seen:
    """With the names of all that it is about."""
    return Seen(
        entry,
        row_by_id(session, Person, entry.person_id) if entry.person_id is not None else None,
        row_by_id(session, Person, number) if (number := _number_in(entry, OF_PEOPLE)) is not None else None,
        _city(session, entry),
        _subject(session, entry),
        _undone(session, entry),
        _changes(session, entry),
    )


def _number_in(entry: AuditEntry, names: tuple[str, ...]) -> int | None:
    found = (entry.details.get(name) for name in names)
    return next((number for number in found if isinstance(number, int)), None)


def _city(session: Session, entry: AuditEntry) -> City | None:
    kind, _, number = entry.subject.partition(":")
    return city_by_id(session, int(number) if kind == "city" else _number_in(entry, OF_CITIES))


def _subject(session: Session, entry: AuditEntry) -> Subject:
    kind, _, number = entry.subject.partition(":")
    match kind:
        case "meeting":
            return row_by_id(session, Meeting, int(number))
        case "chat":
            chat = row_by_id(session, Chat, int(number))
            return chat.title if chat is not None else None
        case "invitation":
            made = row_by_id(session, Invitation, int(number))
            return None if made is None else Invited(made.role, city_by_id(session, made.city_id))
    return None


def _undone(session: Session, entry: AuditEntry) -> Seen | None:
    """Of an undoing, what was undone."""
    kind, _, number = entry.subject.partition(":")
    undone = row_by_id(session, AuditEntry, int(number)) if kind == "audit" else None
    return seen_of(session, undone) if undone is not None else None


def _changes(session: Session, entry: AuditEntry) -> tuple[Change, ...]:
    before, after = before_and_after(entry)

    def said(text_id: int) -> str | None:
        return words_then(session, text_id, entry.details["language"])

    read: Mapping[str, tuple[Aspect, Callable[[Any], Any]]] = {
        "role": (Aspect.ROLE, Role),
        "city_id": (Aspect.CITY, lambda number: city_by_id(session, number)),
        "starts_at": (Aspect.WHEN, datetime.fromisoformat),
        "paused_until": (Aspect.PAUSE, datetime.fromisoformat),
        "name": (Aspect.NAME, str),
        "field": (Aspect.FIELD, str),
        "zone": (Aspect.ZONE, str),
        "meeting_time": (Aspect.HOUR, str),
        "meeting_minutes": (Aspect.MINUTES, int),
        "digest_weekday": (Aspect.WEEKDAY, int),
        "uses": (Aspect.USES, int),
        "about": (Aspect.ABOUT, said),
        "welcome": (Aspect.WELCOME, said),
    }

    def value(of: Mapping[str, Any], name: str) -> Any:
        written = of.get(name)
        return None if written is None else read[name][1](written)

    return tuple(
        Change(read[name][0], value(before, name), value(after, name))
        for name in read
        if before.get(name) != after.get(name)
    )


def before_and_after(entry: AuditEntry) -> tuple[dict[str, Any], dict[str, Any]]:
    """What it changed, by the names of the columns. Some deeds had words of their own for it, and still do."""
    details = entry.details
    match entry.deed:
        case "meeting_moved":
            return {"starts_at": details.get("from")}, {"starts_at": details.get("to")}
        case "role_changed":
            return _placed(details, "from", "from_city_id"), _placed(details, "to", "to_city_id")
        case "city_changed":
            return {"city_id": details.get("from_city_id")}, {"city_id": details.get("to_city_id")}
        case "removed":
            return _placed(details, "role", "city_id"), {}
        case "joined":
            return {}, _placed(details, "role", "city_id")
    return details.get("before") or {}, details.get("after") or {}


def _placed(details: Mapping[str, Any], role: str, city: str) -> dict[str, Any]:
    return {"role": details.get(role), "city_id": details.get(city)}
