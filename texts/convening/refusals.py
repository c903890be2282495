"""Why networks are not made, or not taken back."""

from texts.message import Html
from texts.translator import Translator


def changed(t: Translator) -> Html:
    """An old key."""
    return t.say("The plan has changed since: this is how it stands now.")


def too_late(t: Translator) -> Html:
    """Its first session is past."""
    return t.say("The first session would lie in the past: please choose a later month.")


def letters_left(t: Translator) -> Html:
    """The moment for it is over."""
    return t.say(
        "The first letter has been sent, so this is not undone any more. Invitations can still be revoked and "
        "sessions cancelled in each network."
    )


def in_use(t: Translator) -> Html:
    """Somebody came, or something was done."""
    return t.say(
        "Somebody has joined these networks already, or something has been done in them, so they are not undone any "
        "more. Invitations can still be revoked and sessions cancelled in each network."
    )


def no_networks(t: Translator) -> Html:
    """Nothing to make."""
    return t.say("This proposal has no networks to convene.")
