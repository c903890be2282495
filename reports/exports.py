"""Everything that was shared, as JSON Lines: one file for each kind of record, one record a line.

Left out on purpose: Telegram's ids of people and chats (with them a leaked file would name private accounts, and they
say nothing about the work), the tokens of invitations and the addresses of calendars (they open the door), unfinished
drafts (nobody has shared them yet), who has said how they found a session (among few it would tell what), what is
written in silence about a case (for its city alone), and what only the machinery needs (letters, updates, reminders,
paces).
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.refusals import Refused
from store.models import (
    Agenda,
    AgendaItem,
    Announcement,
    AnnouncementNetwork,
    Archive,
    AuditEntry,
    CaseQuestion,
    Challenge,
    Chat,
    City,
    CityDay,
    Commitment,
    DatePoll,
    DatePollAnswer,
    DatePollOption,
    Experience,
    Handover,
    Help,
    Invitation,
    LivePresence,
    LiveSession,
    LiveStage,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Offer,
    Person,
    Presence,
    Prompt,
    PromptAnswer,
    Record,
    RecordSection,
    RecordVersion,
    Rota,
    RotaTurn,
    Row,
    Rsvp,
    Satisfaction,
    Solution,
    Takeaway,
    TurnSwap,
)
from texts.afterwards.shown import LEAST_TOLD

FORMAT = 1
ABOUT = "about.json"
ROWS_AT_A_TIME = 500
Tell = Callable[[str, int], None]


class FolderRefused(Refused):
    """The folder cannot be written to, or holds something; its text says which."""


@dataclass(frozen=True)
class Kind:
    """One file of the export. `of_network` narrows it to a network; None: it belongs to the whole programme.

    without: columns that are left out; instead: what is written in the place of a column
    """

    name: str
    table: type[Row]
    of_network: Callable[[int], sa.ColumnElement[bool]] | None
    without: frozenset[str] = frozenset()
    always: sa.ColumnElement[bool] | None = None
    instead: Mapping[str, sa.ColumnElement[Any]] = field(default_factory=dict)


def _people_of(network_id: int) -> sa.ColumnElement[bool]:
    """Its members, past ones too, and whoever wrote something in it."""
    challenges = sa.select(Challenge.id).where(Challenge.network_id == network_id)
    prompts = sa.select(Prompt.id).where(Prompt.network_id == network_id)
    return sa.or_(
        Person.id.in_(sa.select(Membership.person_id).where(Membership.network_id == network_id)),
        Person.id.in_(sa.select(Challenge.person_id).where(Challenge.network_id == network_id)),
        Person.id.in_(sa.select(Experience.person_id).where(Experience.network_id == network_id)),
        Person.id.in_(sa.select(Solution.person_id).where(Solution.challenge_id.in_(challenges))),
        Person.id.in_(sa.select(PromptAnswer.person_id).where(PromptAnswer.prompt_id.in_(prompts))),
        Person.id.in_(sa.select(Announcement.person_id).where(_announcements_of(network_id))),
    )


def _announcements_of(network_id: int) -> sa.ColumnElement[bool]:
    return Announcement.id.in_(
        sa.select(AnnouncementNetwork.announcement_id).where(AnnouncementNetwork.network_id == network_id)
    )


def _in(column: Any, owner: Any, network_id: int) -> sa.ColumnElement[bool]:
    """Rows whose `column` names a row of `owner` that belongs to the network."""
    found: sa.ColumnElement[bool] = column.in_(sa.select(owner.id).where(owner.network_id == network_id))
    return found


def _cities_of(network_id: int) -> sa.ColumnElement[bool]:
    return City.id.in_(_city_ids_of(network_id))


def _city_ids_of(network_id: int) -> sa.Select[int]:
    return sa.select(NetworkCity.city_id).where(NetworkCity.network_id == network_id)


def _dates_of(network_id: int) -> sa.Select[int]:
    polls = sa.select(DatePoll.id).where(DatePoll.network_id == network_id)
    return sa.select(DatePollOption.id).where(DatePollOption.poll_id.in_(polls))


def _records_of(network_id: int) -> sa.Select[int]:
    return sa.select(Record.id).where(_in(Record.meeting_id, Meeting, network_id))


def _of(table: Any) -> Callable[[int], sa.ColumnElement[bool]]:
    return lambda network_id: table.network_id == network_id


MESSAGE_IDS = frozenset({"chat_id", "message_id"})
NO_CHAT_ID = sa.case((AuditEntry.subject.startswith("chat:"), "chat"), else_=AuditEntry.subject)

# As people were told: scores of fewer than three are for nobody.
ENOUGH_ANSWERS = sa.tuple_(Satisfaction.meeting_id, Satisfaction.statement).in_(
    sa.select(Satisfaction.meeting_id, Satisfaction.statement)
    .group_by(Satisfaction.meeting_id, Satisfaction.statement)
    .having(sa.func.sum(Satisfaction.number) >= LEAST_TOLD)
)

KINDS = (
    Kind("cities", City, _cities_of),
    Kind("city_days", CityDay, lambda network_id: CityDay.city_id.in_(_city_ids_of(network_id))),
    Kind("networks", Network, lambda network_id: Network.id == network_id),
    Kind("network_cities", NetworkCity, _of(NetworkCity)),
    Kind("archives", Archive, None),
    Kind("people", Person, _people_of, frozenset({"telegram_id"})),
    Kind("memberships", Membership, _of(Membership)),
    Kind("helps", Help, lambda network_id: _in(Help.membership_id, Membership, network_id)),
    Kind("invitations", Invitation, _of(Invitation), frozenset({"token"})),
    Kind("handovers", Handover, lambda network_id: _in(Handover.membership_id, Membership, network_id)),
    Kind("groups", Chat, _of(Chat), frozenset({"id"}), Chat.network_id.is_not(None)),
    Kind("meetings", Meeting, _of(Meeting)),
    Kind("rsvps", Rsvp, lambda network_id: _in(Rsvp.meeting_id, Meeting, network_id)),
    Kind("date_polls", DatePoll, _of(DatePoll)),
    Kind("date_poll_options", DatePollOption, lambda network_id: _in(DatePollOption.poll_id, DatePoll, network_id)),
    Kind("date_poll_answers", DatePollAnswer, lambda network_id: DatePollAnswer.option_id.in_(_dates_of(network_id))),
    Kind("rotas", Rota, _of(Rota)),
    Kind("rota_turns", RotaTurn, lambda network_id: _in(RotaTurn.rota_id, Rota, network_id)),
    Kind("turn_swaps", TurnSwap, lambda network_id: _in(TurnSwap.rota_id, Rota, network_id)),
    Kind("case_questions", CaseQuestion, lambda network_id: _in(CaseQuestion.rota_id, Rota, network_id)),
    Kind("agendas", Agenda, lambda network_id: _in(Agenda.meeting_id, Meeting, network_id)),
    Kind("agenda_items", AgendaItem, lambda network_id: _in(AgendaItem.meeting_id, Meeting, network_id)),
    Kind("commitments", Commitment, lambda network_id: _in(Commitment.meeting_id, Meeting, network_id)),
    Kind("presence", Presence, lambda network_id: _in(Presence.meeting_id, Meeting, network_id)),
    Kind("takeaways", Takeaway, lambda network_id: _in(Takeaway.meeting_id, Meeting, network_id)),
    Kind(
        "satisfaction",
        Satisfaction,
        lambda network_id: _in(Satisfaction.meeting_id, Meeting, network_id),
        always=ENOUGH_ANSWERS,
    ),
    Kind("live_sessions", LiveSession, lambda network_id: _in(LiveSession.meeting_id, Meeting, network_id)),
    Kind("live_stages", LiveStage, lambda network_id: _in(LiveStage.meeting_id, Meeting, network_id)),
    Kind("live_presences", LivePresence, lambda network_id: _in(LivePresence.meeting_id, Meeting, network_id)),
    Kind("offers", Offer, lambda network_id: _in(Offer.meeting_id, Meeting, network_id)),
    Kind("records", Record, lambda network_id: _in(Record.meeting_id, Meeting, network_id)),
    Kind("record_sections", RecordSection, lambda network_id: RecordSection.record_id.in_(_records_of(network_id))),
    Kind("record_versions", RecordVersion, lambda network_id: RecordVersion.record_id.in_(_records_of(network_id))),
    Kind("challenges", Challenge, _of(Challenge)),
    Kind("solutions", Solution, lambda network_id: _in(Solution.challenge_id, Challenge, network_id), MESSAGE_IDS),
    Kind("experiences", Experience, _of(Experience)),
    Kind("prompts", Prompt, _of(Prompt)),
    Kind("prompt_answers", PromptAnswer, lambda network_id: _in(PromptAnswer.prompt_id, Prompt, network_id)),
    Kind("announcements", Announcement, _announcements_of),
    Kind("announcement_networks", AnnouncementNetwork, _of(AnnouncementNetwork)),
    Kind("audit", AuditEntry, _of(AuditEntry), instead={"subject": NO_CHAT_ID}),
)


def check_folder(folder: Path, *, force: bool) -> None:
    """Refuses a folder that holds something, unless forced to add to it."""
    try:
        if folder.is_dir() and not force and any(folder.iterdir()):
            raise FolderRefused(f"{folder}: is not empty; name another folder, or add --force")
        if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
            raise FolderRefused(f"{folder}: is no folder")
    except OSError as failure:
        raise FolderRefused(f"{folder}: {failure.strerror or failure}") from None


def write_export(
    session: Session, folder: Path, network_id: int | None, *, now: datetime, tell: Tell = lambda _what, _n: None
) -> dict[str, int]:
    """Writes all files, or none: they are made beside `folder` and moved there when the last one is whole.

    Gives the number of records of each kind. Only the owner of the folder may read it: it names people.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as failure:
        raise FolderRefused(f"{folder}: cannot be written: {failure.strerror or failure}") from None
    try:
        written = {kind.name: _write(session, kind, making, network_id, tell) for kind in _kinds(network_id)}
        _write_about(making, written, network_id, now)
        _put_in_place(making, folder)
    except OSError as failure:
        raise FolderRefused(f"{folder}: cannot be written: {failure.strerror or failure}") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return written


