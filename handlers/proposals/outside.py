"""What people of other networks read, or of none."""

from actions.access import access_outside
from actions.proposals import outside as actions
from actions.refusals import NotFound
from handlers.turn import Turn
from store.memberships import networks_of
from store.models import FoundKind
from texts.attachments import pages as attached
from texts.attachments.shown import with_key_above
from texts.lists import PAGE, page_within
from texts.message import Message
from texts.proposals import elsewhere as list_texts
from texts.proposals import shown as texts
from texts.proposals.presses import ElsewhereListed, FilesWanted


def show_outside(turn: Turn, kind: FoundKind, about_id: int) -> Message | None:
    """A record that is open to whoever asks; None: it is not."""
    try:
        outside = access_outside(turn.session, turn.person, kind, about_id)
    except NotFound:
        return None
    shown = actions.shown_outside(turn.session, outside)
    is_known = turn.person is not None and bool(networks_of(turn.session, turn.person.id))
    if outside.answer_id is not None:
        return texts.answer_page(turn.translator, shown, outside.answer_id, is_known=is_known)
    return texts.page(turn.translator, shown, is_known=is_known)


def list_elsewhere(turn: Turn, press: ElsewhereListed) -> Message:
    """A page of what other networks share."""
    turn.check_private()
    number = actions.elsewhere_counted(turn.session, turn.member)
    page = page_within(press.page, number)
    listed = actions.elsewhere(turn.session, turn.member, offset=page * PAGE, limit=PAGE)
    return list_texts.elsewhere(turn.translator, listed, number=number, page=page)


def with_elsewhere_key(turn: Turn, page: Message) -> Message:
    """A list of one's own network, with the key to what others share where there is something."""
    if not actions.elsewhere_counted(turn.session, turn.member):
        return page
    return with_key_above(page, list_texts.elsewhere_key(turn.translator))


def send_files(turn: Turn, press: FilesWanted) -> None:
    """They arrive below; the page stays as it is."""
    turn.check_private()
    t = turn.translator
    number = actions.do_send_files(
        turn.session, turn.person, turn.place.id, t, press.kind, press.about_id, now=turn.now
    )
    turn.toast = attached.on_their_way(t, number) if number else attached.nothing_there(t)
