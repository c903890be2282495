"""Members are consulted: which fields they wish for, what they need and what they offer"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultation_slug")),
    )
    op.create_table(
        "consultation_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_field_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_field")),
        sa.UniqueConstraint("consultation_id", "name", name=op.f("uq_consultation_field_consultation_id_name")),
    )
    op.create_table(
        "consultation_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.String(128), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_member_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_member")),
        sa.UniqueConstraint("consultation_id", "slug", name=op.f("uq_consultation_member_consultation_id_slug")),
    )
    op.create_table(
        "consultation_answer",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("need", sa.Integer(), nullable=False),
        sa.Column("offer", sa.Integer(), nullable=False),
        sa.Column("level", _levels(), nullable=True),
        sa.CheckConstraint(
            "need BETWEEN 0 AND 3 AND offer BETWEEN 0 AND 3", name=op.f("ck_consultation_answer_measures")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["consultation_member.id"], name=op.f("fk_consultation_answer_member_id")
        ),
        sa.ForeignKeyConstraint(["field_id"], ["consultation_field.id"], name=op.f("fk_consultation_answer_field_id")),
        sa.PrimaryKeyConstraint("member_id", "field_id", name=op.f("pk_consultation_answer")),
    )
    op.create_index(op.f("ix_consultation_answer_field_id"), "consultation_answer", ["field_id"])


def downgrade() -> None:
    for table in ("answer", "member", "field"):
        op.drop_table(f"consultation_{table}")
    op.drop_table("consultation")


def _levels() -> sa.Enum:
    states = ("starting", "underway", "consolidated")
    return sa.Enum(*states, name="fieldlevel", native_enum=False, create_constraint=True, length=16)
