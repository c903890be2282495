"""Who is in a network, for its coordinators."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from store.coordinating import Participant
from store.frozen import frozen
from store.guests import Visit
from store.models import City, Membership, Network, Role
from texts.announcements.missed import Why
from texts.cities import city_name, short_city
from texts.commands import slash
from texts.coordinating.presses import (
    CitiesOpened,
    DeskOpened,
    InvitationMade,
    NetworkDeskOpened,
    PeopleOpened,
    PersonOpened,
    PersonRemoved,
    RemovalBegun,
    RoleBegun,
    UnreachableOpened,
)
from texts.dates import day_of
from texts.guests.inviting import visit_key
from texts.handovers.presses import TitularAsked, handover_key, own_link_key
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network import PersonChosen
from texts.people import linked
from texts.translator import Translator

A_PAGE = 8
UNSURE_AFTER = timedelta(days=30)
A_ROW = 4


@frozen
class Unreached:
    """A present member whom no letter reaches."""

    who: Participant
    why: Why


def role_name(t: Translator, role: Role) -> str:
    """What somebody is in a network, in a word."""
    return {
        Role.COORDINATOR: t.plain("coordination"),
        Role.FACILITATOR: t.plain("facilitation"),
        Role.DELEGATE: t.plain("delegate"),
        Role.GUEST: t.plain("guest"),
    }[role]


def people(t: Translator, network: Network, everybody: Sequence[Participant], page: int, now: datetime) -> Message:
    """By city; those out of reach, and those who perhaps do not go on, are marked."""
    page = page_within(page, len(everybody), A_PAGE)
    shown = everybody[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [_line(t, place, one, now) for place, one in enumerate(shown, start=1)]
    legend = (
        t.say("🔕 The bot is blocked or was never started.") if any(_is_out_of_reach(one) for one in shown) else None
    )
    noted = t.say("✍️ Without Telegram.") if any(one.person.telegram_id is None for one in shown) else None
    numbers = number_buttons([PersonOpened(one.membership.id) for one in shown])
    turning = arrows(t, page, pages_for(len(everybody), A_PAGE), lambda to: PeopleOpened(network.id, to))
    cities = Button(t.label("🏙 By city"), CitiesOpened(network.id))
    back = Button(t.label("◀️ Back"), NetworkDeskOpened(network.id))
    rows = (numbers[:A_ROW], numbers[A_ROW:], turning, (cities, back))
    unsure = (
        t.say("❓ Has not said for a month to go on for the city.")
        if any(_is_unsure(one.membership, now) for one in shown)
        else None
    )
    title = t.say("👥 <b>People</b> · {network}", network=network.name)
    return Message(
        paragraphs(title, lines(*listed), lines(legend, noted, unsure) or None), tuple(row for row in rows if row)
    )


def unreachable(t: Translator, everybody: Sequence[Unreached], page: int) -> Message:
    """Those whom no letter reaches, why, and the two ways to them."""
    back = (Button(t.label("◀️ Back"), DeskOpened()),)
    if not everybody:
        return Message(t.say("✅ Everybody gets the messages."), (back,))
    page = page_within(page, len(everybody), A_PAGE)
    shown = everybody[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [
        Html("{}. <b>{}</b> · {} · {}").format(place, linked(one.who.person), _where(t, one.who), _why(t, one.why))
        for place, one in enumerate(shown, start=1)
    ]
    numbers = number_buttons([_new_link(one.who.membership) for one in shown])
    turning = arrows(t, page, pages_for(len(everybody), A_PAGE), UnreachableOpened)
    ways = lines(
        t.say("A tap on a name opens the chat with that person: once they unblock or start the bot, messages arrive."),
        t.say("The number makes a new link for that person."),
    )
    rows = (numbers[:A_ROW], numbers[A_ROW:], turning, back)
    title = t.say("🔕 <b>They do not get the messages</b>")
    return Message(paragraphs(title, lines(*listed), ways), tuple(row for row in rows if row))


def person(
    t: Translator,
    network: Network,
    one: Participant,
    *,
    is_oneself: bool,
    titular: int | None = None,
    has_colleagues: bool = False,
    visits: Sequence[Visit] = (),
) -> Message:
    """One of them, and what can be done. `titular`: the membership of their city's; `visits`: of a guest."""
    membership, is_noted = one.membership, one.person.telegram_id is None
    keys = [visit_key(t, visit.meeting, visit.guest) for visit in visits]
    if membership.role is Role.DELEGATE:
        keys.append(Button(t.label("↔️ Change city"), PersonChosen(membership.id)))
        if is_noted:
            keys.append(own_link_key(t, membership, one.person.name))
        if not is_noted or has_colleagues:
            keys.append(handover_key(t, membership))
        if membership.id != titular:
            keys.append(Button(t.label("⭐ Name as titular"), TitularAsked(membership.id)))
    if membership.role is not Role.GUEST:
        keys.append(Button(t.label("🔁 Change role"), RoleBegun(membership.id)))
    if not is_oneself:
        keys.append(Button(t.label("🚪 Remove from the network"), RemovalBegun(membership.id)))
    reach = t.say("🟢 Gets the messages.") if one.is_reachable else t.say("🔕 The bot is blocked or was never started.")
    if is_noted:
        reach = t.say("✍️ Without Telegram: the coordination notes for this person.")
    return Message(
        paragraphs(
            lines(Html("👤 <b>{}</b>").format(one.person.name), Html.escape(one.person.post) or None),
            lines(
                _place(t, one, is_titular=membership.id == titular),
                t.say("{network} · since {day}", network=network.name, day=day_of(t, membership.joined_at)),
                reach,
                t.say("✅ Said on {day} to go on for the city.", day=day_of(t, membership.contact_confirmed_at))
                if membership.contact_confirmed_at is not None
                else None,
                t.say(
                    "👤 Asked since {day} whether they go on, without an answer yet.",
                    day=day_of(t, membership.contact_asked_at),
                )
                if membership.contact_asked_at is not None
                else None,
            ),
        ),
        (*((key,) for key in keys), (Button(t.label("◀️ Back"), PeopleOpened(network.id)),)),
    )


