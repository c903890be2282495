"""What the few are told when something cannot be done."""

from actions.refusals import NotFound, Refused
from texts.few import refusals as texts
from texts.message import Html
from texts.translator import Translator


class NotToBeAsked(Refused):
    """Somebody was asked meanwhile, or has had another question this week."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_to_be_asked(t)


class ChallengeGone(NotFound):
    """It was withdrawn since they were asked."""

    def sentence(self, t: Translator) -> Html:
        return texts.challenge_gone(t)
