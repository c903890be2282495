"""What a survey says no to."""

from actions.refusals import Ended
from texts.message import Html
from texts.surveys import asking as texts
from texts.translator import Translator


class SurveyOver(Ended):
    """Answers have been counted."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_over(t)
