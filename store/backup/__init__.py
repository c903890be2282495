"""Backups: all rows of the store in one file, the same for both databases, and back into a store of either kind."""

from store.backup.archive import About, Unusable
from store.backup.letters import Letters
from store.backup.restoring import NotEmpty, Restored, restore
from store.backup.saving import save

__all__ = ["About", "Letters", "NotEmpty", "Restored", "Unusable", "restore", "save"]
