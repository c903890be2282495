"""The coordinators' desk: what needs them today, a network's page, invitations, people."""

from collections import Counter

from actions import coordinating as actions
from actions import letters
from actions.access import access_coordinated_networks, access_coordinating, coordinated_networks
from actions.desk_needs import needs_of
from actions.groups import access_connected, do_disconnect_from_afar
from actions.handovers.standing import colleagues_of, titular_of
from actions.letters.copies import edit_captions
from actions.lost import lost_of
from handlers.feature import Feature
from handlers.turn import Turn, private_link
from handlers.undoing import with_undo
from store.chats import chats_ever_connected
from store.coordinating import participants
from store.guests import visits_in
from store.invitations import open_invitations
from store.models import Role
from store.network import cities_with_counts
from texts.coordinating import desk, groups, inviting, lost, people
from texts.coordinating.inviting import Invited
from texts.coordinating.presses import (
    AllNeedsOpened,
    DeskOpened,
    GroupDisconnectionBegun,
    GroupDisconnectionConfirmed,
    GroupsOpened,
    InvitationMade,
    InvitationOpened,
    InvitationRevoked,
    InvitationShown,
    InvitationsOpened,
    InvitationWidened,
    InvitingBegun,
    LostOpened,
    NetworkDeskOpened,
    NetworkMessagesOpened,
    NetworkUpkeepOpened,
    PeopleOpened,
    PersonOpened,
    PersonRemoved,
    RemovalBegun,
    RevocationBegun,
    UnreachableOpened,
)
from texts.message import Button, Html, Message


def hub_key(turn: Turn) -> Button | None:
    """For coordinators only."""
    return desk.hub_button(turn.translator) if turn.coordinates else None


def show_desk(turn: Turn) -> Message:
    """/coordinate: what needs me today; with one network, its page."""
    networks = access_coordinated_networks(turn.session, turn.member)
    needs = needs_of(turn.session, turn.member, networks, turn.now)
    if len(networks) == 1:
        overview = actions.overview_of(turn.session, turn.member, networks[0], turn.now)
        return desk.network_desk(turn.translator, overview, needs, turn.now)
    return desk.desk(turn.translator, networks, needs, turn.now)


def show_all_needs(turn: Turn, press: AllNeedsOpened) -> Message:
    """Every line of what needs me today."""
    networks = access_coordinated_networks(turn.session, turn.member)
    network = None
    if press.network_id:
        network = access_coordinating(turn.session, turn.member, press.network_id)
        networks = [network]
    return desk.all_needs(turn.translator, network, needs_of(turn.session, turn.member, networks, turn.now), turn.now)


def open_network(turn: Turn, press: NetworkDeskOpened) -> Message:
    """One network in numbers."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    if len(coordinated_networks(turn.session, turn.member)) == 1:
        return show_desk(turn)
    overview = actions.overview_of(turn.session, turn.member, network, turn.now)
    return desk.network_desk(turn.translator, overview, None, turn.now)


def show_network_messages(turn: Turn, press: NetworkMessagesOpened) -> Message:
    """What goes to it, by hand and by itself."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    overview = actions.overview_of(turn.session, turn.member, network, turn.now)
    return desk.network_messages(turn.translator, overview)


def show_network_upkeep(turn: Turn, press: NetworkUpkeepOpened) -> Message:
    """Its groups, settings, log and end."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    overview = actions.overview_of(turn.session, turn.member, network, turn.now)
    return desk.network_upkeep(turn.translator, overview)


def begin_inviting(turn: Turn, press: InvitingBegun) -> Message:
    """For which city, or as what."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    cities = cities_with_counts(turn.session, network.id)
    links = Counter(made.city_id for made in open_invitations(turn.session, network.id, turn.now))
    return inviting.for_whom(turn.translator, network, cities, links, press.page)


def make_invitation(turn: Turn, press: InvitationMade) -> Message:
    """The link, and below it the message that is ready to forward."""
    invited, is_new = actions.do_invite(
        turn.session, turn.member, press.network_id, press.city_id, press.role, now=turn.now
    )
    if is_new:
        show_link(turn, invited)
    return inviting.invitation(turn.translator, invited, is_new=True)


def show_invitations(turn: Turn, press: InvitationsOpened) -> Message:
    """Those that still let somebody in."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    found = actions.open_invitations_of(turn.session, network, turn.now)
    return inviting.invitations(turn.translator, network, found, press.page)


def open_invitation(turn: Turn, press: InvitationOpened) -> Message:
    """One of them."""
    return inviting.invitation(
        turn.translator, actions.access_invitation(turn.session, turn.member, press.invitation_id)
    )


def show_invitation(turn: Turn, press: InvitationShown) -> None:
    """Its link and picture again, below."""
    show_link(turn, actions.access_invitation(turn.session, turn.member, press.invitation_id))


def widen_invitation(turn: Turn, press: InvitationWidened) -> Message:
    """The same link for five people."""
    invited = actions.do_widen(turn.session, turn.member, press.invitation_id, now=turn.now)
    edit_captions(turn.session, actions.subject_of(invited.invitation), caption_of(turn, invited), now=turn.now)
    turn.toast = inviting.widened(turn.translator)
    return inviting.invitation(turn.translator, invited)


def ask_revocation(turn: Turn, press: RevocationBegun) -> Message:
    """Asked once."""
    return inviting.sure_to_revoke(
        turn.translator, actions.access_invitation(turn.session, turn.member, press.invitation_id)
    )


def revoke_invitation(turn: Turn, press: InvitationRevoked) -> Message:
    """Done, and back to the list."""
    invited = actions.do_revoke(turn.session, turn.member, press.invitation_id, now=turn.now)
    turn.toast = inviting.revoked(turn.translator)
    left = show_invitations(turn, InvitationsOpened(invited.network.id))
    return with_undo(turn, invited.network.id, "invitation_revoked", left)


def show_groups(turn: Turn, press: GroupsOpened) -> Message:
    """What is connected."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return groups.connected(turn.translator, network, chats_ever_connected(turn.session, network.id))