def _kinds(network_id: int | None) -> list[Kind]:
    return [kind for kind in KINDS if network_id is None or kind.of_network is not None]


def _write(session: Session, kind: Kind, folder: Path, network_id: int | None, tell: Tell) -> int:
    number = 0
    with (folder / f"{kind.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for record in records(session, kind, network_id):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            number += 1
            tell(kind.name, number)
        _to_disk(file.fileno())
    return number


def records(session: Session, kind: Kind, network_id: int | None) -> Iterator[dict[str, Any]]:
    """The rows of a kind in the order of their keys, as JSON knows values."""
    table = [column for column in kind.table.__table__.columns if column.name not in kind.without]
    columns = [kind.instead.get(column.name, column).label(column.name) for column in table]
    query = sa.select(*columns).order_by(*kind.table.__table__.primary_key)
    if network_id is not None and kind.of_network is not None:
        query = query.where(kind.of_network(network_id))
    if kind.always is not None:
        query = query.where(kind.always)
    for row in session.execute(query.execution_options(yield_per=ROWS_AT_A_TIME)):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _plain(value: Any) -> Any:
    """Times as ISO 8601, moments with their offset; choices as their words."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _write_about(folder: Path, written: dict[str, int], network_id: int | None, now: datetime) -> None:
    about = {
        "format": FORMAT,
        "exported_at": now.isoformat(timespec="seconds"),
        "network_id": network_id,
        "records": written,
        "left_out": {
            "people.telegram_id": "names a private account",
            "groups.id, audit.subject of groups, solutions.chat_id, solutions.message_id": "names a private chat",
            "invitations.token": "opens the door",
            "drafts": "nobody has shared them yet",
            "satisfaction of fewer than three, and who has answered": "it would lead to people",
            "live_notes": "written in private for the city of a case alone",
        },
    }
    with (folder / ABOUT).open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(about, ensure_ascii=False, indent=2) + "\n")
        _to_disk(file.fileno())


def _to_disk(descriptor: int) -> None:
    os.fsync(descriptor)


def _put_in_place(making: Path, folder: Path) -> None:
    """One rename where there was nothing; else file by file, each of them whole, and nothing else is touched.

    `about.json` comes last: where it is there, all of the export is.
    """
    if not folder.exists():
        making.rename(folder)
        return
    for file in sorted(making.iterdir(), key=lambda file: (file.name == ABOUT, file.name)):
        file.replace(folder / file.name)
