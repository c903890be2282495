"""What people read about groups and channels that are connected to a network."""

from collections.abc import Sequence

from store.models import Network
from texts.commands import slash
from texts.coordinating.presses import GroupsOpened
from texts.groups.presses import (
    ChatConnected,
    ChatLeftUnconnected,
    GroupConnected,
    GroupDisconnected,
    GroupLeftAsItIs,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, paragraphs
from texts.presses import ChatId, Press
from texts.translator import Translator


def coordinators_only(t: Translator) -> Html:
    """Somebody who coordinates nothing."""
    return t.say("Only the coordination of a network can connect a group.")


def administrators_only(t: Translator) -> Html:
    """A coordinator who has no say in this group."""
    return t.say("Only somebody who coordinates a network and administers this group can connect it.")


def asked_somebody_else(t: Translator) -> Html:
    """Pressed by another than the coordinator who was asked."""
    return t.say("These buttons are for the coordinator who wrote the command.")


def how_to_connect(t: Translator) -> Message:
    """The command in private."""
    return Message(
        paragraphs(
            t.say("<b>Connecting a group or a channel</b>"),
            t.say(
                "Group: add the bot to the group and write {command} there. "
                "It takes a coordinator who also administers the group.",
                command=slash(t, "connect"),
            ),
            t.say(
                "Channel: add the bot as an administrator who may post messages. "
                "The question which network it belongs to then arrives here."
            ),
        ),
        ((back_button(t),),),
    )


def connected(t: Translator, network: Network, others: Sequence[str]) -> Message:
    """In a group that was connected just now; `others`: what else is connected to the network."""
    return Message(
        paragraphs(
            t.say("✅ This group is connected to <b>{network}</b>.", network=network.name),
            t.say("Sessions, challenges, experiences, announcements and the weekly digest appear here from now on."),
            t.say("To answer a challenge, it is enough to reply to its card."),
            _beside(t, network, others),
        )
    )


def _beside(t: Translator, network: Network, others: Sequence[str]) -> Html | None:
    if not others:
        return None
    named = t.list_of([t.say("«{title}»", title=title) for title in others])
    return t.say(
        "{network} has {others} already: everything appears in all of them.", network=network.name, others=named
    )


def channel_connected(t: Translator, network: Network, others: Sequence[str]) -> Message:
    """In a channel that was connected just now."""
    return Message(
        paragraphs(
            t.say("✅ This channel is connected to <b>{network}</b>.", network=network.name),
            t.say("Sessions, challenges, experiences, announcements and the weekly digest appear here from now on."),
            t.say("What appears in a channel is read by everybody who follows it."),
            _beside(t, network, others),
        )
    )


def connected_from_private(t: Translator, title: str, network: Network) -> Message:
    """To the coordinator who answered in private."""
    return Message(
        t.say("✅ «{title}» is connected to <b>{network}</b>.", title=title, network=network.name),
        ((back_button(t),),),
    )


def left_unconnected(t: Translator) -> Message:
    """Not now."""
    return Message(
        t.say("All right. Later it is enough to write {command} in the group.", command=slash(t, "connect")),
        ((back_button(t),),),
    )


def channel_left_unconnected(t: Translator) -> Message:
    """Not now, for a channel, in which nobody can be asked."""
    return Message(
        t.say("All right. To be asked again, take the bot out of the channel and add it once more."),
        ((back_button(t),),),
    )


def which_network(t: Translator, person_id: int, networks: Sequence[Network]) -> Message:
    """In the group: to somebody who coordinates several."""
    rows = tuple((Button(network.name, GroupConnected(person_id, network.id)),) for network in networks)
    return Message(t.say("Which network does this group belong to?"), (*rows, (_leave(t, person_id),)))


def connected_already(t: Translator, person_id: int, present: Network, others: Sequence[Network]) -> Message:
    """In the group: it is connected; to another network instead, or to none?"""
    rows = tuple(
        (Button(t.label("Connect to {network}", network=network.name), GroupConnected(person_id, network.id)),)
        for network in others
    )
    return Message(
        t.say("This group is connected to <b>{network}</b>. Should that change?", network=present.name),
        (*rows, (Button(t.label("Disconnect"), GroupDisconnected(person_id)), _leave(t, person_id))),
    )


def sure_to_move(
    t: Translator, present: Network, other: Network, yes: Press, no: Press, *, is_only: bool, others: Sequence[str]
) -> Message:
    """Before a group or channel changes network. `is_only`: the present network has no other; `others`: the new has."""
    gaps = {"present": present.name, "other": other.name}
    return Message(
        paragraphs(
            t.say(
                "Nothing of <b>{present}</b>, which is left without a group, will arrive here any more; "
                "all that appears in <b>{other}</b> will. Go on?",
                **gaps,
            )
            if is_only
            else t.say(
                "Nothing of <b>{present}</b> will arrive here any more; "
                "all that appears in <b>{other}</b> will. Go on?",
                **gaps,
            ),
            _beside(t, other, others),
        ),
        ((Button(t.label("🔁 Yes, change"), yes),), (Button(t.label("Leave it as it is"), no),)),
    )


def sure_to_disconnect(t: Translator, present: Network, yes: Press, no: Press, *, is_only: bool) -> Message:
    """Before a group is nobody's any more."""
    return Message(
        t.say(
            "Nothing of <b>{present}</b>, which is left without a group, will arrive here any more. Go on?",
            present=present.name,
        )
        if is_only
        else t.say("Nothing of <b>{present}</b> will arrive here any more. Go on?", present=present.name),
        ((Button(t.label("🔌 Yes, disconnect"), yes),), (Button(t.label("Leave it as it is"), no),)),
    )


def _leave(t: Translator, person_id: int) -> Button:
    return Button(t.label("Leave it as it is"), GroupLeftAsItIs(person_id))


def left_as_it_is(t: Translator) -> Message:
    """Nothing was changed."""
    return Message(t.say("All right, everything stays as it is."))


def disconnected(t: Translator) -> Message:
    """In the group."""
    return Message(
        t.say("This group is no longer connected. {command} connects it again.", command=slash(t, "connect"))
    )


def bot_was_added(t: Translator, chat_id: int, title: str, networks: Sequence[Network], *, is_channel: bool) -> Message:
    """To the coordinator who added the bot."""
    rows = tuple((Button(network.name, ChatConnected(ChatId(chat_id), network.id)),) for network in networks)
    return Message(
        paragraphs(
            t.say("The bot was added to «{title}». Which network should it be connected to?", title=title),
            t.say("What appears in a channel is read by everybody who follows it.") if is_channel else None,
        ),
        (*rows, (Button(t.label("Not now"), ChatLeftUnconnected(ChatId(chat_id))),)),
    )


def right_to_post_missing(t: Translator, title: str) -> Message:
    """To the coordinator who added the bot to a channel without letting it write."""
    return Message(
        t.say(
            "The bot is in the channel «{title}» but may not write there. "
            "Please give it the right «Post messages» among the administrators of the channel.",
            title=title,
        )
    )


def bot_was_removed(t: Translator, title: str, network: Network) -> Message:
    """To the coordinators of the network."""
    return Message(
        t.say(
            "The bot was taken out of «{title}». Nothing of {network} arrives there any more. "
            "As soon as it is added again, it goes on.",
            title=title,
            network=network.name,
        )
    )


def disconnected_by(t: Translator, title: str, network: Network, name: str) -> Message:
    """To the other coordinators of the network that the group was connected to before."""
    return Message(
        t.say(
            "🔌 «{title}» is no longer connected to {network}: that is how {name} wanted it.",
            title=title,
            network=network.name,
            name=name,
        ),
    )


def connected_by(t: Translator, title: str, network: Network, name: str) -> Message:
    """To the other coordinators of the network."""
    return Message(
        t.say("✅ {name} has connected «{title}» to {network}.", title=title, network=network.name, name=name)
    )


def connected_again(t: Translator, title: str, network: Network) -> Message:
    """To the coordinators who had heard that the bot was taken out."""
    return Message(t.say("✅ «{title}» is connected to {network} again.", title=title, network=network.name))


def stays_connected(t: Translator, titles: Sequence[str], network: Network, name: str) -> Message:
    """To those who still coordinate a network, when one who connected groups of it no longer does."""
    named = t.list_of([t.say("«{title}»", title=title) for title in titles])
    return Message(
        t.say(
            "{name} coordinates {network} no more and had connected {groups}: it goes on receiving all that appears.",
            name=name,
            network=network.name,
            groups=named,
        ),
        ((Button(t.label("💬 See the groups"), GroupsOpened(network.id)),),),
    )
