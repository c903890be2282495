"""Why a network is not closed, or not reopened."""

from texts.message import Html
from texts.translator import Translator


def sessions_ahead(t: Translator) -> Html:
    """Too early."""
    return t.say("A network is closed after its last session. Those that will not be held can be cancelled first.")


def changed_meanwhile(t: Translator) -> Html:
    """Another coordinator was faster."""
    return t.say("This was decided meanwhile: here is how it stands now.")


def too_late(t: Translator) -> Html:
    """The farewell has left."""
    return t.say("The farewell and the certificates have left, so the network stays closed.")