def sure_to_remove(t: Translator, network: Network, one: Participant) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say(
                "<b>Remove {name} from {network}?</b> What was shared stays with the city. "
                "Coming back takes a new invitation.",
                name=one.person.name,
                network=network.name,
            ),
            t.say("The person has no Telegram: telling them is up to the coordination.")
            if one.person.telegram_id is None
            else t.say(
                "The person is told in private. The Telegram group is not the bot's: "
                "taking the person out of it is done there, by hand."
            ),
        ),
        (
            (Button(t.label("🚪 Yes, remove"), PersonRemoved(one.membership.id)),),
            (Button(t.label("◀️ Back"), PersonOpened(one.membership.id)),),
        ),
    )


def told_of_removal(t: Translator, network: Network, city: City | None) -> Message:
    """To the person, once."""
    stays = (
        t.say("What you shared stays with {city}.", city=city_name(t, city))
        if city is not None
        else t.say("What you shared stays.")
    )
    return Message(
        paragraphs(
            t.say("You no longer take part in <b>{network}</b>.", network=network.name),
            stays,
            t.say(
                "If that is a mistake, the coordination can send another invitation. Your data: {mydata}",
                mydata=slash(t, "mydata"),
            ),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def told_of_return(t: Translator, network: Network) -> Message:
    """To somebody whose removal was undone after they had been told of it."""
    return Message(
        paragraphs(
            t.say(
                "👋 You take part in <b>{network}</b> again: the coordination has put it right.", network=network.name
            ),
            t.say("What you offered and needed has to be said anew; what you shared is still there."),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def removed(t: Translator, name: str) -> str:
    """The toast."""
    return t.plain("{name} takes part no more.", name=excerpt(name, 60))


def _is_unsure(membership: Membership, now: datetime) -> bool:
    asked_at = membership.contact_asked_at
    return asked_at is not None and asked_at <= now - UNSURE_AFTER


def _line(t: Translator, place: int, one: Participant, now: datetime) -> Html:
    mark = _reach_mark(one) + (" ❓" if _is_unsure(one.membership, now) else "")
    return Html("{}. <b>{}</b> · {}{}").format(place, one.person.name, _where(t, one), mark)


def _reach_mark(one: Participant) -> str:
    if one.person.telegram_id is None:
        return " ✍️"
    return " 🔕" if _is_out_of_reach(one) else ""


def _is_out_of_reach(one: Participant) -> bool:
    return one.person.telegram_id is not None and not one.is_reachable


def _where(t: Translator, one: Participant) -> str:
    return short_city(one.city) if one.city is not None else role_name(t, one.membership.role)


def _why(t: Translator, why: Why) -> str:
    match why:
        case Why.BLOCKED:
            return t.plain("has blocked the bot")
        case Why.CLOSED:
            return t.plain("has closed the account")
        case Why.NEVER_STARTED:
            return t.plain("has not started the bot")
    return t.plain("the reason is not known")


def _new_link(membership: Membership) -> InvitationMade:
    return InvitationMade(membership.network_id, membership.city_id or 0, membership.role)


def _place(t: Translator, one: Participant, *, is_titular: bool) -> Html:
    role = t.plain("⭐ titular") if is_titular else role_name(t, one.membership.role)
    return Html.escape(role) if one.city is None else Html("{} · {}").format(city_name(t, one.city), role)
