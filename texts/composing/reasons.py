"""Why a member is where it is, why another one is left out, and what is in the way of any proposal."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from store.frozen import frozen
from texts.message import Html
from texts.translator import Translator

Measure = tuple[str, int]  # a member's slug, and how much it needs or offers
Name = Callable[[str], str]  # of a member or field by its slug


@frozen
class WhyHere:
    """Of a member in a network. rank: of its wish; met_by, needed_by: the others for whom its need and offer are.

    only_of: its country, when nobody else is of it
    """

    by_hand: bool
    rank: int | None
    need: int
    met_by: tuple[Measure, ...]
    offer: int
    needed_by: tuple[Measure, ...]
    only_of: str | None
    first_time: bool


class Bar(Enum):
    """What kept a member out of a field, or a field closed."""

    EXCLUDED = auto()
    HOURS = auto()  # those of its network do not suit it
    FULL = auto()
    UNFOUND = auto()  # within the time that was given
    FEW = auto()  # wish for it
    HOURS_OF_ALL = auto()  # no hour suits enough of those who wish for it
    HOURS_OF_ONE = auto()  # no hour of its own suits enough others
    CLOSED = auto()


@frozen
class Barred:
    """From a field. number: who wish for it; placed, least, suited: how many are in, are needed, share an hour."""

    bar: Bar
    field: str
    number: int = 0
    least: int = 0
    placed: int = 0
    suited: int = 0
    hour: int = 0
    hours: tuple[int, ...] = ()


class Absence(Enum):
    """Why a member was no candidate at all."""

    LOCKS = auto()
    SILENT = auto()
    WISHLESS = auto()


@frozen
class WhyOut:
    """Of a member without a place: it was no candidate, or each field that it wished for was barred."""

    absence: Absence | None = None
    barred: tuple[Barred, ...] = ()


def why_here(t: Translator, why: WhyHere, name: Name) -> Html:
    """A sentence, the most telling first."""
    parts = [_wish(t, why)]
    if why.need and why.met_by:
        parts.append(t.say("its need ({n}) is met by {city}", n=why.need, city=_best(why.met_by, name)))
    elif why.need:
        parts.append(t.say("nobody here meets its need ({n})", n=why.need))
    if why.needed_by:
        parts.append(t.say("{city} can use its offer ({n})", n=why.offer, city=_best(why.needed_by, name)))
    if why.only_of is not None:
        parts.append(t.say("the only one of its country"))
    if why.first_time:
        parts.append(t.say("its first micro-network"))
    return _sentence(parts)


def _wish(t: Translator, why: WhyHere) -> Html:
    if why.by_hand and why.rank is None:
        return t.say("fixed by hand, without a wish of its own")
    if why.by_hand:
        return t.say("fixed by hand, its wish no. {n}", n=why.rank)
    if why.rank is None:
        return t.say("placed without a wish of its own")
    return t.say("its wish no. {n}", n=why.rank)


def _best(measures: Sequence[Measure], name: Name) -> str:
    """The one that says most: on a phone eight cities stand below each other."""
    return name(measures[0][0])


def why_out(t: Translator, why: WhyOut, name: Name) -> Html:
    """For each field that it wished for."""
    if why.absence is Absence.LOCKS:
        return t.say("What was fixed by hand cannot all be kept.")
    if why.absence is Absence.SILENT:
        return t.say("It has not answered.")
    if why.absence is Absence.WISHLESS:
        return t.say("It wishes for no field.")
    told = (t.say("{field}: {why}", field=name(one.field), why=_barred(t, one)) for one in why.barred)
    return _sentence(list(told))


def _barred(t: Translator, one: Barred) -> Html:
    gaps = {"number": one.number, "least": one.least, "placed": one.placed, "suited": one.suited}
    return {
        Bar.EXCLUDED: t.say("kept out by hand"),
        Bar.HOURS: t.say("no hour in common with its network"),
        Bar.FULL: t.say("full, with {placed} of the {number} that wish for it", **gaps),
        Bar.UNFOUND: t.say("there would have been room"),
        Bar.FEW: t.say("{number} wish for it, and {least} are needed", **gaps),
        Bar.HOURS_OF_ALL: t.say("{number} wish for it, but no hour suits more than {suited}", **gaps),
        Bar.HOURS_OF_ONE: t.say("its hours suit too few others"),
        Bar.CLOSED: t.say("not opened, for those who wish for it are placed elsewhere"),
    }[one.bar]


def _sentence(parts: Sequence[Html]) -> Html:
    said = Html("; ").join(parts)
    return Html(f"{said[:1].upper()}{said[1:]}.")


class Hindrance(Enum):
    """What is in the way, or what would help."""

    BARRED = "barred"  # a field
    BOTH = "both"  # fixed and kept out at once
    TOO_MANY = "too_many"  # networks of one member
    CROWDED = "crowded"  # too many are fixed in a field
    HOURS = "hours"  # those who are fixed in a field share none
    COMPETING = "competing"
    DROP = "drop"  # these, and the others can be kept
    DROP_ALL = "drop_all"
    SMALLER = "smaller"  # networks of `number`
    ANY_HOUR = "any_hour"


@frozen
class Obstacle:
    """One of them. places: members' slugs and fields; most: what the rule allows."""

    kind: Hindrance
    field: str = ""
    member: str = ""
    places: tuple[tuple[str, str], ...] = ()
    number: int = 0
    most: int = 0
    barred: Barred | None = None


def obstacle(t: Translator, one: Obstacle, name: Name) -> Html:
    """A sentence about what stands in the way, or about what would help."""
    if one.barred is not None:
        return _sentence([t.say("{field}: {why}", field=name(one.field), why=_barred(t, one.barred))])
    places = [t.say("{city} in {field}", city=name(member), field=name(field)) for member, field in one.places]
    gaps = {
        "field": name(one.field) if one.field else "",
        "city": name(one.member) if one.member else "",
        "places": t.list_of(places) if places else "",
        "number": one.number,
        "most": one.most,
    }
    return {
        Hindrance.BOTH: t.say("{places} is fixed and kept out at once: let go of one of the two.", **gaps),
        Hindrance.TOO_MANY: t.say("{city} is fixed in {number} networks, and may be in {most}.", **gaps),
        Hindrance.CROWDED: t.say("{number} are fixed in {field}, and a network has {most} at most.", **gaps),
        Hindrance.HOURS: t.say("No hour suits all that are fixed in {field}: {places}.", **gaps),
        Hindrance.COMPETING: t.say("What is fixed competes for the same cities."),
        Hindrance.DROP: t.say("Letting go of {places}, all the rest can be kept.", **gaps),
        Hindrance.DROP_ALL: t.say("Nothing of what is fixed can be kept: {places}.", **gaps),
        Hindrance.SMALLER: t.say("With at least {number} cities in each network there is a proposal.", **gaps),
        Hindrance.ANY_HOUR: t.say("Without an hour that suits all there is a proposal."),
        Hindrance.BARRED: Html(),
    }[one.kind]
