"""Sharing something in a minute: two questions, a proposed title, a preview, one press."""

from handlers.sharing.beginning import begin, begin_with_text, one_network
from handlers.sharing.publishing import keep_files
from handlers.sharing.questions import sharing_form
from handlers.sharing.shape import FIRST_IN_HAND, GIVEN_NETWORK, Shared, Sharing

__all__ = [
    "FIRST_IN_HAND",
    "GIVEN_NETWORK",
    "Shared",
    "Sharing",
    "begin",
    "begin_with_text",
    "keep_files",
    "one_network",
    "sharing_form",
]
