"""A record for those who prepare sessions: looked through, changed section by section, published."""

from collections.abc import Callable
from typing import NamedTuple

from actions.access import access_prepared_meeting
from actions.records.editing import do_collect, do_leave_out, do_write, seen_of
from actions.records.files import reader_in
from actions.records.publishing import do_publish, readers_besides
from actions.records.refusals import RecordChanged, RecordEmpty
from actions.records.standing import open_record, prepared
from actions.refusals import Refused, StepPassed
from handlers.form import Answers, Form, Step, number_in, restart, typed
from handlers.records.reading import give_file
from handlers.turn import Turn
from store.chats import network_chats
from store.models import Draft, Meeting, Network, Record, Section
from texts import forms as form_texts
from texts.forms import again
from texts.meetings.shown import Reader
from texts.message import Message, plain_text
from texts.records import desk, writing
from texts.records.desk import Prepared
from texts.records.presses import (
    DraftFileAsked,
    PublicationAsked,
    RecordDeskOpened,
    RecordPublished,
    SectionBegun,
    SectionCollected,
    SectionLeftOut,
    SectionOpened,
)


class OnDesk(NamedTuple):
    """A record that somebody prepares."""

    record: Record
    meeting: Meeting
    network: Network


def open_desk(turn: Turn, press: RecordDeskOpened) -> Message:
    """What is in it, section by section."""
    return _page(turn, _on_desk(turn, press.meeting_id))


def open_section(turn: Turn, press: SectionOpened) -> Message:
    """One section, whole."""
    return _section(turn, _on_desk(turn, press.meeting_id), press.section)


def begin_section(turn: Turn, press: SectionBegun) -> Message:
    """The question for its words."""
    _on_desk(turn, press.meeting_id)
    return restart(turn, FORM, f"{press.meeting_id}-{press.section}")


def leave_out(turn: Turn, press: SectionLeftOut) -> Message:
    """Not in the record, or in it again."""
    on_desk = _on_desk(turn, press.meeting_id)

    def change() -> Message:
        do_leave_out(
            turn.session,
            turn.member,
            on_desk.record,
            press.section,
            is_left_out=press.is_left_out,
            sequence=press.sequence,
            now=turn.now,
        )
        return _section(turn, on_desk, press.section)

    return _as_it_is(turn, on_desk, change)


def collect(turn: Turn, press: SectionCollected) -> Message:
    """What has been collected, again."""
    on_desk = _on_desk(turn, press.meeting_id)

    def change() -> Message:
        do_collect(turn.session, turn.member, on_desk.record, press.section, sequence=press.sequence, now=turn.now)
        return _section(turn, on_desk, press.section)

    return _as_it_is(turn, on_desk, change)


def send_draft_file(turn: Turn, press: DraftFileAsked) -> None:
    """What would be published, on paper, for the one who asks."""
    turn.check_private()
    give_file(turn, press.meeting_id, is_draft=True)


def ask_publication(turn: Turn, press: PublicationAsked) -> Message:
    """How it looks, and to how many it goes."""
    return _preview(turn, _on_desk(turn, press.meeting_id))


def publish(turn: Turn, press: RecordPublished) -> Message:
    """It goes to everybody, or what went is corrected."""
    on_desk = _on_desk(turn, press.meeting_id)

    def change() -> Message:
        record, meeting, network = on_desk
        is_new = do_publish(
            turn.session,
            turn.member,
            record,
            meeting,
            network,
            sequence=press.sequence,
            seen=press.content,
            now=turn.now,
        )
        if is_new and record.version > 1:
            turn.toast = desk.corrected(turn.translator)
        elif is_new:
            turn.toast = desk.published(turn.translator, *_reach(turn, network))
        return _page(turn, on_desk)

    return _as_it_is(turn, on_desk, change, _preview)


def _on_desk(turn: Turn, meeting_id: int) -> OnDesk:
    turn.check_private()
    meeting, network = access_prepared_meeting(turn.session, turn.member, meeting_id)
    return OnDesk(open_record(turn.session, meeting, network, turn.now), meeting, network)


def _as_it_is(
    turn: Turn,
    on_desk: OnDesk,
    shown: Callable[[], Message],
    instead: Callable[[Turn, OnDesk], Message] | None = None,
) -> Message:
    """Who acts on what has changed meanwhile sees how it is now, and is told why."""
    try:
        return shown()
    except (RecordChanged, RecordEmpty) as refused:
        turn.toast = plain_text(refused.sentence(turn.translator))
        return (instead or _page)(turn, on_desk)


def _preview(turn: Turn, on_desk: OnDesk) -> Message:
    reader, one = _prepared(turn, on_desk)
    if not one.has_changes:
        return desk.page(reader, one)
    if not one.shown.content.parts:
        turn.toast = plain_text(RecordEmpty().sentence(turn.translator))
        return desk.page(reader, one)
    people, groups = _reach(turn, on_desk.network)
    return desk.publication(reader, one, people=people, groups=groups)


def _prepared(turn: Turn, on_desk: OnDesk) -> tuple[Reader, Prepared]:
    reader = reader_in(turn.session, turn.member, on_desk.network)
    return reader, prepared(turn.session, *on_desk, turn.now)


def _page(turn: Turn, on_desk: OnDesk) -> Message:
    return desk.page(*_prepared(turn, on_desk))


def _section(turn: Turn, on_desk: OnDesk, chosen: Section) -> Message:
    return desk.section(*_prepared(turn, on_desk), chosen)


def _reach(turn: Turn, network: Network) -> tuple[int, int]:
    people = readers_besides(turn.session, network, turn.member, turn.now)
    return len(people), len(network_chats(turn.session, network.id))


def _known(turn: Turn, argument: str) -> Answers:
    on_desk, section = _asked_about(turn, {"argument": argument})
    return {"seen": seen_of(turn.session, on_desk.record, section)}


def _ask_words(turn: Turn, draft: Draft) -> Message:
    on_desk, section = _asked_about(turn, draft.answers)
    return writing.words_question(*_prepared(turn, on_desk), section)


def _finish(turn: Turn, answers: Answers) -> Message:
    on_desk, section = _asked_about(turn, answers)
    words, seen = answers[writing.WORDS], answers["seen"]
    try:
        do_write(turn.session, turn.member, on_desk.record, section, words, seen=seen, now=turn.now)
    except RecordChanged as refusal:
        return again(refusal.sentence(turn.translator), _section(turn, on_desk, section))
    turn.toast = writing.saved(turn.translator)
    return _page(turn, on_desk) if section is Section.DECISIONS else _section(turn, on_desk, section)


def _cancelled(turn: Turn, answers: Answers) -> Message:
    """Back to where the question was asked."""
    try:
        on_desk, _ = _asked_about(turn, answers)
        return _page(turn, on_desk)
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


def _asked_about(turn: Turn, answers: Answers) -> tuple[OnDesk, Section]:
    number, _, section = answers["argument"].partition("-")
    if section not in list(Section):
        raise StepPassed
    return _on_desk(turn, number_in(number)), Section(section)


FORM = Form(
    "record_section",
    writing.form_title,
    (Step(writing.WORDS, _ask_words, take=typed(writing.LIMIT)),),
    _finish,
    known=_known,
    cancelled=_cancelled,
)
