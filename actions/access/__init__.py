"""The only place that grants: each function fetches with permission, or refuses.

What a person may not even know of is NotFound; what they may see but not do is NotAllowed.
"""

from actions.access.meetings import (
    Speaker,
    access_asked_poll,
    access_attending,
    access_coordinated_meeting,
    access_coordinated_poll,
    access_meeting,
    access_prepared_meeting,
    access_speaking,
    prepares,
)
from actions.access.networks import (
    access_contributing,
    access_coordinated_networks,
    access_coordinating,
    access_network,
    contributing_networks,
    coordinated_networks,
    may_contribute,
)
from actions.access.rotas import (
    access_asked_swap,
    access_coordinated_rota,
    access_own_swap,
    access_presenting,
    access_published_rota,
)
from actions.access.shared import (
    access_announcement,
    access_asked_challenge,
    access_challenge,
    access_experience,
    access_own_challenge,
    access_own_experience,
    access_own_solution,
    access_prompt,
    access_solution,
    asks,
)

__all__ = [
    "Speaker",
    "access_announcement",
    "access_asked_challenge",
    "access_asked_poll",
    "access_asked_swap",
    "access_attending",
    "access_challenge",
    "access_contributing",
    "access_coordinated_meeting",
    "access_coordinated_networks",
    "access_coordinated_poll",
    "access_coordinated_rota",
    "access_coordinating",
    "access_experience",
    "access_meeting",
    "access_network",
    "access_own_challenge",
    "access_own_experience",
    "access_own_solution",
    "access_own_swap",
    "access_prepared_meeting",
    "access_presenting",
    "access_prompt",
    "access_published_rota",
    "access_solution",
    "access_speaking",
    "asks",
    "contributing_networks",
    "coordinated_networks",
    "may_contribute",
    "prepares",
]
