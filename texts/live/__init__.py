"""Everything that people read while a session is held."""
