"""What was told of a session: city by city, in people's own words, and in sum for those who run it."""

from collections.abc import Mapping, Sequence

from store.models import City, Meeting, Network, Person, Presence, Statement, Takeaway
from texts.afterwards.asking import statement_words
from texts.afterwards.presses import (
    PresenceNoted,
    RollOpened,
    SeatOpened,
    SummaryOpened,
    TakeawaysOpened,
    Told,
)
from texts.afterwards.shown import (
    LEAST_TOLD,
    Roll,
    Seat,
    Summary,
    attendance,
    listed,
    recording_key,
    takeaways_key,
    told_by,
)
from texts.behalf.words import with_mark
from texts.cities import short_city
from texts.commitments.presses import all_key
from texts.lists import PAGE, arrows, number_buttons, page_within, pages_for, some_of
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import heading
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.translator import Translator

A_ROW = 4
SIGNS = {Told.NOTHING: "▫️", Told.THERE: "✅", Told.AWAY: "✖️"}
MOST_NAMES = 4
IN_SUMMARY = 5
WORDS_IN_SUMMARY = 90


def roll(t: Translator, called: Roll) -> Message:
    """All cities, each to be opened by its number while the network is under way."""
    meeting = called.meeting
    is_open = called.network.closed_at is None
    numbers = number_buttons([SeatOpened(meeting.id, seat.city.id) for seat in called.seats]) if is_open else ()
    return Message(
        paragraphs(
            lines(t.say("🙋 <b>Attendance</b>"), heading(t, meeting, called.network)),
            lines(*(_seat(t, number, seat) for number, seat in enumerate(called.seats, start=1))),
            _noted_mark(t) if any(one.noted_by is not None for seat in called.seats for one in seat.told) else None,
            t.say("A number opens a city, to note who was there.") if is_open else None,
        ),
        (*_rows_of(numbers), (_session_key(t, meeting), Button(t.label("📋 Summary"), SummaryOpened(meeting.id)))),
    )


def _seat(t: Translator, number: int, seat: Seat) -> Html:
    there = [one for person in seat.people if (one := seat.of(person.id)) is not None and one.was_there]
    names = [_named(person, seat.of(person.id)) for person in seat.people if seat.of(person.id) in there]
    line = Html("{number}. {sign} <b>{city}</b>").format(
        number=number, sign=SIGNS[seat.standing], city=short_city(seat.city)
    )
    if seat.standing is Told.NOTHING:
        return t.say("{line}: not known", line=line)
    own = seat.of(None)
    is_marked = own is not None and not names
    return Html("{}: {}").format(line, some_of(t, names, MOST_NAMES)) if names else _marked(line, is_marked=is_marked)


def _named(person: Person, presence: Presence | None) -> Html:
    name = Html.escape(excerpt(person.name, 40) or "—")
    return _marked(name, is_marked=presence is not None and presence.noted_by is not None)


def _marked(words: Html, *, is_marked: bool) -> Html:
    return Html("{} ✍️").format(words) if is_marked else words


def _noted_mark(t: Translator) -> Html:
    return t.say("✍️ Noted by those who run the session.")


def seat(t: Translator, called: Roll, shown: Seat) -> Message:
    """One city: each of its people is ticked by their number, or the city whoever it was."""
    meeting = called.meeting
    numbers = number_buttons([_tick(meeting, shown, person) for person in shown.people])
    return Message(
        paragraphs(
            lines(Html("🏙 <b>{}</b>").format(short_city(shown.city)), heading(t, meeting, called.network)),
            lines(
                *(
                    Html("{}. {} {}").format(number, _sign(shown, person), _named(person, shown.of(person.id)))
                    for number, person in enumerate(shown.people, start=1)
                )
            )
            if shown.people
            else t.say("Nobody of this city is in the network at present."),
            lines(
                t.say("A number ticks a person, or takes the tick away.") if shown.people else None,
                t.say("If it is not known who was there, the city alone can be noted.")
                if not shown.somebody_was_there
                else None,
            ),
        ),
        (
            *_rows_of(numbers),
            *(() if shown.somebody_was_there else (_city_row(t, meeting, shown),)),
            (Button(t.label("◀️ Attendance"), RollOpened(meeting.id)),),
        ),
    )


def _sign(shown: Seat, person: Person) -> str:
    return SIGNS[told_by(shown.of(person.id))]


def _tick(meeting: Meeting, shown: Seat, person: Person) -> PresenceNoted:
    seen = told_by(shown.of(person.id))
    return PresenceNoted(meeting.id, shown.city.id, person.id, seen is not Told.THERE, seen)


def _city_row(t: Translator, meeting: Meeting, shown: Seat) -> tuple[Button, ...]:
    seen = told_by(shown.of(None))
    there, away = t.label("The city was there"), t.label("It was not there")
    return (
        Button(
            t.label("☑️ {state}", state=there) if seen is Told.THERE else there,
            PresenceNoted(meeting.id, shown.city.id, 0, True, seen),
        ),
        Button(
            t.label("☑️ {state}", state=away) if seen is Told.AWAY else away,
            PresenceNoted(meeting.id, shown.city.id, 0, False, seen),
        ),
    )


