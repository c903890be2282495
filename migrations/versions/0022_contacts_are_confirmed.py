"""Contacts are confirmed"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = ("contact_due_at", "contact_asked_at", "contact_confirmed_at")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("membership", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE membership SET contact_due_at = CURRENT_TIMESTAMP WHERE role = 'delegate' AND left_at IS NULL"
    )  # the next digest asks who takes part already


def downgrade() -> None:
    for column in COLUMNS:
        # Not made anew, which SQLite allows only while no row names one of the table.
        op.execute(f"ALTER TABLE membership DROP COLUMN {column}")
