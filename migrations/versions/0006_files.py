"""Long messages have parts, albums are known by all of their messages, announcements have several files, and files of ours
are known by the ids that Telegram gave them"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ANNOUNCEMENT = sa.table(
    "announcement", sa.column("id"), sa.column("media"), sa.column("file_id"), sa.column("files", sa.JSON())
)
KINDS = ("photo", "document")  # that there were before


def upgrade() -> None:
    op.add_column("letter", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("letter", sa.Column("album", sa.JSON(), nullable=True))
    op.create_table(
        "upload",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=256), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "fingerprint", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_uploaded_at"), "upload", ["uploaded_at"])
    claimed = sa.text("claimed_until IS NOT NULL")
    op.create_index(
        op.f("ix_upload_claimed_until"), "upload", ["claimed_until"], sqlite_where=claimed, postgresql_where=claimed
    )
    op.add_column("announcement", sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("announcement", sa.Column("album", sa.String(length=64), nullable=True))
    _each_file_in_its_list()
    with _alone(), op.batch_alter_table("announcement") as batch_op:
        batch_op.drop_constraint(op.f("ck_announcement_mediakind"), type_="check")
        batch_op.drop_column("media")
        batch_op.drop_column("file_id")


def downgrade() -> None:
    op.add_column("announcement", sa.Column("media", sa.String(length=16), nullable=True))
    op.add_column("announcement", sa.Column("file_id", sa.String(length=256), nullable=True))
    _first_file_alone()
    with _alone(), op.batch_alter_table("announcement") as batch_op:
        listed = ", ".join(f"'{kind}'" for kind in KINDS)
        batch_op.create_check_constraint(op.f("ck_announcement_mediakind"), f"media IN ({listed})")
        batch_op.drop_column("album")
        batch_op.drop_column("files")
    op.drop_table("upload")
    op.drop_column("letter", "album")
    op.drop_column("letter", "part")


def _each_file_in_its_list() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.media.is_not(None))).all():
        files = [{"kind": row.media, "file_id": row.file_id, "number": 0, "words": ""}]
        connection.execute(sa.update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == row.id).values(files=files))


def _first_file_alone() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(ANNOUNCEMENT.c.id, ANNOUNCEMENT.c.files)).all():
        for file in row.files[:1]:
            if file["kind"] in KINDS:
                values = {"media": file["kind"], "file_id": file["file_id"]}
                connection.execute(sa.update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == row.id).values(values))


@contextmanager
def _alone() -> Iterator[None]:
    """SQLite makes the table anew, which it allows only while no row names one of it."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    op.execute("CREATE TEMPORARY TABLE aside AS SELECT announcement_id, network_id FROM announcement_network")
    op.execute("DELETE FROM announcement_network")
    yield
    op.execute("INSERT INTO announcement_network (announcement_id, network_id) SELECT * FROM aside")
    op.execute("DROP TABLE aside")
