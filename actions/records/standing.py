"""How a record stands at a moment: collected until it is approved, frozen from then on, changed by hand before both."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions.records.collecting import collected, part_with_guests, untold_in, with_guests
from actions.records.refusals import RecordNotPublished, SessionNotOver
from actions.records.timing import draft_due
from actions.refusals import NetworkClosed
from store import records as store
from store.models import Meeting, Network, Record, RecordSection, Section
from texts.records.content import Content, Part, content_of, thawed
from texts.records.desk import Place, Prepared
from texts.records.telling import OnPage, Shown


def subject_of(meeting: Meeting) -> str:
    """Of what was published, in groups and in private."""
    return f"record:{meeting.id}"


def open_record(session: Session, meeting: Meeting, network: Network, now: datetime) -> Record:
    """The meeting's record; one that began before there were records gets its own when somebody looks for it.

    Whoever looks before its draft is due takes that from nobody. In a closed network it is read as it was published.
    """
    if network.closed_at is not None:
        raise NetworkClosed
    record = store.record_of(session, meeting)
    if meeting.cancelled_at is not None or (record is None and meeting.starts_at > now):
        raise SessionNotOver
    if record is None:
        due_at = draft_due(meeting, network)
        store.begin_record(session, meeting, due_at if due_at > now else None)
        record = store.record_of(session, meeting)
    assert record is not None  # noqa: S101 - begun above
    return record


def is_published(session: Session, meeting: Meeting) -> bool:
    """Whether there is something to read for everybody."""
    record = store.record_of(session, meeting)
    return record is not None and record.version > 0


def record_on_page(session: Session, meeting: Meeting, network: Network, now: datetime) -> OnPage:
    """What the page of the meeting tells of it."""
    has_begun = meeting.cancelled_at is None and meeting.starts_at <= now
    is_open = has_begun and network.closed_at is None
    return OnPage(meeting, has_begun and is_published(session, meeting), may_be_prepared=is_open)


def published(session: Session, meeting: Meeting, network: Network, now: datetime) -> Shown:
    """As the network reads it."""
    record = store.record_of(session, meeting)
    version = None if record is None else store.version_of(session, record)
    if record is None or version is None:
        raise RecordNotPublished
    content = with_guests(session, thawed(version.content))
    return Shown(meeting, network, content, now, record.version, record.corrected_at)


def prepared(session: Session, record: Record, meeting: Meeting, network: Network, now: datetime) -> Prepared:
    """As those see it who approve it."""
    version = store.version_of(session, record)
    standing = None if version is None else thawed(version.content)
    now_collected, changed = collected(session, meeting, network), store.sections_of(session, record)
    places = tuple(_place(record, section, now_collected, standing, changed.get(section)) for section in Section)
    content = content_of(place.part for place in places if not place.is_left_out)
    shown = Shown(meeting, network, with_guests(session, content), now, record.version, record.corrected_at)
    named = tuple(
        place if place.part is None else replace(place, part=part_with_guests(session, place.part)) for place in places
    )
    untold = untold_in(session, meeting, network)
    return Prepared(shown, named, record.sequence, has_changes=content != standing, untold=untold)


def has_more_collected(session: Session, meeting: Meeting, network: Network, now: datetime) -> bool:
    """Whether a published record, which can still be corrected, has not all that has been collected by now."""
    record = store.record_of(session, meeting)
    if record is None or record.version == 0 or network.closed_at is not None or meeting.cancelled_at is not None:
        return False
    return any(place.is_older for place in prepared(session, record, meeting, network, now).places)


def _place(
    record: Record, section: Section, now: Content, standing: Content | None, row: RecordSection | None
) -> Place:
    """What was changed by hand before the last version is in it already."""
    typed = Part(section, text=row.text, language=row.language) if row is not None and row.text else None
    part = None if standing is None else standing.part(section)
    if row is not None and row.version < record.version and row.is_left_out and part is None:
        return Place(section, typed or now.part(section), is_left_out=True, is_typed=typed is not None)
    if row is not None and row.version == record.version:
        return Place(section, typed or now.part(section), is_left_out=row.is_left_out, is_typed=typed is not None)
    if standing is None:
        return Place(section, now.part(section))
    is_typed = part is not None and bool(part.text)
    return Place(section, part, is_typed=is_typed, is_older=not is_typed and part != now.part(section))
