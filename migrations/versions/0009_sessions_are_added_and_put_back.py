"""Coordinators add sessions, and put back those that were cancelled"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting", sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("meeting", "restored_at")
    op.drop_column("meeting", "added_at")
