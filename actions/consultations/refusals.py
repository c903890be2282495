"""What consultations say no to in the chat."""

from actions.refusals import Refused
from texts.consultations import refusals as texts
from texts.message import Html
from texts.translator import Translator


class ConsultationClosed(Refused):
    """Its last day has passed."""

    def sentence(self, t: Translator) -> Html:
        return texts.closed(t)


class ConsultationNotOpen(Refused):
    """The link is right, and nothing is asked yet."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_open(t)


class LinkUnknown(Refused):
    """Made up, mistyped, or in whose place another one came."""

    def sentence(self, t: Translator) -> Html:
        return texts.link_unknown(t)


class EnoughWishes(Refused):
    """No more fields than that."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.enough(t, self.most)


class NothingSaid(Refused):
    """There is nothing to end with."""

    def sentence(self, t: Translator) -> Html:
        return texts.nothing_said(t)


class OpenAlready(Refused):
    """It has been opened: whom it asks is settled."""

    def sentence(self, t: Translator) -> Html:
        return texts.open_already(t)


class AnswersThere(Refused):
    """Answers came by a file: they are not thrown away."""

    def sentence(self, t: Translator) -> Html:
        return texts.answers_there(t)


class NobodyAsked(Refused):
    """It has no members."""

    def sentence(self, t: Translator) -> Html:
        return texts.nobody_asked(t)


class DeadlinePast(Refused):
    """The last day has to come."""

    def sentence(self, t: Translator) -> Html:
        return texts.deadline_past(t)


class DateUnread(Refused):
    """Not a day that anybody could read."""

    def sentence(self, t: Translator) -> Html:
        return texts.date_unread(t)


class FieldsUnread(Refused):
    """Too few or too many fields, one twice, or one that is no name."""

    def sentence(self, t: Translator) -> Html:
        return texts.fields_unread(t)


class TooFewToDraw(Refused):
    """A picture goes around; of so few answers one could tell whose they are."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_few(t)
