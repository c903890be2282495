"""What calendars say no to."""

from texts.message import Html
from texts.translator import Translator


def address_changed(t: Translator) -> Html:
    """Pressed twice, or on an old page."""
    return t.say("The address has changed meanwhile. Opening the page of the calendar anew shows how it stands.")


def not_offered(t: Translator) -> Html:
    """A button of another day: calendars can fetch nothing here."""
    return t.say("Calendars cannot be subscribed to here. Each session’s page has its file for the calendar.")
