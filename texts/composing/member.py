"""A member of a proposal: fixed, kept out, or moved by hand."""

from collections.abc import Mapping, Sequence

from texts.composing import reasons
from texts.composing.listing import back
from texts.composing.presses import (
    Fix,
    LeftOutOpened,
    MemberFixed,
    MemberMoved,
    MemberOpened,
    ProposedOpened,
    TargetOpened,
    TargetsOpened,
)
from texts.composing.proposal import breach
from texts.composing.shown import Cost, MemberShown, ProposalShown
from texts.lists import in_even_rows, number_buttons
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press
from texts.translator import Translator


def page(t: Translator, shown: ProposalShown, member: MemberShown, field_id: int) -> Message:
    """Why it is here, and what can be decided about it."""
    number, field = shown.composition.id, shown.fields.get(field_id, "")
    why = (
        reasons.why_here(t, member.here, shown.name)
        if member.here is not None
        else reasons.why_out(t, member.out, shown.name)
        if member.out is not None
        else None
    )
    before: Press = ProposedOpened(number, field_id) if field_id else LeftOutOpened(number)
    move = Button(
        t.label("↔️ Move…") if field_id else t.label("↔️ Give it a place…"), TargetsOpened(number, member.id, field_id)
    )
    fixing = _fixing(t, shown, member, field_id, field_id) if field_id else []
    return Message(
        paragraphs(
            t.say("<b>{city}</b> · {field}", city=member.name, field=shown.name(field))
            if field_id
            else t.say("<b>{city}</b> · left out", city=member.name),
            why,
            lines(*_decided(t, shown, member)) if member.fixed or member.kept_out else None,
            t.say("Fixing and keeping out hold when it is computed again; a move holds at once."),
        ),
        (*fixing, (move,), (back(t, before),)),
    )


def _decided(t: Translator, shown: ProposalShown, member: MemberShown) -> list[Html]:
    fixed = [t.say("📌 Fixed in {field}", field=shown.name(name)) for name in member.fixed]
    return fixed + [t.say("🚫 Kept out of {field}", field=shown.name(name)) for name in member.kept_out]


def _fixing(
    t: Translator, shown: ProposalShown, member: MemberShown, field_id: int, from_id: int
) -> list[tuple[Button, ...]]:
    field = shown.fields[field_id]

    def key(words: str, fix: Fix) -> Button:
        return Button(words, MemberFixed(shown.composition.id, member.id, field_id, from_id, fix))

    if field in member.fixed:
        return [(key(t.label("📌 Let go"), Fix.NEITHER),)]
    if field in member.kept_out:
        return [(key(t.label("🚫 Allow again"), Fix.NEITHER),)]
    return [(key(t.label("📌 Fix here"), Fix.FIXED), key(t.label("🚫 Keep out"), Fix.KEPT_OUT))]


def decided(t: Translator, fix: Fix) -> str:
    """The toast."""
    return {
        Fix.FIXED: t.plain("Fixed. It holds when the proposal is computed again."),
        Fix.KEPT_OUT: t.plain("Kept out. It holds when the proposal is computed again."),
        Fix.NEITHER: t.plain("Let go."),
    }[fix]


def targets(
    t: Translator, shown: ProposalShown, member: MemberShown, field_id: int, costs: Mapping[int, Cost]
) -> Message:
    """Where it could be, and what each place costs."""
    places = [number for number in costs if number]
    listed = [
        lines(
            t.say(
                "{place}. <b>{field}</b> · {points}",
                place=place,
                field=shown.name(shown.fields[number]),
                points=points(t, costs[number]),
            ),
            *(breach(t, one, shown) for one in costs[number].breaches),
        )
        for place, number in enumerate(places, start=1)
    ]
    composition = shown.composition
    presses = [TargetOpened(composition.id, member.id, field_id, number) for number in places]
    out = (
        [
            (
                Button(
                    t.label("🚪 Leave it out"),
                    MemberMoved(composition.id, member.id, field_id, 0, 0, composition.sequence),
                ),
            )
        ]
        if 0 in costs
        else []
    )
    leaving = t.say("Left out: {points}", points=points(t, costs[0])) if 0 in costs else None
    return Message(
        paragraphs(
            t.say("↔️ <b>{city}</b>: where to?", city=member.name),
            lines(*listed) if listed else None,
            leaving,
        ),
        (
            *in_even_rows(number_buttons(presses), 5),
            *out,
            (back(t, MemberOpened(composition.id, member.id, field_id)),),
        ),
    )


def points(t: Translator, cost: Cost) -> Html:
    """More or less."""
    if not cost.points:
        return t.say("costs nothing")
    if cost.points > 0:
        return t.count("gains {n} point", "gains {n} points", cost.points)
    return t.count("costs {n} point", "costs {n} points", -cost.points)


def target(
    t: Translator,
    shown: ProposalShown,
    member: MemberShown,
    where: tuple[int, int],
    alone: Cost,
    swaps: Sequence[Cost],
) -> Message:
    """There: alone, or in the place of one of its members. where: from which field to which."""
    field_id, to_id = where
    composition = shown.composition
    field = shown.name(shown.fields[to_id])

    def moved(other_id: int) -> MemberMoved:
        return MemberMoved(composition.id, member.id, field_id, to_id, other_id, composition.sequence)

    swapped = [(one.other, one) for one in swaps if one.other is not None]
    listed = [_swap(t, place, other, cost, shown) for place, (other, cost) in enumerate(swapped, start=1)]
    title = t.say("↔️ <b>{city}</b> to <b>{field}</b>", city=member.name, field=field)
    move = t.say("Moving it there {points}.", points=points(t, alone))
    swapping = (
        t.say("Or it changes places with one of them:") if field_id else t.say("Or it takes the place of one of them:")
    )
    return Message(
        paragraphs(
            title,
            lines(move, *(breach(t, one, shown) for one in alone.breaches)),
            lines(swapping, *listed) if listed else None,
        ),
        (
            (Button(t.label("➡️ Move"), moved(0)),),
            *in_even_rows(number_buttons([moved(other.id) for other, _cost in swapped]), 5),
            *_fixing(t, shown, member, to_id, field_id),
            (back(t, TargetsOpened(composition.id, member.id, field_id)),),
        ),
    )


def _swap(t: Translator, place: int, other: MemberShown, cost: Cost, shown: ProposalShown) -> Html:
    line = t.say("{place}. {city} · {points}", place=place, city=other.name, points=points(t, cost))
    return lines(line, *(breach(t, one, shown) for one in cost.breaches))


def moved(t: Translator, *, number: int) -> str:
    """The toast."""
    return t.plain("Done: this is proposal {number}.", number=number)
