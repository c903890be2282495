"""Whoever prepares a session starts it: its agenda becomes stages, which later changes of the agenda leave alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.agenda.proposing import Planned, proposal
from actions.agenda.standing import outline_of, published_outline_of
from actions.live import rooms
from actions.live.checking import check_startable
from actions.live.refusals import PlanChanged
from actions.live.showing import begin_pages, post_to_groups, update_copies
from actions.live.standing import course_of, started_course
from actions.live.timing import enter, next_change
from store import live as store
from store.agenda import agenda_of
from store.frozen import frozen
from store.locking import lock
from store.models import AgendaSource, LiveSession, LiveStage, Meeting, Network, Person
from texts.agenda.methods import spans_of
from texts.agenda.shown import Outline
from texts.live.shown import Course


@frozen
class Plan:
    """With what a session would begin. `sequence`: of its agenda; 0: there is none, or it was never changed."""

    source: AgendaSource
    parts: tuple[Planned, ...]
    sequence: int


def plan_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Plan:
    """What is published; or else what is being prepared; or else what would be proposed."""
    agenda = agenda_of(session, meeting)
    sequence = 0 if agenda is None else agenda.sequence
    published = published_outline_of(session, meeting, network, now)
    if published is not None and published.lines:
        return Plan(AgendaSource.PUBLISHED, _parts(published), sequence)
    if agenda is not None:
        prepared = _parts(outline_of(session, agenda, meeting, network, now))
        if prepared:
            return Plan(AgendaSource.PREPARED, prepared, sequence)
    return Plan(AgendaSource.PROPOSED, tuple(proposal(session, meeting)), sequence)


def _parts(outline: Outline) -> tuple[Planned, ...]:
    return tuple(
        Planned(one.item.method, one.item.minutes, None if one.city is None else one.city.id) for one in outline.lines
    )


def do_start(
    session: Session, person: Person, meeting: Meeting, network: Network, *, sequence: int, now: datetime
) -> Course:
    """It runs from now on. Who presses it a second time finds it running; two at once start it once."""
    lock(session, meeting)
    running = course_of(session, meeting, network, now)
    if running is not None and running.is_running:
        return running
    check_startable(session, meeting, network, now)
    plan = plan_of(session, meeting, network, now)
    if plan.sequence != sequence:
        raise PlanChanged
    course = _begun(session, person, meeting, network, plan, now)
    audit.record(
        session,
        now=now,
        deed="session_started",
        person_id=person.id,
        network_id=network.id,
        subject=f"meeting:{meeting.id}",
        details={"agenda": plan.source.value, "steps": len(course.stages)},
    )
    post_to_groups(session, course)
    update_copies(session, course)
    begin_pages(session, course)
    return course


def _begun(session: Session, person: Person, meeting: Meeting, network: Network, plan: Plan, now: datetime) -> Course:
    live = store.live_of(session, meeting.id)
    if live is None:
        live = LiveSession(meeting_id=meeting.id, sequence=0, draw=0)
        session.add(live)
    else:
        store.forget_stages(session, meeting.id)
        rooms.retire(session, meeting, network, now)
        live.draw += 1  # a key from before would publish a draw that nobody has seen
    live.person_id, live.source, live.started_at, live.ended_at = person.id, plan.source, now, None
    live.position, live.touched_at, live.sequence = 0, now, live.sequence + 1
    live.published_draw = 0
    stages = _stages(meeting, plan.parts)
    enter(live, stages[0].seconds_left, now)
    session.flush()
    stages[0].entered_at = now
    session.add_all(stages)
    session.flush()
    course = started_course(session, meeting, network, now)
    live.due_at = next_change(course)
    session.flush()
    return course


def _stages(meeting: Meeting, parts: Sequence[Planned]) -> list[LiveStage]:
    """Each step of each method; those for which a part has no minute are left out."""
    spans = [
        (number, part, step, ends - begins)
        for number, part in enumerate(parts)
        for step, (begins, ends) in enumerate(spans_of(part.method, part.minutes))
        if ends > begins
    ]
    return [
        LiveStage(
            meeting_id=meeting.id,
            position=position,
            part=number,
            method=part.method,
            step=step,
            minutes=minutes,
            seconds_left=minutes * 60,
            city_id=part.city_id,
        )
        for position, (number, part, step, minutes) in enumerate(spans)
    ]
