"""What pairs say no to."""

from actions.refusals import Refused
from texts.message import Html
from texts.pairs import refusals as texts
from texts.translator import Translator


class PairsOff(Refused):
    """The coordination has not opened them, or has closed them."""

    def sentence(self, t: Translator) -> Html:
        return texts.pairs_off(t)


class PairChanged(Refused):
    """It is another one than when the key was shown: undone, or told by somebody else."""

    def sentence(self, t: Translator) -> Html:
        return texts.pair_changed(t)


class PairsLeft(Refused):
    """The cities know already: nothing is changed by hand any more."""

    def sentence(self, t: Translator) -> Html:
        return texts.pairs_left(t)


class AlreadyWritten(Refused):
    """Enough for a day."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.already_written(t, self.most)
