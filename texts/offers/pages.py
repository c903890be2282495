"""The offers of a session, one of them, and what its people are told and asked."""

from collections.abc import Sequence

from store.models import Arrival, City, Meeting, Network, NotedKind
from store.offers import Whole
from texts.behalf.words import noted_mark as noted_by_coordination
from texts.behalf.words import ours_key
from texts.cities import short_city
from texts.lists import in_rows
from texts.live.presses import LiveOpened
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.offers.asking import givers_key
from texts.offers.presses import (
    OfferArrived,
    OfferBegun,
    OfferOpened,
    OffersOpened,
    OfferWithdrawalAsked,
    OfferWithdrawn,
    offers_key,
)
from texts.offers.shown import due_line, in_one_line, noted_mark
from texts.translator import Translator

A_ROW = 5


def listed(
    t: Translator,
    meeting: Meeting,
    network: Network,
    offers: Sequence[Whole],
    city: City | None,
    *,
    notes: bool,
    is_running: bool,
) -> Message:
    """All of a session. `city`: for which the reader offers; `notes`: they note it for others, too.

    is_running: the session does, and its card is where the reader comes from
    """
    numbers = [Button(str(number), OfferOpened(whole[0].id)) for number, whole in enumerate(offers, start=1)]
    begin = []
    if city is not None:
        begin.append(Button(t.label("🎁 Offer something"), OfferBegun(meeting.id, 0, city.id)))
    if notes:
        begin.append(givers_key(t, meeting.id))
    return Message(
        paragraphs(
            lines(t.say("🎁 <b>Offers</b>"), heading(t, meeting, network)),
            lines(
                *(Html("{}. {}").format(number, in_one_line(t, whole)) for number, whole in enumerate(offers, start=1))
            )
            if offers
            else t.say("No city has offered anything yet."),
            noted_mark(t) if any(whole[0].noted_by is not None for whole in offers) else None,
        ),
        (
            *in_rows(numbers, A_ROW),
            *((tuple(begin),) if begin else ()),
            (
                Button(t.label("🔴 Back to the session"), LiveOpened(meeting.id))
                if is_running
                else Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),
            ),
        ),
    )


def one(t: Translator, whole: Whole, *, may_withdraw: bool, may_tell: bool, may_take_over: bool) -> Message:
    """One of them. `may_tell`: the reader says whether it has arrived; `may_take_over`: that it is their city's own."""
    offer = whole[0]
    return Message(
        paragraphs(_about(t, whole), quoted(offer.text), _state(t, whole)),
        (
            *(_arrival_keys(t, whole) if may_tell else ()),
            *(((ours_key(t, NotedKind.OFFER, offer.id),),) if may_take_over else ()),
            *(((Button(t.label("🗑 Withdraw"), OfferWithdrawalAsked(offer.id)),),) if may_withdraw else ()),
            (Button(t.label("◀️ Offers"), OffersOpened(offer.meeting_id)),),
        ),
    )


def _about(t: Translator, whole: Whole) -> Html:
    offer, giver, receiver, person = whole
    title = t.say("🎁 <b>{giver} offers to {receiver}</b>", giver=short_city(giver), receiver=short_city(receiver))
    written = t.say("👤 {person}", person=person.name) if person.name and offer.noted_by is None else None
    return lines(title, due_line(t, whole), written, noted_mark(t) if offer.noted_by is not None else None)


def _state(t: Translator, whole: Whole) -> Html | None:
    if whole[0].arrived is Arrival.ARRIVED:
        return t.say("✅ It has arrived.")
    return t.say("⏳ It has not arrived yet.") if whole[0].arrived is Arrival.NOT_YET else None


def told(t: Translator, wholes: Sequence[Whole], meeting: Meeting, network: Network) -> Message:
    """To the people of the city that receives them."""
    return Message(
        paragraphs(
            t.count(
                "🎁 <b>Another city offers something to {city}</b>",
                "🎁 <b>Other cities offer something to {city}: {n} things</b>",
                len(wholes),
                city=short_city(wholes[0][2]),
            ),
            heading(t, meeting, network),
            lines(*(in_one_line(t, whole) for whole in wholes)),
        ),
        ((offers_key(t, meeting.id),),),
    )


def withdrawn_notice(t: Translator, whole: Whole) -> Message:
    """To the same people, once it was told."""
    return Message(
        lines(
            t.say("🎁 <b>{giver} takes an offer back</b>, which was for {receiver}:", **_cities(whole)),
            quoted(whole[0].text),
        ),
        ((offers_key(t, whole[0].meeting_id),),),
    )


def awaited(t: Translator, whole: Whole) -> Message:
    """To the people of the city that gives it: the other one has been asked, and it has not arrived."""
    return Message(
        paragraphs(
            t.say("🎁 <b>{receiver} still waits for what {giver} offered:</b>", **_cities(whole)),
            quoted(whole[0].text),
            _due_and_mark(t, whole),
        ),
        ((offers_key(t, whole[0].meeting_id),),),
    )


def check(t: Translator, whole: Whole) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("🎁 <b>Has what {giver} offered to {receiver} arrived?</b>", **_cities(whole)),
            quoted(whole[0].text),
            _due_and_mark(t, whole),
        ),
        _arrival_keys(t, whole),
    )


def _due_and_mark(t: Translator, whole: Whole) -> Html | None:
    found = [due_line(t, whole), noted_by_coordination(t) if whole[0].noted_by is not None else None]
    return lines(*found) if any(found) else None


def _arrival_keys(t: Translator, whole: Whole) -> Rows:
    offer = whole[0]
    words = {Arrival.ARRIVED: t.label("Yes, it has arrived"), Arrival.NOT_YET: t.label("Not yet")}
    return (
        tuple(
            Button(f"☑️ {label}" if arrival is offer.arrived else label, OfferArrived(offer.id, arrival))
            for arrival, label in words.items()
        ),
    )


def whether_to_withdraw(t: Translator, whole: Whole) -> Message:
    """Asked once."""
    return Message(
        paragraphs(t.say("🗑 <b>Withdraw this offer?</b>"), quoted(whole[0].text)),
        (
            (Button(t.label("🗑 Yes, withdraw it"), OfferWithdrawn(whole[0].id)),),
            (Button(t.label("◀️ Back"), OfferOpened(whole[0].id)),),
        ),
    )


def noted_arrival(t: Translator, arrival: Arrival) -> str:
    """The toast."""
    return t.plain("Noted: it has arrived.") if arrival is Arrival.ARRIVED else t.plain("Noted: not yet.")


def withdrawn(t: Translator) -> str:
    """The toast."""
    return t.plain("Withdrawn.")


def _cities(whole: Whole) -> dict[str, str]:
    return {"giver": short_city(whole[1]), "receiver": short_city(whole[2])}
