"""The connection behind a session."""

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session


def connection_of(session: Session) -> Connection:
    """For what is said past the session, which has written what it holds when it flushes by itself."""
    if session.autoflush:
        session.flush()
    bind = session.get_bind()
    if isinstance(bind, Connection) and not session.in_nested_transaction():
        return bind
    return session.connection()  # makes a savepoint that was begun, too: what is past the session is taken back with it
