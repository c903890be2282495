"""The earlier announcements and those that wait, each with what now stands of it."""

from collections.abc import Callable
from typing import Any

from actions.announcements import writing
from actions.announcements.standing import missed_of
from actions.announcements.under_way import access_sent
from handlers.announcements.panel import stand, standing
from handlers.turn import Turn
from store import announcements as store
from store.models import AnnouncementState
from texts.announcements import history
from texts.announcements.missed import all_missed
from texts.announcements.presses import (
    AnnouncementOpened,
    HistoryOpened,
    MissedOpened,
    ScheduledOpened,
    StandingOpened,
)
from texts.message import Message
from texts.presses import Press


def show_history(turn: Turn, press: HistoryOpened) -> Message:
    """The earlier ones."""
    everything = store.announcements_of(turn.session, turn.member.id)
    earlier = [one for one in everything if one.state is not AnnouncementState.SCHEDULED]
    return history.history(turn.translator, earlier, press.page)


def show_scheduled(turn: Turn, press: ScheduledOpened) -> Message:
    """Those that wait for their hour."""
    return history.scheduled(turn.translator, store.scheduled_of(turn.session, turn.member.id), press.page)


def open_announcement(turn: Turn, press: AnnouncementOpened) -> Message:
    """One of them, and what now stands of it."""
    announcement = writing.access_own(turn.session, turn.member, press.announcement_id)
    networks = store.networks_of_announcement(turn.session, announcement.id)
    return history.remembered(turn.translator, announcement, networks, standing(turn, announcement))


def open_standing(turn: Turn, press: StandingOpened) -> Message | None:
    """Back from a question about it: nothing has been decided."""
    return stand(turn, writing.access_own(turn.session, turn.member, press.announcement_id))


def show_missed(turn: Turn, press: MissedOpened) -> Message:
    """All whom it did not reach."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    return all_missed(turn.translator, announcement.id, missed_of(turn.session, announcement), press.page)


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    HistoryOpened: show_history,
    ScheduledOpened: show_scheduled,
    AnnouncementOpened: open_announcement,
    StandingOpened: open_standing,
    MissedOpened: show_missed,
}
