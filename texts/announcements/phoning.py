"""The list of those who are to be told by telephone."""

from store.frozen import frozen
from texts.announcements.missed import Why
from texts.message import Button, Html
from texts.presses import Press, press
from texts.translator import Translator


@press("anw")
@frozen
class PhoneListWanted(Press):
    """As a file."""

    announcement_id: int


def phone_key(t: Translator, announcement_id: int) -> Button:
    """Below the result, where anybody is missing."""
    return Button(t.label("☎️ Get the list to phone"), PhoneListWanted(announcement_id))


def caption(t: Translator, people: int) -> Html:
    """Below the file."""
    return t.count(
        "☎️ {n} person to tell by another way. The bot keeps no phone numbers.",
        "☎️ {n} people to tell by another way. The bot keeps no phone numbers.",
        people,
    )


def file_name(t: Translator) -> str:
    """What the file is called."""
    return t.label("to-phone.csv")


def columns(t: Translator) -> tuple[str, str, str]:
    """Its first line."""
    return t.label("name"), t.label("city"), t.label("reason")


def why(t: Translator, reason: Why) -> str:
    """Why it did not arrive, in a word or two."""
    match reason:
        case Why.BLOCKED:
            return t.label("blocked the bot")
        case Why.CLOSED:
            return t.label("closed their account")
        case Why.NEVER_STARTED:
            return t.label("has not started the bot")
        case Why.PERHAPS:
            return t.label("perhaps delivered")
    return t.label("could not be delivered")
