"""What Telegram shows and receives. The features in the order of their keys in the hub, written down."""

from handlers import (
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
    meetings,
    mydata,
    network,
    planned_prompts,
    prompts,
    records,
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
    commitments.FEATURE,
    records.FEATURE,
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
    settings.FEATURE,
    attention.FEATURE,
    mydata.FEATURE,
    coordinating.FEATURE,
    city_calendars.FEATURE,
    announcements.FEATURE,
    groups.FEATURE,
)

FEATURES = (*_FEATURES, menu_feature(_FEATURES))
