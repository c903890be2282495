"""The schema's revisions: where the store stands and how it gets to the newest one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.database import on_connection, wait_for_others

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent.parent / "migrations"
UPGRADE_LOCK = 0x6D696372  # any fixed number: replicas that start together migrate one after the other


def upgrade(url: str) -> None:
    """Brings the store to the newest revision, making an embedded store where there is none."""
    on_connection(url, _upgrade)


def revisions(url: str) -> tuple[str | None, str]:
    """The revision the store stands at (None: empty) and the newest one."""
    return on_connection(url, present_revision), newest_revision()


def newest_revision() -> str:
    """The revision that no other one follows, read from the files: every start asks, and Alembic is large."""
    files = [path.read_text(encoding="utf-8") for path in sorted((MIGRATIONS / "versions").glob("*.py"))]
    followed = {found for text in files for found in re.findall(r'^down_revision = "(\w+)"', text, re.MULTILINE)}
    (newest,) = {found for text in files for found in re.findall(r'^revision = "(\w+)"', text, re.MULTILINE)} - followed
    return str(newest)


def present_revision(connection: Connection) -> str | None:
    """Where the store stands, which changes nothing of it; None: it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    present: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return present


def _upgrade(connection: Connection) -> None:
    wait_for_others(connection, UPGRADE_LOCK)
    if present_revision(connection) == newest_revision():
        return
    from alembic import command

    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