def ask_disconnection(turn: Turn, press: GroupDisconnectionBegun) -> Message:
    """Asked once."""
    chat, network = access_connected(turn.session, turn.member, press.group_id, press.network_id)
    return groups.sure_to_disconnect(turn.translator, network, chat)


def disconnect_group(turn: Turn, press: GroupDisconnectionConfirmed) -> Message:
    """Done, and back to the list."""
    chat, network = do_disconnect_from_afar(turn.session, turn.member, press.group_id, press.network_id, now=turn.now)
    turn.toast = groups.disconnected(turn.translator, chat.title)
    left = show_groups(turn, GroupsOpened(network.id))
    return with_undo(turn, network.id, "group_disconnected", left)


def show_people(turn: Turn, press: PeopleOpened) -> Message:
    """Who is in."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return people.people(turn.translator, network, participants(turn.session, network.id), press.page, turn.now)


def show_unreachable(turn: Turn, press: UnreachableOpened) -> Message:
    """Whom no letter reaches, in all networks that one coordinates."""
    networks = access_coordinated_networks(turn.session, turn.member)
    return people.unreachable(turn.translator, actions.unreachable_of(turn.session, networks), press.page)


def show_lost(turn: Turn, press: LostOpened) -> Message:
    """What did not arrive, in all networks that one coordinates."""
    networks = access_coordinated_networks(turn.session, turn.member)
    return lost.lost(turn.translator, lost_of(turn.session, networks, turn.now), press.page)


def open_person(turn: Turn, press: PersonOpened) -> Message:
    """One of them."""
    one, network = actions.access_participant(turn.session, turn.member, press.membership_id)
    is_oneself = one.person.id == turn.member.id
    titular = titular_of(turn.session, one.membership)
    has_colleagues = bool(colleagues_of(turn.session, one.membership))
    visits = visits_in(turn.session, one.person.id, network.id) if one.membership.role is Role.GUEST else []
    return people.person(
        turn.translator,
        network,
        one,
        is_oneself=is_oneself,
        titular=titular,
        has_colleagues=has_colleagues,
        visits=visits,
    )


def ask_removal(turn: Turn, press: RemovalBegun) -> Message:
    """Asked once."""
    one, network = actions.access_participant(turn.session, turn.member, press.membership_id)
    return people.sure_to_remove(turn.translator, network, one)


def remove_person(turn: Turn, press: PersonRemoved) -> Message:
    """Done, and back to the list."""
    one, network = actions.do_remove(turn.session, turn.member, press.membership_id, now=turn.now)
    turn.toast = people.removed(turn.translator, one.person.name)
    return with_undo(turn, network.id, "removed", show_people(turn, PeopleOpened(network.id)))


def show_link(turn: Turn, invited: Invited) -> None:
    """The picture is drawn when it is sent."""
    subject, caption = actions.subject_of(invited.invitation), caption_of(turn, invited)
    link = _link(turn, invited)
    letters.send_qr(turn.session, turn.place.id, "invitation.png", link, caption, now=turn.now, subject=subject)


def caption_of(turn: Turn, invited: Invited) -> Html:
    """Below the picture, in the language of the city, since it is forwarded there."""
    return inviting.to_forward(actions.reader_of(invited, turn.translator), invited, _link(turn, invited))


def _link(turn: Turn, invited: Invited) -> str:
    return private_link(turn.facts.bot_username, invited.invitation.token)


FEATURE = Feature(
    commands={"coordinate": show_desk},
    presses={
        AllNeedsOpened: show_all_needs,
        DeskOpened: lambda turn, _press: show_desk(turn),
        NetworkDeskOpened: open_network,
        NetworkMessagesOpened: show_network_messages,
        NetworkUpkeepOpened: show_network_upkeep,
        InvitingBegun: begin_inviting,
        InvitationMade: make_invitation,
        InvitationsOpened: show_invitations,
        InvitationOpened: open_invitation,
        InvitationShown: show_invitation,
        InvitationWidened: widen_invitation,
        RevocationBegun: ask_revocation,
        InvitationRevoked: revoke_invitation,
        GroupsOpened: show_groups,
        GroupDisconnectionBegun: ask_disconnection,
        GroupDisconnectionConfirmed: disconnect_group,
        PeopleOpened: show_people,
        UnreachableOpened: show_unreachable,
        LostOpened: show_lost,
        PersonOpened: open_person,
        RemovalBegun: ask_removal,
        PersonRemoved: remove_person,
    },
    hub=(hub_key,),
)
