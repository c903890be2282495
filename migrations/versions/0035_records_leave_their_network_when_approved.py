"""Records leave their network when the coordination has approved it"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
READERS = ("coordinators", "network", "networks", "public")
STATES = ("proposed", "approved", "returned", "ended")


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.Column("experience_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reach", _choice("readers", *READERS), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("state", _choice("proposalstate", *STATES), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("open_to", _choice("open_to", *READERS), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(challenge_id IS NULL) <> (experience_id IS NULL)", name=op.f("ck_proposal_one_record")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_proposal_network_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_proposal_challenge_id")),
        sa.ForeignKeyConstraint(["experience_id"], ["experience.id"], name=op.f("fk_proposal_experience_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_person_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_proposal_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("challenge_id", name=op.f("uq_proposal_challenge_id")),
        sa.UniqueConstraint("experience_id", name=op.f("uq_proposal_experience_id")),
    )
    op.create_index(op.f("ix_proposal_person_id"), "proposal", ["person_id"])
    op.execute("CREATE INDEX ix_proposal_waiting ON proposal (network_id, id) WHERE state = 'proposed'")
    op.execute("CREATE INDEX ix_proposal_opened_at ON proposal (opened_at) WHERE open_to IS NOT NULL")
    op.add_column("solution", sa.Column("agreed_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('proposed', 'proposal_answered', 'answer_wanted')")
    op.drop_column("solution", "agreed_at")
    op.drop_table("proposal")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
