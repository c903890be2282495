"""The ledger of a network, and one adoption."""

from collections.abc import Sequence

from store.adoptions import Choice, Listed, SourceKind
from store.models import AdoptionCheck, AdoptionState, City, Network, NotedKind
from texts.adoptions.presses import (
    ALL,
    AdoptionChangeAsked,
    AdoptionNotingBegun,
    AdoptionNotingListed,
    AdoptionOpened,
    AdoptionPart,
    AdoptionPartChosen,
    AdoptionsListed,
    AdoptionTellingAsked,
    AdoptionTold,
    AdoptionUseTold,
    AdoptionWithdrawalAsked,
    AdoptionWithdrawn,
    LedgerPictureAsked,
)
from texts.adoptions.shown import (
    Shown,
    between,
    changed,
    in_one_line,
    lesson,
    state_labels,
    state_line,
    taken,
    title_of,
    use_line,
    when_it_begins,
)
from texts.behalf.presses import BehalfOpened
from texts.behalf.words import in_name_of, noted_mark, ours_key
from texts.cities import short_city
from texts.dates import day_of
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.network import CityOpened, NetworkOpened
from texts.translator import Translator


def ledger(
    t: Translator,
    network: Network,
    listed: Sequence[Listed],
    *,
    number: int,
    page: int,
    city: City | None,
    own: City | None,
) -> Message:
    """A page of a network's. `city`: what this one took and gave; `own`: the reader's."""
    city_id = ALL if city is None else city.id
    pages = pages_for(number)
    opens = number_buttons([AdoptionOpened(one.adoption.id, city_id, page) for one in listed])
    turning = arrows(t, page, pages, lambda to: AdoptionsListed(network.id, city_id, to))
    return Message(
        paragraphs(
            _heading(t, network, city),
            *(Html("{}. {}").format(place, in_one_line(t, one)) for place, one in enumerate(listed, start=1)),
            None if listed else _nothing(t),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row for row in (opens, turning, _filters(t, network, city, own), *_ways(t, network, city, number)) if row
        ),
    )


def _heading(t: Translator, network: Network, city: City | None) -> Html:
    if city is None:
        return t.say("🌱 <b>Who learned from whom</b> · {network}", network=network.name)
    return t.say("🌱 <b>Who learned from whom</b> · {city}, {network}", city=short_city(city), network=network.name)


def _nothing(t: Translator) -> Html:
    return t.say(
        "Nothing yet. Below what another city has shared there is the key “{key}”.", key=t.label("🌱 We will try it")
    )


def _filters(t: Translator, network: Network, city: City | None, own: City | None) -> tuple[Button, ...]:
    everything = (Button(t.label("All cities"), AdoptionsListed(network.id)),) if city is not None else ()
    if own is None or (city is not None and city.id == own.id):
        return everything
    return (*everything, Button(t.label("My city"), AdoptionsListed(network.id, own.id)))


def _ways(t: Translator, network: Network, city: City | None, number: int) -> Rows:
    back = NetworkOpened(network.id) if city is None else CityOpened(network.id, city.id)
    picture = ((Button(t.label("🖼 See it as a picture"), LedgerPictureAsked(network.id)),),) if number else ()
    return (*picture, (Button(t.label("◀️ Back"), back),))


def one(t: Translator, shown: Shown, back_to: AdoptionsListed) -> Message:
    """The whole, and what its reader may do with it."""
    source = ((Button(t.label("Read what it came from"), shown.opens),),) if shown.opens is not None else ()
    return Message(
        paragraphs(_summary(t, shown), _history(t, shown)),
        (
            *(_telling(t, shown) if shown.may_tell else ()),
            *(_ours(t, shown) if shown.may_take_over else ()),
            *(_changing(t, shown) if shown.may_tell else ()),
            *source,
            (people_key(t, shown, shown.listed.origin if shown.may_tell else shown.listed.city),),
            (Button(t.label("◀️ Back"), back_to),),
        ),
    )


def people_key(t: Translator, shown: Shown, city: City) -> Button:
    """To whom a word can be said about it."""
    return Button(t.label("👥 {city}: who takes part", city=city.name), CityOpened(shown.network.id, city.id))


def _summary(t: Translator, shown: Shown) -> Html:
    adoption = shown.adoption
    return paragraphs(
        lines(Html("🌱 {}").format(between(t, shown.listed)), title_of(t, shown.listed)),
        taken(t, adoption.takes),
        changed(t, adoption.changes),
        lines(when_it_begins(t, adoption), state_line(t, adoption.state)),
        noted_mark(t) if adoption.noted_by is not None else None,
    )


def _history(t: Translator, shown: Shown) -> Html | None:
    if not shown.checks:
        return None
    return lines(t.say("<b>How it went</b>"), *(_check(t, check) for check in shown.checks))


