"""A member's role changes with a link, after a question."""

from actions import roles as actions
from handlers.feature import Feature
from handlers.turn import Turn
from texts import roles as texts
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


FEATURE = Feature(presses={RoleChanged: change_role})
