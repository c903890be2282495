"""What coordinators did can be undone, and networks can be paused"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_entry", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("network", sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("network", "paused_until")
    op.drop_column("audit_entry", "undone_at")
