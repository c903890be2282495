"""What is asked of those who lead a session, before it begins, in it and at its end; and what presses are told."""

from collections.abc import Sequence

from store.models import AgendaSource, City, Meeting, Method, Network, Person
from texts.agenda.methods import title_of
from texts.cities import short_city
from texts.lists import in_rows
from texts.live.presses import CaseCityChosen, LiveEnded, LiveOpened, LiveStarted
from texts.live.shown import Course
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, heading
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

A_ROW = 4


def start_question(
    reader: Reader,
    meeting: Meeting,
    network: Network,
    parts: Sequence[tuple[Method, int, City | None]],
    source: AgendaSource,
    sequence: int,
    counts: tuple[int, int],
) -> Message:
    """Asked once, with the agenda that is used. `counts`: how many groups there are, and how many people come."""
    t, (groups, people) = reader.translator, counts
    return Message(
        paragraphs(
            lines(t.say("▶️ <b>Start the session now?</b>"), heading(t, meeting, network)),
            lines(_source(t, source), *(_part(t, method, minutes, city) for method, minutes, city in parts)),
            lines(
                t.say("Here: the time, what to say, and what comes next. Nothing goes on by itself."),
                t.count(
                    "In {n} group: one card, which follows the session.",
                    "In {n} groups: one card each, which follows the session.",
                    groups,
                )
                if groups
                else t.say("No group is connected: the session’s page shows how it goes."),
                t.count(
                    "{n} person of a city comes; who else is there can be marked.",
                    "{n} people of cities come; who else is there can be marked.",
                    people,
                ),
            ),
        ),
        (
            (Button(t.label("▶️ Start now"), LiveStarted(meeting.id, sequence)),),
            (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),),
        ),
    )


def _source(t: Translator, source: AgendaSource) -> Html:
    return {
        AgendaSource.PUBLISHED: t.say("🗒 With the published agenda:"),
        AgendaSource.PREPARED: t.say("🗒 With the agenda that is being prepared; it has not been published:"),
        AgendaSource.PROPOSED: t.say("🗒 No agenda has been prepared. With the one that is proposed:"),
    }[source]


def _part(t: Translator, method: Method, minutes: int, city: City | None) -> Html:
    words = title_of(t, method)
    if city is not None:
        words = t.label("{title}: {city}", title=words, city=short_city(city))
    return t.say("{minutes} min · {what}", minutes=minutes, what=words)


def end_question(t: Translator, course: Course) -> Message:
    """Asked once."""
    meeting_id = course.meeting.id
    left = len(course.stages) - course.live.position - 1
    return Message(
        paragraphs(
            t.say("🏁 <b>End the session?</b>"),
            t.count("{n} step of the agenda is still to come.", "{n} steps of the agenda are still to come.", left)
            if left
            else None,
            t.say("What was written about a case that is not over is handed to its city now."),
        ),
        (
            (Button(t.label("🏁 Yes, end it"), LiveEnded(meeting_id, course.live.sequence)),),
            (Button(t.label("◀️ Back"), LiveOpened(meeting_id)),),
        ),
    )


def which_city(t: Translator, course: Course, cities: Sequence[City]) -> Message:
    """Whose case it is."""
    meeting_id, part = course.meeting.id, course.current.stage.part
    numbers = [
        Button(str(number), CaseCityChosen(meeting_id, part, city.id)) for number, city in enumerate(cities, start=1)
    ]
    return Message(
        lines(
            t.say("🏙 <b>Whose case is it?</b>"),
            *(
                Html("{number}. {city}").format(number=number, city=short_city(city))
                for number, city in enumerate(cities, start=1)
            ),
        ),
        (
            *in_rows(numbers, A_ROW),
            (Button(t.label("◀️ Back"), LiveOpened(meeting_id)),),
        ),
    )


def started(t: Translator) -> str:
    """The toast."""
    return t.plain("The session has begun.")


def running_already(t: Translator, leader: Person) -> str:
    """The toast for a second one: both have keys."""
    if not leader.name:
        return t.plain("It runs already.")
    return t.plain("It runs already: {name} leads it.", name=leader.name)


def paused(t: Translator) -> str:
    """The toast."""
    return t.plain("Paused.")


def resumed(t: Translator) -> str:
    """The toast."""
    return t.plain("On with it.")


def time_added(t: Translator, minutes: int) -> str:
    """The toast."""
    return t.count("{n} minute more.", "{n} minutes more.", minutes).unescape()


def ended(t: Translator) -> str:
    """The toast."""
    return t.plain("The session has ended.")
