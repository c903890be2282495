"""Invitations, for coordinators: made, shown ready to forward, listed, taken back."""

from collections.abc import Mapping, Sequence

from store.frozen import frozen
from store.models import City, Guest, Invitation, Meeting, Network, Role
from texts.cities import city_name, short_city
from texts.coordinating.people import role_name
from texts.coordinating.presses import (
    InvitationMade,
    InvitationOpened,
    InvitationRevoked,
    InvitationShown,
    InvitationsOpened,
    InvitationWidened,
    InvitingBegun,
    NetworkDeskOpened,
    RevocationBegun,
)
from texts.dates import day_of
from texts.guests import coming
from texts.guests.presses import NextGuestInvitingBegun
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

A_PAGE = 8
A_ROW = 4
MANY = 5


@frozen
class Invited:
    """An invitation with what it leads to."""

    invitation: Invitation
    network: Network
    city: City | None
    made_by: str = ""  # empty: on the command line
    succeeds: str = ""  # whose place it is for
    arrives: str = ""  # who has taken part without Telegram, and comes in themselves
    meeting: Meeting | None = None  # to which a guest comes
    guest: Guest | None = None  # who is announced


def for_whom(
    t: Translator, network: Network, cities: Sequence[tuple[City, int]], links: Mapping[int | None, int], page: int
) -> Message:
    """A city by its number, or another role. `links`: how many are open, by city."""
    page = page_within(page, len(cities), A_PAGE)
    shown = cities[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [
        _city_line(t, place, city, number, links.get(city.id, 0)) for place, (city, number) in enumerate(shown, start=1)
    ]
    numbers = number_buttons([InvitationMade(network.id, city.id, Role.DELEGATE) for city, _ in shown])
    turning = arrows(t, page, pages_for(len(cities), A_PAGE), lambda to: InvitingBegun(network.id, to))
    rows = (
        numbers[:A_ROW],
        numbers[A_ROW:],
        turning,
        (
            Button(t.label("🎙 Facilitation"), InvitationMade(network.id, 0, Role.FACILITATOR)),
            Button(t.label("🙋 Guest"), NextGuestInvitingBegun(network.id)),
        ),
        (
            Button(t.label("🧭 Coordination"), InvitationMade(network.id, 0, Role.COORDINATOR)),
            Button(t.label("◀️ Back"), NetworkDeskOpened(network.id)),
        ),
    )
    return Message(
        paragraphs(
            t.say("➕ <b>Whom to invite to {network}?</b>", network=network.name),
            lines(*listed),
            t.say("The number makes a link for somebody of that city; it is valid for 14 days."),
        ),
        tuple(row for row in rows if row),
    )


def invitation(t: Translator, invited: Invited, *, is_new: bool = False) -> Message:
    """One invitation, and what can be done with it."""
    made = invited.invitation
    may_be_wide = made.role not in (Role.COORDINATOR, Role.GUEST)
    wide = (Button(t.label("👥 Make it good for {n} people", n=MANY), InvitationWidened(made.id)),)
    shown = Button(t.label("📨 Show the link"), InvitationShown(made.id))
    revoke = Button(t.label("🗑 Revoke"), RevocationBegun(made.id))
    rows = (
        wide if made.uses < MANY and may_be_wide else (),
        (revoke,) if is_new else (shown, revoke),
        (Button(t.label("◀️ Back"), InvitationsOpened(invited.network.id)),),
    )
    careful = made.role is Role.COORDINATOR
    ready = t.say("👇 The next message is ready to forward, with its QR code.") if is_new else None
    return Message(
        paragraphs(
            lines(
                t.say("✉️ <b>Invitation</b> · {place}", place=_place(t, invited)),
                Html.escape(invited.network.name),
                _uses(t, made),
            ),
            t.say("⚠️ Whoever uses it will coordinate the network: only for that person.") if careful else None,
            ready,
        ),
        tuple(row for row in rows if row),
    )


def to_forward(t: Translator, invited: Invited, link: str) -> Html:
    """The caption of the picture, in the language of who will read it."""
    name = invited.network.name
    if invited.meeting is not None:
        welcome = coming.to_forward(t, invited.network, invited.meeting, invited.guest, invited.made_by)
    elif invited.city is not None and invited.arrives:
        welcome = t.say(
            "👋 {name}, your place in <b>{network}</b> for <b>{city}</b> is ready.",
            name=invited.arrives,
            city=city_name(t, invited.city),
            network=name,
        )
    elif invited.city is not None and invited.succeeds:
        welcome = t.say(
            "👋 To go on for <b>{city}</b> in <b>{network}</b>, in the place of {name}.",
            name=invited.succeeds,
            city=city_name(t, invited.city),
            network=name,
        )
    elif invited.city is not None and invited.made_by:
        welcome = t.say(
            "👋 {coordinator} invites <b>{city}</b> to <b>{network}</b>.",
            coordinator=invited.made_by,
            city=city_name(t, invited.city),
            network=name,
        )
    elif invited.city is not None:
        welcome = t.say(
            "👋 Invitation to <b>{network}</b>, for <b>{city}</b>.", network=name, city=city_name(t, invited.city)
        )
    else:
        gaps = {"network": name, "role": role_name(t, invited.invitation.role)}
        welcome = (
            t.say("👋 {coordinator} invites to <b>{network}</b> ({role}).", coordinator=invited.made_by, **gaps)
            if invited.made_by
            else t.say("👋 Invitation to <b>{network}</b> ({role}).", **gaps)
        )
    until = day_of(t, invited.invitation.expires_at)
    return paragraphs(
        welcome,
        t.say("It is enough to open this link in Telegram; registering takes less than a minute:"),
        Html.escape(link),
        t.count(
            "Good for one person, until {day}.", "Good for {n} people, until {day}.", invited.invitation.uses, day=until
        ),
    )


def no_longer_valid(t: Translator) -> Html:
    """What becomes of the message that was ready to forward, when its link is revoked."""
    return t.say("🗑 This invitation has been revoked: its link lets nobody in any more.")


def invitations(t: Translator, network: Network, found: Sequence[Invited], page: int) -> Message:
    """Those that still let somebody in."""
    page = page_within(page, len(found), A_PAGE)
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [_line(t, place, invited) for place, invited in enumerate(shown, start=1)]
    numbers = number_buttons([InvitationOpened(invited.invitation.id) for invited in shown])
    turning = arrows(t, page, pages_for(len(found), A_PAGE), lambda to: InvitationsOpened(network.id, to))
    rows = (
        numbers[:A_ROW],
        numbers[A_ROW:],
        turning,
        (
            Button(t.label("➕ Invite"), InvitingBegun(network.id)),
            Button(t.label("◀️ Back"), NetworkDeskOpened(network.id)),
        ),
    )
    title = t.say("✉️ <b>Open invitations</b> · {network}", network=network.name)
    said = lines(*listed) if listed else t.say("There are none.")
    return Message(paragraphs(title, said), tuple(row for row in rows if row))


def sure_to_revoke(t: Translator, invited: Invited) -> Message:
    """Asked once."""
    return Message(
        t.say(
            "<b>Revoke the invitation for {place}?</b> Its link lets nobody in any more. Those who came with it stay.",
            place=_place(t, invited),
        ),
        (
            (Button(t.label("🗑 Yes, revoke"), InvitationRevoked(invited.invitation.id)),),
            (Button(t.label("◀️ Back"), InvitationOpened(invited.invitation.id)),),
        ),
    )


def revoked(t: Translator) -> str:
    """The toast."""
    return t.plain("Revoked: the link lets nobody in any more.")


def widened(t: Translator) -> str:
    """The toast."""
    return t.plain("The link is now good for {n} people.", n=MANY)


def _city_line(t: Translator, place: int, city: City, number: int, links: int) -> Html:
    gaps = {"place": place, "city": short_city(city)}
    if not number and links:
        waiting = t.count("{n} open link", "{n} open links", links)
        return t.say("{place}. <b>{city}</b> · nobody yet · {links}", links=waiting, **gaps)
    if not number:
        return t.say("{place}. <b>{city}</b> · nobody yet", **gaps)
    return t.count("{place}. {city} · {n} person", "{place}. {city} · {n} people", number, **gaps)


def _line(t: Translator, place: int, invited: Invited) -> Html:
    made = invited.invitation
    gaps = {"place": place, "where": _place(t, invited), "uses": _uses(t, made), "day": day_of(t, made.created_at)}
    if not invited.made_by:
        return t.say("{place}. {where} · made on {day} · {uses}", **gaps)
    return t.say("{place}. {where} · made by {name} on {day} · {uses}", name=invited.made_by, **gaps)


def _place(t: Translator, invited: Invited) -> str:
    if invited.guest is not None and invited.guest.name:
        return t.plain("guest: {name}", name=invited.guest.name)
    return short_city(invited.city) if invited.city is not None else role_name(t, invited.invitation.role)


def _uses(t: Translator, made: Invitation) -> Html:
    return t.say("used {used} of {uses}, until {day}", used=made.used, uses=made.uses, day=day_of(t, made.expires_at))
