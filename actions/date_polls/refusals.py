"""What polls about dates say no to."""

from datetime import timedelta

from actions.refusals import Refused
from texts.date_polls import refusals as texts
from texts.message import Html
from texts.translator import Translator


class TooManyDates(Refused):
    """One more than can be asked about at once."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.too_many(t, self.most)


class TooFewDates(Refused):
    """Nothing to choose from."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least

    def sentence(self, t: Translator) -> Html:
        return texts.too_few(t, self.least)


class DateTooSoon(Refused):
    """Before anybody could answer."""

    def __init__(self, notice: timedelta) -> None:
        super().__init__(notice.days)
        self.notice = notice

    def sentence(self, t: Translator) -> Html:
        return texts.too_soon(t, self.notice)


class SessionTooNear(Refused):
    """It begins before the answers are there."""

    def sentence(self, t: Translator) -> Html:
        return texts.session_too_near(t)


class NobodyToAsk(Refused):
    """No delegate is reached."""

    def sentence(self, t: Translator) -> Html:
        return texts.nobody_to_ask(t)


class PollClosed(Refused):
    """An answer that comes too late."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_closed(t)


class PollOver(Refused):
    """A choice that comes too late."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_over(t)
