"""The audit log in words: who did what, what was before and after, and what can still be undone."""
