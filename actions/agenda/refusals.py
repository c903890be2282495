"""What agendas say no to."""

from actions.refusals import Refused
from texts.agenda import refusals as texts
from texts.message import Html
from texts.translator import Translator


class AgendaChanged(Refused):
    """It is another one than that which was shown. Nothing has been done."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class MinutesOutOfBounds(Refused):
    """So short or so long is nothing."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least = least
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.minutes_out_of_bounds(t, self.least, self.most)


class AgendaFull(Refused):
    """One item more than there can be."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.is_full(t, self.most)


class AgendaTooLong(Refused):
    """It does not fit into the session. `minutes`: by how many."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes

    def sentence(self, t: Translator) -> Html:
        return texts.too_long(t, self.minutes)


class AgendaEmpty(Refused):
    """There is nothing that anybody could read."""

    def sentence(self, t: Translator) -> Html:
        return texts.nothing_to_publish(t)
