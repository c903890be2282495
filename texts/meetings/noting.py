"""What coordinators read while they note an answer that they were given otherwise, and what the person is told."""

from collections.abc import Sequence

from store.meetings import Attendee
from store.models import Answer, Meeting
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.meetings.presses import AnswerNoted, AnswersOpened, NotingBegun, NotingOpened
from texts.meetings.shown import Reader, Shown, answer_name, heading, when_and_how_long
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.people import linked
from texts.translator import Translator

A_PAGE = 8
A_ROW = 4
SIGNS = {Answer.GOING: "✅", Answer.MAYBE: "🤔", Answer.CANNOT: "✖️", None: "⏳"}


def note_key(t: Translator, shown: Shown) -> Button:
    """From who has answered."""
    return Button(t.label("✍️ Note an answer"), NotingBegun(shown.meeting.id))


def whose(reader: Reader, shown: Shown, everybody: Sequence[tuple[Attendee, Answer | None]], page: int) -> Message:
    """For whom: everybody with the answer that stands."""
    t, meeting = reader.translator, shown.meeting
    page = page_within(page, len(everybody), A_PAGE)
    listed = everybody[page * A_PAGE : (page + 1) * A_PAGE]
    numbers = number_buttons([NotingOpened(meeting.id, attendee.person.id) for attendee, _ in listed])
    turning = arrows(t, page, pages_for(len(everybody), A_PAGE), lambda to: NotingBegun(meeting.id, to))
    rows = (numbers[:A_ROW], numbers[A_ROW:], turning, (Button(t.label("◀️ Back"), AnswersOpened(meeting.id)),))
    return Message(
        paragraphs(
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
            t.say(
                "<b>Whose answer is it?</b> For those who answered by telephone or mail. "
                "Whoever gets the messages is told."
            ),
            lines(
                *(
                    Html("{}. {} {}").format(place, _sign(attendee, answer, meeting), named(attendee))
                    for place, (attendee, answer) in enumerate(listed, start=1)
                )
            )
            if listed
            else t.say("There is nobody else in the network yet."),
        ),
        tuple(row for row in rows if row),
    )


def which(reader: Reader, shown: Shown, attendee: Attendee, present: Answer | None) -> Message:
    """Which answer; the one that stands is ticked."""
    t, meeting, person = reader.translator, shown.meeting, attendee.person
    is_old = _is_old(attendee, meeting)
    stands = None if is_old else present
    keys = {
        answer: Button(
            t.label("✅ {answer}", answer=answer_name(t, answer)) if answer is stands else answer_name(t, answer),
            AnswerNoted(meeting.id, person.id, answer, meeting.sequence, attendee.answered_second),
        )
        for answer in Answer
    }
    back = Button(t.label("◀️ Back"), NotingBegun(meeting.id))
    return Message(
        paragraphs(
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
            lines(
                Html("👤 <b>{name}</b>").format(name=named(attendee)),
                t.say("⏳ No answer yet.") if stands is None and not is_old else None,
                t.say("🔁 Moved: the new date is waiting for an answer") if is_old else None,
                noted_mark(t) if stands is not None and attendee.is_noted else None,
            ),
            t.say("<b>What did this person answer?</b>"),
        ),
        ((keys[Answer.GOING], keys[Answer.MAYBE]), (keys[Answer.CANNOT], back)),
    )


def noted(t: Translator, name: str, answer: Answer) -> str:
    """The toast."""
    return t.plain("Noted for {name}: “{answer}”.", name=excerpt(name, 60) or "—", answer=answer_name(t, answer))


def noted_line(reader: Reader) -> Html | None:
    """To whom an answer was noted for, above the keys that change it."""
    t = reader.translator
    if reader.noted_by is None or reader.answer is None:
        return None
    answer = answer_name(t, reader.answer)
    if not reader.noted_by:  # whoever did is known no more
        return t.say(
            "✍️ <b>The coordination has noted the answer that you gave: “{answer}”.</b> It can be changed here.",
            answer=answer,
        )
    return t.say(
        "✍️ <b>{name} has noted the answer that you gave: “{answer}”.</b> It can be changed here.",
        name=excerpt(reader.noted_by, 60),
        answer=answer,
    )


def earlier_noted(reader: Reader) -> Html | None:
    """The same, when that answer was to another date."""
    if reader.noted_by is None:
        return None
    return reader.translator.say("✍️ Your answer to the earlier date was noted by the coordination.")


def noted_mark(t: Translator) -> Html:
    """What the sign beside an answer means."""
    return t.say("✍️ Noted by the coordination.")


def _sign(attendee: Attendee, answer: Answer | None, meeting: Meeting) -> str:
    return "🔁" if _is_old(attendee, meeting) else SIGNS[answer]


def _is_old(attendee: Attendee, meeting: Meeting) -> bool:
    """Whether the answer is to an earlier date."""
    return attendee.rsvp is not None and attendee.rsvp.sequence < meeting.sequence


def named(attendee: Attendee, *, is_linked: bool = False) -> Html:
    """A name with the city; whom no letter reaches is marked. `is_linked`: a tap opens the chat with the person."""
    person, city = attendee.person, attendee.city
    name = linked(person) if is_linked else Html.escape(excerpt(person.name, 60) or "—")
    whole = Html("{name} ({city})").format(name=name, city=city.name) if city is not None else name
    return whole if attendee.is_reachable else Html("{} 🔕").format(whole)
