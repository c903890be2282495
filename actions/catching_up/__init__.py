"""Whoever comes later catches up: one message, and all of it in one document."""
