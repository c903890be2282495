"""Cities offer each other something in a session"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("for_city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_offer_meeting_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_offer_city_id")),
        sa.ForeignKeyConstraint(["for_city_id"], ["city.id"], name=op.f("fk_offer_for_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_offer_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_offer_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    for column in ("meeting_id", "person_id"):
        op.create_index(op.f(f"ix_offer_{column}"), "offer", [column])


def downgrade() -> None:
    op.drop_table("offer")
