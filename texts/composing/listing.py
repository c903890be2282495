"""The proposals from a consultation, what a new one keeps to, and two of them side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.models import Composition, CompositionState, Consultation, Convening, ConveningState
from texts.composing.presses import (
    CompositionOpened,
    CompositionsCompared,
    CompositionsOpened,
    ComputationWanted,
    RulesOpened,
    compositions_key,
)
from texts.composing.shown import DifferenceShown, MovedShown
from texts.consultations.desk_presses import ConsultationOpened
from texts.consultations.shown import title_of
from texts.lists import in_rows, some_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press
from texts.translator import Translator

MOST_PROPOSALS = 8
MOST_MOVED = 10
LEAST, MOST, PER_MEMBER = (4, 5, 6, 7), (6, 7, 8, 9), (1, 2)


def back(t: Translator, to: Press) -> Button:
    """To the page before."""
    return Button(t.label("◀️ Back"), to)


def proposals(
    t: Translator, consultation: Consultation, found: Sequence[Composition], convened: Mapping[int, Convening]
) -> Message:
    """Those that are kept, the newest first."""
    shown = found[:MOST_PROPOSALS]
    title = t.say("🧩 <b>Proposals of networks</b> · {consultation}", consultation=title_of(consultation))
    listed = [_line(t, one, convened.get(one.id)) for one in shown]
    none = t.say("None yet. A proposal says which fields to open and which cities meet in each; it changes nothing.")
    numbers = [Button(str(one.number), CompositionOpened(one.id)) for one in shown]
    new = Button(t.label("➕ New proposal"), RulesOpened(consultation.id))
    return Message(
        paragraphs(title, lines(*listed) if listed else none),
        (*in_rows(numbers, 4), (new,), (back(t, ConsultationOpened(consultation.id)),)),
    )


def _line(t: Translator, one: Composition, convening: Convening | None) -> Html:
    """The key carries the proposal's own number: another one, by its place, would open "Proposal 2" with a 1."""
    number = t.say("Proposal {number}", number=one.number)
    parts = [number, state(t, one)]
    if one.objective is not None:
        parts.append(t.count("{n} point", "{n} points", one.objective))
    if convening is not None and convening.state is ConveningState.MADE:
        parts.append(t.say("✅ convened"))
    return Html(" · ").join(parts)


def state(t: Translator, one: Composition) -> Html:
    """In a word or two."""
    return {
        CompositionState.COMPUTING: t.say("being computed"),
        CompositionState.OPTIMAL: t.say("the best there is"),
        CompositionState.GAP: t.say("near the best"),
        CompositionState.INFEASIBLE: t.say("none is possible"),
        CompositionState.UNFOUND: t.say("none was found in time"),
        CompositionState.BY_HAND: t.say("by hand, from {number}", number=one.from_number),
        CompositionState.FAILED: t.say("could not be computed"),
    }[one.state]


def rules(t: Translator, consultation: Consultation, chosen: RulesOpened, base: Composition | None) -> Message:
    """Each tap sets one of them."""
    fixed = 0 if base is None else sum(len(places) for places in base.by_hand.values())
    text = paragraphs(
        t.say("🧩 <b>New proposal</b> · {consultation}", consultation=title_of(consultation)),
        lines(
            t.say(
                "From {least} to {most} cities in each network (first two rows of keys).",
                least=chosen.least,
                most=chosen.most,
            ),
            t.count("Each city in {n} network.", "Each city in {n} networks at most.", chosen.per_member),
            t.say("An hour that suits all in each network.")
            if chosen.hours_shared
            else t.say("Also networks without an hour that suits all."),
            t.count("{n} decision by hand is kept.", "{n} decisions by hand are kept.", fixed) if fixed else None,
        ),
        t.say("Computing takes some seconds and changes nothing."),
    )
    return Message(text, (*_choices(t, chosen), *_ways(t, consultation, chosen)))


def _choices(t: Translator, chosen: RulesOpened) -> list[tuple[Button, ...]]:
    """Numbers that fit together only: tapping the largest of the smallest raises the other."""
    least = [
        Button(_marked(f"≥ {n}", chosen.least == n), replace(chosen, least=n, most=max(chosen.most, n))) for n in LEAST
    ]
    most = [
        Button(_marked(f"≤ {n}", chosen.most == n), replace(chosen, most=n, least=min(chosen.least, n))) for n in MOST
    ]
    each = [
        Button(
            _marked(t.label("{n} per city", n=n), chosen.per_member == n),
            replace(chosen, per_member=n),
        )
        for n in PER_MEMBER
    ]
    words = t.label("🕘 Any hour") if chosen.hours_shared else t.label("🕘 An hour that suits all")
    hour = Button(words, replace(chosen, hours_shared=not chosen.hours_shared))
    return [tuple(least), tuple(most), tuple(each), (hour,)]


