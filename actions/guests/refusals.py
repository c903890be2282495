"""What guests, and those who ask them, are told no for."""

from actions.refusals import LeftNetwork, Refused
from texts.guests import refusals as texts
from texts.message import Html
from texts.translator import Translator


class SessionClosedToGuests(Refused):
    """It is over or cancelled, or the network is closed."""

    def sentence(self, t: Translator) -> Html:
        return texts.closed_to_guests(t)


class VisitEnded(Refused):
    """It had ended before the key was pressed."""

    def sentence(self, t: Translator) -> Html:
        return texts.visit_ended(t)


class VisitOver(LeftNetwork):
    """A guest comes back when access has ended."""

    def sentence(self, t: Translator) -> Html:
        return texts.visit_over(t, self.network)


class QuestionsClosed(Refused):
    """The session has started, or the guest does not come."""

    def sentence(self, t: Translator) -> Html:
        return texts.questions_closed(t)


class QuestionStands(Refused):
    """It is answered, or the session has begun with it."""

    def sentence(self, t: Translator) -> Html:
        return texts.question_stands(t)


class TooManyQuestions(Refused):
    """Somebody has asked enough."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_many(t)


class OwnQuestion(Refused):
    """Nobody votes for their own."""

    def sentence(self, t: Translator) -> Html:
        return texts.own_question(t)
