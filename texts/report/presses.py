"""What the key of a report says when it is pressed."""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("rpt")
@frozen
class ReportAsked(Press):
    """That of a network, for who coordinates it."""

    network_id: int


def report_key(t: Translator, network_id: int) -> Button:
    """Once the network has ended."""
    return Button(t.label("📑 Report"), ReportAsked(network_id))
