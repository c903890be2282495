"""What a break has withdrawn is found again, and it is counted how often somebody was reminded of a consultation"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

IN_BREAK = sa.text("state = 'withdrawn' AND reason = 'break'")


def upgrade() -> None:
    op.add_column("consultation_respondent", sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_letter_in_break", "letter", ["due_at"], sqlite_where=IN_BREAK, postgresql_where=IN_BREAK)


def downgrade() -> None:
    op.drop_index("ix_letter_in_break", "letter")
    op.drop_column("consultation_respondent", "reminded")
