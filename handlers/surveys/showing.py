"""What the delegates of a network have answered, and which cities may drop out."""

from actions.access import access_coordinating, access_results
from actions.risks import cities_at_risk
from actions.surveys.planning import do_send
from actions.surveys.standing import results_of
from handlers.turn import Turn
from store.models import Role
from texts import risks
from texts.message import Message
from texts.surveys import pages
from texts.surveys.presses import ResultsOpened, RisksOpened, SurveySent


def open_results(turn: Turn, press: ResultsOpened) -> Message:
    """For those who prepare the sessions."""
    turn.check_private()
    return _results(turn, press.network_id)


def send(turn: Turn, press: SurveySent) -> Message:
    """A coordinator asks now."""
    turn.check_private()
    network = access_coordinating(turn.session, turn.member, press.network_id)
    is_sent = do_send(turn.session, turn.member, network, press.kind, now=turn.now)
    turn.toast = pages.sent(turn.translator) if is_sent else pages.sent_before(turn.translator)
    return _results(turn, network.id)


def open_risks(turn: Turn, press: RisksOpened) -> Message:
    """For coordinators only, with the reasons."""
    turn.check_private()
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return risks.page(turn.translator, network, cities_at_risk(turn.session, [network], turn.now))


def _results(turn: Turn, network_id: int) -> Message:
    membership, network = access_results(turn.session, turn.member, network_id)
    shown = results_of(turn.session, network, turn.now)
    return pages.results(turn.translator, shown, coordinates=membership.role is Role.COORDINATOR)
