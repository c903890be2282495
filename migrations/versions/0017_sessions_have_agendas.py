"""Sessions have agendas"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_agenda")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "opening",
                "commitments",
                "case",
                "experiences",
                "guest",
                "rooms",
                "validation",
                "fair",
                "closing",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["agenda.meeting_id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_agenda_item_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_meeting_id_is_published"), "agenda_item", ["meeting_id", "is_published"])


def downgrade() -> None:
    op.drop_table("agenda_item")
    op.drop_table("agenda")
