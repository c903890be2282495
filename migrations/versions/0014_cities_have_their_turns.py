"""Cities have their turns to present a case"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_rota_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rota_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota")),
        sa.UniqueConstraint("network_id", name=op.f("uq_rota_network_id")),
    )
    op.create_index(op.f("ix_rota_person_id"), "rota", ["person_id"])
    op.create_table(
        "rota_turn",
        sa.Column("rota_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_rota_turn_rota_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_rota_turn_city_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_rota_turn_meeting_id")),
        sa.PrimaryKeyConstraint("rota_id", "city_id", name=op.f("pk_rota_turn")),
    )
    op.create_index(op.f("ix_rota_turn_meeting_id"), "rota_turn", ["meeting_id"])


def downgrade() -> None:
    op.drop_table("rota_turn")
    op.drop_table("rota")
