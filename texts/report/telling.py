"""What goes with a report that somebody has asked for."""

from store.models import Network
from texts.message import Button, Html, Message, lines, paragraphs
from texts.report.presses import ReportAsked
from texts.translator import Translator


def begun(t: Translator) -> str:
    """The toast."""
    return t.plain("One moment: it is being printed.")


def caption(t: Translator, network: Network) -> Html:
    """Below the file."""
    return paragraphs(
        lines(t.say("📑 <b>Closing report</b>"), Html.escape(network.name)),
        t.say("It names nobody, and shows no title that the network alone reads: it can be sent on."),
    )


def file_name(t: Translator) -> str:
    """On the reader's phone."""
    return t.plain("closing-report") + ".pdf"


def failed(t: Translator, network: Network) -> Message:
    """In its place."""
    return Message(
        t.say("The report of {network} could not be printed.", network=network.name),
        ((Button(t.label("🔁 Try again"), ReportAsked(network.id)),),),
    )
