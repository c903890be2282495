"""What waits is found without looking at the rest"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# table, name, columns, and which rows it holds (None: all)
NEW = (
    (
        "membership",
        "ix_membership_digest_due_at_network_id_person_id",
        ["digest_due_at", "network_id", "person_id"],
        None,
    ),
    ("challenge", "ix_challenge_network_id_outcome_at", ["network_id", "outcome_at"], None),
    ("solution", "ix_solution_challenge_id_published_at", ["challenge_id", "published_at"], None),
    ("prompt_answer", "ix_prompt_answer_prompt_id_published_at", ["prompt_id", "published_at"], None),
    ("meeting", "ix_meeting_network_id_starts_at", ["network_id", "starts_at"], None),
    ("reminder", "ix_reminder_state_due_at_meeting_id", ["state", "due_at", "meeting_id"], None),
    ("draft", "ix_draft_updated_at", ["updated_at"], None),
    ("prompt", "ix_prompt_waiting", ["due_at"], "asked_at IS NULL AND skipped_at IS NULL"),
    ("person", "ix_person_kept", ["kept_until", "consented_at"], "erased_at IS NULL"),
    (
        "letter",
        "ix_letter_forgettable",
        ["created_at"],
        "state NOT IN ('waiting', 'leased', 'posting', 'paused') "
        "AND (subject IS NULL OR substr(method, 1, 4) <> 'send' OR substr(subject, 1, 9) = 'question:')",
    ),
)
OLD = (
    ("membership", "ix_membership_digest_due_at", ["digest_due_at"]),
    ("challenge", "ix_challenge_outcome_at", ["outcome_at"]),
    ("solution", "ix_solution_challenge_id", ["challenge_id"]),
    ("solution", "ix_solution_published_at", ["published_at"]),
    ("prompt_answer", "ix_prompt_answer_published_at", ["published_at"]),
    ("meeting", "ix_meeting_starts_at", ["starts_at"]),
    ("reminder", "ix_reminder_state_due_at", ["state", "due_at"]),
    ("prompt", "ix_prompt_asked_at", ["asked_at"]),
)


def upgrade() -> None:
    op.add_column("person", sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True))
    for table, name, columns, rows in NEW:
        where = None if rows is None else sa.text(rows)
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
    for table, name, _columns in OLD:
        op.drop_index(name, table_name=table)


def downgrade() -> None:
    for table, name, columns in OLD:
        op.create_index(name, table, columns, unique=False)
    for table, name, _columns, _rows in NEW:
        op.drop_index(name, table_name=table)
    op.drop_column("person", "kept_until")
