"""A place for a city is passed on."""

from dataclasses import replace

from actions.handovers import arriving, naming, passing
from actions.handovers.refusals import IsOnTelegram, TitularChanged
from actions.handovers.standing import colleague, colleagues_of, place_of
from handlers.coordinating import open_person, show_link
from handlers.feature import Feature
from handlers.turn import Turn
from store.handovers import waiting_handover
from texts.coordinating.inviting import Invited
from texts.coordinating.presses import PersonOpened
from texts.handovers import arriving as arriving_texts
from texts.handovers import asking, told
from texts.handovers.presses import (
    HandoverBegun,
    HandoverConfirmed,
    HandoverWithdrawn,
    LeavingAsked,
    OwnLinkAsked,
    OwnLinkWithdrawn,
    SuccessorChosen,
    TitularAsked,
    TitularNamed,
)
from texts.message import Message, plain_text


def begin(turn: Turn, press: HandoverBegun) -> Message:
    """Who follows; or, where a link is out, that it is."""
    place = place_of(turn.session, turn.member, press.membership_id, turn.now)
    waiting = waiting_handover(turn.session, place.membership.id, turn.now)
    if waiting is not None and place.person.telegram_id is None:
        return make_own_link(turn, OwnLinkAsked(press.membership_id))
    if waiting is not None:
        shown = asking.waiting(turn.translator, place, waiting[0].id, waiting[1], is_new=False)
        return replace(shown, subject=passing.subject_of(waiting[0]))
    return asking.who_follows(turn.translator, place, colleagues_of(turn.session, place.membership), press.page)


def make_own_link(turn: Turn, press: OwnLinkAsked) -> Message:
    """For somebody without Telegram: the link, and below it the message that is ready to forward."""
    try:
        handover, invitation, is_new = arriving.do_make_own_link(
            turn.session, turn.member, press.membership_id, now=turn.now
        )
    except IsOnTelegram as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
        return open_person(turn, PersonOpened(press.membership_id))
    place = place_of(turn.session, turn.member, press.membership_id, turn.now)
    if is_new:
        show_link(turn, Invited(invitation, place.network, place.city, turn.member.name, arrives=place.person.name))
    shown = arriving_texts.link_is_out(turn.translator, place, handover.id, invitation, is_new=is_new)
    return replace(shown, subject=passing.subject_of(handover))


def withdraw_own_link(turn: Turn, press: OwnLinkWithdrawn) -> Message:
    """Back to the person."""
    come = passing.do_withdraw_handover(turn.session, turn.member, press.membership_id, press.handover_id, turn.now)
    if come is not None:
        turn.toast = arriving_texts.is_in(turn.translator, come[0])
    else:
        place = place_of(turn.session, turn.member, press.membership_id, turn.now)
        turn.toast = arriving_texts.withdrawn(turn.translator, place.person)
    return open_person(turn, PersonOpened(press.membership_id))


def choose(turn: Turn, press: SuccessorChosen) -> Message:
    """What goes with it; asked once."""
    place = place_of(turn.session, turn.member, press.membership_id, turn.now)
    if place.person.telegram_id is None and not press.successor_id:
        return make_own_link(turn, OwnLinkAsked(press.membership_id))
    successor = colleague(turn.session, place.membership, press.successor_id) if press.successor_id else None
    return asking.sure(turn.translator, place, successor)


def ask_whether_to_leave(turn: Turn, press: LeavingAsked) -> Message:
    """Asked once."""
    place = place_of(turn.session, turn.member, press.membership_id, turn.now)
    successor = colleague(turn.session, place.membership, press.successor_id) if press.successor_id else None
    return asking.whether_to_leave(turn.translator, place, successor, as_titular=press.as_titular)


def confirm(turn: Turn, press: HandoverConfirmed) -> Message:
    """Done; or a link goes out to somebody new."""
    if press.successor_id:
        city, successor = passing.do_pass_on(
            turn.session,
            turn.member,
            press.membership_id,
            press.successor_id,
            leaves=press.leaves,
            now=turn.now,
            as_titular=press.as_titular,
        )
        return told.done(turn.translator, city, successor, leaves=press.leaves)
    handover, invitation, is_new = passing.do_wait_for_successor(
        turn.session, turn.member, press.membership_id, leaves=press.leaves, now=turn.now
    )
    place = place_of(turn.session, turn.member, press.membership_id, turn.now)
    if is_new:
        invited = Invited(invitation, place.network, place.city, turn.member.name, succeeds=place.person.name)
        show_link(turn, invited)
    shown = asking.waiting(turn.translator, place, handover.id, invitation, is_new=is_new)
    return replace(shown, subject=passing.subject_of(handover))


def withdraw(turn: Turn, press: HandoverWithdrawn) -> Message:
    """Back to the question who follows."""
    come = passing.do_withdraw_handover(turn.session, turn.member, press.membership_id, press.handover_id, turn.now)
    turn.toast = told.withdrawn(turn.translator) if come is None else told.taken_over(turn.translator, *come)
    return begin(turn, HandoverBegun(press.membership_id))


def ask_titular(turn: Turn, press: TitularAsked) -> Message:
    """What it means; asked once."""
    place, present = naming.titular_to_name(turn.session, turn.member, press.membership_id, turn.now)
    if place.is_titular:
        turn.toast = told.named_titular(turn.translator, place.person, place.city)
        return open_person(turn, PersonOpened(press.membership_id))
    return asking.whether_titular(turn.translator, place, present)


def name_titular(turn: Turn, press: TitularNamed) -> Message:
    """By a coordinator; back to the person."""
    try:
        person, city = naming.do_name_titular(
            turn.session, turn.member, press.membership_id, present_id=press.present_id, now=turn.now
        )
        turn.toast = told.named_titular(turn.translator, person, city)
    except TitularChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return open_person(turn, PersonOpened(press.membership_id))


FEATURE = Feature(
    links={"handover": lambda turn, number: begin(turn, HandoverBegun(int(number or 0)))},
    presses={
        HandoverBegun: begin,
        OwnLinkAsked: make_own_link,
        OwnLinkWithdrawn: withdraw_own_link,
        SuccessorChosen: choose,
        LeavingAsked: ask_whether_to_leave,
        HandoverConfirmed: confirm,
        HandoverWithdrawn: withdraw,
        TitularAsked: ask_titular,
        TitularNamed: name_titular,
    },
)
