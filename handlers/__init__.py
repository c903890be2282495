"""What Telegram shows and receives. The features in the order of their keys in the hub, written down."""

from handlers import digests, prompts, registration
from handlers.feature import Feature
from handlers.menu import menu_feature

_FEATURES: tuple[Feature, ...] = (
    registration.FEATURE,
    prompts.FEATURE,
    digests.FEATURE,
)

FEATURES = (*_FEATURES, menu_feature(_FEATURES))
