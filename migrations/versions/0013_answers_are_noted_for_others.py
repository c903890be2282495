"""Coordinators note answers that they were given by telephone or mail"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rsvp") as batch:
        batch.add_column(sa.Column("noted_by", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_rsvp_noted_by"), "person", ["noted_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("rsvp") as batch:
        batch.drop_constraint(op.f("fk_rsvp_noted_by"), type_="foreignkey")
        batch.drop_column("noted_by")
