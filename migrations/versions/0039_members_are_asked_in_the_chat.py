"""Members of a consultation are asked in the chat"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up", "ledger", "needs")
NAMED = (("consultation", "person_id", "person"), ("consultation_member", "city_id", "city"))
MOMENT = sa.DateTime(timezone=True)
CHANGED = "SELECT changed_at FROM consultation WHERE consultation.id = consultation_member.consultation_id"
ANSWERED_BY_FILE = f"""
    UPDATE consultation_member SET answered_by = 'file', said_at = ({CHANGED}), finished_at = ({CHANGED})
    WHERE id IN (SELECT member_id FROM consultation_answer)
"""  # noqa: S608 - words of our own


def upgrade() -> None:
    _allow_tasks(*TASKS, "consultation")
    op.add_column("consultation", sa.Column("title", sa.String(128), nullable=False, server_default=""))
    op.add_column("consultation", sa.Column("questionnaire", sa.String(32), nullable=False, server_default="standard"))
    for column in ("opened_at", "closes_at", "due_at"):
        op.add_column("consultation", sa.Column(column, MOMENT, nullable=True))
    op.create_index(op.f("ix_consultation_due_at"), "consultation", ["due_at"])
    op.add_column("consultation_member", sa.Column("name", sa.String(128), nullable=False, server_default=""))
    op.add_column("consultation_member", sa.Column("token", sa.String(64), nullable=True))
    for column in ("said_at", "finished_at"):
        op.add_column("consultation_member", sa.Column(column, MOMENT, nullable=True))
    for table, column, other in NAMED:
        # Not made anew, which SQLite allows only while no row names one of the table.
        constraint = f"CONSTRAINT fk_{table}_{column} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {constraint}")
    allowed = "CHECK (answered_by IN ('city', 'coordination', 'file'))"
    check = f"CONSTRAINT ck_consultation_member_answeredby {allowed}"
    op.execute(f"ALTER TABLE consultation_member ADD COLUMN answered_by VARCHAR(16) {check}")
    op.execute(ANSWERED_BY_FILE)
    op.create_index(op.f("ix_consultation_member_city_id"), "consultation_member", ["city_id"])
    op.create_index(op.f("ix_consultation_member_token"), "consultation_member", ["token"], unique=True)
    op.create_table(
        "consultation_reply",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["consultation_member.id"], name=op.f("fk_consultation_reply_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", "question", name=op.f("pk_consultation_reply")),
    )
    op.create_table(
        "consultation_challenge",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_challenge_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_consultation_challenge_challenge_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "challenge_id", name=op.f("pk_consultation_challenge")),
    )
    op.create_index(op.f("ix_consultation_challenge_challenge_id"), "consultation_challenge", ["challenge_id"])
    op.create_table(
        "consultation_respondent",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("came_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["consultation_member.id"], name=op.f("fk_consultation_respondent_member_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consultation_respondent_person_id")),
        sa.PrimaryKeyConstraint("member_id", "person_id", name=op.f("pk_consultation_respondent")),
    )
    op.create_index(op.f("ix_consultation_respondent_person_id"), "consultation_respondent", ["person_id"])


def downgrade() -> None:
    for table in ("respondent", "challenge", "reply"):
        op.drop_table(f"consultation_{table}")
    for column in ("token", "city_id"):
        op.drop_index(op.f(f"ix_consultation_member_{column}"), "consultation_member")
    op.drop_index(op.f("ix_consultation_due_at"), "consultation")
    for column in ("answered_by", "finished_at", "said_at", "token", "name", "city_id"):
        op.drop_column("consultation_member", column)
    for column in ("due_at", "closes_at", "opened_at", "questionnaire", "title", "person_id"):
        op.drop_column("consultation", column)
    op.execute("DELETE FROM task WHERE kind = 'consultation'")
    _allow_tasks(*TASKS)


def _allow_tasks(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        batch.create_check_constraint(op.f("ck_task_taskkind"), f"kind IN ({listed})")
