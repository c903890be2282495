"""What commitments say no to."""

from actions.refusals import Refused
from texts.commitments import refusals as texts
from texts.message import Html
from texts.translator import Translator


class SessionNotBegun(Refused):
    """Too early to take something on."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_begun(t)


class RoundOver(Refused):
    """Too late: it has come due."""

    def sentence(self, t: Translator) -> Html:
        return texts.round_over(t)


class CommitmentChanged(Refused):
    """Somebody else changed it since it was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)
