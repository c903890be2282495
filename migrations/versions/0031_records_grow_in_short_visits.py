"""Records grow in short visits"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLES = ("sheet_summary", "sheet_version", "sheet_value", "sheet")


def upgrade() -> None:
    _create_sheets()
    _create_values()
    _create_versions()
    _create_summaries()
    for noun in ("challenge", "experience"):  # of what was shared before this, nobody is asked for what is missing
        op.execute(
            sa.text(
                f"INSERT INTO sheet (network_id, {noun}_id, sequence, asked, asked_field) "  # noqa: S608 - our own
                f"SELECT network_id, id, 0, 0, '' FROM {noun} ORDER BY id"
            )
        )


def _create_sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.Column("experience_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_field", sa.String(24), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(challenge_id IS NULL) <> (experience_id IS NULL)", name=op.f("ck_sheet_one_record")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_sheet_network_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_sheet_challenge_id")),
        sa.ForeignKeyConstraint(["experience_id"], ["experience.id"], name=op.f("fk_sheet_experience_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("challenge_id", name=op.f("uq_sheet_challenge_id")),
        sa.UniqueConstraint("experience_id", name=op.f("uq_sheet_experience_id")),
    )
    for column in ("network_id", "ask_at"):
        op.create_index(op.f(f"ix_sheet_{column}"), "sheet", [column])


def _create_values() -> None:
    op.create_table(
        "sheet_value",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(24), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_value_sheet_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_value_person_id")),
        sa.PrimaryKeyConstraint("sheet_id", "field", name=op.f("pk_sheet_value")),
    )
    op.create_index(op.f("ix_sheet_value_person_id"), "sheet_value", ["person_id"])


def _create_versions() -> None:
    op.create_table(
        "sheet_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(24), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_version_sheet_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_sheet_version_author_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_version_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_version")),
    )
    op.create_index("ix_sheet_version_sheet_id_id", "sheet_version", ["sheet_id", "id"])
    for column in ("author_id", "person_id"):
        op.create_index(op.f(f"ix_sheet_version_{column}"), "sheet_version", [column])


def _create_summaries() -> None:
    op.create_table(
        "sheet_summary",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_summary_sheet_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_summary_person_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_sheet_summary_city_id")),
        sa.PrimaryKeyConstraint("sheet_id", "language", name=op.f("pk_sheet_summary")),
    )
    op.create_index(op.f("ix_sheet_summary_person_id"), "sheet_summary", ["person_id"])


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('sheet', 'sheet_contact')")
    for table in TABLES:
        op.drop_table(table)
