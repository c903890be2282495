"""The attention of people is a budget, and they choose when they are reminded"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = sa.text("kind IS NOT NULL")


def upgrade() -> None:
    op.add_column("letter", sa.Column("kind", sa.String(24), nullable=True))
    op.create_index("ix_letter_kind", "letter", ["chat_id", "due_at"], sqlite_where=KINDS, postgresql_where=KINDS)
    op.add_column("person", sa.Column("digest_weekday", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("day_before", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("person", sa.Column("minutes_before", sa.Integer(), nullable=False, server_default="60"))
    op.create_table(
        "held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "carried", "dropped", name="heldstate", native_enum=False, create_constraint=True, length=16
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum("spent", "digest", name="heldreason", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("carried_by", sa.String(128), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_held_network_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held")),
        sa.UniqueConstraint("key", name=op.f("uq_held_key")),
    )
    op.create_index(op.f("ix_held_network_id"), "held", ["network_id"])
    op.create_index(op.f("ix_held_person_id_at"), "held", ["person_id", "at"])
    op.create_index(op.f("ix_held_at"), "held", ["at"])
    op.create_index(op.f("ix_held_carried_by"), "held", ["carried_by"])


def downgrade() -> None:
    op.drop_table("held")
    for column in ("minutes_before", "day_before", "digest_weekday"):
        op.drop_column("person", column)
    op.drop_index("ix_letter_kind", table_name="letter")
    op.drop_column("letter", "kind")
