"""How a poll about dates comes to an end: with a choice, or because the session changes otherwise; see `dropping`."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.date_polls.showing import subject_of, table_subject_of, update_questions, update_tables
from store import date_polls as store
from store.letters.copies import forget_subject
from store.locking import lock
from store.models import DatePoll, Meeting, Network, PollEnding


def follow_meeting(session: Session, network: Network, meeting: Meeting, *, now: datetime) -> None:
    """The session has another date, or none: a poll about it has led to that, or has been overtaken."""
    poll = store.unended_poll(session, network.id, meeting.id)
    if poll is None:
        return
    ending = PollEnding.CHOSEN if _offers(session, poll, meeting) else PollEnding.OVERTAKEN
    end(session, poll, network, ending, now)


def follow_addition(session: Session, network: Network, meeting: Meeting, *, now: datetime) -> None:
    """A session was added: if a poll had offered its date, that was the choice."""
    poll = store.unended_poll(session, network.id, None)
    if poll is not None and _offers(session, poll, meeting):
        poll.meeting_id = meeting.id
        end(session, poll, network, PollEnding.CHOSEN, now)


def _offers(session: Session, poll: DatePoll, meeting: Meeting) -> bool:
    return meeting.starts_at in {option.starts_at for option in store.options_of(session, poll.id)}


def end(session: Session, poll: DatePoll, network: Network, ending: PollEnding, now: datetime) -> None:
    """What was not sent is not sent; what stands anywhere tells the outcome, and is followed no more."""
    lock(session, poll)
    poll.ending, poll.ended_at, poll.due_at = ending, now, None
    session.flush()
    letters.withdraw(session, f"{subject_of(poll)}:")
    update_questions(session, poll, network, now=now)
    update_tables(session, poll, network, now=now)
    forget_subject(session, subject_of(poll))
    forget_subject(session, table_subject_of(poll))
