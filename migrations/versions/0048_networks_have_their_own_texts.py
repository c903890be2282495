"""Networks say in their own words what they are about, and welcome those who come in"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Enum("about", "welcome", name="textkind", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "network_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_network_text_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_network_text_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_text")),
    )
    op.create_index("ix_network_text_network_id_kind", "network_text", ["network_id", "kind"])
    op.create_index(op.f("ix_network_text_person_id"), "network_text", ["person_id"])


def downgrade() -> None:
    op.drop_table("network_text")
