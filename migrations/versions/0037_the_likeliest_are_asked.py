"""A challenge is put to the likeliest people of other cities"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

STATES = ("waiting", "answered", "suggested", "declined")
REASONS = ("offer", "solution", "experience", "challenge", "adoption", "suggested")


def upgrade() -> None:
    for column in ("ask_at", "asked_at"):
        op.add_column("challenge", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.execute("CREATE INDEX ix_challenge_ask_at ON challenge (ask_at) WHERE ask_at IS NOT NULL")
    # Empty: those that are there are read by the upkeep of the first hour.
    op.add_column("help", sa.Column("made_with", sa.String(32), nullable=False, server_default=""))
    op.create_index(op.f("ix_help_made_with"), "help", ["made_with"])
    op.create_table(
        "help_term",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(64), nullable=False),
        sa.Column("help_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_help_term_network_id")),
        sa.ForeignKeyConstraint(["help_id"], ["help.id"], name=op.f("fk_help_term_help_id")),
        sa.PrimaryKeyConstraint("network_id", "term", "help_id", name=op.f("pk_help_term")),
    )
    op.create_index(op.f("ix_help_term_help_id"), "help_term", ["help_id"])
    op.create_table(
        "asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("reason", _one_of("askreason", REASONS), nullable=False),
        sa.Column("because", sa.String(200), nullable=False),
        sa.Column("suggested_by", sa.Integer(), nullable=True),
        sa.Column("instead_of", sa.Integer(), nullable=True),
        sa.Column("state", _one_of("askstate", STATES), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_asking_challenge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_asking_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_asking_city_id")),
        sa.ForeignKeyConstraint(["suggested_by"], ["person.id"], name=op.f("fk_asking_suggested_by")),
        sa.ForeignKeyConstraint(["instead_of"], ["asking.id"], name=op.f("fk_asking_instead_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking")),
        sa.UniqueConstraint("challenge_id", "person_id", name=op.f("uq_asking_challenge_id_person_id")),
    )
    op.create_index(op.f("ix_asking_person_id_asked_at"), "asking", ["person_id", "asked_at"])
    op.create_index(op.f("ix_asking_suggested_by"), "asking", ["suggested_by"])


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('asked', 'suggested')")
    op.drop_table("asking")
    op.drop_table("help_term")
    op.drop_index("ix_help_made_with", "help")
    op.drop_index("ix_challenge_ask_at", "challenge")
    for table, column in (("help", "made_with"), ("challenge", "asked_at"), ("challenge", "ask_at")):
        op.drop_column(table, column)


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
