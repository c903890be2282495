"""What is decided by hand."""

from actions.access import access_composition
from actions.composing.changing import Move, costs, do_fix, do_move, swaps
from actions.composing.refusals import CompositionChanged, CompositionSettled, MoveImpossible
from actions.composing.standing import shown_of
from actions.refusals import NotFound
from handlers.composing.showing import page, shown
from handlers.turn import Turn
from texts.composing import member as texts
from texts.composing import proposal
from texts.composing.presses import MemberFixed, MemberMoved, MemberOpened, TargetOpened, TargetsOpened
from texts.composing.shown import MemberShown, ProposalShown
from texts.message import Message, plain_text


def open_member(turn: Turn, press: MemberOpened) -> Message:
    """One member; the proposal when it is placed otherwise by now."""
    found = shown(turn, press.composition_id)
    member = found.member(press.member_id, press.field_id)
    if member is None:
        return proposal.page(turn.translator, found)
    return texts.page(turn.translator, found, member, press.field_id)


def fix_member(turn: Turn, press: MemberFixed) -> Message:
    """Fixed, kept out, or let go."""
    found = shown(turn, press.composition_id)
    member, field = _placed(found, press.member_id, press.from_id), found.fields.get(press.field_id)
    if field is None:
        raise NotFound
    try:
        do_fix(turn.session, turn.member, press.composition_id, member.slug, field, press.fix, now=turn.now)
        turn.toast = texts.decided(turn.translator, press.fix)
    except CompositionSettled as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return open_member(turn, MemberOpened(press.composition_id, press.member_id, press.from_id))


def show_targets(turn: Turn, press: TargetsOpened) -> Message:
    """Where it could be moved, and what that costs."""
    found = shown(turn, press.composition_id)
    member = found.member(press.member_id, press.field_id)
    if member is None:
        return proposal.page(turn.translator, found)
    costing = costs(turn.session, found.composition, press.member_id, press.field_id)
    return texts.targets(turn.translator, found, member, press.field_id, costing)


def show_target(turn: Turn, press: TargetOpened) -> Message:
    """Alone, or with whom it changes places."""
    found = shown(turn, press.composition_id)
    member = found.member(press.member_id, press.field_id)
    if member is None:
        return proposal.page(turn.translator, found)
    alone = costs(turn.session, found.composition, press.member_id, press.field_id).get(press.to_id)
    if alone is None:
        return proposal.page(turn.translator, found)
    others = swaps(turn.session, found.composition, press.member_id, press.field_id, press.to_id)
    return texts.target(turn.translator, found, member, (press.field_id, press.to_id), alone, others)


def move_member(turn: Turn, press: MemberMoved) -> Message:
    """At once; a key of before says so."""
    turn.check_private()
    composition = access_composition(turn.session, turn.member, press.composition_id)
    try:
        move = _move(shown_of(turn.session, composition), press)
        composition = do_move(turn.session, turn.member, composition.id, move, sequence=press.sequence, now=turn.now)
        turn.toast = texts.moved(turn.translator, number=composition.number)
    except (CompositionChanged, CompositionSettled, MoveImpossible) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return page(turn, composition)


def _move(found: ProposalShown, press: MemberMoved) -> Move:
    if found.composition.sequence != press.sequence:
        raise CompositionChanged
    member = _placed(found, press.member_id, press.field_id)
    other = _placed(found, press.other_id, press.to_id) if press.other_id else None
    for number in (press.field_id, press.to_id):
        if number and number not in found.fields:
            raise NotFound
    return Move(
        member.slug,
        found.fields.get(press.field_id),
        found.fields.get(press.to_id),
        None if other is None else other.slug,
    )


def _placed(found: ProposalShown, member_id: int, field_id: int) -> MemberShown:
    member = found.member(member_id, field_id)
    if member is None:
        raise NotFound
    return member
