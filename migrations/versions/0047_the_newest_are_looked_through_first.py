"""Of very many entries the newest are looked through first"""

from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TERMS = "btrim(title_terms || ' ' || terms)"
WITH_SHELF = f"ltrim({TERMS} || ' z_' || CAST(id >> 16 AS text))"  # see `store/search/finding.py`


def upgrade() -> None:
    _find_by(WITH_SHELF)


def downgrade() -> None:
    _find_by(TERMS)


def _find_by(terms: str) -> None:
    """SQLite's index reads backwards by itself."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP INDEX ix_search_entry_found_by")
    op.execute(
        "ALTER TABLE search_entry DROP COLUMN found_by, ADD COLUMN found_by tsvector GENERATED ALWAYS AS "
        f"(array_to_tsvector(string_to_array({terms}, ' '))) STORED"
    )
    op.execute("CREATE INDEX ix_search_entry_found_by ON search_entry USING gin (found_by) WITH (fastupdate = off)")
