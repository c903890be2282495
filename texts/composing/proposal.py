"""One proposal: its networks, whom it leaves out, and why."""

from collections.abc import Sequence
from datetime import datetime

from store.models import CompositionState, ConveningState
from texts.composing import reasons
from texts.composing.listing import back, criteria, names_of
from texts.composing.presses import (
    ComparingBegun,
    CompositionOpened,
    CompositionsOpened,
    LeftOutOpened,
    MemberOpened,
    ProposedOpened,
    RulesOpened,
)
from texts.composing.shown import Breach, MemberShown, NetworkShown, ProposalShown, Rule
from texts.consultations.shown import title_of
from texts.convening.presses import convening_key
from texts.dates import hour, zone_city
from texts.lists import arrows, in_even_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

A_PAGE = 8
MOST_LEFT = 6
HOURS_A_DAY = 24


def page(t: Translator, shown: ProposalShown) -> Message:
    """As it stands: computed, being computed, or why there is none."""
    if shown.is_looked_for:
        return _waiting(t, shown)
    if not shown.is_there:
        return _nothing(t, shown)
    left = [member.name for member in shown.left_out]
    return Message(
        paragraphs(
            _title(t, shown),
            lines(_verdict(t, shown), _points(t, shown)),
            lines(*(_network_line(t, shown, place, one) for place, one in enumerate(shown.networks, start=1))),
            t.count(
                "Left out, {n} city: {cities}",
                "Left out, {n} cities: {cities}",
                len(left),
                cities=names_of(t, left, MOST_LEFT),
            )
            if left
            else t.say("Nobody is left out."),
            lines(*(breach(t, one, shown) for one in shown.breaches)) if shown.breaches else None,
            _decisions(t, shown),
        ),
        _ways(t, shown),
    )


def _title(t: Translator, shown: ProposalShown) -> Html:
    gaps = {"number": shown.composition.number, "consultation": title_of(shown.consultation)}
    return t.say("🧩 <b>Proposal {number}</b> · {consultation}", **gaps)


def _verdict(t: Translator, shown: ProposalShown) -> Html:
    one = shown.composition
    if one.state is CompositionState.BY_HAND:
        return t.say(
            "Changed by hand, from proposal {number}: {points} points.", number=one.from_number, points=shown.total
        )
    if one.state is CompositionState.GAP:
        return t.say("{points} points; no other has more than {bound}.", points=shown.total, bound=one.bound)
    return t.say("{points} points: under these rules there is no better one.", points=shown.total)


def _points(t: Translator, shown: ProposalShown) -> Html:
    named = criteria(t)
    parts = [t.say("{criterion} {number}", criterion=named[name], number=n) for name, n in shown.criteria.items()]
    return Html("<i>{}</i>").format(Html(" · ").join(parts))


def _network_line(t: Translator, shown: ProposalShown, place: int, one: NetworkShown) -> Html:
    gaps = {"place": place, "field": shown.name(one.field)}
    return t.count(
        "{place}. <b>{field}</b> · {n} city", "{place}. <b>{field}</b> · {n} cities", len(one.members), **gaps
    )


def _decisions(t: Translator, shown: ProposalShown) -> Html | None:
    number = sum(len(places) for places in shown.composition.by_hand.values())
    if not number:
        return None
    return t.count(
        "📌 {n} decision by hand, kept when it is computed again.",
        "📌 {n} decisions by hand, kept when it is computed again.",
        number,
    )


def _ways(t: Translator, shown: ProposalShown) -> tuple[tuple[Button, ...], ...]:
    number = shown.composition.id
    numbers = number_buttons([ProposedOpened(number, one.field_id) for one in shown.networks])
    out = (Button(t.label("🚪 Left out"), LeftOutOpened(number)),) if shown.left_out else ()
    is_made = shown.convening is not None and shown.convening.state is ConveningState.MADE
    again = () if is_made else (Button(t.label("🧮 Compute again"), _same_rules(shown)),)
    return tuple(
        row
        for row in (
            *in_even_rows(numbers, 5),
            (*out, *again),
            (Button(t.label("⚖️ Compare"), ComparingBegun(number)), convening_key(t, number, is_made=is_made)),
            (back(t, CompositionsOpened(shown.consultation.id)),),
        )
        if row
    )


def _same_rules(shown: ProposalShown) -> RulesOpened:
    one = shown.composition
    return RulesOpened(one.consultation_id, one.id, one.least, one.most, one.per_member, one.hours_shared)


def _waiting(t: Translator, shown: ProposalShown) -> Message:
    said = t.say("⏳ It is being computed: at most half a minute. It appears here by itself.")
    return Message(
        paragraphs(_title(t, shown), said),
        ((back(t, CompositionsOpened(shown.consultation.id)),),),
        subject=f"composing:{shown.composition.id}",
    )


