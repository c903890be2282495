"""Long messages have parts, and albums are known by all of their messages"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("letter", sa.Column("album", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("letter", "album")
    op.drop_column("letter", "part")
