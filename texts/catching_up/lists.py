"""What the message for whoever comes later only counts, as lists whose numbers open each."""

from collections.abc import Sequence

from store.catching_up import Exchanged
from store.models import City, Meeting, Network
from texts.behalf.words import noted_mark, with_mark
from texts.catching_up.presses import CityOffersOpened, RecordsListed
from texts.cities import short_city
from texts.dates import day, day_of
from texts.handovers.presses import CatchUpOpened
from texts.lists import PAGE, arrows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.offers.presses import OfferOpened
from texts.records.presses import RecordOpened
from texts.translator import Translator


def records(t: Translator, network: Network, sessions: Sequence[Meeting], page: int) -> Message:
    """The last session first."""
    page = page_within(page, len(sessions))
    shown = sessions[page * PAGE : (page + 1) * PAGE]
    listed = [
        t.say(
            "{place}. Session {number}, {day}",
            place=place,
            number=meeting.number,
            day=day_of(t, meeting.starts_at),
        )
        for place, meeting in enumerate(shown, 1)
    ]
    turning = arrows(t, page, pages_for(len(sessions)), lambda to: RecordsListed(network.id, to))
    return Message(
        paragraphs(
            t.say("📝 <b>Records</b> · {network}", network=network.name),
            lines(*listed) if listed else t.say("Nothing is here any more."),
        ),
        _rows(t, network, number_buttons([RecordOpened(meeting.id) for meeting in shown]), turning),
    )


def offers(t: Translator, network: Network, city: City, found: Sequence[Exchanged], page: int) -> Message:
    """The last first."""
    page = page_within(page, len(found))
    shown = found[page * PAGE : (page + 1) * PAGE]
    listed = [Html("{}. {}").format(place, _offer(t, city, one)) for place, one in enumerate(shown, 1)]
    turning = arrows(t, page, pages_for(len(found)), lambda to: CityOffersOpened(network.id, to))
    return Message(
        paragraphs(
            t.say("🎁 <b>To arrive still</b> · {city}", city=short_city(city)),
            lines(*listed) if listed else t.say("Nothing is here any more."),
            noted_mark(t) if any(offer.noted_by is not None for offer, _, _ in shown) else None,
        ),
        _rows(t, network, number_buttons([OfferOpened(offer.id) for offer, _, _ in shown]), turning),
    )


def _offer(t: Translator, city: City, one: Exchanged) -> Html:
    offer, giver, receiver = one
    words = excerpt(offer.text, 90)
    until = Html() if offer.due_on is None else t.say(", by {day}", day=day(t, offer.due_on))
    line = (
        t.say("📥 From {city}: {words}{until}", city=short_city(giver), words=words, until=until)
        if receiver.id == city.id
        else t.say("📤 To {city}: {words}{until}", city=short_city(receiver), words=words, until=until)
    )
    return with_mark(line, is_noted=offer.noted_by is not None)


def _rows(t: Translator, network: Network, *rows: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    back = Button(t.label("◀️ Back"), CatchUpOpened(network.id))
    return tuple(row for row in (*rows, (back,)) if row)
