"""Answers have several authors and help, who asked is asked how it ended, and records have themes"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FOUND = ("challenge", "experience", "solution", "answer", "archive")


def upgrade() -> None:
    op.add_column("challenge", sa.Column("check_at", MOMENT, nullable=True))
    op.add_column("challenge", sa.Column("checks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("solution", sa.Column("helped_at", MOMENT, nullable=True))
    # Within the statement: SQLite would have to copy a table that others name.
    constraint = f"CONSTRAINT {op.f('fk_solution_experience_id')} REFERENCES experience (id)"
    op.execute(f"ALTER TABLE solution ADD COLUMN experience_id INTEGER {constraint}")
    op.execute("CREATE INDEX ix_challenge_check_at ON challenge (check_at) WHERE check_at IS NOT NULL")
    op.execute("CREATE INDEX ix_solution_experience_id ON solution (experience_id) WHERE experience_id IS NOT NULL")
    _co_authors()
    _themes()


def _co_authors() -> None:
    op.create_table(
        "co_author",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_co_author_solution_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_co_author_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_co_author_city_id")),
        sa.PrimaryKeyConstraint("solution_id", "person_id", name=op.f("pk_co_author")),
    )
    op.create_index(op.f("ix_co_author_person_id"), "co_author", ["person_id"])


def _themes() -> None:
    kind = sa.Enum(*FOUND, name="foundkind", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "record_theme",
        sa.Column("kind", kind, nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(40), nullable=False),
        sa.Column("sdgs", sa.String(24), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_record_theme_person_id")),
        sa.PrimaryKeyConstraint("kind", "about_id", "theme", name=op.f("pk_record_theme")),
    )
    op.create_index(op.f("ix_record_theme_person_id"), "record_theme", ["person_id"])


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('outcome_check', 'co_author')")
    op.drop_table("record_theme")
    op.drop_table("co_author")
    op.execute("DROP INDEX ix_solution_experience_id")
    op.execute("DROP INDEX ix_challenge_check_at")
    for table, column in (
        ("solution", "experience_id"),
        ("solution", "helped_at"),
        ("challenge", "checks"),
        ("challenge", "check_at"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
