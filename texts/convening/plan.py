"""What is made of a proposal: reviewed once, network by network, then confirmed."""

from datetime import datetime

from store.models import ConveningState
from texts.composing.listing import back, names_of
from texts.composing.presses import CompositionOpened
from texts.convening.presses import (
    ConvenedOpened,
    ConveningConfirmed,
    ConveningOpened,
    ConveningUndone,
    LettersReleased,
    MonthSet,
    UndoingBegun,
)
from texts.convening.shown import ConveningShown, Planned
from texts.coordinating.presses import DeskOpened, NetworkDeskOpened
from texts.dates import moment, relative
from texts.lists import in_even_rows, number_buttons
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

MOST_CITIES = 6


def network_name(t: Translator, field: str) -> str:
    """Of a network, as long as nobody calls it otherwise."""
    return t.plain("Micro-network of {field}", field=field)


def page(t: Translator, shown: ConveningShown, now: datetime) -> Message:
    """What would be made, or what was."""
    return _made(t, shown, now) if shown.convening.state is ConveningState.MADE else _plan(t, shown)


def _plan(t: Translator, shown: ConveningShown) -> Message:
    number, new = shown.convening.id, [f"{city.name} ({city.country})" for city in shown.new_cities]
    return Message(
        paragraphs(
            t.say("✅ <b>Convene proposal {number}</b>", number=shown.composition.number),
            lines(*(_network_line(t, one) for one in shown.networks)),
            lines(
                t.say("This is what will be made:"),
                t.count(
                    "• {n} network with six sessions", "• {n} networks with six sessions each", len(shown.networks)
                ),
                t.count(
                    "• {n} invitation with its call letter, to a city",
                    "• {n} invitations with their call letters: one to each city of each network",
                    shown.invitations,
                ),
                t.count(
                    "• {n} city new in the programme: {cities}",
                    "• {n} cities new in the programme: {cities}",
                    len(new),
                    cities=names_of(t, new, MOST_CITIES),
                )
                if new
                else None,
                t.say("• you coordinate them"),
            ),
            _before(t, shown),
            _namesakes(t, shown),
            t.say(
                "The letters come to you, ready to forward, and to whom we know in each city. They leave a quarter of "
                "an hour after the confirmation: until then all of it can be undone."
            ),
        ),
        (
            *in_even_rows(number_buttons([ConvenedOpened(number, one.place) for one in shown.networks]), 5),
            (
                Button(t.label("◀ A month earlier"), MonthSet(number, shown.month - 1)),
                Button(t.label("A month later ▶"), MonthSet(number, shown.month + 1)),
            ),
            (Button(t.label("✅ Yes, make all of it"), ConveningConfirmed(number, shown.convening.sequence)),),
            (back(t, CompositionOpened(shown.composition.id)),),
        ),
    )


def _before(t: Translator, shown: ConveningShown) -> Html | None:
    if not shown.before:
        return None
    numbers = t.list_of([Html.escape(str(number)) for number in shown.before])
    return t.say("⚠️ From this consultation networks have been convened already: proposal {numbers}.", numbers=numbers)


def _namesakes(t: Translator, shown: ConveningShown) -> Html | None:
    if not shown.namesakes:
        return None
    names = t.list_of([Html.escape(name) for name in shown.namesakes])
    return t.say(
        "⚠️ The programme already has such a name: {names}. The number of a network leads to where it is renamed.",
        names=names,
    )


def _network_line(t: Translator, one: Planned) -> Html:
    gaps = {"place": one.place + 1, "name": one.name, "when": _first(t, one)}
    return t.count(
        "{place}. <b>{name}</b> · {n} city · from {when}",
        "{place}. <b>{name}</b> · {n} cities · from {when}",
        len(one.cities),
        **gaps,
    )


def _first(t: Translator, one: Planned) -> Html:
    """On the clock of who reads."""
    return moment(t, one.starts[0])


def _made(t: Translator, shown: ConveningShown, now: datetime) -> Message:
    convening = shown.convening
    number, leaves = convening.id, convening.letters_at
    is_open = convening.sent_at is None
    if leaves is None:
        letters = t.say("✉️ Made on the command line, where the letters were written, too.")
    elif not is_open:
        letters = t.say("✉️ The call letters have been sent.")
    elif leaves > now:
        letters = t.say(
            "✉️ The call letters leave {when}. Until then all of it can be undone.", when=relative(t, leaves, now)
        )
    else:
        letters = t.say("✉️ The call letters are leaving just now.")
    keys = zip(shown.networks, convening.made["networks"], strict=False)
    opening = [(Button(one.name, NetworkDeskOpened(network_id)),) for one, network_id in keys]
    is_waiting = is_open and leaves is not None and leaves > now
    sending = (Button(t.label("✉️ Send the letters now"), LettersReleased(number)),) if is_waiting else ()
    undoing = (Button(t.label("↩️ Undo all of it"), UndoingBegun(number)),) if is_open else ()
    return Message(
        paragraphs(
            t.say("✅ <b>Convened</b> · proposal {number}", number=shown.composition.number),
            lines(*(_network_line(t, one) for one in shown.networks)),
            letters,
            t.say(
                "Each network has its page at the desk: people, invitations, sessions. The letters announce the first "
                "session to the cities."
            ),
        ),
        tuple(row for row in (sending, undoing, *opening, (back(t, DeskOpened()),)) if row),
    )


def sure_to_undo(t: Translator, shown: ConveningShown) -> Message:
    """Asked once."""
    number = shown.convening.id
    return Message(
        t.count(
            "<b>Undo all of it?</b> The network goes, with its sessions and invitations. The proposal stays.",
            "<b>Undo all of it?</b> The {n} networks go, with their sessions and invitations. The proposal stays.",
            len(shown.networks),
        ),
        (
            (Button(t.label("↩️ Yes, undo all"), ConveningUndone(number, shown.convening.sequence)),),
            (back(t, ConveningOpened(shown.composition.id)),),
        ),
    )


def undone(t: Translator) -> str:
    """The toast."""
    return t.plain("Undone: nothing of it is there any more.")


def confirmed(t: Translator) -> str:
    """The toast."""
    return t.plain("Done: the networks are made.")


def released(t: Translator) -> str:
    """The toast."""
    return t.plain("The letters are being made, and come one by one.")


def failed(t: Translator, city: str) -> Message:
    """A letter that could not be made."""
    return Message(
        t.say(
            "The call letter for {city} could not be made. The invitation is at the desk, ready to forward.", city=city
        )
    )
