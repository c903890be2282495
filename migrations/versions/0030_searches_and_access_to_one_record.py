"""What people look for is kept for a while; who is of another network may be let in to one record"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KINDS = "'challenge', 'experience', 'solution', 'answer', 'archive'"


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_search_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
    )
    op.create_index(op.f("ix_search_person_id"), "search", ["person_id"])
    op.create_index(op.f("ix_search_used_at"), "search", ["used_at"])
    op.create_table(
        "record_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_record_access_foundkind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_record_access_person_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_record_access_network_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_record_access_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_access")),
        sa.UniqueConstraint("person_id", "kind", "about_id", name=op.f("uq_record_access_person_id_kind_about_id")),
    )
    op.create_index(op.f("ix_record_access_network_id"), "record_access", ["network_id"])


def downgrade() -> None:
    op.drop_table("record_access")
    op.drop_table("search")
