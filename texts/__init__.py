"""Everything that people read: pure functions, no session."""
