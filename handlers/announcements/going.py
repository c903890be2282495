"""What can be done with what goes out or was delivered: held back, let go again, taken back."""

from collections.abc import Callable
from typing import Any

from actions.announcements import line, pausing, withdrawing
from actions.announcements.under_way import access_sent
from handlers.announcements.correction import ask_correction, ask_correction_of
from handlers.announcements.panel import stand
from handlers.turn import Turn
from texts.announcements import results
from texts.announcements.options import CorrectionOfBegun
from texts.announcements.presses import (
    AnnouncementPaused,
    AnnouncementResumed,
    CorrectionBegun,
    WithdrawalBegun,
    WithdrawalConfirmed,
)
from texts.message import Message
from texts.presses import Press


def pause(turn: Turn, press: AnnouncementPaused) -> Message | None:
    """What waits is held back."""
    return stand(turn, pausing.do_pause(turn.session, turn.member, press.announcement_id, now=turn.now))


def resume(turn: Turn, press: AnnouncementResumed) -> Message | None:
    """On it goes."""
    return stand(turn, pausing.do_resume(turn.session, turn.member, press.announcement_id, now=turn.now))


def ask_withdrawal(turn: Turn, press: WithdrawalBegun) -> Message:
    """Asked once."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    return results.sure_to_withdraw(turn.translator, announcement)


def withdraw(turn: Turn, press: WithdrawalConfirmed) -> Message | None:
    """Every copy goes, or is replaced."""
    return stand(turn, withdrawing.do_withdraw(turn.session, turn.member, press.announcement_id, now=turn.now))


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    AnnouncementPaused: pause,
    AnnouncementResumed: resume,
    CorrectionBegun: ask_correction,
    CorrectionOfBegun: ask_correction_of,
    WithdrawalBegun: ask_withdrawal,
    WithdrawalConfirmed: withdraw,
}
