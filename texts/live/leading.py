"""A session that is held, for those who lead it: what to say now, how much time is left, and what comes next."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import CommitmentState, Method, Person
from store.offers import Whole
from texts.afterwards.presses import RollOpened
from texts.commitments.shown import Taken
from texts.commitments.shown import in_one_line as commitment_line
from texts.dates import hour, place
from texts.guests.leading import done_keys, questions_now
from texts.live.notes import writers_key
from texts.live.presses import (
    CaseCityAsked,
    EndBegun,
    LivePaused,
    LiveResumed,
    PresenceOpened,
    RoomsOpened,
    StageChosen,
    TimeAdded,
)
from texts.live.shown import Course, line, said, title
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import heading, name_of
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.offers.presses import GiversOpened, offers_key
from texts.offers.shown import in_one_line
from texts.records.presses import desk_key
from texts.translator import Translator

ADDED = (2, 5)  # minutes
MOST_OFFERS = 6


@frozen
class Beside:
    """What the card has beside the time.

    written: how many notes the case has, and of how many cities
    commitments: of the session before, in the round in which they are asked for; offers: to the city of the case
    leader: who started it
    """

    written: tuple[int, int]
    commitments: Sequence[Taken]
    offers: Sequence[Whole]
    leader: Person


def card(t: Translator, course: Course, beside: Beside, *, is_leader: bool = True) -> Message:
    """All that whoever leads needs. `is_leader`: the reader started it; whoever leads too is told who did."""
    if not course.is_running:
        return over(t, course)
    return Message(
        paragraphs(
            lines(_head(t, course), _time(t, course)),
            Html("🗣 <b>{line}</b>").format(line=said(t, course)),
            _written(t, beside.written) if course.writes is not None else None,
            _promised(t, beside.commitments) if beside.commitments else None,
            _offered(t, beside.offers) if course.offered_to is not None else None,
            questions_now(t, course),
            lines(_following(t, course), _end(t, course)),
            t.say("🏙 Whose case it is, is not known: then nobody can be asked to write about it.")
            if _lacks_city(course)
            else None,
            lines(
                name_of(t, course.meeting, course.network),
                t.say("👤 {name} leads the session; all keys work here, too.", name=beside.leader.name)
                if beside.leader.name and not is_leader
                else None,
            ),
        ),
        _keys(t, course),
    )


def over(t: Translator, course: Course) -> Message:
    """It has ended."""
    ended_at = course.live.ended_at or course.now
    return Message(
        paragraphs(
            lines(t.say("🏁 <b>The session is over.</b>"), heading(t, course.meeting, course.network)),
            t.say(
                "It ran from {begin} to {end}, {place}.",
                begin=hour(t, course.live.started_at),
                end=hour(t, ended_at),
                place=place(t, None, t.zone),
            ),
        ),
        (
            (Button(t.label("🙋 Attendance"), RollOpened(course.meeting.id)), desk_key(t, course.meeting)),
            (offers_key(t, course.meeting.id),),
            (Button(t.label("◀️ Session"), MeetingOpened(course.meeting.id)),),
        ),
    )


def _head(t: Translator, course: Course) -> Html:
    if len(course.part) == 1:
        return Html("🔴 <b>{title}</b>").format(title=title(t, course.current))
    return t.say(
        "🔴 <b>{title}</b> · {number} of {all}",
        title=title(t, course.current),
        number=course.place_in_part,
        all=len(course.part),
    )


def _time(t: Translator, course: Course) -> Html:
    left = course.minutes_left
    if course.live.paused_at is not None:
        if left <= 0:
            return t.say("⏸ <b>Paused</b>; the time of this step is up")
        return t.count("⏸ <b>Paused</b>; {n} min is left", "⏸ <b>Paused</b>; {n} min are left", left)
    until = hour(t, course.stage_ends_at)
    if left > 0:
        return t.count(
            "⏱ <b>{n} min</b> is left, until {hour}", "⏱ <b>{n} min</b> are left, until {hour}", left, hour=until
        )
    if left == 0:
        return t.say("⌛ <b>Time is up</b>, since {hour}", hour=until)
    return t.count("⌛ <b>{n} min over</b>, since {hour}", "⌛ <b>{n} min over</b>, since {hour}", -left, hour=until)


def _written(t: Translator, written: tuple[int, int]) -> Html:
    notes, cities = written
    if not notes:
        return t.say("✍️ Nobody has written yet.")
    of_cities = t.count("of {n} city", "of {n} cities", cities)
    return t.count("✍️ {n} note {cities}", "✍️ {n} notes {cities}", notes, cities=of_cities)


def _promised(t: Translator, taken: Sequence[Taken]) -> Html:
    """What is still open, city by city: what is done is only counted."""
    still_open = [one for one in taken if one.commitment.state is not CommitmentState.DONE]
    done = len(taken) - len(still_open)
    return lines(
        t.say("<b>Commitments of the session before</b>"),
        *(commitment_line(t, one) for one in still_open),
        t.count("✅ {n} is done", "✅ {n} are done", done) if done else None,
    )


def _offered(t: Translator, offers: Sequence[Whole]) -> Html:
    if not offers:
        return t.say("🎁 Nothing has been offered yet.")
    more = len(offers) - MOST_OFFERS
    return lines(
        t.say("🎁 <b>Offers</b>"),
        *(in_one_line(t, one) for one in offers[:MOST_OFFERS]),
        t.count("… and {n} more", "… and {n} more", more) if more > 0 else None,
    )


def _following(t: Translator, course: Course) -> Html:
    following = course.following
    if following is None:
        return t.say("⏭ After this the session ends.")
    minutes = round(following.stage.seconds_left / 60)
    if following.stage.part == course.current.stage.part:
        return t.say("⏭ Then ({minutes} min): {line}", minutes=minutes, line=line(t, following))
    what = Html("<b>{}</b>").format(title(t, following))
    return t.say("⏭ Then {what} ({minutes} min): {line}", what=what, minutes=minutes, line=line(t, following))


def _end(t: Translator, course: Course) -> Html:
    ends, where = hour(t, course.ends_at), place(t, None, t.zone)
    if course.live.paused_at is not None:
        return t.say("🏁 If it goes on now, it ends at {hour} {place}", hour=ends, place=where)
    if course.late > 0:
        return t.count(
            "🏁 It ends at {hour} {place}, {n} min late",
            "🏁 It ends at {hour} {place}, {n} min late",
            course.late,
            hour=ends,
            place=where,
        )
    return t.say("🏁 It ends at {hour} {place}", hour=ends, place=where)


def _lacks_city(course: Course) -> bool:
    return course.current.stage.method is Method.CASE and course.current.city is None


def _keys(t: Translator, course: Course) -> Rows:
    live, meeting_id = course.live, course.meeting.id
    clock = (
        Button(t.label("⏸ Pause"), LivePaused(meeting_id, live.sequence))
        if live.paused_at is None
        else Button(t.label("▶️ Go on"), LiveResumed(meeting_id, live.sequence))
    )
    end = Button(t.label("🏁 End"), EndBegun(meeting_id))
    following, before = course.following, course.before
    onwards = (
        Button(t.label("⏭ Next"), StageChosen(meeting_id, following.stage.position, live.sequence))
        if following is not None
        else end
    )
    last = (end,) if following is not None else ()
    if before is not None:
        back = Button(t.label("⏮ One back"), StageChosen(meeting_id, before.stage.position, live.sequence))
        last = (back, *last)
    return (
        (clock, onwards),
        tuple(
            Button(t.label("+{minutes} min", minutes=minutes), TimeAdded(meeting_id, minutes, live.sequence))
            for minutes in ADDED
        ),
        *done_keys(t, course),
        *_keys_of_method(t, course),
        *(((writers_key(t, meeting_id),),) if course.writes is not None else ()),
        last,
        (Button(t.label("◀️ Session"), MeetingOpened(meeting_id)),),
    )


def _keys_of_method(t: Translator, course: Course) -> Rows:
    meeting_id, method = course.meeting.id, course.current.stage.method
    who = Button(t.label("👥 Who is there"), PresenceOpened(meeting_id))
    if _lacks_city(course):
        return ((Button(t.label("🏙 Whose case"), CaseCityAsked(meeting_id)), who),)
    if method is Method.ROOMS:
        return ((Button(t.label("🚪 Rooms"), RoomsOpened(meeting_id)), who),)
    return ((Button(t.label("🎁 Note an offer"), GiversOpened(meeting_id)), who),)
