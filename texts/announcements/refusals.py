"""The refusals of announcements. Each says what is wrong and what to do."""

from texts.announcements.placeholders import gap_names
from texts.message import Html
from texts.translator import Translator


def other_content(t: Translator) -> Html:
    """A sticker, a video, a place."""
    return t.say("An announcement is a text, photos, documents or a voice note. Please send one of these.")


def left_out(t: Translator, most: int) -> Html:
    """Of several files at once."""
    return t.say(
        "Up to {most} photos, or up to {most} documents, go together in an announcement. The rest is left out.",
        most=most,
    )


def sent_already(t: Translator) -> Html:
    """Pressed twice, or too late."""
    return t.say("This announcement has been sent already.")


def cancelled_already(t: Translator) -> Html:
    """An old button."""
    return t.say("This announcement was cancelled.")


def not_sent_yet(t: Translator) -> Html:
    """There is nothing delivered to change."""
    return t.say("This announcement has not been sent.")


def withdrawn_already(t: Translator) -> Html:
    """An old button."""
    return t.say("This announcement has been withdrawn already.")


def all_out(t: Translator) -> Html:
    """An old button: nothing is left to be held back."""
    return t.say("All of this announcement has gone out already.")


def nobody_there(t: Translator) -> Html:
    """An announcement to nobody."""
    return t.say("Nobody else takes part there yet, so there is nobody to send it to.")


def moment_unknown(t: Translator, example: str) -> Html:
    """Not a date."""
    return t.say("That day and hour are not clear. Please write them like this: {example}", example=example)


def moment_outside(t: Translator) -> Html:
    """Past, or far away."""
    return t.say("Please choose a moment that is still to come, within the next six months.")


def gap_unknown(t: Translator, word: str) -> Html:
    """A word between braces."""
    return t.say("{word} is not filled in. What is: {gaps}", word=f"{{{word}}}", gaps=gap_names(t))


def gap_broken(t: Translator) -> Html:
    """Half in bold, say."""
    return t.say("Between the braces there has to be one format only. What is filled in: {gaps}", gaps=gap_names(t))


def hour_past(t: Translator) -> Html:
    """Of each one's clock."""
    return t.say(
        "Somewhere among the readers that hour is past already. Please choose one that is still to come for everybody, "
        "within the next six months."
    )
