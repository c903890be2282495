"""What only coordinators read of a meeting: who has answered what, who has not, and that the call has no link."""

from collections.abc import Mapping, Sequence

from store.meetings import Attendee
from store.models import Answer
from texts.cities import short_city
from texts.dates import relative
from texts.lists import some_of
from texts.meetings.cards import asked_again, link_line
from texts.meetings.noting import named, note_key, noted_mark
from texts.meetings.presses import AnswersOpened, DetailsOpened, LinkBegun, MeetingOpened, Screen
from texts.meetings.shown import Reader, Shown, answer_rows, counted, heading, when_and_how_long
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

MOST_NAMES = 40
NAMES_IN_LETTERS = 8


def answers(reader: Reader, shown: Shown, by_answer: Mapping[Answer | None, Sequence[Attendee]]) -> Message:
    """Everybody by what they answered; whoever did not is a link away."""
    t, meeting = reader.translator, shown.meeting
    going, maybe, cannot, silent = (
        by_answer.get(answer, ()) for answer in (Answer.GOING, Answer.MAYBE, Answer.CANNOT, None)
    )
    return Message(
        paragraphs(
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
            t.say("✅ <b>Going ({n}):</b> {names}", n=len(going), names=listed(t, going)) if going else None,
            t.say("🤔 <b>Maybe ({n}):</b> {names}", n=len(maybe), names=listed(t, maybe)) if maybe else None,
            t.say("✖️ <b>Can’t ({n}):</b> {names}", n=len(cannot), names=listed(t, cannot)) if cannot else None,
            t.say("⏳ <b>No answer ({n}):</b> {names}", n=len(silent), names=listed(t, silent, is_linked=True))
            if silent
            else t.say("Everybody has answered."),
            t.say("A tap on a name opens the chat with that person.") if silent else None,
            noted_mark(t) if any(one.is_noted for one in (*going, *maybe, *cannot)) else None,
        ),
        (
            *(((note_key(t, shown),),) if shown.is_open and shown.network.closed_at is None else ()),
            (Button(t.label("◀️ Back"), MeetingOpened(meeting.id)),),
        ),
    )


def missing_answers(reader: Reader, shown: Shown, silent: Sequence[Attendee]) -> Message:
    """To coordinators three days before, in the place of the nudge: with whom it is worth talking, of which cases."""
    t, meeting = reader.translator, shown.meeting
    is_asked = reader.answer is None or reader.is_asked_again
    own = (
        t.say("Your own answer is missing too.")
        if is_asked and not reader.is_asked_again
        else asked_again(reader, shown.meeting)
    )
    return Message(
        paragraphs(
            t.say("🧭 <b>The session is {soon}.</b>", soon=relative(t, meeting.starts_at, shown.now)),
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
            lines(
                counted(t, shown.counts),
                t.say("No answer yet from {names}.", names=listed(t, silent, most=NAMES_IN_LETTERS))
                if silent
                else None,
                cases_in_doubt(t, shown),
                None if meeting.link else link_line(reader, meeting),
            ),
            own if is_asked else None,
        ),
        (*(answer_rows(reader, meeting, Screen.CARD) if is_asked else ()), watching_keys(t, shown)),
    )


def cases_in_doubt(t: Translator, shown: Shown) -> Html | None:
    """A case that nobody may come to present is as good as none: there is still time for another city's."""
    cities = [Html.escape(short_city(city)) for city in shown.in_doubt]
    if not cities:
        return None
    return t.count(
        "🎤 {cities} presents a case, and nobody from there has said to come.",
        "🎤 {cities} present cases, and nobody from there has said to come.",
        len(cities),
        cities=t.list_of(cities),
    )


def link_missing(reader: Reader, shown: Shown) -> Message:
    """To coordinators the day before, unless they come: then it stands on their reminder."""
    t, meeting = reader.translator, shown.meeting
    if meeting.link:
        return Message(
            paragraphs(
                lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
                t.say("✅ The link to the call is there: {link}", link=meeting.link),
            ),
            ((Button(t.label("Details"), DetailsOpened(meeting.id)),),),
        )
    return Message(
        paragraphs(
            _missing_link(t, shown),
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
        ),
        (watching_keys(t, shown),),
    )


def _missing_link(t: Translator, shown: Shown) -> Html:
    if shown.meeting.starts_at <= shown.now:
        return t.say("🔗 <b>The link to the call was missing when the session began.</b>")
    soon = relative(t, shown.meeting.starts_at, shown.now)
    return t.say("🔗 <b>The link to the call is missing.</b> The session is {soon}.", soon=soon)


def watching_keys(t: Translator, shown: Shown) -> tuple[Button, ...]:
    """To what has to be done."""
    answered = Button(t.label("👀 Who has answered"), AnswersOpened(shown.meeting.id))
    return (answered,) if shown.meeting.link else (answered, link_key(t, shown.meeting.id))


def link_key(t: Translator, meeting_id: int) -> Button:
    """To the question for the link, while there is none."""
    return Button(t.label("🔗 Set the link"), LinkBegun(meeting_id))


def listed(t: Translator, attendees: Sequence[Attendee], *, most: int = MOST_NAMES, is_linked: bool = False) -> Html:
    """Names with cities, those whom no letter reaches marked, and how many more."""
    return some_of(t, [_named(attendee, is_linked=is_linked) for attendee in attendees], most)


def _named(attendee: Attendee, *, is_linked: bool) -> Html:
    name = named(attendee, is_linked=is_linked)
    # The links are to those whose answer is missing.
    return Html("{} ✍️").format(name) if not is_linked and attendee.is_noted else name
