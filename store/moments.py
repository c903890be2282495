"""When something falls due. It is asked after every update, about all that the clock looks after."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out


class Earliest:
    """The first of the moments that some questions give, and `ahead` of it. A question's answer follows an index."""

    def __init__(self, *questions: sa.Select[Any], ahead: timedelta = timedelta()) -> None:
        self.questions = [question.scalar_subquery() for question in questions]
        self._ahead = ahead

    def of(self, moments: Iterable[datetime | None]) -> datetime | None:
        """What the answers of the questions make, or None."""
        first = min([moment for moment in moments if moment is not None], default=None)
        return None if first is None else first - self._ahead


NEVER = Earliest()


def next_moments(session: Session, *asked: Earliest) -> list[datetime | None]:
    """The next moment of each, in one statement."""
    is_asked = any(one.questions for one in asked)
    answers = iter(carry_out(session, _statement(asked)).one() if is_asked else ())
    return [one.of(islice(answers, len(one.questions))) for one in asked]


@cache
def _statement(asked: tuple[Earliest, ...]) -> sa.Select[Any]:
    """Building it costs more than its answer."""
    return sa.select(*(question for one in asked for question in one.questions))
