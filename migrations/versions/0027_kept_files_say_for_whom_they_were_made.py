"""Kept files say for whom they were made: who is erased is not to stay in one"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TASK = sa.table("task", sa.column("kind", sa.String()), sa.column("details", sa.JSON()))
FILE = sa.table("kept_file", sa.column("digest", sa.String()), sa.column("made_for", sa.String()))


def upgrade() -> None:
    op.execute("ALTER TABLE kept_file ADD COLUMN made_for VARCHAR(32)")
    op.create_index(op.f("ix_kept_file_made_for"), "kept_file", ["made_for"])
    connection = op.get_bind()
    for details in connection.scalars(sa.select(TASK.c.details).where(TASK.c.kind == "catch_up")).all():
        of_digest = FILE.c.digest == details.get("digest", "")
        connection.execute(sa.update(FILE).where(of_digest).values(made_for=f"catch_up:{details['network']}"))


def downgrade() -> None:
    op.drop_index(op.f("ix_kept_file_made_for"), "kept_file")
    op.execute("ALTER TABLE kept_file DROP COLUMN made_for")
