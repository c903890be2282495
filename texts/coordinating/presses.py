"""The buttons of the coordinators' desk."""

from store.frozen import frozen
from store.models import Role
from texts.presses import ChatId, Press, press


@press("ko")
@frozen
class DeskOpened(Press):
    """What needs me today, and my networks."""


@press("kn")
@frozen
class NetworkDeskOpened(Press):
    """One network."""

    network_id: int


@press("kj")
@frozen
class NetworkMessagesOpened(Press):
    """What the network is told and asked."""

    network_id: int


@press("kt")
@frozen
class NetworkUpkeepOpened(Press):
    """What is seldom needed: its groups, settings, log and end."""

    network_id: int


@press("ki")
@frozen
class InvitingBegun(Press):
    """For which city, or as what."""

    network_id: int
    page: int = 0


@press("km")
@frozen
class InvitationMade(Press):
    """A link for somebody; `city_id` is 0 for those who come for no city."""

    network_id: int
    city_id: int
    role: Role


@press("kl")
@frozen
class InvitationsOpened(Press):
    """The links that still let somebody in."""

    network_id: int
    page: int = 0


@press("kv")
@frozen
class InvitationOpened(Press):
    """One of them."""

    invitation_id: int


@press("ks")
@frozen
class InvitationShown(Press):
    """Its link and picture again."""

    invitation_id: int


@press("kw")
@frozen
class InvitationWidened(Press):
    """For five people instead of one."""

    invitation_id: int


@press("kr")
@frozen
class RevocationBegun(Press):
    """Asked once more."""

    invitation_id: int


@press("ky")
@frozen
class InvitationRevoked(Press):
    """It lets nobody in any more."""

    invitation_id: int


@press("kg")
@frozen
class GroupsOpened(Press):
    """What is connected to a network."""

    network_id: int


@press("kd")
@frozen
class GroupDisconnectionBegun(Press):
    """Asked once more. The network is that of which the list was shown."""

    group_id: ChatId
    network_id: int


@press("kf")
@frozen
class GroupDisconnectionConfirmed(Press):
    """The group or channel is nobody's any more."""

    group_id: ChatId
    network_id: int


@press("kp")
@frozen
class PeopleOpened(Press):
    """Who is in."""

    network_id: int
    page: int = 0


@press("ku")
@frozen
class UnreachableOpened(Press):
    """Whom no letter reaches, in all networks of the one who presses."""

    page: int


@press("ka")
@frozen
class LostOpened(Press):
    """What did not arrive, in all networks of the one who presses."""

    page: int


@press("kq")
@frozen
class PersonOpened(Press):
    """One of them."""

    membership_id: int


@press("kb")
@frozen
class RemovalBegun(Press):
    """Asked once more."""

    membership_id: int


@press("kx")
@frozen
class PersonRemoved(Press):
    """Takes part in the network no more."""

    membership_id: int


@press("kzg")
@frozen
class RoleBegun(Press):
    """What somebody is to be."""

    membership_id: int


@press("kzh")
@frozen
class RoleCitiesOpened(Press):
    """For which city."""

    membership_id: int


@press("kzi")
@frozen
class RoleChosen(Press):
    """Asked once more. `present`: what they were when it was shown."""

    membership_id: int
    role: Role
    city_id: int
    present: Role


@press("kzj")
@frozen
class RoleGiven(Press):
    """Yes."""

    membership_id: int
    role: Role
    city_id: int
    present: Role


@press("kzn")
@frozen
class AllNeedsOpened(Press):
    """Everything that needs me today; of one network, or with 0 of all."""

    network_id: int


@press("kzl")
@frozen
class CitiesOpened(Press):
    """Who is there for each city."""

    network_id: int
    page: int = 0


@press("kzm")
@frozen
class CityPeopleOpened(Press):
    """One of them, and what helps."""

    network_id: int
    city_id: int


@press("kzx")
@frozen
class LinksAsked(Press):
    """A link for each city, as a file."""

    network_id: int
