"""The refusals of a network's own texts."""

from texts.message import Html
from texts.translator import Translator


def changed_since(t: Translator) -> Html:
    """Another coordinator was quicker."""
    return t.say("Somebody has changed this text meanwhile, and nothing was changed now. Here it is as it stands.")
