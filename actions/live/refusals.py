"""What a session that is held says no to."""

from actions.refusals import Refused
from texts.live import refusals as texts
from texts.message import Html
from texts.translator import Translator


class TooEarlyToStart(Refused):
    """It begins later."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_early(t)


class TooLateToStart(Refused):
    """It was to be long ago."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_late(t)


class NotStarted(Refused):
    """Nobody has started it."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_started(t)


class LiveOver(Refused):
    """It has ended."""

    def sentence(self, t: Translator) -> Html:
        return texts.has_ended(t)


class LiveChanged(Refused):
    """It is another one than that which was shown. Nothing has been done."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class PlanChanged(Refused):
    """The agenda is another one than that which was shown, and nothing has been started."""

    def sentence(self, t: Translator) -> Html:
        return texts.agenda_changed(t)


class StepTooLong(Refused):
    """So much time has no step."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_long(t)


class CaseOver(Refused):
    """What was written has been handed on."""

    def sentence(self, t: Translator) -> Html:
        return texts.case_over(t)


class NotNow(Refused):
    """Nobody writes about it yet, or this city does not."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_now(t)
