"""The hub: one message from which everything is reached."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import Network, Person
from texts.commands import slash
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.presses import Press, press
from texts.translator import Translator


@press("mn")
@frozen
class MenuOpened(Press):
    """Back to the hub."""


@press("hp")
@frozen
class HelpOpened(Press):
    """How this works."""


def back_button(t: Translator) -> Button:
    """From any screen to the hub."""
    return Button(t.label("◀️ Menu"), MenuOpened())


def help_button(t: Translator) -> Button:
    """How this works, from the hub."""
    return Button(t.label("❔ Help"), HelpOpened())


def hub(t: Translator, person: Person, networks: Sequence[Network], state: Html | None, entries: Rows) -> Message:
    """Who one is, where one takes part, a pause if there is one (`state`), and all that can be done."""
    greeting = t.say("Hello, {name}. What would you like to do today?", name=person.name)
    where = lines(*(_network(t, network) for network in networks))
    return Message(paragraphs(greeting, where if networks else None, state), entries)


def _network(t: Translator, network: Network) -> Html:
    if network.closed_at is not None:
        return t.say("🔒 <b>{network}</b>: closed, to be read and searched", network=network.name)
    return t.say("🏙 <b>{network}</b>", network=network.name)


def half_in(t: Translator, name: str, entries: Rows) -> Message:
    """The hub of somebody who has not finished coming in."""
    return Message(t.say("Hello, {name}. Registering is not finished yet.", name=name), entries)


def hub_outside(t: Translator, person: Person, entries: Rows) -> Message:
    """For somebody who takes part nowhere at present: why there is so little to do."""
    return Message(
        paragraphs(
            t.say("Hello, {name}.", name=person.name),
            t.say("You take part in no network at present. With an invitation link that changes at once."),
        ),
        entries,
    )


def with_hub_button(t: Translator, text: Html) -> Message:
    """A sentence with the way to the hub below."""
    return Message(text, ((Button(t.label("Open the menu"), MenuOpened()),),))


def where_to_talk(t: Translator, groups: Sequence[str]) -> Html | None:
    """What the groups of a network are called. Telegram tells no bot the way in unless it administers them."""
    if not groups:
        return None
    return t.say(
        "👥 Group: <b>{groups}</b>. Those not in it yet get the link from the coordination.",
        groups=t.list_of([Html("{}").format(group) for group in groups]),
    )


def to_private(t: Translator, text: Html, bot_username: str) -> Message:
    """A sentence in a group with the way to the private chat below."""
    return Message(text, ((Button(t.label("Open the private chat"), url=f"https://t.me/{bot_username}?start=menu"),),))


def help_page(t: Translator, *, coordinates: bool) -> Message:
    """What the bot does, in a few lines."""
    return Message(
        paragraphs(
            t.say("<b>How this works</b>"),
            t.say(
                "Cities that work in the same field share challenges, experiences and solutions here, "
                "and meet once a month. Everything works with buttons; these commands are shortcuts:"
            ),
            lines(
                t.say("{command} · everything in one place", command=slash(t, "menu")),
                t.say("{command} · share a challenge in a minute", command=slash(t, "challenge")),
                t.say("{command} · share what you did and what you would not do again", command=slash(t, "experience")),
                t.say("{command} · look through everything that was shared", command=slash(t, "search")),
                t.say("{command} · sessions and your attendance", command=slash(t, "meetings")),
                t.say("{command} · what the cities have taken on", command=slash(t, "commitments")),
                t.say("{command} · the cities and people of the network", command=slash(t, "network")),
                t.say("{command} · language, hours, weekly digest", command=slash(t, "settings")),
                t.say("{command} · what is stored, and how to erase it", command=slash(t, "mydata")),
                t.say("{command} · stop what you started", command=slash(t, "cancel")),
            ),
            lines(
                t.say("<b>For the coordination</b>"),
                t.say("{command} · what is needed today; invite, sessions, people", command=slash(t, "coordinate")),
                t.say("{command} · write to everybody of a network", command=slash(t, "announce")),
                t.say("{command} · in a group: connect it to a network", command=slash(t, "connect")),
            )
            if coordinates
            else None,
            t.say("In the group, replying to the card of a challenge is enough to answer it."),
            t.say(
                "Anything else can be asked of the coordination: {command} says who that is.",
                command=slash(t, "network"),
            ),
        ),
        ((back_button(t),),),
    )
