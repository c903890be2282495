"""The sentences of what consultations say no to."""

from texts.message import Html
from texts.translator import Translator


def closed(t: Translator) -> Html:
    """Too late."""
    return t.say(
        "This consultation has closed, thank you: what was said is kept and can be read, and not changed any more."
    )


def not_open(t: Translator) -> Html:
    """Too early."""
    return t.say("This consultation is being prepared and has not opened yet. The same link will lead to it.")


def link_unknown(t: Translator) -> Html:
    """No such link."""
    return t.say("This link leads nowhere, or another one has taken its place. Whoever sent it can send the new one.")


def enough(t: Translator, most: int) -> Html:
    """All places of wishes are taken."""
    return t.say("{most} fields are enough. To wish for another one, take the last one back first.", most=most)


def nothing_said(t: Translator) -> Html:
    """Before the end."""
    return t.say("Nothing is marked yet: one field is enough.")


def open_already(t: Translator) -> Html:
    """Of a key from before."""
    return t.say("The consultation is open already; nothing was changed.")


def answers_there(t: Translator) -> Html:
    """What has answers stays."""
    return t.say("There are answers in this consultation, so it is not discarded.")


def nobody_asked(t: Translator) -> Html:
    """Without members."""
    return t.say("Nobody would be asked: choose at least one country first.")


def deadline_past(t: Translator) -> Html:
    """Of the last day."""
    return t.say("The last day has to be tomorrow or later, and within a year.")


def date_unread(t: Translator) -> Html:
    """Of what was typed."""
    return t.say("That could not be read as a day. For example: 15/03, or 15 March 2027.")


def fields_unread(t: Translator) -> Html:
    """Of what was typed."""
    return t.say(
        "Between 2 and 12 fields are wanted, each on a line of its own and once: names of at most 60 characters that "
        "begin with a letter and hold no “=”."
    )


def too_few(t: Translator) -> Html:
    """Instead of a picture."""
    return t.say("The picture is drawn once 3 members have answered: of fewer one could tell whose answers they are.")
