"""The buttons of the coordinators' desk."""

from dataclasses import dataclass

from store.models import Role
from texts.presses import ChatId, Press, press


@press("ko")
@dataclass(frozen=True)
class DeskOpened(Press):
    """What needs me today, and my networks."""


@press("kn")
@dataclass(frozen=True)
class NetworkDeskOpened(Press):
    """One network."""

    network_id: int


@press("kj")
@dataclass(frozen=True)
class NetworkMessagesOpened(Press):
    """What the network is told and asked."""

    network_id: int


@press("kt")
@dataclass(frozen=True)
class NetworkUpkeepOpened(Press):
    """What is seldom needed: its groups, settings, log and end."""

    network_id: int


@press("ki")
@dataclass(frozen=True)
class InvitingBegun(Press):
    """For which city, or as what."""

    network_id: int
    page: int = 0


@press("km")
@dataclass(frozen=True)
class InvitationMade(Press):
    """A link for somebody; `city_id` is 0 for those who come for no city."""

    network_id: int
    city_id: int
    role: Role


@press("kl")
@dataclass(frozen=True)
class InvitationsOpened(Press):
    """The links that still let somebody in."""

    network_id: int
    page: int = 0


@press("kv")
@dataclass(frozen=True)
class InvitationOpened(Press):
    """One of them."""

    invitation_id: int


@press("ks")
@dataclass(frozen=True)
class InvitationShown(Press):
    """Its link and picture again."""

    invitation_id: int


@press("kw")
@dataclass(frozen=True)
class InvitationWidened(Press):
    """For five people instead of one."""

    invitation_id: int


@press("kr")
@dataclass(frozen=True)
class RevocationBegun(Press):
    """Asked once more."""

    invitation_id: int


@press("ky")
@dataclass(frozen=True)
class InvitationRevoked(Press):
    """It lets nobody in any more."""

    invitation_id: int


@press("kg")
@dataclass(frozen=True)
class GroupsOpened(Press):
    """What is connected to a network."""

    network_id: int


@press("kd")
@dataclass(frozen=True)
class GroupDisconnectionBegun(Press):
    """Asked once more. The network is that of which the list was shown."""

    group_id: ChatId
    network_id: int


@press("kf")
@dataclass(frozen=True)
class GroupDisconnectionConfirmed(Press):
    """The group or channel is nobody's any more."""

    group_id: ChatId
    network_id: int


@press("kp")
@dataclass(frozen=True)
class PeopleOpened(Press):
    """Who is in."""

    network_id: int
    page: int = 0


@press("ku")
@dataclass(frozen=True)
class UnreachableOpened(Press):
    """Whom no letter reaches, in all networks of the one who presses."""

    page: int


@press("ka")
@dataclass(frozen=True)
class LostOpened(Press):
    """What did not arrive, in all networks of the one who presses."""

    page: int


@press("kq")
@dataclass(frozen=True)
class PersonOpened(Press):
    """One of them."""

    membership_id: int


@press("kb")
@dataclass(frozen=True)
class RemovalBegun(Press):
    """Asked once more."""

    membership_id: int


@press("kx")
@dataclass(frozen=True)
class PersonRemoved(Press):
    """Takes part in the network no more."""

    membership_id: int


@press("kzg")
@dataclass(frozen=True)
class RoleBegun(Press):
    """What somebody is to be."""

    membership_id: int


@press("kzh")
@dataclass(frozen=True)
class RoleCitiesOpened(Press):
    """For which city."""

    membership_id: int


@press("kzi")
@dataclass(frozen=True)
class RoleChosen(Press):
    """Asked once more. `present`: what they were when it was shown."""

    membership_id: int
    role: Role
    city_id: int
    present: Role


@press("kzj")
@dataclass(frozen=True)
class RoleGiven(Press):
    """Yes."""

    membership_id: int
    role: Role
    city_id: int
    present: Role


@press("kzn")
@dataclass(frozen=True)
class AllNeedsOpened(Press):
    """Everything that needs me today; of one network, or with 0 of all."""

    network_id: int


@press("kzl")
@dataclass(frozen=True)
class CitiesOpened(Press):
    """Who is there for each city."""

    network_id: int
    page: int = 0


@press("kzm")
@dataclass(frozen=True)
class CityPeopleOpened(Press):
    """One of them, and what helps."""

    network_id: int
    city_id: int


@press("kzx")
@dataclass(frozen=True)
class LinksAsked(Press):
    """A link for each city, as a file."""

    network_id: int
