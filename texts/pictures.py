"""What is said when a picture was asked for."""

from texts.translator import Translator


def begun(t: Translator) -> str:
    """The toast."""
    return t.plain("One moment: it is being drawn.")


def sent(t: Translator) -> str:
    """The toast when it was drawn before."""
    return t.plain("Here it is.")
