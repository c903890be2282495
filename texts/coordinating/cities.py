"""Who is there for each city of a network, and what helps where nobody is."""

from collections.abc import Sequence

from store.coordinating import Participant
from store.frozen import frozen
from store.models import City, Invitation, Network, Role
from texts.cities import city_name, short_city
from texts.coordinating.presses import (
    CitiesOpened,
    CityPeopleOpened,
    InvitationMade,
    InvitationShown,
    LinksAsked,
    NetworkDeskOpened,
    PeopleOpened,
    PersonOpened,
)
from texts.dates import day_of
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.spreadsheets import cell
from texts.translator import Translator

A_PAGE = 8
A_ROW = 4
COLUMNS = ("network", "city", "country", "language", "link", "valid_until", "people_left")


@frozen
class CityStanding:
    """Who speaks for a city, the titular first; link: the one that still lets somebody in."""

    city: City
    people: tuple[Participant, ...]
    link: Invitation | None


def cities(t: Translator, network: Network, standings: Sequence[CityStanding], page: int) -> Message:
    """All of them, first those from which nobody has come."""
    page = page_within(page, len(standings), A_PAGE)
    shown = standings[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [_line(t, place, one) for place, one in enumerate(shown, start=1)]
    numbers = number_buttons([CityPeopleOpened(network.id, one.city.id) for one in shown])
    turning = arrows(t, page, pages_for(len(standings), A_PAGE), lambda to: CitiesOpened(network.id, to))
    rows = (
        *in_rows(numbers, A_ROW),
        turning,
        (Button(t.label("📄 A link for each city"), LinksAsked(network.id)),),
        (
            Button(t.label("👥 All people"), PeopleOpened(network.id)),
            Button(t.label("◀️ Back"), NetworkDeskOpened(network.id)),
        ),
    )
    return Message(
        paragraphs(
            t.say("🏙 <b>Cities and people</b> · {network}", network=network.name),
            lines(*listed) if listed else t.say("No city takes part yet."),
            _legend(t, shown),
        ),
        tuple(row for row in rows if row),
    )


def city(t: Translator, network: Network, one: CityStanding) -> Message:
    """One of them: its people, the link that is open, and the key that helps."""
    people = [
        Html("{}. {}").format(place, _named(person, is_titular=place == 1))
        for place, person in enumerate(one.people, start=1)
    ]
    invite = Button(t.label("➕ Invite"), InvitationMade(network.id, one.city.id, Role.DELEGATE))
    keys = (Button(t.label("📨 Show the link"), InvitationShown(one.link.id)),) if one.link is not None else ()
    rows = (
        *in_rows(number_buttons([PersonOpened(person.membership.id) for person in one.people]), A_ROW),
        (*keys, invite),
        (Button(t.label("◀️ Back"), CitiesOpened(network.id)),),
    )
    return Message(
        paragraphs(
            t.say("🏙 <b>{city}</b>", city=city_name(t, one.city)),
            lines(*people) if people else t.say("Nobody yet."),
            t.say("✉️ A link is open until {day}.", day=day_of(t, one.link.expires_at))
            if one.link is not None
            else None,
            _legend(t, [one]),
        ),
        rows,
    )


def links_caption(t: Translator, network: Network) -> Html:
    """Below the file."""
    return paragraphs(
        t.say("📄 <b>A link for each city</b> · {network}", network=network.name),
        t.say("Whoever opens a link comes in for its city: each is only for that city. Links that were open are kept."),
    )


def links_sent(t: Translator) -> str:
    """The toast."""
    return t.plain("The file comes below.")


def links_written(network: Network, rows: Sequence[tuple[City, Invitation, str]]) -> list[list[str]]:
    """The rows of the file, with its head; a machine reads it, so the names of its columns are English everywhere."""
    return [
        list(COLUMNS),
        *(
            [
                cell(network.name),
                cell(city.name),
                city.country,
                city.language,
                link,
                f"{made.expires_at:%Y-%m-%d}",
                str(made.uses - made.used),
            ]
            for city, made, link in rows
        ),
    ]


def _line(t: Translator, place: int, one: CityStanding) -> Html:
    name = short_city(one.city)
    if one.people:
        named = t.list_of([_named(each, is_titular=at == 0) for at, each in enumerate(one.people)])
        return Html("{}. {} · {}").format(place, name, named)
    if one.link is not None:
        return t.say("{place}. <b>{city}</b> · nobody yet, a link is open", place=place, city=name)
    return t.say("{place}. <b>{city}</b> · nobody yet", place=place, city=name)


def _named(one: Participant, *, is_titular: bool) -> Html:
    star = "⭐ " if is_titular else ""
    return Html("{}{}{}").format(star, excerpt(one.person.name, 40), _mark(one))


def _mark(one: Participant) -> str:
    if one.person.telegram_id is None:
        return " ✍️"
    if one.is_reachable:
        return ""
    return " ⏳" if one.reason is None else " 🔕"


def _legend(t: Translator, shown: Sequence[CityStanding]) -> Html | None:
    marks = {_mark(person).strip() for one in shown for person in one.people}
    said = (
        t.say("⭐ titular") if any(one.people for one in shown) else None,
        t.say("🔕 has blocked the bot") if "🔕" in marks else None,
        t.say("⏳ has not started the bot") if "⏳" in marks else None,
        t.say("✍️ without Telegram") if "✍️" in marks else None,
    )
    told = [one for one in said if one is not None]
    return Html(" · ").join(told) if told else None
