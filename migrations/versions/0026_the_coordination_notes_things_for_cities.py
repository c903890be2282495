"""The coordination notes everything that people do in the name of a city"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = (
    "challenge",
    "outcome",
    "experience",
    "solution",
    "answer",
    "dates",
    "questions",
    "swap",
    "takeaway",
    "helps",
)
NOTED = (
    ("challenge", "noted_by"),
    ("challenge", "outcome_noted_by"),
    ("solution", "noted_by"),
    ("experience", "noted_by"),
    ("turn_swap", "noted_by"),
    ("case_question", "noted_by"),
    ("live_note", "noted_by"),
    ("help", "noted_by"),
)
ONE_EACH = (("prompt_answer", "prompt_id"), ("takeaway", "meeting_id"))


def upgrade() -> None:
    for table, column in NOTED:
        # Not made anew, which SQLite allows only while no row names one of the table.
        constraint = f"CONSTRAINT fk_{table}_{column} REFERENCES person (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {constraint}")
    for table, owner in ONE_EACH:  # no row names one of these
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("noted_by", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_noted_by"), "person", ["noted_by"], ["id"])
            batch.drop_constraint(op.f(f"uq_{table}_{owner}_person_id"), type_="unique")
        _one_each(f"ix_{table}_own", table, [owner, "person_id"], "noted_by IS NULL")
        _one_each(f"ix_{table}_noted", table, [owner, "city_id"], "noted_by IS NOT NULL")
    op.create_table(
        "date_poll_noted",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("availability", _choice("availability", "yes", "if_need_be", "no"), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["option_id"], ["date_poll_option.id"], name=op.f("fk_date_poll_noted_option_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_date_poll_noted_city_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_date_poll_noted_noted_by")),
        sa.PrimaryKeyConstraint("option_id", "city_id", name=op.f("pk_date_poll_noted")),
    )
    op.create_index(op.f("ix_date_poll_noted_noted_by"), "date_poll_noted", ["noted_by"])
    op.create_table(
        "noting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("notedkind", *KINDS), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_noting_network_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_noting_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_noting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noting")),
        sa.UniqueConstraint("kind", "about_id", "city_id", name=op.f("uq_noting_kind_about_id_city_id")),
    )
    op.create_index("ix_noting_network_id_noted_at", "noting", ["network_id", "noted_at"])
    for column in ("city_id", "person_id"):
        op.create_index(op.f(f"ix_noting_{column}"), "noting", [column])


def downgrade() -> None:
    """What was noted for cities goes where there is no place for it."""
    op.drop_table("noting")
    op.drop_table("date_poll_noted")
    for table, owner in ONE_EACH:
        op.execute(f"DELETE FROM {table} WHERE noted_by IS NOT NULL")  # noqa: S608 - names of our own
        op.drop_index(f"ix_{table}_noted", table)
        op.drop_index(f"ix_{table}_own", table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_noted_by"), type_="foreignkey")
            batch.drop_column("noted_by")
            batch.create_unique_constraint(op.f(f"uq_{table}_{owner}_person_id"), [owner, "person_id"])
    for table, column in reversed(NOTED):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _one_each(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
