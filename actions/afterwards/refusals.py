"""What is said no to after a session."""

from actions.refusals import Refused
from texts.afterwards import refusals as texts
from texts.message import Html
from texts.translator import Translator


class SessionAhead(Refused):
    """Too early: it has not begun."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_ahead(t)


class PresenceChanged(Refused):
    """Somebody else has told it meanwhile."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class NotThere(Refused):
    """How a session was is asked of those who were in it."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_there(t)


class OpinionGiven(Refused):
    """It was counted without a name, so that nobody can find it again to change it."""

    def sentence(self, t: Translator) -> Html:
        return texts.already_given(t)


class CameLater(Refused):
    """Who joined when the session was over was not in it."""

    def sentence(self, t: Translator) -> Html:
        return texts.came_later(t)
