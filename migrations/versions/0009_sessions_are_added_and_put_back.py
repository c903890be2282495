"""Coordinators add sessions, and put back those that were cancelled; cities have hours, regions and days off"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting", sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("city", sa.Column("region", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("city", sa.Column("opens_at", sa.Time(), nullable=False, server_default="09:00:00.000000"))
    op.add_column("city", sa.Column("closes_at", sa.Time(), nullable=False, server_default="18:00:00.000000"))
    op.create_table(
        "city_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_day_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_day")),
    )
    op.create_index(op.f("ix_city_day_city_id_ends_on"), "city_day", ["city_id", "ends_on"])


def downgrade() -> None:
    op.drop_table("city_day")
    op.drop_column("city", "closes_at")
    op.drop_column("city", "opens_at")
    op.drop_column("city", "region")
    op.drop_column("meeting", "restored_at")
    op.drop_column("meeting", "added_at")
