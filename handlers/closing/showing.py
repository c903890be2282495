"""What is still missing before a network ends."""

from actions.access import access_coordinating
from actions.closing.standing import checklist_of
from handlers.form import number_in
from handlers.turn import Turn
from store.certificates import certificates_in
from texts.certificates.presses import all_key
from texts.closing import pages
from texts.closing.presses import CityEndOpened, ClosingOpened
from texts.closing.shown import Checklist
from texts.message import Message
from texts.report.presses import report_key
from texts.surveys.presses import results_key


def open_checklist(turn: Turn, press: ClosingOpened) -> Message:
    """City by city, for those who coordinate."""
    turn.check_private()
    return checklist_page(turn, press.network_id, press.page)


def open_city(turn: Turn, press: CityEndOpened) -> Message:
    """One of them, or all where it takes part no more."""
    turn.check_private()
    shown = shown_to(turn, press.network_id)
    one = shown.of(press.city_id)
    if one is None:
        return checklist_page(turn, press.network_id)
    return pages.city_end(turn.translator, shown, one)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start closing-1`."""
    return open_checklist(turn, ClosingOpened(number_in(number)))


def shown_to(turn: Turn, network_id: int) -> Checklist:
    """As it stands now, to those who coordinate."""
    network = access_coordinating(turn.session, turn.member, network_id)
    return checklist_of(turn.session, network, turn.now)


def checklist_page(turn: Turn, network_id: int, page: int = 0) -> Message:
    """With the ways to what belongs to the end, too."""
    shown = shown_to(turn, network_id)
    left = shown.closing is not None and shown.closing.left_at is not None
    further = [results_key(turn.translator, network_id)]
    if shown.network.closed_at is not None:
        further.append(report_key(turn.translator, network_id))
    if left and certificates_in(turn.session, network_id):
        further.append(all_key(turn.translator, network_id))
    return pages.checklist(turn.translator, shown, page, further)
