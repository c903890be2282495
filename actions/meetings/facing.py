"""What is known of a meeting for its pages, and how each reader faces it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import prepares
from actions.afterwards.standing import came_in_time, past_of
from actions.agenda.standing import can_be_prepared, published_outline_of
from actions.commitments.standing import rounds_around
from actions.live.standing import on_page_of
from actions.records.standing import record_on_page
from store.date_polls import unended_poll
from store.frozen import frozen
from store.models import City, DatePoll, Membership, Role
from texts.afterwards.shown import Past
from texts.afterwards.shown import aside as afterwards_aside
from texts.agenda.shown import Outline
from texts.agenda.telling import on_page
from texts.commitments.shown import Round
from texts.commitments.shown import aside as commitments_aside
from texts.live.following import OnPage
from texts.live.following import aside as live_aside
from texts.meetings import Reader, Shown
from texts.meetings.layout import Who
from texts.meetings.pages import Facing
from texts.records.telling import OnPage as RecordOnPage
from texts.records.telling import aside as record_aside


@frozen
class Known:
    """What all pages of a meeting have in common."""

    whole: Shown
    poll: DatePoll | None
    outline: Outline | None
    can_be_prepared: bool
    rounds: tuple[Round, ...]
    past: Past | None
    live: OnPage
    record: RecordOnPage


def known_of(session: Session, whole: Shown, now: datetime) -> Known:
    """Asked once, however many pages stand open."""
    meeting, network = whole.meeting, whole.network
    return Known(
        whole,
        unended_poll(session, network.id, meeting.id),
        published_outline_of(session, meeting, network, now),
        can_be_prepared(session, meeting, network, now),
        rounds_around(session, meeting, network, now),
        past_of(session, meeting, network, now),
        on_page_of(session, meeting, network, now),
        record_on_page(session, meeting, network, now),
    )


def facing(reader: Reader, membership: Membership, city: City | None, known: Known) -> Facing:
    """As a member has it before them; guests have pages of their own. `city`: theirs in the network."""
    t, course, who = reader.translator, known.live.course, who_is(membership)
    leads = prepares(membership)
    return Facing(
        reader,
        known.whole,
        who,
        city=city,
        poll=known.poll if takes_part_in_polls(membership) else None,
        agenda=None if known.outline is None else on_page(t, known.outline),
        may_prepare=leads and known.can_be_prepared,
        is_live=None if course is None else course.is_running,
        is_recorded=known.record.is_published,
        live=live_aside(t, known.live, leads=leads, city=city),
        afterwards=afterwards_aside(
            t,
            known.past,
            attends=city is not None and came_in_time(membership, known.whole.meeting),
            runs=leads,
        ),
        record=record_aside(t, known.record, prepares=leads),
        commitments=commitments_aside(t, known.rounds, known.whole.meeting, city, coordinates=who is Who.COORDINATOR),
    )


def who_is(membership: Membership) -> Who:
    """As what a member reads the page."""
    if membership.role is Role.COORDINATOR:
        return Who.COORDINATOR
    return Who.FACILITATOR if prepares(membership) else Who.DELEGATE


def takes_part_in_polls(membership: Membership) -> bool:
    """Whether somebody is asked about other dates, speaking for a city, or chooses among them."""
    return membership.role is Role.COORDINATOR or membership.city_id is not None
