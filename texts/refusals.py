"""The sentences of the refusals that belong to no feature. Each says what is wrong and what to do."""

from texts.message import Html
from texts.translator import Translator


def not_found(t: Translator) -> Html:
    """Gone, or never there for this person."""
    return t.say("That is no longer available.")


def left_network(t: Translator, network: str) -> Html:
    """Once theirs."""
    return t.say("You no longer take part in {network}. With an invitation link that changes at once.", network=network)


def not_allowed(t: Translator) -> Html:
    """Seen, but not theirs to do."""
    return t.say("That is for others to do in this network.")


def one_session_only(t: Translator) -> Html:
    """To a guest who asks for something else of the network."""
    return t.say("As a guest, one session is open here, with what the cities ask. It stands in the menu.")


def not_registered(t: Translator) -> Html:
    """A stranger."""
    return t.say(
        "To take part you need an invitation link from a network’s coordination. If you have one, just open it; "
        "if the invitation is open above, press “I agree, go on”."
    )


def private_only(t: Translator) -> Html:
    """Said in a group."""
    return t.say("Let us do that in the private chat.")


def group_only(t: Translator) -> Html:
    """Said in private."""
    return t.say("That command is for groups: add the bot to the group and write it there.")


def anonymous_sender(t: Translator) -> Html:
    """Said as the group itself."""
    return t.say(
        "This was written as the group, so it is not clear who asks. Please turn anonymity off and try again, or take "
        "the bot out and add it again: the question then comes in private."
    )


def channel_command(t: Translator) -> Html:
    """Written in a channel."""
    return t.say("A channel cannot ask. A coordinator who adds the bot to a channel is asked in the private chat.")


def text_wanted(t: Translator) -> Html:
    """A sticker, voice note or file instead of text."""
    return t.say("Only text can be kept here. Please write it in a message.")


def empty_text(t: Translator) -> Html:
    """Only spaces."""
    return t.say("That message has no text. Please write a few words.")


def too_long(t: Translator, length: int, limit: int) -> Html:
    """More than fits."""
    return t.say(
        "That is {length} characters and at most {limit} fit. Please send a shorter version.",
        length=t.number(length),
        limit=t.number(limit),
    )


def button_wanted(t: Translator) -> Html:
    """Text where a button was asked for."""
    return t.say("Please choose with one of the buttons.")


def step_passed(t: Translator) -> Html:
    """A button of an earlier question."""
    return t.say("That question has been answered already.")


def unknown_press(t: Translator) -> Html:
    """A button of a version long gone."""
    return t.say("That button is no longer in use. Everything is in /menu.")


def unknown_command(t: Translator) -> Html:
    """Not one of ours."""
    return t.say("That command does not exist. Everything is in /menu.")


def nothing_asked(t: Translator) -> Html:
    """Text out of the blue."""
    return t.say("Thank you. So that nothing gets lost, what should be done with it?")


def nothing_open(t: Translator) -> Html:
    """The same from somebody who can share nothing."""
    return t.say("Nothing is being asked here at present, so this text was not kept.")


def edit_ignored(t: Translator) -> Html:
    """A message was edited."""
    return t.say("Edited messages are not read again. To change something, please write it anew or use its buttons.")


def replies_elsewhere(t: Translator) -> Html:
    """A reply to something else while a question is open."""
    return t.say(
        "That replies to another message, so it was not taken as the answer to the open question. "
        "If it is the answer, please send it again without replying."
    )


def registration_unfinished(t: Translator) -> Html:
    """Too early."""
    return t.say("Please finish registering first: /menu leads back to the open question.")


def network_closed(t: Translator) -> Html:
    """Archived."""
    return t.say("This network is closed: it can be read, but nothing new can be added.")


def broken(t: Translator) -> Html:
    """Our own fault."""
    return t.say(
        "Something went wrong on our side. It has been noted and will be looked at; please try again in a while."
    )
