"""A coordinator asks the cities: dates are ticked, then a preview, then it is sent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from actions.access import access_coordinated_meeting, access_coordinating
from actions.date_polls.asking import LEAST, MOST, check_askable, check_date, check_dates, closing, do_ask, reminding
from actions.date_polls.refusals import TooManyDates
from actions.date_polls.showing import table_for
from actions.date_polls.standing import weighed_dates
from actions.date_polls.telling import reached
from actions.dates import proposals_for
from actions.refusals import Refused, StepPassed
from handlers import form
from handlers.date_polls.choosing import show_table
from handlers.form import Anew, Answers, Form, Step, With, number_in
from handlers.meetings.adding import ADD, usual_starts
from handlers.meetings.coordinating import MOVE
from handlers.meetings.dates import pressed_start, typed_start, yes
from handlers.turn import Turn
from handlers.written_dates import pressed, rest_in, with_rest
from store import drafts
from store.date_polls import unended_poll
from store.frozen import frozen
from store.models import Draft, Meeting, Network
from store.programme import cities_of_network
from texts import forms as form_texts
from texts.date_polls import asking as texts
from texts.date_polls.asking import DATES, DONE, Planned
from texts.date_polls.presses import DatePollBegun
from texts.meetings.coordinating import CONFIRM
from texts.meetings.fair import FAIR, PAGE, WHEN, Proposals
from texts.message import Message, paragraphs
from texts.written_dates import left_out

TICKED = "ticked"
SUBJECT = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")  # the argument: a network, and a session of it or 0


@frozen
class _About:
    """The session whose date is asked about. `meeting`: None for one that is to be added."""

    network: Network
    meeting: Meeting | None


def begin_asking(turn: Turn, press: DatePollBegun) -> Message:
    """From a page of fair dates, whose dates are ticked. Where the cities have been asked, it shows the answers."""
    about = _about(turn, f"{press.network_id}-{press.meeting_id}")
    running = unended_poll(turn.session, about.network.id, about.meeting.id if about.meeting else None)
    if running is not None:
        turn.toast = texts.runs_already(turn.translator)
        return show_table(turn, running.id)
    wished = _wished_so_far(turn, about)
    answers: Answers = {} if wished is None else {WHEN: wished}
    _leave_proposals(turn, about)
    found = _proposals(turn, about, answers).found[press.page * PAGE : (press.page + 1) * PAGE]
    ticked = [one.starts_at.isoformat() for one in found]
    return form.restart(
        turn, ASK, f"{press.network_id}-{press.meeting_id}", **answers, **{FAIR: press.page, TICKED: ticked}
    )


def _leave_proposals(turn: Turn, about: _About) -> None:
    """The form from which one came has become this one."""
    name, number = (ADD.name, about.network.id) if about.meeting is None else (MOVE.name, about.meeting.id)
    drafts.forget_draft(turn.session, turn.member.id, name, str(number))


def _wished_so_far(turn: Turn, about: _About) -> str | None:
    """The date of a new session that had been typed before fair ones were looked for."""
    begun = drafts.draft_of(turn.session, turn.member.id, ADD.name) if about.meeting is None else None
    is_same = begun is not None and begun.answers.get("argument") == str(about.network.id)
    return begun.answers.get(WHEN) if begun is not None and is_same else None


def _known(turn: Turn, argument: str) -> Answers:
    about = _about(turn, argument)
    check_askable(about.network, about.meeting, turn.now)
    return {"sequence": about.meeting.sequence if about.meeting is not None else 0}


def _ask_dates(turn: Turn, draft: Draft) -> Message:
    about, answers = _about(turn, draft.answers["argument"]), draft.answers
    t = turn.translator
    question = texts.dates_question(
        t,
        draft.id,
        texts.title(t, about.network, about.meeting),
        about.network,
        _proposals(turn, about, answers).found,
        _moments(answers.get(TICKED, [])),
        answers.get(FAIR, 0),
        (LEAST, MOST),
    )
    note = left_out(t, rest_in(answers), ZoneInfo(about.network.zone))
    return replace(question, text=paragraphs(note, question.text))


def _proposals(turn: Turn, about: _About, answers: Answers) -> Proposals:
    """The same as on the page from which one came."""
    is_near = WHEN in answers
    if about.meeting is not None:
        wished = about.meeting.starts_at
    elif is_near:
        wished = datetime.fromisoformat(answers[WHEN]).astimezone(UTC)
    else:
        wished = usual_starts(turn, about.network)[0]
    return proposals_for(
        turn.session, about.network, about.meeting, wished, turn.translator.language, now=turn.now, is_near=is_near
    )


def _typed_date(turn: Turn, answers: Answers) -> With:
    """One more, ticked."""
    about = _about(turn, answers["argument"])
    near = about.meeting.starts_at if about.meeting is not None else usual_starts(turn, about.network)[0]
    at, rest = typed_start(turn, about.network, near)
    return with_rest(_tick(turn, about, answers, at, is_typed=True), rest)


def _chosen_date(turn: Turn, answers: Answers, value: str) -> With:
    about = _about(turn, answers["argument"])
    if value == DONE:
        check_dates(turn.session, about.network, about.meeting, _moments(answers.get(TICKED, [])), turn.now)
        ticked: list[str] = answers[TICKED]
        return pressed(ticked)
    if value.startswith(FAIR):
        return pressed(Anew(FAIR, number_in(value.removeprefix(FAIR))))
    return pressed(_tick(turn, about, answers, pressed_start(about.network, value)))


def _tick(turn: Turn, about: _About, answers: Answers, at: datetime, *, is_typed: bool = False) -> Anew:
    """A tap ticks a date, or takes it out again; what is typed is always meant to be in."""
    ticked: list[str] = answers.get(TICKED, [])
    word = at.isoformat()
    if word in ticked:
        return Anew(TICKED, ticked if is_typed else [one for one in ticked if one != word])
    check_date(turn.session, about.network, about.meeting, at, turn.now)
    if len(ticked) >= MOST:
        raise TooManyDates(MOST)
    return Anew(TICKED, [*ticked, word])


def _ask_confirmation(turn: Turn, draft: Draft) -> Message:
    about = _about(turn, draft.answers["argument"])
    network, meeting = about.network, about.meeting
    dates = sorted(_moments(draft.answers[DATES]))
    people = reached(turn.session, network, now=turn.now)
    with_people = {one.city.id for one in people}
    closes_at = closing(network, meeting, dates, turn.now)
    planned = Planned(
        network,
        meeting,
        len(people),
        tuple(city for city in cities_of_network(turn.session, network.id) if city.id not in with_people),
        closes_at,
        reminding(network, closes_at, turn.now) is not None,
        turn.now,
    )
    weighed = weighed_dates(turn.session, network, meeting, dates, turn.translator.language)
    return texts.preview(turn.translator, draft.id, planned, weighed)


def _send(turn: Turn, answers: Answers) -> Message:
    about = _about(turn, answers["argument"])
    poll = do_ask(
        turn.session,
        turn.member,
        about.network,
        about.meeting,
        _moments(answers[DATES]),
        sequence=answers["sequence"],
        now=turn.now,
    )
    turn.toast = texts.sent(turn.translator)
    return table_for(turn.session, poll, about.network, turn.member, now=turn.now)


def _back_to_proposals(turn: Turn, answers: Answers) -> Message:
    """Where the way here began."""
    kept = {name: answers[name] for name in (WHEN, FAIR) if name in answers}
    try:
        about = _about(turn, answers["argument"])
        if about.meeting is not None:
            return form.restart(turn, MOVE, str(about.meeting.id), **kept)
        return form.restart(turn, ADD, str(about.network.id), **kept)
    except Refused:  # begun, cancelled or closed meanwhile
        return form_texts.cancelled(turn.translator)


def _about(turn: Turn, argument: str) -> _About:
    named = SUBJECT.fullmatch(argument)
    if named is None:
        raise StepPassed
    if int(named[2]) == 0:
        return _About(access_coordinating(turn.session, turn.member, int(named[1])), None)
    meeting, network = access_coordinated_meeting(turn.session, turn.member, int(named[2]))
    return _About(network, meeting)


def _moments(written: Sequence[str]) -> list[datetime]:
    return [datetime.fromisoformat(one).astimezone(UTC) for one in written]


ASK = Form(
    "date-poll",
    texts.form_title,
    (
        Step(DATES, _ask_dates, take=_typed_date, choose=_chosen_date),
        Step(CONFIRM, _ask_confirmation, choose=yes),
    ),
    _send,
    known=_known,
    cancelled=_back_to_proposals,
)
