"""A session as the people of the cities follow it, write in it, and receive what was written for them."""

from dataclasses import replace
from typing import NamedTuple

from actions.access import (
    Speaker,
    access_meeting,
    access_network,
    access_offering,
    access_prepared_meeting,
    access_received_notes,
    access_taking_part,
    prepares,
)
from actions.live.checking import locked_course
from actions.live.handing import all_handed
from actions.live.late import Kept, check_open, do_keep, just_over
from actions.live.notes import check_writing, do_take_back, request_for, request_subject_of
from actions.live.people import readers_of
from actions.live.refusals import CaseOver, LiveOver, NotNow, NotStarted
from actions.live.showing import following_subject_of, keep_one
from actions.live.standing import started_course
from actions.meetings.refusals import MeetingCancelled
from actions.refusals import EmptyText, NotFound, NothingAsked, Refused, StepPassed
from handlers.commitments.showing import check_private, speaking_city
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.live.leading import card_of, pressed_in
from handlers.turn import Turn, cleaned
from store.live import running_in
from store.models import City, Draft, Network, NoteKind
from store.programme import cities_of_network
from texts import forms as form_texts
from texts.behalf.presses import LiveNotingOpened, NoteWritersOpened
from texts.behalf.words import behalf_key, named
from texts.live import following, notes
from texts.live.presses import HandedOpened, LiveOpened, NoteBegun, NoteTakenBack, TypedAsNote, TypedAsOther
from texts.live.shown import Course
from texts.message import Button, Message
from texts.one_line import one_line
from texts.sharing import nothing_asked

TEXT = "text"
OUT_OF_TIME = (CaseOver, LiveOver, MeetingCancelled, NotNow, NotStarted)


class _About(NamedTuple):
    """What a note is about: the session, whose case, who writes for which city, which part of the agenda, what kind."""

    course: Course
    case: City
    speaker: Speaker
    part: int
    kind: NoteKind


def open_live(turn: Turn, press: LiveOpened) -> Message:
    """To lead it, or to take part."""
    check_private(turn)
    meeting, network = access_meeting(turn.session, turn.member, press.meeting_id)
    membership, _ = access_network(turn.session, turn.member, network.id)
    course = started_course(turn.session, meeting, network, turn.now)
    if prepares(membership):
        return card_of(turn, course)
    page = following.page(turn.translator, course, speaking_city(turn, membership, network))
    if not course.is_running:
        return page
    subject = following_subject_of(meeting)
    keep_one(turn.session, subject, pressed_in(turn), now=turn.now)
    return replace(page, subject=subject)


def hub_key(turn: Turn) -> Button | None:
    """To the session that runs, for whoever has lost sight of it."""
    live = running_in(turn.session, [network.id for _, network in turn.networks])
    return None if live is None else following.hub_key(turn.translator, live.meeting_id)


def begin_note(turn: Turn, press: NoteBegun) -> Message:
    """The question, whatever was begun before."""
    check_private(turn)
    city = f"-{press.city_id}" if press.city_id else ""
    return restart(turn, FORM, f"{press.meeting_id}-{press.part}-{press.kind}{city}")


def take_back_note(turn: Turn, press: NoteTakenBack) -> Message:
    """The last one was not meant."""
    check_private(turn)
    speaker = _speaker(turn, press.meeting_id, press.city_id)
    course = do_take_back(turn.session, turn.member, speaker, press.part, press.note_id, now=turn.now)
    turn.toast = notes.taken_back(turn.translator)
    return _request(turn, course, press.part, _noted_for(speaker))


def open_noting(turn: Turn, press: LiveNotingOpened) -> Message:
    """What a city says aloud while the others write is noted by whoever leads the session."""
    check_private(turn)
    speaker = _speaker(turn, press.meeting_id, press.city_id)
    course = locked_course(turn.session, speaker.meeting, speaker.network, turn.now)
    part = course.current.stage.part
    check_writing(course, speaker.city, part)
    return _request(turn, course, part, _noted_for(speaker))


def open_writers(turn: Turn, press: NoteWritersOpened) -> Message:
    """Which of the cities says something aloud."""
    check_private(turn)
    meeting, network = access_prepared_meeting(turn.session, turn.member, press.meeting_id)
    case = locked_course(turn.session, meeting, network, turn.now).writes
    if case is None:
        raise NotNow
    return notes.which_writer(turn.translator, meeting.id, cities_of_network(turn.session, network.id), case)


def live_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """While a city other than that whose case it is can write."""
    live = running_in(turn.session, [network.id])
    if live is None:
        return []
    meeting, _ = access_meeting(turn.session, turn.member, live.meeting_id)
    try:
        course = locked_course(turn.session, meeting, network, turn.now)
        check_writing(course, city, course.current.stage.part)
    except Refused:
        return []
    return [notes.noting_key(turn.translator, meeting.id, city)]


def _speaker(turn: Turn, meeting_id: int, city_id: int) -> Speaker:
    """For which city one writes, and whether that is in its name."""
    if city_id:
        return access_offering(turn.session, turn.member, meeting_id, city_id)
    return Speaker(*access_taking_part(turn.session, turn.member, meeting_id), is_noting=False)


def _noted_for(speaker: Speaker) -> City | None:
    return speaker.city if speaker.is_noting else None


