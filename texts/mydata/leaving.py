"""Somebody leaves a network, or has everything erased: each is asked once more, and said when it is done."""

from collections.abc import Sequence

from store.models import Network
from texts.message import Button, Message, paragraphs
from texts.mydata.page import Place
from texts.mydata.presses import EraseConfirmed, LeaveBegun, LeaveConfirmed, MyDataOpened
from texts.translator import Translator


def erase_question(t: Translator) -> Message:
    """The one confirmation."""
    return Message(
        paragraphs(
            t.say("🗑 <b>Erase everything about you?</b>"),
            t.say(
                "Your name, post, offers, needs, answers to sessions and drafts go at once, and no more messages come. "
                "What you shared stays with your city, without your name."
            ),
            t.say(
                "Your voice notes and recordings go, too. Photos, videos, documents and links stay with what they are "
                "attached to; whichever should not can be removed there before."
            ),
            t.say(
                "Others may still hold what they copied, files that were exported before, and your own messages in the "
                "groups: those you can delete there yourself."
            ),
            t.say(
                "A page with your name that somebody has opened, such as that of your city, keeps it on their phone "
                "until it is opened anew."
            ),
            t.say("This cannot be undone."),
        ),
        ((Button(t.label("🗑 Yes, erase everything"), EraseConfirmed()),), (_back(t),)),
    )


def erased(t: Translator) -> Message:
    """Done: the last thing that is said."""
    return Message(
        paragraphs(
            t.say("✅ Everything about you has been erased."),
            t.say(
                "Our messages in this chat are yours to delete: the chat can be cleared in Telegram. "
                "To come back one day, a new invitation is enough."
            ),
        )
    )


def networks_to_leave(t: Translator, places: Sequence[Place]) -> Message:
    """Which network."""
    rows = tuple((Button(network.name, LeaveBegun(network.id)),) for _, network, _ in places)
    return Message(t.say("🚪 <b>Which network do you want to leave?</b>"), (*rows, (_back(t),)))


def leave_question(t: Translator, network: Network, *, is_last_coordinator: bool) -> Message:
    """The one confirmation."""
    return Message(
        paragraphs(
            t.say("🚪 <b>Leave {network}?</b>", network=network.name),
            t.say(
                "Your consent ends for this network: offers, needs and answers to coming sessions go, and nothing more "
                "comes from it. What was shared stays with the city."
            ),
            t.say("⚠️ Nobody else coordinates this network.") if is_last_coordinator else None,
        ),
        ((Button(t.label("🚪 Yes, leave"), LeaveConfirmed(network.id)),), (_back(t),)),
    )


def left(t: Translator, network: Network) -> str:
    """A toast."""
    return t.plain("You have left {network}.", network=network.name)


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), MyDataOpened())
