"""Tells of a poll about dates: to each delegate on their clock, to coordinators as a table that follows the answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions.cards import Render, reader_translator
from actions.date_polls.standing import asked_of, standing_of, weighed_dates
from actions.letters.copies import edit_copies
from actions.readers import reader_of
from store import date_polls as store
from store.letters.copies import keep_copies_to
from store.locking import lock
from store.memberships import members_of
from store.models import Availability, City, DatePoll, DatePollOption, Network, Person, Role
from texts.behalf.words import marked
from texts.date_polls import answering, table
from texts.date_polls.answering import Own
from texts.date_polls.shown import Asked
from texts.meetings.shown import Reader
from texts.message import Message
from texts.translator import Translator, translator_of

Told = Callable[[Reader, Asked, Own, DatePollOption | None], Message]


def subject_of(poll: DatePoll) -> str:
    """Of the questions to delegates."""
    return f"poll:{poll.id}"


def table_subject_of(poll: DatePoll) -> str:
    """Of what coordinators see of the answers."""
    return f"poll-table:{poll.id}"


def question(session: Session, asked: Asked, person: Person, city: City | None, told: Told = answering.card) -> Message:
    """What a person is asked next: the first date without an answer of theirs."""
    own = own_of(session, asked, person, city)
    return question_about(session, asked, person, city, own, next_date(asked, own), told)


def question_about(
    session: Session,
    asked: Asked,
    person: Person,
    city: City | None,
    own: Own,
    current: DatePollOption | None,
    told: Told = answering.card,
) -> Message:
    """The same about a date of one's choice."""
    reader = reader_of(session, person, city)
    shown = told(reader, asked, own, current)
    is_noted = city is not None and asked.is_open and city.id in asked.noted
    text = marked(reader.translator, shown.text, is_noted=is_noted)
    return replace(shown, text=text, subject=subject_of(asked.poll))


def own_of(session: Session, asked: Asked, person: Person, city: City | None) -> dict[int, Availability]:
    """What a person has answered; to the other dates, what is noted for their city."""
    noted = {} if city is None else asked.noted.get(city.id, {})
    return {**noted, **store.answers_of(session, asked.poll.id, person.id)}


def next_date(asked: Asked, own: Mapping[int, Availability], after: int | None = None) -> DatePollOption | None:
    """The first date without an answer, from the one `after` which to look; None: all are answered."""
    ids = [option.id for option in asked.options]
    place = ids.index(after) + 1 if after is not None else 0
    ordered = (*asked.options[place:], *asked.options[:place])
    return next((option for option in ordered if option.id not in own), None)


def table_for(session: Session, poll: DatePoll, network: Network, person: Person, *, now: datetime) -> Message:
    """How it stands, as a message that follows the answers."""
    return replace(_table(session, poll, network, now)(translator_of(person)), subject=table_subject_of(poll))


def update_tables(session: Session, poll: DatePoll, network: Network, *, now: datetime) -> None:
    """Shows the answers in every copy of the table that stands open with somebody who coordinates."""
    lock(session, poll)
    coordinators = [person.telegram_id for _, person in members_of(session, network.id, Role.COORDINATOR)]
    keep_copies_to(session, table_subject_of(poll), [chat_id for chat_id in coordinators if chat_id is not None])
    render = _table(session, poll, network, now)
    edit_copies(
        session,
        table_subject_of(poll),
        lambda chat_id: render(reader_translator(session, network, chat_id)),
        now=now,
    )


def _table(session: Session, poll: DatePoll, network: Network, now: datetime) -> Render:
    asked = asked_of(session, poll, network, now)
    dates = [option.starts_at for option in asked.options]
    standing = standing_of(session, asked)

    def render(t: Translator) -> Message:
        return table.table(t, standing, weighed_dates(session, network, asked.meeting, dates, t.language))

    return render


def update_questions(
    session: Session,
    poll: DatePoll,
    network: Network,
    *,
    now: datetime,
    of_chat: int | None = None,
    shown: tuple[int, int] | None = None,
) -> None:
    """Edits the questions that were sent; `shown` is the copy that the caller edits itself.

    of_chat: those in one chat only
    """
    asked = asked_of(session, poll, network, now)
    delegates = {one.person.telegram_id: one for one in store.delegates_of(session, network.id)}

    def render(chat_id: int) -> Message:
        delegate = delegates.get(chat_id)
        if delegate is not None:
            return question(session, asked, delegate.person, delegate.city)
        return answering.closed(Reader(reader_translator(session, network, chat_id)), asked, {})

    edit_copies(session, subject_of(poll), render, now=now, shown=shown, of_chat=of_chat)
