"""Announcements wait for their readers' morning, unless their author wants them to come at night too"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("announcement", sa.Column("at_night", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("announcement", sa.Column("rests", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("announcement", "rests")
    op.drop_column("announcement", "at_night")
