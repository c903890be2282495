"""What a closing says no to."""

from actions.refusals import Refused
from texts.closing import refusals as texts
from texts.message import Html
from texts.translator import Translator


class SessionsAhead(Refused):
    """A network is closed after its last session."""

    def sentence(self, t: Translator) -> Html:
        return texts.sessions_ahead(t)


class ClosingChanged(Refused):
    """The key is from before it was closed or reopened."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class TooLateToReopen(Refused):
    """What cannot be taken back has left."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_late(t)