def _nothing(t: Translator, shown: ProposalShown) -> Message:
    told = {
        CompositionState.UNFOUND: t.say("In the time there was, no proposal was found: with other sizes it is easier."),
        CompositionState.FAILED: t.say("It could not be computed just now. Please try once more in a while."),
    }.get(shown.composition.state, t.say("Under these rules no grouping exists."))
    why = [reasons.obstacle(t, one, shown.name) for one in shown.obstacles]
    return Message(
        paragraphs(_title(t, shown), told, lines(*(Html("• ") + one for one in why)) if why else None),
        (
            (Button(t.label("🧮 With other rules"), _same_rules(shown)),),
            (back(t, CompositionsOpened(shown.consultation.id)),),
        ),
    )


def network(t: Translator, shown: ProposalShown, one: NetworkShown) -> Message:
    """Who meets, and why."""
    listed = [
        t.say("{place}. <b>{city}</b>{mark}", place=place, city=member.name, mark=_mark(member, one.field))
        for place, member in enumerate(one.members, start=1)
    ]
    why = [(member, reasons.why_here(t, member.here, shown.name)) for member in one.members if member.here is not None]
    presses = [MemberOpened(shown.composition.id, member.id, one.field_id) for member in one.members]
    own = [breach(t, each, shown) for each in shown.breaches if each.field == one.field]
    return Message(
        paragraphs(
            t.say(
                "🧩 <b>{field}</b> · proposal {number}", field=shown.name(one.field), number=shown.composition.number
            ),
            hours(t, one.hours, shown.composition.made_at),
            lines(*own) if own else None,
            lines(*listed),
            _folded(t, why),
        ),
        (*in_even_rows(number_buttons(presses), 5), (back(t, CompositionOpened(shown.composition.id)),)),
    )


def hours(t: Translator, found: Sequence[int], now: datetime) -> Html:
    """Those of UTC that suit all of a network, as the reader's clock has them by now."""
    if not found:
        return t.say("No hour suits all of them.")
    if len(found) == HOURS_A_DAY:
        return t.say("Any hour suits all of them.")
    told = [hour(t, now.replace(hour=utc, minute=0), t.zone) for utc in found]
    return t.say(
        "Hours that suit all, on the clock of {zone}: {hours}", zone=zone_city(t, t.zone), hours=", ".join(told)
    )


def _folded(t: Translator, why: Sequence[tuple[MemberShown, Html]]) -> Html:
    """A sentence for each, for who wants to know."""
    told = [t.say("<b>{city}</b>: {why}", city=member.name, why=said) for member, said in why]
    return Html("<blockquote expandable>{}</blockquote>").format(lines(t.say("Why:"), *told))


def _mark(member: MemberShown, field: str) -> str:
    return " 📌" if field in member.fixed else ""


def left_out(t: Translator, shown: ProposalShown, number: int) -> Message:
    """Whom it leaves out, and why."""
    number = page_within(number, len(shown.left_out), A_PAGE)
    on_page = shown.left_out[number * A_PAGE : (number + 1) * A_PAGE]
    listed = [
        t.say("{place}. <b>{city}</b>", place=place, city=member.name) for place, member in enumerate(on_page, start=1)
    ]
    why = [(member, reasons.why_out(t, member.out, shown.name)) for member in on_page if member.out is not None]
    presses = [MemberOpened(shown.composition.id, member.id, 0) for member in on_page]
    turning = arrows(
        t, number, pages_for(len(shown.left_out), A_PAGE), lambda to: LeftOutOpened(shown.composition.id, to)
    )
    rows = (*in_even_rows(number_buttons(presses), 5), turning, (back(t, CompositionOpened(shown.composition.id)),))
    title = t.say("🚪 <b>Left out</b> · proposal {number}", number=shown.composition.number)
    said = [lines(*listed), _folded(t, why)] if listed else [t.say("Nobody is left out.")]
    return Message(paragraphs(title, *said), tuple(row for row in rows if row))


def breach(t: Translator, one: Breach, shown: ProposalShown) -> Html:
    """A rule that does not hold."""
    gaps = {
        "field": shown.name(one.field),
        "city": shown.name(one.member) if one.member else "",
        "number": one.number,
        "allowed": one.allowed,
    }
    return {
        Rule.FEW: t.count(
            "⚠️ {field} would have {n} city, fewer than {allowed}.",
            "⚠️ {field} would have {n} cities, fewer than {allowed}.",
            one.number,
            **gaps,
        ),
        Rule.MANY: t.say("⚠️ {field} would have {number} cities, more than {allowed}.", **gaps),
        Rule.PER_MEMBER: t.say("⚠️ {city} would be in {number} networks, more than {allowed}.", **gaps),
        Rule.HOURS: t.say("⚠️ In {field} no hour suits all.", **gaps),
        Rule.KEPT_OUT: t.say("⚠️ {city} was kept out of {field}.", **gaps),
    }[one.rule]
