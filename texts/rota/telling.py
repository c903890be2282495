"""The rota of cases as the network reads it: one's own turn first."""

from collections.abc import Sequence

from store.models import City
from texts.meetings.cards import sessions_key
from texts.meetings.shown import Reader
from texts.menu import back_button
from texts.message import Html, Message, Rows, lines, paragraphs
from texts.rota.presses import rota_key, swap_key
from texts.rota.shown import Standing, own_turn, places, unplaced
from texts.translator import Translator


def page(reader: Reader, standing: Standing, city: City | None) -> Message:
    """All turns; `city`: for which the reader takes part."""
    t = reader.translator
    return Message(
        paragraphs(
            own_turn(reader, standing, city) if city is not None else None,
            _title(t, standing),
            places(reader, standing),
            unplaced(t, standing),
        ),
        (*_swap_row(t, standing, city), (sessions_key(t), back_button(t))),
    )


def published(reader: Reader, standing: Standing, city: City | None) -> Message:
    """The news: once, to each person."""
    t = reader.translator
    return Message(
        paragraphs(
            own_turn(reader, standing, city) if city is not None else None,
            lines(
                _title(t, standing),
                t.say(
                    "The coordination has published when each city presents a case of its own. "
                    "If a date does not suit, another city can be asked to swap, or the coordination be told."
                ),
            ),
            places(reader, standing),
            unplaced(t, standing),
        ),
        (*_swap_row(t, standing, city), (rota_key(t, standing.network.id), sessions_key(t))),
    )


def changed(reader: Reader, standing: Standing, cities: Sequence[City]) -> Message:
    """To the people of a city that has another turn, and to those who prepare the sessions; of none, all turns."""
    t = reader.translator
    return Message(
        paragraphs(
            t.say("🔁 <b>The turns have changed</b> · {field}", field=standing.network.field),
            lines(*(own_turn(reader, standing, city) for city in cities)) if cities else places(reader, standing),
        ),
        ((rota_key(t, standing.network.id), sessions_key(t)),),
    )


def _title(t: Translator, standing: Standing) -> Html:
    return t.say("🎤 <b>Rota of cases</b> · {network}", network=standing.network.name)


def _swap_row(t: Translator, standing: Standing, city: City | None) -> Rows:
    """For who speaks for a city that is still to present."""
    meeting = standing.meeting_of(city.id) if city is not None else None
    if meeting is None or not standing.is_ahead(meeting) or standing.network.closed_at is not None:
        return ()
    return ((swap_key(t, standing.network.id),),)
