"""The statements that are asked at every look at the outbox."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from store.outbox import statements

COMPARED_WITH_WHAT_IS_GIVEN = re.compile(r"\bstate (=|!=|<>|IN|NOT IN) \(?\?")


ASKED_OFTEN = {"glance": statements.glance(), "candidates": statements.candidates_of()}


@pytest.mark.parametrize("statement", ASKED_OFTEN.values(), ids=ASKED_OFTEN)
def test_sqlite_need_not_make_it_ready_anew_for_each_state(statement: sa.Select[*tuple[object, ...]]) -> None:
    text = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}))

    assert "state IN ('waiting')" in text
    assert COMPARED_WITH_WHAT_IS_GIVEN.search(text) is None
