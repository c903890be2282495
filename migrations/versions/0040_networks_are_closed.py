"""Networks are closed: surveys, certificates, and what cities are asked months later"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up", "ledger", "needs", "consultation")


def upgrade() -> None:
    _allow_tasks(*TASKS, "certificate")
    op.create_table(
        "closing",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_closing_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_closing_person_id")),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_closing")),
    )
    _create_certificates()
    _create_follow_ups()
    _create_surveys()
    indexed = {
        "closing": ("person_id", "due_at"),
        "certificate": ("person_id",),
        "follow_up": ("person_id", "ask_at"),
        "survey": ("ask_at",),
        "survey_answer": ("person_id",),
    }
    for table, columns in indexed.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_certificates() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_certificate_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_certificate_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_certificate_network_id_person_id")),
    )


def _create_follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("applied", _choice("applied", "yes", "partly", "not_yet"), nullable=True),
        sa.Column("from_city_id", sa.Integer(), nullable=True),
        sa.Column("stays", _choice("stays", "yes", "unsure", "no"), nullable=True),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_follow_up_network_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_follow_up_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_follow_up_noted_by")),
        sa.ForeignKeyConstraint(["from_city_id"], ["city.id"], name=op.f("fk_follow_up_from_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("network_id", "city_id", "months", name=op.f("uq_follow_up_network_id_city_id_months")),
    )


def _create_surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("surveykind", "baseline", "pulse", "closing"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_survey_network_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("network_id", "kind", name=op.f("uq_survey_network_id_kind")),
    )
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_answer_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_survey_answer_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint("survey_id", "person_id", name=op.f("uq_survey_answer_survey_id_person_id")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('survey', 'certificate', 'follow_up')")
    for table in ("survey_answer", "survey", "follow_up", "certificate", "closing"):
        op.drop_table(table)
    op.execute("DELETE FROM task WHERE kind = 'certificate'")
    _allow_tasks(*TASKS)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def _allow_tasks(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        batch.create_check_constraint(op.f("ck_task_taskkind"), f"kind IN ({listed})")
