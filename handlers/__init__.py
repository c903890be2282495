"""What Telegram shows and receives. The features in the order of their keys in the hub, written down."""

from handlers import (
    afterwards,
    agenda,
    announcements,
    attention,
    calendar,
    challenges,
    city_calendars,
    commitments,
    coordinating,
    date_polls,
    digests,
    experiences,
    groups,
    handovers,
    meetings,
    mydata,
    network,
    planned_prompts,
    prompts,
    registration,
    roles,
    rota,
    settings,
    solutions,
)
from handlers.feature import Feature
from handlers.menu import menu_feature

_FEATURES: tuple[Feature, ...] = (
    registration.FEATURE,
    roles.FEATURE,
    meetings.FEATURE,
    date_polls.FEATURE,
    afterwards.FEATURE,
    commitments.FEATURE,
    rota.FEATURE,
    agenda.FEATURE,
    calendar.FEATURE,
    challenges.FEATURE,
    solutions.FEATURE,
    experiences.FEATURE,
    prompts.FEATURE,
    planned_prompts.FEATURE,
    digests.FEATURE,
    network.FEATURE,
    handovers.FEATURE,
    settings.FEATURE,
    attention.FEATURE,
    mydata.FEATURE,
    coordinating.FEATURE,
    city_calendars.FEATURE,
    announcements.FEATURE,
    groups.FEATURE,
)

FEATURES = (*_FEATURES, menu_feature(_FEATURES))
