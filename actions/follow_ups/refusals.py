"""What these answers say no to."""

from actions.refusals import Refused
from texts.follow_ups import asking as texts
from texts.message import Html
from texts.translator import Translator


class FollowUpChanged(Refused):
    """Somebody of the city has answered meanwhile."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)
