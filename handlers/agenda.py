"""The agenda of a session, for those who prepare it: proposed, changed with the thumb, published."""

from collections.abc import Callable

from actions.access import access_prepared_meeting
from actions.agenda.changing import (
    do_add_item,
    do_move_item,
    do_open,
    do_remove_item,
    do_renew,
    do_set_minutes,
    item_in,
)
from actions.agenda.publishing import check_publishable, do_publish, groups_without_it
from actions.agenda.refusals import AgendaChanged
from actions.agenda.standing import outline_of
from actions.meetings.refusals import MeetingCancelled
from handlers.feature import Feature
from handlers.meetings.showing import reader_of_meeting
from handlers.turn import Turn
from store.chats import network_chats
from store.models import Meeting, Network
from texts.agenda import describing, desk, publishing
from texts.agenda.presses import (
    AgendaOpened,
    AgendaPublished,
    AgendaRenewed,
    CourseOpened,
    ItemMoved,
    ItemOpened,
    ItemRemoved,
    MethodAdded,
    MethodsOpened,
    MinutesChanged,
    PublicationBegun,
    RenewalBegun,
)
from texts.agenda.shown import Line, Outline
from texts.message import Message, plain_text


def open_agenda(turn: Turn, press: AgendaOpened) -> Message:
    """The proposal at first, then what has become of it."""
    return _page(turn, *_prepared(turn, press.meeting_id))


def open_item(turn: Turn, press: ItemOpened) -> Message:
    """To its keys."""
    meeting, network = _prepared(turn, press.meeting_id)
    return _as_it_is(turn, meeting, network, lambda: _item(turn, meeting, network, press.item_id))


def open_course(turn: Turn, press: CourseOpened) -> Message:
    """How an item goes."""
    meeting, network = _prepared(turn, press.meeting_id)

    def course() -> Message:
        outline = _outline(turn, meeting, network)
        line = _line(outline, press.item_id)
        return describing.course(turn.translator, outline, line, is_open=_is_open(turn, meeting, network))

    return _as_it_is(turn, meeting, network, course)


def set_minutes(turn: Turn, press: MinutesChanged) -> Message:
    """An item gets longer or shorter; its keys stay under the thumb."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        do_set_minutes(
            turn.session, meeting, network, press.item_id, seen=press.seen, wanted=press.wanted, now=turn.now
        )
        return _item(turn, meeting, network, press.item_id)

    return _as_it_is(turn, meeting, network, change)


def move_item(turn: Turn, press: ItemMoved) -> Message:
    """An item goes up or down."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        do_move_item(turn.session, meeting, network, press.item_id, seen=press.seen, wanted=press.wanted, now=turn.now)
        return _item(turn, meeting, network, press.item_id)

    return _as_it_is(turn, meeting, network, change)


def remove_item(turn: Turn, press: ItemRemoved) -> Message:
    """An item goes."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        do_remove_item(turn.session, meeting, network, press.item_id, now=turn.now)
        turn.toast = desk.removed(turn.translator)
        return _page(turn, meeting, network)

    return _as_it_is(turn, meeting, network, change)


def open_methods(turn: Turn, press: MethodsOpened) -> Message:
    """What can be added."""
    meeting, network = _prepared(turn, press.meeting_id)
    return describing.methods(turn.translator, _outline(turn, meeting, network))


def add_method(turn: Turn, press: MethodAdded) -> Message:
    """One more item, to be given its minutes and its place."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        item = do_add_item(turn.session, meeting, network, press.method, sequence=press.sequence, now=turn.now)
        turn.toast = desk.added(turn.translator, press.method)
        return _item(turn, meeting, network, item.id)

    return _as_it_is(turn, meeting, network, change)


def begin_renewal(turn: Turn, press: RenewalBegun) -> Message:
    """Asks whether that is meant."""
    meeting, network = _prepared(turn, press.meeting_id)
    return desk.renewal_question(turn.translator, _outline(turn, meeting, network))


def renew(turn: Turn, press: AgendaRenewed) -> Message:
    """The proposal again."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        do_renew(turn.session, meeting, network, sequence=press.sequence, now=turn.now)
        turn.toast = desk.renewed(turn.translator)
        return _page(turn, meeting, network)

    return _as_it_is(turn, meeting, network, change)


def begin_publication(turn: Turn, press: PublicationBegun) -> Message:
    """Asks whether that is meant, and says where it will stand."""
    meeting, network = _prepared(turn, press.meeting_id)

    def question() -> Message:
        outline = _outline(turn, meeting, network)
        check_publishable(outline)
        there = network_chats(turn.session, network.id)
        lacking = groups_without_it(turn.session, meeting, network)
        return publishing.publication_question(turn.translator, outline, there, lacking)

    return _as_it_is(turn, meeting, network, question)


def publish(turn: Turn, press: AgendaPublished) -> Message:
    """The network sees it from now on."""
    meeting, network = _prepared(turn, press.meeting_id)

    def change() -> Message:
        do_publish(turn.session, turn.member, meeting, network, sequence=press.sequence, now=turn.now)
        turn.toast = publishing.published(turn.translator, len(network_chats(turn.session, network.id)))
        return _page(turn, meeting, network)

    return _as_it_is(turn, meeting, network, change)


def _prepared(turn: Turn, meeting_id: int) -> tuple[Meeting, Network]:
    turn.check_private()
    meeting, network = access_prepared_meeting(turn.session, turn.member, meeting_id)
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    return meeting, network


def _as_it_is(turn: Turn, meeting: Meeting, network: Network, shown: Callable[[], Message]) -> Message:
    """Who acts on what has changed meanwhile sees how it is now, and is told why."""
    try:
        return shown()
    except AgendaChanged as changed:
        turn.toast = plain_text(changed.sentence(turn.translator))
        return _page(turn, meeting, network)


def _is_open(turn: Turn, meeting: Meeting, network: Network) -> bool:
    return meeting.starts_at > turn.now and network.closed_at is None


def _outline(turn: Turn, meeting: Meeting, network: Network) -> Outline:
    agenda = do_open(turn.session, meeting, network, now=turn.now)
    return outline_of(turn.session, agenda, meeting, network, turn.now)


def _page(turn: Turn, meeting: Meeting, network: Network) -> Message:
    outline = _outline(turn, meeting, network)
    return desk.page(
        reader_of_meeting(turn, meeting),
        outline,
        is_open=_is_open(turn, meeting, network),
        lacking=len(groups_without_it(turn.session, meeting, network)),
    )


def _item(turn: Turn, meeting: Meeting, network: Network, item_id: int) -> Message:
    outline = _outline(turn, meeting, network)
    line = _line(outline, item_id)
    if not _is_open(turn, meeting, network):
        return describing.course(turn.translator, outline, line, is_open=False)
    return desk.item(reader_of_meeting(turn, meeting), outline, line.item)


def _line(outline: Outline, item_id: int) -> Line:
    item = item_in([one.item for one in outline.lines], item_id)
    return next(one for one in outline.lines if one.item is item)


FEATURE = Feature(
    presses={
        AgendaOpened: open_agenda,
        ItemOpened: open_item,
        CourseOpened: open_course,
        MinutesChanged: set_minutes,
        ItemMoved: move_item,
        ItemRemoved: remove_item,
        MethodsOpened: open_methods,
        MethodAdded: add_method,
        RenewalBegun: begin_renewal,
        AgendaRenewed: renew,
        PublicationBegun: begin_publication,
        AgendaPublished: publish,
    },
)
