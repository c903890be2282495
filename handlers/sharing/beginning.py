"""Where sharing begins: with nothing, with what was typed before anything was asked, or in a city's name."""

import re
from dataclasses import replace
from typing import Any

from actions.access import access_noting, access_voice, contributing_networks
from actions.refusals import NetworkClosed, NotAllowed
from handlers.attached import voice_in_hand
from handlers.form import Answers, Form, number_in, start
from handlers.noted import FOR_CITY, numbers_in
from handlers.sharing.shape import GIVEN_NETWORK, TYPED, Sharing
from handlers.turn import Turn, cleaned
from store.models import Role
from texts import sharing as texts
from texts.message import Message

_COMMAND = re.compile(r"\A/\S+\s*")


def begin(turn: Turn, form: Form, network_id: int = 0) -> Message:
    """The first question; the network is asked for when it is not named and there are several.

    Words behind the command answer it; when a draft lies unfinished they are found again through the reply to them.
    """
    if turn.arguments:
        told = start(turn, form, TYPED, brings_text=True)
        return told if told.subject is not None else replace(told, reply_to=turn.incoming.message_id)
    return start(turn, form, str(network_id) if network_id else "")


def begin_with_text(turn: Turn, form: Form) -> Message:
    """The form with its first answer in hand: a text, or a voice note, that came before anything was asked."""
    is_in_hand = turn.incoming.answered_text or turn.incoming.answered_voice is not None
    return start(turn, form, TYPED, brings_text=True) if is_in_hand else start(turn, form)


def known(turn: Turn, kind: Sharing, argument: str) -> Answers:
    """What needs no asking: the network, in whose name it is, and what was said before the first question."""
    noted = numbers_in(argument)
    if noted is not None:
        network, city = access_noting(turn.session, turn.member, *noted)
        return {"network": network.id, GIVEN_NETWORK: True, FOR_CITY: city.id}
    given = kind.given(turn, argument)
    if given is not None:
        return given
    if argument == TYPED:
        return {kind.first: _in_hand(turn)} | one_network(turn)
    if argument:
        network = access_voice(turn.session, turn.member, number_in(argument)).network
        return {"network": network.id, GIVEN_NETWORK: True}
    return one_network(turn)


def _in_hand(turn: Turn) -> Any:
    """What is shared, as its first question would have taken it."""
    voice = None if turn.arguments else voice_in_hand(turn)
    if voice is not None:
        return voice.kept()
    return cleaned(turn.arguments or _COMMAND.sub("", turn.incoming.answered_text), texts.TEXT_LIMIT)


def one_network(turn: Turn) -> Answers:
    """The network, where there is no choice of them."""
    networks = contributing_networks(turn.session, turn.member)
    if not networks:
        has_ended = any(membership.role is not Role.GUEST for membership, _ in turn.networks)
        raise NetworkClosed if has_ended else NotAllowed
    return {"network": networks[0].id, GIVEN_NETWORK: True} if len(networks) == 1 else {}
