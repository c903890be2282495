"""Proposes networks from the answers of a consultation. docs/composition.md says what is maximised."""

from actions.composition.comparing import Difference, difference
from actions.composition.documents import document_of, groups_in
from actions.composition.model import Case, Group, Place, Points, Proposal, Rules, Status, points_of
from actions.composition.obstacles import all_obstacles, obstacles
from actions.composition.solving import propose

__all__ = [
    "Case",
    "Difference",
    "Group",
    "Place",
    "Points",
    "Proposal",
    "Rules",
    "Status",
    "all_obstacles",
    "difference",
    "document_of",
    "groups_in",
    "obstacles",
    "points_of",
    "propose",
]