def noted(t: Translator) -> str:
    """The toast."""
    return t.plain("Noted.")


def takeaways(
    t: Translator, meeting: Meeting, network: Network, told: Sequence[tuple[Takeaway, City | None]], page: int
) -> Message:
    """What everybody takes with them: by their city, in their own language."""
    page = page_within(page, len(told))
    here = told[page * PAGE : (page + 1) * PAGE]
    rows: Rows = (
        arrows(t, page, pages_for(len(told)), lambda to: TakeawaysOpened(meeting.id, to)),
        (_session_key(t, meeting), back_button(t)),
    )
    return Message(
        paragraphs(
            lines(t.say("💡 <b>What they take with them</b>"), heading(t, meeting, network)),
            *(
                lines(
                    with_mark(Html("<b>{}</b>").format(_whose(t, city)), is_noted=one.noted_by is not None),
                    quoted(one.text),
                )
                for one, city in here
            ),
            None if told else t.say("Nobody has written anything yet."),
        ),
        tuple(row for row in rows if row),
    )


def _whose(t: Translator, city: City | None) -> str:
    return t.plain("No city") if city is None else short_city(city)


def summary(t: Translator, told: Summary) -> Message:
    """For those who run the session, and nobody else."""
    meeting = told.roll.meeting
    return Message(
        paragraphs(
            lines(t.say("📋 <b>Summary of the session</b>"), heading(t, meeting, told.roll.network)),
            lines(attendance(t, told.roll), *_missing(t, told.roll)),
            _opinions(t, told),
            _taken(t, told),
            _takeaways(t, told),
            t.say("🎥 Recording: {link}", link=meeting.recording) if meeting.recording else None,
        ),
        (
            (Button(t.label("🙋 Attendance"), RollOpened(meeting.id)), all_key(t, meeting)),
            *(((takeaways_key(t, meeting, len(told.takeaways)),),) if told.takeaways else ()),
            *(((recording_key(t, meeting),),) if told.roll.network.closed_at is None else ()),
            (_session_key(t, meeting), back_button(t)),
        ),
    )


def _missing(t: Translator, called: Roll) -> list[Html]:
    away, unknown = called.cities(Told.AWAY), called.cities(Told.NOTHING)
    told = t.say("✖️ Not there: {cities}", cities=listed(t, away)) if away else None
    asked = t.say("▫️ Not known: {cities}", cities=listed(t, unknown)) if unknown else None
    return [line for line in (told, asked) if line is not None]


def _opinions(t: Translator, told: Summary) -> Html:
    """Averages with how many have answered beside them."""
    if told.answered < LEAST_TOLD:
        return t.say("⭐ How it was: with fewer than three answers nothing is shown.")
    people = max(told.people, told.answered)
    return lines(
        t.count(
            "⭐ <b>How it was</b>, from 1 to 5 · {answered} of {n} person answered",
            "⭐ <b>How it was</b>, from 1 to 5 · {answered} of {n} people answered",
            people,
            answered=told.answered,
        ),
        *(_average(t, statement, told.scores[statement]) for statement in Statement),
    )


def _average(t: Translator, statement: Statement, scores: Mapping[int, int]) -> Html:
    number, words = sum(scores.values()), statement_words(t, statement)
    if number < LEAST_TOLD:
        return t.say("• {words} Fewer than three answers", words=words)
    average = sum(score * times for score, times in scores.items()) / number
    return t.say("• {words} <b>{average}</b>", words=words, average=t.average(average))


def _taken(t: Translator, told: Summary) -> Html:
    return t.count(
        "🤝 {n} of {all} cities has taken something on",
        "🤝 {n} of {all} cities have taken something on",
        len(told.round.taken),
        all=len(told.roll.seats),
    )


def _takeaways(t: Translator, told: Summary) -> Html:
    if not told.takeaways:
        return t.say("💡 Nobody has written yet what they take with them.")
    first = [
        with_mark(
            Html("<b>{}</b>: {}").format(_whose(t, city), excerpt(one.text, WORDS_IN_SUMMARY)),
            is_noted=one.noted_by is not None,
        )
        for one, city in told.takeaways[:IN_SUMMARY]
    ]
    more = len(told.takeaways) - IN_SUMMARY
    further = t.count("➕ and {n} more", "➕ and {n} more", more) if more > 0 else None
    return lines(t.say("💡 <b>What they take with them</b>"), *first, further)


def _session_key(t: Translator, meeting: Meeting) -> Button:
    return Button(t.label("◀️ Session"), MeetingOpened(meeting.id))


def _rows_of(numbers: tuple[Button, ...]) -> Rows:
    return tuple(numbers[first : first + A_ROW] for first in range(0, len(numbers), A_ROW))
