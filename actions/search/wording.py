"""The thesaurus as it is now, with what coordinators have added; and entries that follow it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.search.entries import enter, enter_all
from actions.search.narrowing import EVERY
from actions.search.thesaurus import Thesaurus, made_with, thesaurus
from store.models import Archive, Challenge, Experience, FoundKind, PromptAnswer, Solution
from store.search import added_terms, entries_to_renew, renew_having, renew_made_otherwise
from store.solutions import standing_solutions

Findable = Challenge | Experience | Solution | PromptAnswer | Archive
KINDS = {
    Challenge: FoundKind.CHALLENGE,
    Experience: FoundKind.EXPERIENCE,
    Solution: FoundKind.SOLUTION,
    PromptAnswer: FoundKind.ANSWER,
    Archive: FoundKind.ARCHIVE,
}


def thesaurus_of(session: Session) -> Thesaurus:
    """Read from the files once, and again whenever somebody has added to it."""
    return thesaurus(added_terms(session))


def keep_found(session: Session, record: Findable) -> None:
    """To be called after each change of what was shared: it is found as it is now, and no more once it is withdrawn."""
    is_new = record in session.new  # nothing stands around it yet
    session.flush()
    about = [(KINDS[type(record)], record.id)]
    if isinstance(record, Challenge) and not is_new:  # its answers are found by what was asked
        about += [(FoundKind.SOLUTION, solution.id) for solution in standing_solutions(session, record.id)]
    enter_all(session, about, thesaurus_of(session))


def keep_lost(session: Session, kind: FoundKind, about_id: int) -> None:
    """To be called when a row was deleted that could be found."""
    enter(session, kind, about_id, thesaurus_of(session))


def renew_all(session: Session, now: datetime) -> None:
    """Has all entries made anew: a city or a field is called otherwise."""
    renew_having(session, EVERY, now)


def do_renew_entries(session: Session, now: datetime, most: int) -> int:
    """Makes a page of those entries anew that wait for it; gives how many those were."""
    waiting = entries_to_renew(session, now, most)
    if waiting:
        enter_all(session, [(entry.kind, entry.about_id) for entry in waiting], thesaurus_of(session))
        session.flush()
    return len(waiting)


def do_follow_thesaurus(session: Session, now: datetime, most: int) -> int:
    """Has a page of those entries made anew that were made with other words: after an upgrade."""
    return renew_made_otherwise(session, made_with(), now, most)
