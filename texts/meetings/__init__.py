"""Everything that people read about meetings."""

from texts.meetings import cards, coordinating, fair, lists, pages, refusals, watching
from texts.meetings.shown import Counts, Reader, Shown

__all__ = ["Counts", "Reader", "Shown", "cards", "coordinating", "fair", "lists", "pages", "refusals", "watching"]
