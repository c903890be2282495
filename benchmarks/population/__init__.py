"""A store that has been in use for two years: networks, people, what they shared, what the bot wrote to them.

Rows are inserted in pages, past the rules that would have made them: only sizes and moments matter here.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.population import meetings, members, records, traces
from benchmarks.population.town import Moments, Rows, Sizes, Town
from store.database import Database
from store.models import (
    Challenge,
    Chat,
    City,
    Draft,
    Experience,
    Letter,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Person,
    Prompt,
    PromptAnswer,
    Reminder,
    Row,
    Rsvp,
    Solution,
    UpdateSeen,
)

__all__ = ["Moments", "Sizes", "populate"]

PAGE = 2000


async def populate(database: Database, sizes: Sizes, moments: Moments) -> None:
    """Fills an empty store, in transactions of a page each."""
    for table, rows in _tables(Town(sizes, moments)):
        for page in _pages(rows):
            await database.run(lambda session, table=table, page=page: _insert(session, table, page))  # type: ignore[misc]


def _tables(town: Town) -> Iterator[tuple[type[Row], Rows]]:
    """Every table with its rows, those that others point to first."""
    yield City, members.city_rows()
    yield Network, members.network_rows(town)
    yield NetworkCity, members.network_city_rows(town)
    yield Person, members.person_rows(town)
    yield Chat, members.chat_rows(town)
    yield Membership, members.membership_rows(town)
    yield Meeting, meetings.meeting_rows(town)
    yield Rsvp, meetings.rsvp_rows(town)
    yield Reminder, meetings.reminder_rows(town)
    yield Prompt, records.prompt_rows(town)
    yield Challenge, records.challenge_rows(town)
    yield Experience, records.experience_rows(town)
    yield Solution, records.solution_rows(town)
    yield PromptAnswer, records.answer_rows(town)
    yield Letter, traces.letter_rows(town)
    yield UpdateSeen, traces.update_rows(town)
    yield Draft, traces.draft_rows(town)


def _pages(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while page := list(itertools.islice(remaining, PAGE)):
        yield page


def _insert(session: Session, table: type[Row], page: list[dict[str, Any]]) -> None:
    session.connection().execute(sa.insert(table), page)
