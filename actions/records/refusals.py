"""What records say no to."""

from actions.refusals import Refused
from texts.message import Html
from texts.records import refusals as texts
from texts.translator import Translator


class SessionNotOver(Refused):
    """Too early for a record."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_over(t)


class RecordChanged(Refused):
    """It is another one than that which was shown. Nothing has been done."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class RecordEmpty(Refused):
    """There is nothing that anybody could read."""

    def sentence(self, t: Translator) -> Html:
        return texts.nothing_to_publish(t)


class RecordNotPublished(Refused):
    """Only those who approve it see it so far."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_published(t)
