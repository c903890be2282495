"""Examples that Hypothesis makes by the dozen, each on a store that is as it was before."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from store.database import connect


class _Enough(Exception):
    """Takes everything back, so that the next example finds an empty store."""


async def lived_through(url: str, unit: Callable[[Session], None]) -> None:
    """Carries out a unit of which nothing stays."""

    def lived(session: Session) -> None:
        unit(session)
        raise _Enough

    database = connect(url)
    try:
        with pytest.raises(_Enough):
            await database.run(lived)
    finally:
        await database.close()
