"""A session is over: of all that stands about it in a private chat one card is left, which says what comes next."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from actions.letters import DELETABLE, Postage, new_deletion, new_edit, put_all
from actions.meetings.attendance import attendance_of
from actions.meetings.showing import (
    eve_subject_of,
    hour_subject_of,
    linkless_subject_of,
    past_subject_of,
    reader_of_chat,
    shown,
    subject_of,
    update_copies,
    watch_subject_of,
)
from store.letters import NewLetter
from store.letters import copies as store
from store.letters.copies import Copy
from store.meetings import ended_meetings, next_meeting
from store.models import Lane, Meeting, Network, Priority
from texts.meetings import cards
from texts.message import SAID_ABOVE, Message

EDIT = Postage(lane=Lane.BULK, priority=Priority.NEWS)


def settle_copies(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """The last card of each person stays, above the question that comes now; in groups there is one anyway.

    Older ones are deleted. Those too old for that say when it was and nothing else, so that no two tell of its end.
    """
    last, older = _sorted_out(session, meeting)
    store.change_subject_of(session, _letters(last), subject_of(meeting))
    young = store.sent_since(session, [copy.letter_id for copy in older], now - DELETABLE)
    deleted = [copy for copy in older if copy.letter_id in young]
    store.change_subject_of(session, _letters(deleted), None)
    put_all(session, [new_deletion(*place, now=now, postage=EDIT) for place in _places(deleted)])
    shortened = [copy for copy in older if copy.letter_id not in young]
    store.change_subject_of(session, _letters(shortened), past_subject_of(meeting))
    _shorten(session, meeting, network, shortened, now)
    update_copies(session, meeting, network, now=now)


def follow_next(session: Session, network: Network, meeting: Meeting, *, since: datetime, now: datetime) -> None:
    """A session ahead has another date, or is new, or gone: the cards of the last one name the right one as the next.

    `since`: when it was to start.
    """
    ahead = next_meeting(session, network.id, now)
    if ahead is not None and ahead.id != meeting.id and ahead.starts_at < since:
        return  # it never was the next, and is not now
    for last, _ in ended_meetings(session, [network.id], now)[:1]:
        update_copies(session, last, network, now=now)


def _sorted_out(session: Session, meeting: Meeting) -> tuple[list[Copy], list[Copy]]:
    """Of each private chat the last card that has arrived, and those before it."""
    subjects = [subject_of(meeting), eve_subject_of(meeting), hour_subject_of(meeting), watch_subject_of(meeting)]
    if not meeting.link:  # or else it was done, and says so
        subjects.append(linkless_subject_of(meeting))
    standing: dict[int, list[Copy]] = defaultdict(list)
    for subject in subjects:
        for copy in store.copies(session, subject):
            if copy.chat_id > 0 and copy.message_id is not None:
                standing[copy.chat_id].append(copy)
    of_chats = [sorted(copies, key=lambda copy: copy.message_id or 0) for copies in standing.values()]
    return [copies[-1] for copies in of_chats], [copy for copies in of_chats for copy in copies[:-1]]


def _letters(copies: list[Copy]) -> list[int]:
    return [part.letter_id for copy in copies for part in copy.parts]


def _places(copies: list[Copy]) -> list[tuple[int, int]]:
    parts = [part for copy in copies for part in copy.parts]
    return [(part.chat_id, part.message_id) for part in parts if part.message_id is not None]


def _shorten(session: Session, meeting: Meeting, network: Network, copies: list[Copy], now: datetime) -> None:
    if not copies:
        return
    attendance = attendance_of(session, meeting)
    whole = shown(session, meeting, network, attendance, now)
    edits: list[NewLetter] = []
    for copy in copies:
        reader = reader_of_chat(session, copy.chat_id, meeting, network, attendance)
        edits += [_edit(part, SAID_ABOVE, now) for part in copy.further if part.message_id is not None]
        edits.append(_edit(copy, cards.remembered(reader, whole), now))
    put_all(session, edits)


def _edit(part: Copy, message: Message, now: datetime) -> NewLetter:
    return new_edit(part.chat_id, part.message_id or 0, message, now=now, postage=EDIT)
