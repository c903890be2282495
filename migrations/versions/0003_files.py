"""Long messages have parts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("letter", "part")
