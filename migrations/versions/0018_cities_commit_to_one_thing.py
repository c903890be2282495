"""Cities commit to one thing after each session"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("earlier", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "doing",
                "done",
                "changed",
                "blocked",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("obstacle", sa.String(300), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_commitment_meeting_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_commitment_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commitment_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_commitment_noted_by")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_commitment_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("meeting_id", "city_id", name=op.f("uq_commitment_meeting_id_city_id")),
    )
    for column in ("person_id", "check_at"):
        op.create_index(op.f(f"ix_commitment_{column}"), "commitment", [column])


def downgrade() -> None:
    op.drop_table("commitment")
