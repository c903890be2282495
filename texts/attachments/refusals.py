"""The sentences of what attachments say no to."""

from texts.message import Html
from texts.translator import Translator

_MEGABYTE = 1024 * 1024


def other_file(t: Translator) -> Html:
    """A sticker, a place, a round video."""
    return t.say("That cannot be attached. What can: photos, videos, documents, recordings, voice notes, and links.")


def too_big(t: Translator, name: str, size: int) -> Html:
    """More than bots may fetch. `name`: empty where the file has none."""
    gaps = {"size": t.number(-(-size // _MEGABYTE)), "most": 20}
    if not name:
        return t.say(
            "That file is {size} MB, and at most {most} MB can be attached. A smaller copy works, or a link to it.",
            **gaps,
        )
    return t.say(
        "“{name}” is {size} MB, and at most {most} MB can be attached. A smaller copy works, or a link to it.",
        name=name,
        **gaps,
    )


def no_link(t: Translator) -> Html:
    """Words without a link."""
    return t.say(
        "That is no link: one that can be attached begins with https:// or http://. "
        "Words can be sent below a file, or behind a link."
    )


def full(t: Translator, most: int) -> Html:
    """As many as fit."""
    return t.count(
        "At most {n} thing can be attached. To add another one, one of those that are there can be removed.",
        "At most {n} things can be attached. To add another one, one of those that are there can be removed.",
        most,
    )


def written_already(t: Translator) -> Html:
    """The words of a voice note are there."""
    return t.say("It is written already. It can be changed with “Change” on its page.")
