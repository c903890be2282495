"""What announcements say no to."""

from actions.refusals import Refused
from texts.announcements import posting, readers, repeating
from texts.announcements import refusals as texts
from texts.announcements.audience import only_network
from texts.media import MOST
from texts.message import Html
from texts.translator import Translator


class OtherContent(Refused):
    """Neither text nor a file of a kind that can be announced."""

    def sentence(self, t: Translator) -> Html:
        return texts.other_content(t)


class LeftOut(Refused):
    """One of several files at once that cannot go with the others."""

    def sentence(self, t: Translator) -> Html:
        return texts.left_out(t, MOST)


class SentAlready(Refused):
    """It is on its way or delivered."""

    def sentence(self, t: Translator) -> Html:
        return texts.sent_already(t)


class CancelledAlready(Refused):
    """It was decided not to send it."""

    def sentence(self, t: Translator) -> Html:
        return texts.cancelled_already(t)


class NotSentYet(Refused):
    """Nothing is delivered that could be changed."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_sent_yet(t)


class WithdrawnAlready(Refused):
    """It was taken back."""

    def sentence(self, t: Translator) -> Html:
        return texts.withdrawn_already(t)


class AllOut(Refused):
    """Nothing waits that could be held back."""

    def sentence(self, t: Translator) -> Html:
        return texts.all_out(t)


class NobodyThere(Refused):
    """Nobody but the author, and no group."""

    def sentence(self, t: Translator) -> Html:
        return texts.nobody_there(t)


class GapUnknown(Refused):
    """Something between braces that is not filled in."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word

    def sentence(self, t: Translator) -> Html:
        return texts.gap_unknown(t, self.word)


class GapBroken(Refused):
    """Formatted within its braces."""

    def sentence(self, t: Translator) -> Html:
        return texts.gap_broken(t)


class NotYetWithEverybody(Refused):
    """Some copies are still on their way."""

    def sentence(self, t: Translator) -> Html:
        return readers.not_yet(t)


class RemindedAlready(Refused):
    """Once is enough."""

    def sentence(self, t: Translator) -> Html:
        return readers.reminded_already(t)


class PostedAlready(Refused):
    """In the groups of those whom it did not reach."""

    def sentence(self, t: Translator) -> Html:
        return posting.posted_already(t)


class NoNetworkLeft(Refused):
    """The last of its networks."""

    def sentence(self, t: Translator) -> Html:
        return only_network(t)


class MomentUnknown(Refused):
    """Typed, and no day and hour."""

    def __init__(self, example: str) -> None:
        super().__init__(example)
        self.example = example

    def sentence(self, t: Translator) -> Html:
        return texts.moment_unknown(t, self.example)


class MomentOutside(Refused):
    """Past, or too far ahead."""

    def sentence(self, t: Translator) -> Html:
        return texts.moment_outside(t)


class EndUnknown(Refused):
    """Typed, and neither a number of times nor a last day."""

    def __init__(self, example: str) -> None:
        super().__init__(example)
        self.example = example

    def sentence(self, t: Translator) -> Html:
        return repeating.end_unknown(t, self.example)


class HourPast(Refused):
    """Of each one's clock: for one of them it is over, or it is too far ahead."""

    def sentence(self, t: Translator) -> Html:
        return texts.hour_past(t)
