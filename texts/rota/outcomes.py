"""What has become of a question to swap turns: one sentence, on its card and above a key."""

from store.models import City, SwapOutcome
from texts.cities import short_city
from texts.message import Html, plain_text
from texts.translator import Translator


def outcome(t: Translator, ended: SwapOutcome) -> Html:
    """What has become of a question, to those who were asked: one sentence."""
    return {
        SwapOutcome.ACCEPTED: t.say("🤝 Your city has accepted: the turns have been swapped."),
        SwapOutcome.DECLINED: t.say("🎤 Your city keeps its turn. Nothing changes."),
        SwapOutcome.WITHDRAWN: t.say("↩️ The city that asked needs no answer any more. Nothing changes."),
        SwapOutcome.UNANSWERED: t.say("⌛ The time to answer is over. Nothing changes."),
        SwapOutcome.OVERTAKEN: t.say("🔁 Turns or sessions have changed meanwhile: this question is over."),
    }[ended]


def outcome_toast(t: Translator, ended: SwapOutcome) -> str:
    """The same above a key."""
    return plain_text(outcome(t, ended))


def asked_toast(t: Translator) -> str:
    """The toast when the question is on its way."""
    return t.plain("Asked. The answer comes here.")


def asked_already_toast(t: Translator, other: City) -> str:
    """The toast when somebody of the same city has asked another one: one question at a time."""
    return t.plain("Your city has already asked {city}: one question at a time.", city=short_city(other))


def withdrawn_toast(t: Translator) -> str:
    """The toast when it has been taken back."""
    return t.plain("The question has been withdrawn. The turn stays as it is.")


def over_toast(t: Translator) -> str:
    """The toast when there is nothing to be withdrawn any more."""
    return t.plain("That question is over already.")
