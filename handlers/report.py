"""The closing report of a network, for who coordinates it."""

from actions.report.files import do_want_report
from handlers.feature import Feature
from handlers.turn import Turn
from texts.report import telling
from texts.report.presses import ReportAsked


def send_report(turn: Turn, press: ReportAsked) -> None:
    """A moment later, as a document."""
    turn.check_private()
    do_want_report(turn.session, turn.member, press.network_id, turn.now)
    turn.toast = telling.begun(turn.translator)


FEATURE = Feature(presses={ReportAsked: send_report})