def _marked(words: str, is_chosen: bool) -> str:
    return f"✅ {words}" if is_chosen else words


def _ways(t: Translator, consultation: Consultation, chosen: RulesOpened) -> list[tuple[Button, ...]]:
    wanted = ComputationWanted(
        consultation.id, chosen.base_id, chosen.least, chosen.most, chosen.per_member, chosen.hours_shared
    )
    before = CompositionOpened(chosen.base_id) if chosen.base_id else CompositionsOpened(consultation.id)
    return [(Button(t.label("🧮 Compute"), wanted),), (back(t, before),)]


def comparing(t: Translator, one: Composition, others: Sequence[Composition]) -> Message:
    """With which other one."""
    shown = others[:MOST_PROPOSALS]
    title = t.say("⚖️ <b>Compare proposal {number}</b> with which other?", number=one.number)
    listed = [_line(t, other, None) for other in shown]
    none = t.say("There is no other proposal with networks yet.")
    numbers = [Button(str(other.number), CompositionsCompared(other.id, one.id)) for other in shown]
    return Message(
        paragraphs(title, lines(*listed) if listed else none),
        (*in_rows(numbers, 4), (back(t, CompositionOpened(one.id)),)),
    )


def compared(t: Translator, found: DifferenceShown) -> Message:
    """Points by criterion, and who moves."""
    gaps = {"first": found.first.number, "second": found.second.number}
    named = criteria(t)
    counted = [
        t.say("{criterion}: {before} → {after}", criterion=named[name], before=before, after=after)
        for name, (before, after) in found.criteria.items()
        if name != "total"
    ]
    before, after = found.criteria["total"]
    total = t.say(
        "<b>In all: {before} → {after}</b> ({change})", before=before, after=after, change=f"{after - before:+}"
    )
    return Message(
        paragraphs(
            t.say("⚖️ <b>From proposal {first} to {second}</b>", **gaps),
            lines(total, *counted),
            lines(*_fields(t, found)) or None,
            lines(*_moves(t, found.moved)) if found.moved else t.say("Everybody is where they were."),
        ),
        (
            (
                Button(t.label("🧩 Open {number}", number=found.first.number), CompositionOpened(found.first.id)),
                Button(t.label("🧩 Open {number}", number=found.second.number), CompositionOpened(found.second.id)),
            ),
            (compositions_key(t, found.second.consultation_id),),
        ),
    )


def _fields(t: Translator, found: DifferenceShown) -> list[Html]:
    told = []
    if found.opened:
        told.append(t.say("Opened: {fields}", fields=_named(t, found.opened)))
    if found.closed:
        told.append(t.say("Not opened any more: {fields}", fields=_named(t, found.closed)))
    return told


def _named(t: Translator, fields: Sequence[str]) -> Html:
    return t.list_of([Html.escape(name) for name in fields])


def _moves(t: Translator, moved: Sequence[MovedShown]) -> list[Html]:
    told = [_move(t, one) for one in moved[:MOST_MOVED]]
    more = len(moved) - MOST_MOVED
    return told if more <= 0 else [*told, t.count("and {n} city more", "and {n} cities more", more)]


def _move(t: Translator, one: MovedShown) -> Html:
    gaps = {"city": one.name, "before": _named(t, one.before), "after": _named(t, one.after)}
    if not one.before:
        return t.say("• <b>{city}</b>: now in {after}", **gaps)
    if not one.after:
        return t.say("• <b>{city}</b>: left out, was in {before}", **gaps)
    return t.say("• <b>{city}</b>: from {before} to {after}", **gaps)


def criteria(t: Translator) -> Mapping[str, str]:
    """What points are given for."""
    return {
        "wishes": t.plain("wishes"),
        "placed": t.plain("cities with a place"),
        "first_time": t.plain("first-timers"),
        "matched": t.plain("needs met by offers"),
        "countries": t.plain("mix of countries"),
        "levels": t.plain("distance of levels"),
    }


def names_of(t: Translator, names: Sequence[str], most: int) -> Html:
    """Some of them in a sentence."""
    return some_of(t, [Html.escape(name) for name in names], most)
