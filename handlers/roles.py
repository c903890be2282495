"""A member's role changes: with a link, or by who coordinates; after a question."""

from actions import roles as actions
from actions.network import access_member
from handlers.coordinating import open_person
from handlers.feature import Feature
from handlers.turn import Turn
from handlers.undoing import with_undo
from store.memberships import city_by_id
from store.models import Role
from store.programme import cities_of_network
from texts import roles as texts
from texts.coordinating.presses import PersonOpened, RoleBegun, RoleChosen, RoleCitiesOpened, RoleGiven
from texts.message import Message
from texts.roles import RoleChanged


def whether_to_change(turn: Turn, token: str) -> Message | None:
    """The question, when the link is for something else than the person is."""
    offer = actions.offered_behind(turn.session, turn.member, token, turn.now)
    if offer is None:
        return None
    present = (offer.membership.role, offer.present_city)
    return texts.whether_to_change(
        turn.translator,
        offer.network,
        present,
        (offer.invitation.role, offer.city),
        token,
        leaves_nobody=actions.leaves_nobody(turn.session, offer),
    )


def change_role(turn: Turn, press: RoleChanged) -> Message:
    """Yes."""
    done = actions.do_change_role(turn.session, turn.member, press.token, now=turn.now)
    return texts.changed(turn.translator, done.network, done.invitation.role, done.city)


def begin_role(turn: Turn, press: RoleBegun) -> Message:
    """What somebody is to be."""
    membership, person, network = access_member(turn.session, turn.member, press.membership_id)
    city = city_by_id(turn.session, membership.city_id)
    return texts.which_role(turn.translator, network, person, membership, city)


def choose_city(turn: Turn, press: RoleCitiesOpened) -> Message:
    """Who speaks for a city says for which."""
    membership, person, network = access_member(turn.session, turn.member, press.membership_id)
    return texts.which_city(turn.translator, person, membership, cities_of_network(turn.session, network.id))


def ask_role(turn: Turn, press: RoleChosen) -> Message:
    """Asked once."""
    membership, person, network = access_member(turn.session, turn.member, press.membership_id)
    before, city = (city_by_id(turn.session, number) for number in (membership.city_id, press.city_id or None))
    return texts.sure_to_give(turn.translator, network, person, membership, before, press, city)


def give_role(turn: Turn, press: RoleGiven) -> Message:
    """Done, and back to the person; who has taken the coordination from themselves has no desk there any more."""
    person, network = actions.do_give_role(
        turn.session,
        turn.member,
        press.membership_id,
        press.role,
        press.city_id,
        present=press.present,
        now=turn.now,
    )
    turn.toast = texts.given(turn.translator, person.name)
    if person.id == turn.member.id and press.role is not Role.COORDINATOR:
        city = city_by_id(turn.session, press.city_id or None)
        return texts.changed(turn.translator, network, press.role, city)
    page = open_person(turn, PersonOpened(press.membership_id))
    return with_undo(turn, network.id, "role_given", page)


FEATURE = Feature(
    presses={
        RoleChanged: change_role,
        RoleBegun: begin_role,
        RoleCitiesOpened: choose_city,
        RoleChosen: ask_role,
        RoleGiven: give_role,
    }
)
