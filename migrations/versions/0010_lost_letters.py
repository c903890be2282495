"""What did not arrive is found without looking through all that did"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LOST = sa.text("state IN ('refused', 'late')")


def upgrade() -> None:
    op.create_index("ix_letter_lost", "letter", ["created_at"], sqlite_where=LOST, postgresql_where=LOST)


def downgrade() -> None:
    op.drop_index("ix_letter_lost", "letter")
