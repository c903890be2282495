"""Heavy work waits for a process of its own; sessions have records"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SECTIONS = ("present", "cases", "offers", "takeaways", "commitments", "decisions", "next", "recording")


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("taskkind", "record", "note"), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("state", _choice("taskstate", "waiting", "leased", "done", "failed"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(256), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
    )
    for column in ("due_at", "created_at"):
        op.create_index(op.f(f"ix_task_{column}"), "task", [column])
    op.create_table(
        "kept_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_file")),
    )
    op.create_index(op.f("ix_kept_file_made_at"), "kept_file", ["made_at"])
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_record_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_record_meeting_id")),
    )
    for column in ("due_at", "note_at"):
        op.create_index(op.f(f"ix_record_{column}"), "record", [column])
    op.create_table(
        "record_section",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("section", _choice("section", *SECTIONS), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_section_record_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_record_section_person_id")),
        sa.PrimaryKeyConstraint("record_id", "section", name=op.f("pk_record_section")),
    )
    op.create_index(op.f("ix_record_section_person_id"), "record_section", ["person_id"])
    op.create_table(
        "record_version",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_version_record_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_record_version_person_id")),
        sa.PrimaryKeyConstraint("record_id", "version", name=op.f("pk_record_version")),
    )
    op.create_index(op.f("ix_record_version_person_id"), "record_version", ["person_id"])


def downgrade() -> None:
    for table in ("record_version", "record_section", "record", "kept_file", "task"):
        op.drop_table(table)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)
