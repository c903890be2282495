"""Alembic's entry: works on the connection that `store/schema.py` hands over."""

from alembic import context

from store.models import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
