"""The sentences of what guests, and those who ask them, are told no for."""

from texts.message import Html
from texts.translator import Translator


def closed_to_guests(t: Translator) -> Html:
    """Nobody comes to it any more."""
    return t.say("This session takes no guests any more: it is over or cancelled.")


def no_session_ahead(t: Translator) -> Html:
    """A guest comes to one session."""
    return t.say("A guest comes to one session, and none is planned. It can be added first.")


def visit_ended(t: Translator) -> Html:
    """To those who prepare the session."""
    return t.say("This visit has ended already.")


def visit_over(t: Translator, network: str) -> Html:
    """To somebody who was a guest."""
    return t.say(
        "The visit to {network} is over: its session took place, and access has ended. Thank you for coming!",
        network=network,
    )


def questions_closed(t: Translator) -> Html:
    """Too late to ask, or to vote."""
    return t.say("Questions and votes are closed: the session has started, or no guest comes any more.")


def question_stands(t: Translator) -> Html:
    """To whoever wrote it."""
    return t.say("This question stays: the session has begun, or it has been answered already.")


def too_many(t: Translator) -> Html:
    """So that all are read."""
    return t.say("Three questions each are enough, so that all are read. One of them can be withdrawn for another.")


def own_question(t: Translator) -> Html:
    """It has its author’s weight anyway."""
    return t.say("One’s own question needs no vote.")
