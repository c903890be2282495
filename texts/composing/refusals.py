"""Why a proposal cannot be changed."""

from texts.message import Html
from texts.translator import Translator


def changed(t: Translator) -> Html:
    """An old key."""
    return t.say("The proposal has changed since: this is how it stands now.")


def settled(t: Translator) -> Html:
    """Its networks are made."""
    return t.say("Its networks have been convened, so this proposal stays as it is.")


def impossible(t: Translator) -> Html:
    """There already, or gone."""
    return t.say("That move is not possible any more: the city is placed otherwise.")
