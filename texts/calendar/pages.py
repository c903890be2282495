"""The calendar that is fetched from an address: its page, and the address itself."""

from collections.abc import Sequence
from datetime import datetime

from store.models import CalendarFeed, Network
from texts.calendar.presses import AddressAsked, AddressRevoked, CalendarOpened
from texts.dates import date_of
from texts.meetings.presses import MeetingsOpened
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, paragraphs
from texts.translator import Translator


def open_key(t: Translator) -> Button:
    """From the list of sessions, and from the settings."""
    return Button(t.label("🗓 Subscribe to the calendar"), CalendarOpened())


def own_page(t: Translator, feed: CalendarFeed | None, coordinated: Sequence[Network]) -> Message:
    """For all networks of a person; `coordinated` have one of their own each."""
    of_networks = tuple(
        (Button(t.label("🗓 {network}", network=network.name), CalendarOpened(network.id)),) for network in coordinated
    )
    return Message(
        paragraphs(
            t.say("🗓 <b>The sessions in your own calendar</b>"),
            t.say(
                "With a secret address, Google Calendar, Outlook or the phone’s calendar show all sessions of your "
                "networks, and follow every change by themselves."
            ),
            _state(t, feed),
            t.say("Each network has a calendar of its own too, for whoever needs its dates.") if of_networks else None,
        ),
        (*_keys(t, feed, 0), *of_networks, (Button(t.label("◀️ Sessions"), MeetingsOpened()), back_button(t))),
    )


def network_page(t: Translator, feed: CalendarFeed | None, network: Network) -> Message:
    """For one network, by those who coordinate it."""
    return Message(
        paragraphs(
            t.say("🗓 <b>Calendar of a network</b> · {network}", network=network.name),
            t.say(
                "An address with the sessions of this network alone, to be passed on to those who need its dates. All "
                "who coordinate the network can change it."
            ),
            _state(t, feed),
        ),
        (*_keys(t, feed, network.id), (Button(t.label("◀️ Back"), CalendarOpened()), back_button(t))),
    )


def address(t: Translator, network: Network | None, url: str) -> Message:
    """Told once. `url` begins with https://, or in the sandbox with http://."""
    webcal = "webcal://" + url.partition("://")[2]
    title = (
        t.say("🗓 <b>Address of your calendar</b>")
        if network is None
        else t.say("🗓 <b>Address of the calendar</b> · {network}", network=network.name)
    )
    return Message(
        paragraphs(
            title,
            _copied(url),
            t.say("On an iPhone or a Mac, this form is opened in the browser and leads straight to the calendar:"),
            _copied(webcal),
            t.say(
                "On the website of Google Calendar: “Other calendars”, “From URL”. In Outlook: “Add calendar”, “From "
                "the Internet”. New dates then appear within hours, as often as each calendar looks."
            ),
            t.say(
                "🔒 Whoever has the address can read the dates, the topics and the links to the calls. "
                "It is not shown again."
            ),
        ),
        ((Button(t.label("📋 Copy the address"), copy=url),),),
    )


def revoked(t: Translator) -> str:
    """The toast."""
    return t.plain("The address leads nowhere any more.")


def calendar_name(t: Translator, network: Network | None) -> str:
    """As it stands in the list of somebody's calendars."""
    return network.name if network is not None else t.plain("Micro-networks: sessions")


def _copied(url: str) -> Html:
    """A tap copies it."""
    return Html("<code>{}</code>").format(url)


def _state(t: Translator, feed: CalendarFeed | None) -> Html | None:
    issued_at: datetime | None = feed.issued_at if feed is not None else None
    if issued_at is None:
        return None
    return t.say(
        "✅ There is an address since {day}. With a new one, that one stops working at once.", day=date_of(t, issued_at)
    )


def _keys(t: Translator, feed: CalendarFeed | None, network_id: int) -> Rows:
    issue = feed.issue if feed is not None else 0
    if feed is None or feed.token_hash is None:
        return ((Button(t.label("🔗 Get the address"), AddressAsked(network_id, issue)),),)
    return (
        (
            Button(t.label("🔗 New address"), AddressAsked(network_id, issue)),
            Button(t.label("🚫 Revoke it"), AddressRevoked(network_id, issue)),
        ),
    )
