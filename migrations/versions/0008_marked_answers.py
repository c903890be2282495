"""Answers that the asker has marked are known as such"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("solution", sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("solution", "marked_at")
