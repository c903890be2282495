"""Cities try what others have shared, and say later how it went"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up")
NOTED = (
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
    "commitment",
    "offer",
)
STATES = ("planned", "not_yet", "worked", "adapted", "failed")


def upgrade() -> None:
    _allow("noting", "notedkind", *NOTED, "adoption")
    _allow("task", "taskkind", *TASKS, "ledger")
    op.create_table(
        "adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("experience_id", sa.Integer(), nullable=True),
        sa.Column("solution_id", sa.Integer(), nullable=True),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("takes", sa.String(500), nullable=False),
        sa.Column("changes", sa.String(500), nullable=False),
        sa.Column("first_step", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", _states(), nullable=False),
        sa.Column("learned", sa.String(300), nullable=False),
        sa.Column("still_used", sa.Boolean(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_days", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(experience_id IS NULL) <> (solution_id IS NULL)", name=op.f("ck_adoption_one_source")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_adoption_network_id")),
        sa.ForeignKeyConstraint(["experience_id"], ["experience.id"], name=op.f("fk_adoption_experience_id")),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_adoption_solution_id")),
        sa.ForeignKeyConstraint(["origin_id"], ["city.id"], name=op.f("fk_adoption_origin_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_adoption_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_adoption_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_adoption_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
    )
    for column in ("person_id", "check_at"):
        op.create_index(op.f(f"ix_adoption_{column}"), "adoption", [column])
    for column in ("adopted_at", "told_at"):
        op.create_index(op.f(f"ix_adoption_network_id_{column}"), "adoption", ["network_id", column])
    for source in ("experience", "solution"):  # one at a time of each thing, for each city
        op.execute(
            f"CREATE UNIQUE INDEX ix_adoption_of_{source} ON adoption ({source}_id, city_id) "
            f"WHERE withdrawn_at IS NULL AND {source}_id IS NOT NULL"
        )
    op.create_table(
        "adoption_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adoption_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("state", _states(), nullable=False),
        sa.Column("still_used", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["adoption_id"], ["adoption.id"], name=op.f("fk_adoption_check_adoption_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_adoption_check_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_adoption_check_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption_check")),
    )
    for column in ("adoption_id", "person_id"):
        op.create_index(op.f(f"ix_adoption_check_{column}"), "adoption_check", [column])


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('adoption_check', 'adopted')")
    op.drop_table("adoption_check")
    op.drop_table("adoption")
    op.execute("DELETE FROM noting WHERE kind = 'adoption'")
    op.execute("DELETE FROM task WHERE kind = 'ledger'")
    _allow("noting", "notedkind", *NOTED)
    _allow("task", "taskkind", *TASKS)


def _states() -> sa.Enum:
    return sa.Enum(*STATES, name="adoptionstate", native_enum=False, create_constraint=True, length=16)


def _allow(table: str, name: str, *kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{name}"), f"kind IN ({listed})")
