"""Everything shared can be found"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
LONG_AGO = sa.literal(datetime(2020, 1, 1, tzinfo=UTC), _MOMENT)
ENTRY = ("kind", "about_id", "published_at", "state", "title_terms", "terms", "made_with", "renew_at")
KINDS = ("challenge", "experience", "solution", "answer", "archive")
# What is there already gets an entry without terms; the bot fills it in as soon as it runs (`scheduler/search.py`).
PRESENT = {
    "challenge": "published_at",
    "experience": "published_at",
    "solution": "published_at",
    "prompt_answer": "published_at",
    "archive": None,
}
INTO_INDEX = "INSERT INTO search_index (rowid, title_terms, terms) VALUES (new.id, new.title_terms, new.terms);"
OUT_OF_INDEX = (
    "INSERT INTO search_index (search_index, rowid, title_terms, terms) "
    "VALUES ('delete', old.id, old.title_terms, old.terms);"
)


def upgrade() -> None:
    word = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    kind = sa.Enum(*KINDS, name="foundkind", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", kind, nullable=False),
        sa.Column("about_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("title_terms", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("made_with", sa.String(32), nullable=False),
        sa.Column("renew_at", _MOMENT),
        sa.UniqueConstraint("kind", "about_id"),
    )
    op.create_index("ix_search_entry_made_with", "search_entry", ["made_with"])
    op.execute("CREATE INDEX ix_search_entry_renew_at ON search_entry (renew_at) WHERE renew_at IS NOT NULL")
    op.create_table(
        "search_term",
        sa.Column("term", word, primary_key=True),
        sa.Column("records", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_word",
        sa.Column("word", word, primary_key=True),
        sa.Column("backwards", word, nullable=False, index=True),
    )
    op.create_table(
        "thesaurus_term",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("concept", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("term", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("concept", "language", "term"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        _index_on_postgres()
    for table, published in PRESENT.items():
        _enter(table, published)


def _enter(table: str, published: str | None) -> None:
    columns = ("id", "withdrawn_at", published) if published else ("id",)
    present = sa.table(table, *(sa.column(name, _MOMENT if name != "id" else sa.Integer) for name in columns))
    since = present.c[published] if published else LONG_AGO
    found = sa.select(sa.literal(table.removeprefix("prompt_")), present.c.id, since, *[sa.literal("")] * 4, LONG_AGO)
    if published:
        found = found.where(present.c.withdrawn_at.is_(None))
    entry = sa.table("search_entry", *map(sa.column, ENTRY))
    op.execute(entry.insert().from_select(ENTRY, found))


def _index_on_sqlite() -> None:
    """Words come without accents and with `_` in those that nobody types."""
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5 (title_terms, terms, content='search_entry', content_rowid='id', "
        "detail='none', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
    )
    op.execute(f"CREATE TRIGGER search_entry_came AFTER INSERT ON search_entry BEGIN {INTO_INDEX} END")
    op.execute(f"CREATE TRIGGER search_entry_went AFTER DELETE ON search_entry BEGIN {OUT_OF_INDEX} END")
    op.execute(
        "CREATE TRIGGER search_entry_changed AFTER UPDATE OF title_terms, terms ON search_entry "
        f"BEGIN {OUT_OF_INDEX} {INTO_INDEX} END"
    )


def _index_on_postgres() -> None:
    """Entries are few against searches: what is new goes into the index at once, not when a search happens to."""
    op.execute(
        "ALTER TABLE search_entry ADD COLUMN found_by tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(btrim(title_terms || ' ' || terms), ' '))) STORED"
    )
    op.execute("CREATE INDEX ix_search_entry_found_by ON search_entry USING gin (found_by) WITH (fastupdate = off)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in ("thesaurus_term", "search_word", "search_term", "search_entry"):
        op.drop_table(table)
