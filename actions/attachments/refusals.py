"""What attachments say no to."""

from actions.refusals import Refused
from texts.attachments import refusals as texts
from texts.message import Html
from texts.translator import Translator


class OtherFile(Refused):
    """Of a kind that is not kept: a sticker, a place, a round video."""

    def sentence(self, t: Translator) -> Html:
        return texts.other_file(t)


class TooBig(Refused):
    """Larger than what bots may fetch."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(size)
        self.name = name
        self.size = size

    def sentence(self, t: Translator) -> Html:
        return texts.too_big(t, self.name, self.size)


class NoLink(Refused):
    """Words where a file or a link was asked for."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_link(t)


class Full(Refused):
    """As many as there may be."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.full(t, self.most)


class WrittenAlready(Refused):
    """The words of a voice note are there."""

    def sentence(self, t: Translator) -> Html:
        return texts.written_already(t)
