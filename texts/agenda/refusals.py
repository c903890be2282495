"""The sentences of what agendas say no to."""

from texts.message import Html
from texts.translator import Translator


def changed_meanwhile(t: Translator) -> Html:
    """Somebody else changed it, or a key was older than it."""
    return t.say("The agenda has changed meanwhile. This is how it stands now.")


def minutes_out_of_bounds(t: Translator, least: int, most: int) -> Html:
    """Minutes that no key offers."""
    return t.say("Each part lasts from {least} to {most} minutes.", least=least, most=most)


def is_full(t: Translator, most: int) -> Html:
    """As many items as there can be."""
    return t.say("An agenda has at most {most} parts.", most=most)


def too_long(t: Translator, minutes: int) -> Html:
    """It does not fit into the session."""
    return t.count(
        "The agenda is {n} minute longer than the session: it can be published when it fits.",
        "The agenda is {n} minutes longer than the session: it can be published when it fits.",
        minutes,
    )


def nothing_to_publish(t: Translator) -> Html:
    """It has no items."""
    return t.say("The agenda is empty: there is nothing to publish.")
