"""A poll about dates that ends without a choice: the session stays when it is, and its invitations say so again."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.date_polls.ending import end
from actions.date_polls.refusals import PollOver
from actions.date_polls.showing import subject_of
from actions.meetings.showing import update_copies
from store.locking import lock
from store.models import DatePoll, Meeting, Network, Person, PollEnding


def do_drop(session: Session, person: Person, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """None of the dates is wanted."""
    meeting = _locked(session, poll)
    if poll.ending is not None:
        raise PollOver
    _drop(session, poll, network, meeting, now)
    audit.record(
        session,
        now=now,
        deed="date_poll_dropped",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(poll),
    )


def lapse(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """Nobody has chosen, and nothing is left to be chosen."""
    _drop(session, poll, network, _locked(session, poll), now)


def _locked(session: Session, poll: DatePoll) -> Meeting | None:
    """The meeting first, as whoever moves it does. The clock has locked the poll already: should the two meet,
    PostgreSQL breaks one off, which is carried out anew.
    """
    meeting = None if poll.meeting_id is None else session.get_one(Meeting, poll.meeting_id)
    if meeting is not None:
        lock(session, meeting)
    lock(session, poll)
    return meeting


def _drop(session: Session, poll: DatePoll, network: Network, meeting: Meeting | None, now: datetime) -> None:
    end(session, poll, network, PollEnding.DROPPED, now)
    if meeting is not None:
        update_copies(session, meeting, network, now=now)
