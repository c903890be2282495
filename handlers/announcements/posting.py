"""What did not reach somebody is posted in the group of their network, by hand."""

from collections.abc import Callable
from typing import Any

from actions.announcements import line
from actions.announcements.audience import audience_of
from actions.announcements.posting import do_post, groups_to_post_in
from actions.announcements.refusals import PostedAlready
from actions.announcements.under_way import access_sent
from handlers.announcements.panel import stand
from handlers.turn import Turn
from texts.announcements.posting import PostBegun, PostConfirmed, sure_to_post
from texts.message import Message
from texts.presses import Press


def ask(turn: Turn, press: PostBegun) -> Message:
    """Asked once."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    groups = groups_to_post_in(turn.session, announcement)
    if not groups:
        raise PostedAlready
    line.leave(turn.session, announcement, turn.incoming.message_id)
    is_for_some = not audience_of(turn.session, announcement, turn.now).is_everybody
    return sure_to_post(turn.translator, announcement, groups, is_for_some=is_for_some)


def post(turn: Turn, press: PostConfirmed) -> Message | None:
    """It goes out there."""
    return stand(turn, do_post(turn.session, turn.member, press.announcement_id, now=turn.now))


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {PostBegun: ask, PostConfirmed: post}
