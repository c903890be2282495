"""What proposals say no to, in words."""

from texts.message import Html
from texts.translator import Translator


def changed_meanwhile(t: Translator) -> Html:
    """After a key from an outdated screen."""
    return t.say("This has changed meanwhile, and nothing was done. Here is how it stands now.")


def for_few_only(t: Translator) -> Html:
    """Before what only the coordination reads is proposed to others."""
    return t.say("Only coordination reads this so far. It goes to the network first, and from there to others.")


def something_missing(t: Translator) -> Html:
    """Of a record that says too little for people who cannot ask."""
    return t.say("One thing is still missing before this can leave its network.")
