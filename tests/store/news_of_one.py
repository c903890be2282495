"""What is new to one reader, asked of the store for that reader alone: what all readers' together has to agree with."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.models import (
    Challenge,
    Experience,
    Outcome,
    Prompt,
    PromptAnswer,
    Solution,
    Visibility,
)

Ids = list[tuple[int, ...]]


def news_of_one(
    session: Session, network_id: int, since: datetime, until: datetime, reader_id: int | None
) -> dict[str, Ids]:
    """By part: ids, with the number of what is new about them where that is told."""

    def new(
        moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
        author: InstrumentedAttribute[int],
    ) -> sa.ColumnElement[bool]:
        by_others = sa.true() if reader_id is None else author != reader_id
        return sa.and_(moment >= since, moment < until, by_others)

    def shared(table: type[Challenge] | type[Experience]) -> sa.ColumnElement[bool]:
        is_seen = sa.and_(table.visibility == Visibility.NETWORK, table.withdrawn_at.is_(None))
        return sa.and_(table.network_id == network_id, is_seen)

    def solutions(whose: sa.ColumnElement[bool]) -> sa.Select[int, int]:
        found = sa.select(Challenge.id, sa.func.count(Solution.id)).join(
            Solution, Solution.challenge_id == Challenge.id
        )
        stands = sa.and_(Challenge.withdrawn_at.is_(None), Solution.withdrawn_at.is_(None))
        of_network = sa.and_(Challenge.network_id == network_id, new(Solution.published_at, Solution.person_id))
        in_order = found.where(of_network, stands, whose).group_by(Challenge.id)
        return in_order.order_by(sa.func.min(Solution.published_at), Challenge.id)

    asks_reader = sa.and_(Challenge.person_id == reader_id, Challenge.outcome != Outcome.SOLVED)
    of_others = sa.true() if reader_id is None else sa.not_(asks_reader)
    answered = sa.select(Solution.challenge_id).where(
        Solution.person_id == reader_id,
        Solution.withdrawn_at.is_(None),
        Solution.published_at >= since,
        Solution.published_at < until,
    )
    queries: dict[str, sa.Select[*tuple[int, ...]]] = {
        "answered": solutions(
            sa.and_(asks_reader, Solution.marked_at.is_(None)) if reader_id is not None else sa.false()
        ),
        "challenges": sa.select(Challenge.id)
        .where(shared(Challenge), new(Challenge.published_at, Challenge.person_id), Challenge.id.not_in(answered))
        .order_by(Challenge.published_at, Challenge.id),
        "experiences": sa.select(Experience.id)
        .where(shared(Experience), new(Experience.published_at, Experience.person_id))
        .order_by(Experience.published_at, Experience.id),
        "solutions": solutions(sa.and_(Challenge.visibility == Visibility.NETWORK, of_others)),
        "solved": sa.select(Challenge.id)
        .where(
            shared(Challenge),
            new(Challenge.outcome_at, Challenge.person_id),
            Challenge.outcome.in_([Outcome.SOLVED, Outcome.PARTLY]),
        )
        .order_by(Challenge.outcome_at, Challenge.id),
        "prompts": sa.select(Prompt.id, sa.func.count(PromptAnswer.id))
        .join(PromptAnswer, PromptAnswer.prompt_id == Prompt.id)
        .where(
            Prompt.network_id == network_id,
            PromptAnswer.withdrawn_at.is_(None),
            new(PromptAnswer.published_at, PromptAnswer.person_id),
        )
        .group_by(Prompt.id)
        .order_by(Prompt.id),
    }
    return {part: [tuple(row) for row in session.execute(query)] for part, query in queries.items()}
