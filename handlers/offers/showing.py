"""Offers as they are looked at, withdrawn, and said to have arrived."""

from actions.access import (
    access_given_offer,
    access_meeting,
    access_network,
    access_offer,
    access_received_offer,
    prepares,
)
from actions.offers.offering import do_tell_arrival, do_withdraw
from actions.refusals import NotFound
from handlers.commitments.showing import check_private, speaking_city
from handlers.turn import Turn
from store.live import live_of
from store.offers import Whole, offers_of, whole_offer
from texts.message import Message
from texts.offers import pages
from texts.offers.presses import OfferArrived, OfferOpened, OffersOpened, OfferWithdrawalAsked, OfferWithdrawn


def open_offers(turn: Turn, press: OffersOpened) -> Message:
    """Those of a session."""
    check_private(turn)
    return all_of(turn, press.meeting_id)


def all_of(turn: Turn, meeting_id: int) -> Message:
    """Those of a session."""
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    membership, _ = access_network(turn.session, turn.member, network.id)
    live = live_of(turn.session, meeting.id)
    return pages.listed(
        turn.translator,
        meeting,
        network,
        offers_of(turn.session, meeting.id),
        speaking_city(turn, membership, network),
        notes=prepares(membership) and network.closed_at is None,
        is_running=live is not None and live.ended_at is None,
    )


def open_offer(turn: Turn, press: OfferOpened) -> Message:
    """One of them."""
    check_private(turn)
    return one_of(turn, press.offer_id)


def one_of(turn: Turn, offer_id: int) -> Message:
    """With keys for those whom it concerns."""
    offer, _, network, membership = access_offer(turn.session, turn.member, offer_id)
    if offer.withdrawn_at is not None:
        raise NotFound
    city = speaking_city(turn, membership, network)
    is_open, city_id = network.closed_at is None, None if city is None else city.id
    return pages.one(
        turn.translator,
        _whole(turn, offer.id),
        may_withdraw=is_open and (city_id == offer.city_id or prepares(membership)),
        may_tell=is_open and city_id == offer.for_city_id,
        may_take_over=is_open and city_id == offer.city_id and offer.noted_by is not None,
    )


def ask_whether_to_withdraw(turn: Turn, press: OfferWithdrawalAsked) -> Message:
    """Really?"""
    check_private(turn)
    offer, _ = access_given_offer(turn.session, turn.member, press.offer_id)
    if offer.withdrawn_at is not None:
        return all_of(turn, offer.meeting_id)
    return pages.whether_to_withdraw(turn.translator, _whole(turn, offer.id))


def withdraw(turn: Turn, press: OfferWithdrawn) -> Message:
    """Gone from the pages."""
    check_private(turn)
    offer, speaker = access_given_offer(turn.session, turn.member, press.offer_id)
    do_withdraw(
        turn.session,
        turn.member,
        speaker.meeting,
        speaker.network,
        offer,
        is_noting=speaker.is_noting,
        now=turn.now,
    )
    turn.toast = pages.withdrawn(turn.translator)
    return all_of(turn, offer.meeting_id)


def tell_arrival(turn: Turn, press: OfferArrived) -> Message:
    """Whether it has arrived."""
    check_private(turn)
    offer = access_received_offer(turn.session, turn.member, press.offer_id)
    do_tell_arrival(turn.session, offer, press.arrival, now=turn.now)
    turn.toast = pages.noted_arrival(turn.translator, press.arrival)
    return one_of(turn, offer.id)


def _whole(turn: Turn, offer_id: int) -> Whole:
    whole = whole_offer(turn.session, offer_id)
    if whole is None:
        raise NotFound
    return whole
