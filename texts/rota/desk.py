"""The rota of cases for those who coordinate: proposed, published, changed."""

from collections.abc import Sequence

from store.models import City, Meeting, Network
from texts.cities import short_city
from texts.coordinating.presses import NetworkDeskOpened
from texts.dates import short_day
from texts.lists import in_rows
from texts.meetings.shown import Reader, when
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.presses import (
    PublicationBegun,
    RotaDrawn,
    RotaOpened,
    RotaPublished,
    RotaRedrawn,
    TurnMoved,
    TurnOpened,
    TurnsExchanged,
)
from texts.rota.shown import Standing, named, places, unplaced
from texts.translator import Translator


def none_yet(t: Translator, network: Network) -> Message:
    """What it is, and the key that draws one up."""
    draw = ((Button(t.label("📝 Propose turns"), RotaDrawn(network.id)),),) if network.closed_at is None else ()
    return Message(
        paragraphs(
            _title(t, network),
            t.say("Every city presents one case: two in each session, from the second to the fifth."),
            t.say("There are no turns yet. A proposal is seen by the coordination only, until it is published."),
        ),
        (*draw, (_back(t, network),)),
    )


def page(reader: Reader, standing: Standing) -> Message:
    """All turns, and a key for each city."""
    t, network = reader.translator, standing.network
    is_open = network.closed_at is None
    return Message(
        paragraphs(
            lines(_title(t, network), _state(t, standing)),
            places(reader, standing, with_room=True),
            _unplaced(t, standing),
            _order(t) if standing.rota.published_at is None and standing.rota.changed_at is None else None,
            t.say("A tap on a city gives it a turn, or changes the one that it has.") if is_open else None,
        ),
        (*(_keys(t, standing) if is_open else ()), (_back(t, network),)),
    )


def turn(reader: Reader, standing: Standing, city: City) -> Message:
    """To where a city's turn can go."""
    t, rota = reader.translator, standing.rota
    moves = [
        Button(
            t.label("➡️ Session {number} · {day}", number=place.meeting.number, day=_day(t, place.meeting)),
            TurnMoved(rota.id, rota.sequence, city.id, place.meeting.id),
        )
        for place in sorted(standing.with_room(), key=lambda one: not one.is_working)
        if place.meeting is not standing.meeting_of(city.id)
    ]
    swaps = [
        Button(
            t.label("🔁 {city} · session {number}", city=short_city(other), number=meeting.number),
            TurnsExchanged(rota.id, rota.sequence, city.id, other.id),
        )
        for other, meeting in standing.partners_of(city.id)
    ]
    return Message(
        paragraphs(
            lines(t.say("🎤 <b>{city}</b>", city=short_city(city)), _present(reader, standing, city)),
            _possible(t, has_moves=bool(moves), has_swaps=bool(swaps)),
            t.say("The people of the cities concerned are told in private.")
            if rota.published_at is not None and (moves or swaps)
            else None,
        ),
        (*((key,) for key in (*moves, *swaps)), (Button(t.label("◀️ Back"), RotaOpened(standing.network.id)),)),
    )


def publication_question(t: Translator, standing: Standing, people: int, unreached: Sequence[City]) -> Message:
    """Asked once. `people`: whom it reaches in private; `unreached`: cities of which that is nobody."""
    rota = standing.rota
    return Message(
        paragraphs(
            t.say("<b>Publish the rota of cases?</b>"),
            lines(
                t.count(
                    "✉️ {n} person is told in private, in their own hours.",
                    "✉️ {n} people are told in private, each in their own hours.",
                    people,
                ),
                t.say("🔕 Nobody to tell: {cities}", cities=named(t, unreached)) if unreached else None,
            ),
            unplaced(t, standing),
            t.say("Turns can still be changed afterwards."),
        ),
        (
            (Button(t.label("✅ Yes, publish"), RotaPublished(rota.id, rota.sequence)),),
            (Button(t.label("◀️ Back"), RotaOpened(standing.network.id)),),
        ),
    )


def drawn(t: Translator) -> str:
    """The toast of a proposal."""
    return t.plain("A proposal. Nobody else sees it yet.")


def published(t: Translator) -> str:
    """The toast when it has been published."""
    return t.plain("Published. Everybody concerned is told.")


def changed(t: Translator) -> str:
    """The toast of a change."""
    return t.plain("The turns have been changed.")


def desk_line(t: Translator, network: Network, cities: Sequence[City]) -> Html:
    """Of what needs a coordinator: cities that the published rota leaves without a session."""
    return t.say("🎤 {network}, without a turn: {cities}.", network=network.name, cities=named(t, cities))


def _title(t: Translator, network: Network) -> Html:
    return t.say("🎤 <b>Rota of cases</b> · {network}", network=network.name)


def _state(t: Translator, standing: Standing) -> Html:
    if standing.rota.published_at is None:
        return t.say("📝 A proposal: only the coordination sees it.")
    return t.say("✅ Published: the network sees it.")


def _order(t: Translator) -> Html:
    return t.say(
        "The order proposed: first the cities that have shared a challenge or an experience, last those of which "
        "nobody takes part yet; otherwise by name."
    )


def _unplaced(t: Translator, standing: Standing) -> Html | None:
    """With what can be done about it."""
    said = unplaced(t, standing)
    if said is None or standing.network.closed_at is not None:
        return said
    if standing.with_room():
        return lines(said, t.say("There is room for more."))
    return lines(said, t.say("No session ahead has room for more. One can be added under Sessions."))


def _keys(t: Translator, standing: Standing) -> Rows:
    rota = standing.rota
    cities = tuple(Button(short_city(city), TurnOpened(rota.id, city.id)) for city in standing.cities)
    rows = in_rows(cities)
    if rota.published_at is not None:
        return rows
    has_turns = any(place.cities for place in standing.places)
    publish = ((Button(t.label("✅ Publish"), PublicationBegun(rota.id)),),) if has_turns else ()
    anew = t.label("🔄 Propose anew") if rota.changed_at is None else t.label("🔄 Drop the changes, propose anew")
    return (*publish, *rows, (Button(anew, RotaRedrawn(rota.id, rota.sequence)),))


def _present(reader: Reader, standing: Standing, city: City) -> Html:
    t, meeting = reader.translator, standing.meeting_of(city.id)
    if meeting is not None:
        moment = when(reader, meeting.starts_at, standing.network, standing.now)
        return t.say("Now: session {number}, {moment}", number=meeting.number, moment=moment)
    lost = next((one.meeting for one in standing.cancelled if city in one.cities), None)
    if lost is not None:
        return t.say("🚫 Its session {number} is cancelled.", number=lost.number)
    return t.say("⏳ It has no turn yet.")


def _possible(t: Translator, *, has_moves: bool, has_swaps: bool) -> Html:
    if has_moves and has_swaps:
        return t.say("➡️ To a session with a free place, or 🔁 swap with another city:")
    if has_moves:
        return t.say("➡️ To a session with a free place:")
    if has_swaps:
        return t.say("No other session ahead has a free place. 🔁 Swap with another city:")
    return t.say("No session ahead has a free place. One can be added under Sessions.")


def _day(t: Translator, meeting: Meeting) -> str:
    return short_day(t, meeting.starts_at.astimezone(t.zone).date())


def _back(t: Translator, network: Network) -> Button:
    return Button(t.label("◀️ Back"), NetworkDeskOpened(network.id))
