"""Long messages have parts, albums are known by all of their messages, and files of ours by the ids that Telegram gave them"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("letter", sa.Column("album", sa.JSON(), nullable=True))
    op.create_table(
        "upload",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=256), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "digest", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_uploaded_at"), "upload", ["uploaded_at"])


def downgrade() -> None:
    op.drop_table("upload")
    op.drop_column("letter", "album")
    op.drop_column("letter", "part")
