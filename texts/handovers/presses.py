"""The buttons with which a place is passed on."""

from store.frozen import frozen
from store.models import Membership
from texts.message import Button, excerpt
from texts.presses import Press, press
from texts.translator import Translator


@press("za")
@frozen
class HandoverBegun(Press):
    """Who follows?"""

    membership_id: int
    page: int = 0


@press("zb")
@frozen
class SuccessorChosen(Press):
    """A colleague, by their membership, or 0 for somebody who is not in yet."""

    membership_id: int
    successor_id: int


@press("zc")
@frozen
class HandoverConfirmed(Press):
    """Yes; and whether whoever passes the place on leaves the network. `as_titular`: it was the titular's then."""

    membership_id: int
    successor_id: int
    leaves: bool
    as_titular: bool


@press("zk")
@frozen
class LeavingAsked(Press):
    """Pass the place on, and leave the network? Asked once. `as_titular`: it was the titular's then."""

    membership_id: int
    successor_id: int
    as_titular: bool


@press("zd")
@frozen
class HandoverWithdrawn(Press):
    """Nobody is waited for any more."""

    membership_id: int
    handover_id: int


@press("ze")
@frozen
class TitularAsked(Press):
    """Shall this be the titular of the city?"""

    membership_id: int


@press("zj")
@frozen
class TitularNamed(Press):
    """Yes, from now on. `present_id`: the membership of who was it when that was asked."""

    membership_id: int
    present_id: int


@press("zf")
@frozen
class CatchUpOpened(Press):
    """What has happened in the network, for whoever comes later."""

    network_id: int


@press("zl")
@frozen
class OwnLinkAsked(Press):
    """A link for somebody who takes part without Telegram, to come in themselves."""

    membership_id: int


@press("zm")
@frozen
class OwnLinkWithdrawn(Press):
    """That link lets nobody in any more."""

    membership_id: int
    handover_id: int


def own_link_key(t: Translator, membership: Membership, name: str) -> Button:
    """For somebody without Telegram."""
    return Button(t.label("🔗 Link for {name}", name=excerpt(name, 24) or "—"), OwnLinkAsked(membership.id))


def handover_key(t: Translator, membership: Membership) -> Button:
    """The way to pass a place on."""
    return Button(t.label("➡️ Pass the place on"), HandoverBegun(membership.id))


def catch_up_key(t: Translator, network_id: int) -> Button:
    """The way to what has happened so far."""
    return Button(t.label("📚 Catch up"), CatchUpOpened(network_id))
