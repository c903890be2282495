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
    (newest,) = _named("revision") - _named("down_revision")
    return newest


def is_known(revision: str) -> bool:
    """Whether this version of the bot has heard of it; of those after its newest it has not."""
    return revision in _named("revision")


def _named(name: str) -> set[str]:
    files = [path.read_text(encoding="utf-8") for path in sorted((MIGRATIONS / "versions").glob("*.py"))]
    return {found for text in files for found in re.findall(rf'^{name} = "(\w+)"', text, re.MULTILINE)}


def present_revision(connection: Connection) -> str | None:
    """Where the store stands, which changes nothing of it; None: it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    present: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return present


def upgrade_alone(connection: Connection, revision: str) -> None:
    """The same to this revision, within a transaction: no other process does so until it ends."""
    wait_for_others(connection, UPGRADE_LOCK)
    if present_revision(connection) == revision:
        return
    from alembic import command

    command.upgrade(_config(connection), revision)


def _upgrade(connection: Connection) -> None:
    upgrade_alone(connection, newest_revision())


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
