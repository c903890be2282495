"""What the rota of cases says no to."""

from actions.refusals import Refused
from texts.message import Html
from texts.rota import refusals as texts
from texts.translator import Translator


class RotaChanged(Refused):
    """A turn is another one since the key was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class NothingToPublish(Refused):
    """No city has a turn."""

    def sentence(self, t: Translator) -> Html:
        return texts.nothing_to_publish(t)


class NoRoom(Refused):
    """The session is full, past, cancelled, or of another network."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_room(t)


class CannotBeExchanged(Refused):
    """One of the two turns is not ahead, or both are in one session."""

    def sentence(self, t: Translator) -> Html:
        return texts.cannot_be_exchanged(t)


class NoSessionAhead(Refused):
    """Nothing to distribute the cities among."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_session_ahead(t)


class NoTurnAhead(Refused):
    """The city has nothing to swap, to give back or to ask at."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_turn_ahead(t)


class QuestionsChanged(Refused):
    """Somebody else of the city has written others at the same moment."""

    def sentence(self, t: Translator) -> Html:
        return texts.questions_changed(t)


class CannotBeAsked(Refused):
    """The other city's turn is not ahead, nobody of it is reached in time, or it has asked the same."""

    def sentence(self, t: Translator) -> Html:
        return texts.cannot_be_asked(t)
