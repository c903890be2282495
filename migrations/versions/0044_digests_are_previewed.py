"""Digests have an hour and a rhythm, coordinators see them before, and questions to networks have their results"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("digest_hour", sa.Integer(), nullable=False, server_default="9"))
    op.add_column("person", sa.Column("digest_is_monthly", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("network", sa.Column("digest_in_group", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("network", sa.Column("digest_preview_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_network_digest_preview_at"), "network", ["digest_preview_at"])
    _preview_tables()
    op.add_column("prompt", sa.Column("own_language", sa.String(2), nullable=False, server_default=""))
    op.add_column("prompt", sa.Column("own_translations", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("prompt", sa.Column("moved_to", sa.Date(), nullable=True))
    for column in ("results_due_at", "results_at"):
        op.add_column("prompt", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.execute("CREATE INDEX ix_prompt_results_due_at ON prompt (results_due_at) WHERE results_due_at IS NOT NULL")


def _preview_tables() -> None:
    op.create_table(
        "digest_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_digest_line_network_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_line_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_line")),
    )
    op.create_index(op.f("ix_digest_line_person_id"), "digest_line", ["person_id"])
    op.create_index("ix_digest_line_network_id_written_at", "digest_line", ["network_id", "written_at"])
    parts = ("challenge", "experience", "answers", "solved", "adoption", "prompt", "results", "recording")
    part = sa.Enum(*parts, name="newspart", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "digest_drop",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("part", part, nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_digest_drop_network_id")),
        sa.PrimaryKeyConstraint("network_id", "part", "about_id", name=op.f("pk_digest_drop")),
    )


def downgrade() -> None:
    op.drop_index("ix_prompt_results_due_at", "prompt")
    for column in ("results_at", "results_due_at", "moved_to", "own_translations", "own_language"):
        op.drop_column("prompt", column)
    for table in ("digest_drop", "digest_line"):
        op.drop_table(table)
    op.drop_index("ix_network_digest_preview_at", "network")
    for column in ("digest_preview_at", "digest_in_group"):
        op.drop_column("network", column)
    for column in ("digest_is_monthly", "digest_hour"):
        op.drop_column("person", column)
