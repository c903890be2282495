"""An announcement begins with a template, one of those that come with the bot or one's own; what was sent is kept."""

from collections.abc import Callable
from typing import Any

from actions.access import access_template
from actions.announcements import templates as actions
from actions.refusals import StepPassed
from handlers.announcements import questions
from handlers.announcements.beginning import ANNOUNCEMENT
from handlers.announcements.panel import preview
from handlers.turn import Turn
from store.drafts import draft_of
from store.models import Announcement, Draft
from store.templates import templates_of
from texts.announcements import templates as texts
from texts.announcements.templates import (
    OwnForgotten,
    OwnOpened,
    OwnTaken,
    ShippedTaken,
    TemplateKept,
    TemplatesOpened,
)
from texts.message import Message
from texts.presses import Press


def open_templates(turn: Turn, press: TemplatesOpened) -> Message:
    """In the place of the question, which stays open."""
    own = templates_of(turn.session, turn.member.id)
    return texts.templates(turn.translator, own, _begun(turn).id, press.page)


def take_shipped(turn: Turn, press: ShippedTaken) -> Message:
    """Its preview, below."""
    draft = _begun(turn)
    networks = questions.chosen(turn, draft.answers)
    begun = actions.do_begin_with_shipped(turn.session, turn.member, networks, press.slug, now=turn.now)
    return _show(turn, draft, begun)


def take_own(turn: Turn, press: OwnTaken) -> Message:
    """Its preview, below."""
    draft = _begun(turn)
    networks = questions.chosen(turn, draft.answers)
    begun = actions.do_begin_with_own(turn.session, turn.member, networks, press.template_id, now=turn.now)
    return _show(turn, draft, begun)


def open_own(turn: Turn, press: OwnOpened) -> Message:
    """Asked once."""
    return texts.own_template(turn.translator, access_template(turn.session, turn.member, press.template_id))


def forget(turn: Turn, press: OwnForgotten) -> Message:
    """The others are left."""
    actions.do_forget(turn.session, turn.member, press.template_id)
    turn.toast = texts.forgotten(turn.translator)
    return open_templates(turn, TemplatesOpened(0))


def keep(turn: Turn, press: TemplateKept) -> None:
    """The announcement stands as before."""
    is_new = actions.do_keep(turn.session, turn.member, press.announcement_id, now=turn.now)
    turn.toast = texts.kept(turn.translator, is_new=is_new)


def _begun(turn: Turn) -> Draft:
    """The question what is to be announced; whoever has answered it, or left it, is past this."""
    draft = draft_of(turn.session, turn.member.id, ANNOUNCEMENT.name)
    if draft is None:
        raise StepPassed
    return draft


def _show(turn: Turn, draft: Draft, announcement: Announcement) -> Message:
    turn.session.delete(draft)
    turn.session.flush()
    preview(turn, announcement)
    return texts.taken(turn.translator)


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    TemplatesOpened: open_templates,
    ShippedTaken: take_shipped,
    OwnTaken: take_own,
    OwnOpened: open_own,
    OwnForgotten: forget,
    TemplateKept: keep,
}
