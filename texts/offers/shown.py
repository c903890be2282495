"""Offers as they are told of: what all their texts have in common."""

from store.models import Arrival
from store.offers import Whole
from texts.cities import short_city
from texts.dates import day
from texts.message import Html, excerpt
from texts.translator import Translator

IN_LISTS = 110  # characters of each


def in_one_line(t: Translator, whole: Whole) -> Html:
    """Who gives what to whom, by when, and what has become of it."""
    offer, giver, receiver, _ = whole
    gaps = {
        "giver": short_city(giver),
        "receiver": short_city(receiver),
        "what": excerpt(offer.text, IN_LISTS) if offer.due_on is None else excerpt(offer.text, IN_LISTS).rstrip(".,; "),
        "until": _until(t, whole),
    }
    line = (
        t.say("✅ <b>{giver}</b> → {receiver}: {what}{until}", **gaps)
        if offer.arrived is Arrival.ARRIVED
        else t.say("🎁 <b>{giver}</b> → {receiver}: {what}{until}", **gaps)
    )
    return Html("{} ✍️").format(line) if offer.noted_by is not None else line


def _until(t: Translator, whole: Whole) -> Html:
    due_on = whole[0].due_on
    return Html() if due_on is None else t.say(", by {day}", day=day(t, due_on))


def due_line(t: Translator, whole: Whole) -> Html | None:
    """By when."""
    due_on = whole[0].due_on
    return None if due_on is None else t.say("📅 By {day}", day=day(t, due_on))


def noted_mark(t: Translator) -> Html:
    """What the sign beside one means."""
    return t.say("✍️ Noted by whoever leads the session, in the city’s name.")