def _check(t: Translator, check: AdoptionCheck) -> Html:
    said = use_line(t, still_used=check.still_used) if check.still_used is not None else state_line(t, check.state)
    words = lesson(t, check.state if check.still_used is None else AdoptionState.FAILED, check.words)
    line = t.say("{day}: {said}", day=day_of(t, check.told_at, year=True), said=said)
    line = Html("{} ✍️").format(line) if check.noted_by is not None else line
    return lines(line, Html("<i>{}</i>").format(words) if words is not None else None)


def _telling(t: Translator, shown: Shown) -> Rows:
    if shown.is_early:
        return ((Button(t.label("🌱 Tell how it goes"), AdoptionTellingAsked(shown.adoption.id)),),)
    return (*use_keys(t, shown), *state_keys(t, shown)) if shown.asks_use else state_keys(t, shown)


def state_keys(t: Translator, shown: Shown) -> Rows:
    """How it goes."""
    keys = [
        Button(
            t.label("☑️ {state}", state=words) if state is shown.adoption.state else words,
            AdoptionTold(shown.adoption.id, state, shown.adoption.sequence),
        )
        for state, words in state_labels(t).items()
    ]
    return tuple(keys[:2]), tuple(keys[2:])


def use_keys(t: Translator, shown: Shown) -> Rows:
    """Whether it is in use."""
    adoption = shown.adoption
    return (
        (
            Button(
                t.label("♻️ Still in use"), AdoptionUseTold(adoption.id, still_used=True, sequence=adoption.sequence)
            ),
            Button(t.label("Not any more"), AdoptionUseTold(adoption.id, still_used=False, sequence=adoption.sequence)),
        ),
    )


def _ours(t: Translator, shown: Shown) -> Rows:
    return ((ours_key(t, NotedKind.ADOPTION, shown.adoption.id),),)


def _changing(t: Translator, shown: Shown) -> Rows:
    return (
        (
            Button(t.label("✏️ Change"), AdoptionChangeAsked(shown.adoption.id)),
            Button(t.label("🗑 Withdraw"), AdoptionWithdrawalAsked(shown.adoption.id)),
        ),
    )


def part_labels(t: Translator) -> dict[AdoptionPart, str]:
    """The parts by name."""
    return {
        AdoptionPart.TAKES: t.label("What it takes"),
        AdoptionPart.CHANGES: t.label("What it changes"),
        AdoptionPart.FIRST_STEP: t.label("The first step"),
        AdoptionPart.STARTS_ON: t.label("The date"),
    }


def what_to_change(t: Translator, shown: Shown) -> Message:
    """Which part."""
    adoption = shown.adoption
    rows = tuple(
        (Button(label, AdoptionPartChosen(adoption.id, part, adoption.sequence)),)
        for part, label in part_labels(t).items()
    )
    return Message(t.say("What should be changed?"), (*rows, (back_to_it(t, shown),)))


def whether_to_withdraw(t: Translator, shown: Shown) -> Message:
    """Asked once."""
    adoption = shown.adoption
    return Message(
        paragraphs(
            t.say("🗑 <b>Withdraw what {city} is trying?</b>", city=short_city(shown.listed.city)),
            quoted(adoption.takes),
            t.say("It goes from the ledger, and nobody is asked about it any more."),
        ),
        (
            (Button(t.label("🗑 Yes, withdraw it"), AdoptionWithdrawn(adoption.id, adoption.sequence)),),
            (back_to_it(t, shown),),
        ),
    )


def back_to_it(t: Translator, shown: Shown) -> Button:
    """To its page."""
    return Button(t.label("◀️ Back"), AdoptionOpened(shown.adoption.id))


def withdrawn(t: Translator) -> str:
    """The toast."""
    return t.plain("Withdrawn.")


def told(t: Translator, state: AdoptionState | None = None) -> str:
    """The toast."""
    if state is AdoptionState.NOT_YET:
        return t.plain("Saved.")
    return t.plain("Saved. Thank you: the other cities learn from it.")


def choices(
    t: Translator, network: Network, city: City, listed: Sequence[Choice], *, number: int, page: int
) -> Message:
    """What a city could take, for who notes it in its name."""
    pages = pages_for(number)
    numbers = number_buttons([AdoptionNotingBegun(one.kind, one.id, city.id) for one in listed])
    turning = arrows(t, page, pages, lambda to: AdoptionNotingListed(network.id, city.id, to))
    return Message(
        paragraphs(
            in_name_of(t, city),
            t.say("<b>What will it try?</b>") if listed else t.say("No other city has shared anything yet."),
            *(_choice(t, place, one) for place, one in enumerate(listed, start=1)),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row for row in (numbers, turning, (Button(t.label("◀️ Back"), BehalfOpened(network.id, city.id)),)) if row
        ),
    )


def _choice(t: Translator, place: int, one: Choice) -> Html:
    gaps = {"number": place, "title": one.title, "city": short_city(one.city)}
    if one.kind is SourceKind.EXPERIENCE:
        return t.say("<b>{number}.</b> 🌱 {title} · {city}", **gaps)
    return t.say("<b>{number}.</b> 💡 Answer to “{title}” · {city}", **gaps)
