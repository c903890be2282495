"""Indexes of some rows only."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex


def index_of_some(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Of the rows for which `where` holds, on either database.

    SQLAlchemy's own `sqlite_where` and `postgresql_where` import both dialects to check their names, and a bot that
    runs uses one: the other would be megabytes for as long as it runs.
    """
    return Index(name, *columns, unique=unique, info={"where": where})


@compiles(CreateIndex)
def _with_where(create: CreateIndex, compiler: Any, **options: Any) -> str:
    where = create.element.info.get("where")
    created: str = compiler.visit_create_index(create, **options)
    return f"{created} WHERE {where}" if where else created