def open_handed(turn: Turn, press: HandedOpened) -> Message:
    """What the others wrote about the case of one's own city."""
    check_private(turn)
    meeting, network, city = access_received_notes(turn.session, turn.member, press.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    return all_handed(turn.session, course, city, turn.member)


def _known(turn: Turn, argument: str) -> Answers:
    _about(turn, argument)
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    try:
        about = _about(turn, draft.answers["argument"])
    except OUT_OF_TIME as refusal:  # gone on with when the case was over: there is a key to leave it
        return Message(refusal.sentence(turn.translator))
    has_people = readers_of(turn.session, about.course.network.id, about.case).are_its_own
    question = notes.question(turn.translator, about.case, about.kind, has_people=has_people)
    return named(turn.translator, _noted_for(about.speaker), question)


def _finish(turn: Turn, answers: Answers) -> Message:
    try:
        about = _about(turn, answers["argument"])
    except OUT_OF_TIME as refusal:
        return _given_back(turn, refusal)
    speaker, text = about.speaker, answers[TEXT]
    kept = do_keep(
        turn.session,
        turn.member,
        speaker,
        about.part,
        about.kind,
        text,
        now=turn.now,
        is_asked=speaker.is_noting,
    )
    return _kept(turn, kept, about.part, _noted_for(speaker))


def _kept(turn: Turn, kept: Kept, part: int, noted_for: City | None = None) -> Message:
    course, case, is_late = kept
    if not is_late and course.writes is not None:
        return _request(turn, course, part, noted_for)
    if not is_late:
        return notes.kept_early(turn.translator, course, case)
    has_people = readers_of(turn.session, course.network.id, case).are_its_own
    return notes.kept_late(turn.translator, course, case, has_people=has_people)


def _given_back(turn: Turn, refusal: Refused) -> Message:
    """Too late for the case: what was typed can become something else, in answer to it."""
    t = turn.translator
    sentence = notes.given_back(t, refusal.sentence(t))
    return nothing_asked(t, sentence, reply_to=turn.incoming.message_id, coordinates=turn.coordinates)


def ask_about_typed(turn: Turn) -> Message | None:
    """While the case of another city is heard, and just after it, what a person types is most likely for that city."""
    cities = {
        network.id: city
        for membership, network in turn.networks
        if (city := speaking_city(turn, membership, network)) is not None
    }
    live = running_in(turn.session, cities)
    if live is None:
        return None
    meeting, network = access_meeting(turn.session, turn.member, live.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    reply_to, city = turn.incoming.message_id, cities[network.id]
    if course.case is not None and course.case.id != city.id:
        part = course.current.stage.part
        return notes.typed(turn.translator, meeting, part, course.case, is_over=False, reply_to=reply_to)
    over = just_over(course, city)
    return over and notes.typed(turn.translator, meeting, *over, is_over=True, reply_to=reply_to)


def take_typed(turn: Turn, press: TypedAsNote) -> Message:
    """What was typed, without having to type it again."""
    check_private(turn)
    text = one_line(cleaned(turn.incoming.answered_text, notes.LIMIT))
    if not text:
        raise EmptyText
    speaker = _speaker(turn, press.meeting_id, 0)
    try:
        kept = do_keep(turn.session, turn.member, speaker, press.part, press.kind, text, now=turn.now, is_asked=False)
    except OUT_OF_TIME as refusal:
        return _given_back(turn, refusal)
    return _kept(turn, kept, press.part)


def leave_typed(turn: Turn, _press: TypedAsOther) -> Message:
    """It is for nobody in the session."""
    check_private(turn)
    t = turn.translator
    sentence = NothingAsked().sentence(t)
    return nothing_asked(t, sentence, reply_to=turn.incoming.message_id, coordinates=turn.coordinates)


def _cancelled(turn: Turn, answers: Answers) -> Message:
    try:
        about = _about(turn, answers["argument"])
    except Refused:  # the case is over, or the network was left
        return form_texts.cancelled(turn.translator)
    course, speaker = about.course, about.speaker
    if course.case is not None and course.case.id == about.case.id and course.writes is None:
        return following.page(turn.translator, course, speaker.city)
    return _request(turn, course, about.part, _noted_for(speaker))


def _request(turn: Turn, course: Course, part: int, noted_for: City | None = None) -> Message:
    message = request_for(turn.session, course, turn.member, part, noted_for)
    if message is None:
        raise NotFound
    if noted_for is not None:
        t, shown = turn.translator, named(turn.translator, noted_for, message)
        back = (notes.session_key(t, course.meeting.id), behalf_key(t, course.network.id, noted_for))
        return replace(shown, rows=(*shown.rows, back))
    return replace(message, subject=request_subject_of(course.meeting, part))


def _about(turn: Turn, argument: str) -> _About:
    meeting_id, part, kind, city_id = [*argument.split("-"), "", "", ""][:4]
    if kind not in {one.value for one in NoteKind}:
        raise StepPassed
    speaker, number = _speaker(turn, number_in(meeting_id), number_in(city_id or "0")), number_in(part)
    course = locked_course(turn.session, speaker.meeting, speaker.network, turn.now, may_be_over=True)
    case = check_open(course, speaker.city, number, is_asked=speaker.is_noting)
    return _About(course, case, speaker, number, NoteKind(kind))


FORM = Form(
    "live_note",
    notes.form_title,
    (Step(TEXT, _ask, take=lambda turn, _answers: in_one_line(turn, notes.LIMIT)),),
    _finish,
    known=_known,
    cancelled=_cancelled,
)
