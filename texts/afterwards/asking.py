"""What each person is asked after a session, one thing after the other; everything can be left out."""

from datetime import datetime

from store.models import City, Meeting, Network, Statement
from texts.afterwards.presses import (
    CommitmentAsked,
    OpinionBegun,
    Part,
    PresenceTold,
    TakeawayBegun,
    WentOn,
    go_on_key,
)
from texts.afterwards.shown import Own
from texts.behalf.words import with_mark
from texts.cities import short_city
from texts.commitments.presses import own_key as commitment_key
from texts.commitments.shown import Taken, in_one_line
from texts.forms import FormChosen
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, heading, when
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.translator import Translator

TAKEAWAY_LIMIT = 300
TAKEAWAY = "takeaway"
RECORDING = "recording"
NONE = "none"
SCORES = range(1, 6)


def question(reader: Reader, meeting: Meeting, network: Network, now: datetime, *, is_noted: bool) -> Message:
    """The one that comes by itself. is_noted: somebody else wrote down that the reader was there."""
    t = reader.translator
    return Message(
        paragraphs(
            t.say("🙋 <b>Were you in the session?</b>"),
            lines(heading(t, meeting, network), when(reader, meeting.starts_at, network, now)),
            t.say("✍️ It was noted that you were there. It can be corrected here.") if is_noted else None,
        ),
        (_presence_row(t, meeting),),
    )


def _presence_row(t: Translator, meeting: Meeting) -> tuple[Button, ...]:
    return (
        Button(t.label("✅ I was there"), PresenceTold(meeting.id, was_there=True)),
        Button(t.label("✖️ I could not"), PresenceTold(meeting.id, was_there=False)),
    )


def own(reader: Reader, told: Own, *, is_end: bool = False) -> Message:
    """What the reader has told of a session, with keys to the rest. is_end: it was the last question."""
    t, meeting = reader.translator, told.meeting
    if told.presence is None:
        asked = question(reader, meeting, told.network, told.now, is_noted=False)
        return asked.with_rows(_back(t, meeting))
    return Message(
        paragraphs(
            t.say("🙌 <b>Thank you! That is all.</b>") if is_end else t.say("📝 <b>After the session</b>"),
            lines(heading(t, meeting, told.network), when(reader, meeting.starts_at, told.network, told.now)),
            lines(*_told(t, told)),
        ),
        (*(_keys(t, told) if told.was_there else (_presence_row(t, meeting)[:1],)), _back(t, meeting)),
    )


def _told(t: Translator, own: Own) -> list[Html]:
    if not own.was_there:
        return [
            t.say("✖️ You could not be there."),
            t.say("🎥 Recording: {link}", link=own.meeting.recording)
            if own.meeting.recording
            else t.say("🎥 When there is a recording, it is on the session’s page."),
        ]
    taken = own.round.of(own.city.id)
    return [
        t.say("✅ You were there."),
        with_mark(
            t.say("💡 You take with you: {words}", words=own.takeaway.text),
            is_noted=own.takeaway.noted_by is not None,
        )
        if own.takeaway is not None
        else t.say("💡 What you take with you: nothing yet"),
        in_one_line(t, Taken(own.city, taken))
        if taken is not None
        else t.say("🤝 {city} has no commitment yet", city=short_city(own.city)),
        t.say("⭐ The three questions: answered") if own.has_given else t.say("⭐ The three questions: not answered"),
    ]


def _keys(t: Translator, told: Own) -> Rows:
    meeting = told.meeting
    takeaway = (
        t.label("✏️ Change what I take with me") if told.takeaway is not None else t.label("💡 What I take with me")
    )
    questions = () if told.has_given else ((Button(t.label("⭐ Three questions"), OpinionBegun(meeting.id)),),)
    has_commitment = told.round.is_open or told.round.of(told.city.id) is not None
    commitment = (commitment_key(t, meeting, told.city),) if has_commitment else ()
    rows: Rows = (
        (Button(takeaway, TakeawayBegun(meeting.id)),),
        *questions,
        (*commitment, Button(t.label("✖️ I was not there"), PresenceTold(meeting.id, was_there=False))),
    )
    return rows


def _back(t: Translator, meeting: Meeting) -> tuple[Button, ...]:
    return (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)), back_button(t))


def takeaway_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("what I take with me out of a session")


def leave_label(t: Translator) -> str:
    """On the key that leaves a question: nothing is cancelled by that."""
    return t.label("◀️ Leave it for later")


def takeaway_question(reader: Reader, draft_id: int, told: Own) -> Message:
    """One sentence."""
    t, present = reader.translator, "" if told.takeaway is None else told.takeaway.text
    lead = (
        t.say("✏️ <b>How should it read?</b>")
        if present
        else t.say("💡 <b>What is one thing that you take with you?</b> One sentence is enough.")
    )
    return Message(
        paragraphs(
            lines(lead, heading(t, told.meeting, told.network)),
            t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(present))
            if present
            else None,
            t.say("The network reads it with the name of {city}, without yours.", city=short_city(told.city)),
        ),
        ((Button(t.label("🗑 Take it back"), FormChosen(draft_id, TAKEAWAY, NONE)),),) if present else (),
    )


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved.")


def taken_back(t: Translator) -> str:
    """The toast."""
    return t.plain("Taken back.")


def commitment_question(reader: Reader, told: Own) -> Message:
    """Whether the city takes something on, or what it has taken on already."""
    t, meeting, city = reader.translator, told.meeting, told.city
    not_now = Button(t.label("▶️ Not now"), WentOn(meeting.id, Part.COMMITMENT))
    taken = told.round.of(city.id)
    if taken is None:
        return Message(
            paragraphs(
                t.say("🤝 <b>Does {city} take something on until the next session?</b>", city=short_city(city)),
                t.say("Something small is enough. The cities of the network will see it."),
            ),
            ((Button(t.label("🤝 Write it"), CommitmentAsked(meeting.id)), not_now),),
        )
    return taken_on(t, meeting, city, taken.text)


def taken_on(t: Translator, meeting: Meeting, city: City, words: str) -> Message:
    """What the city does; and on to what is left."""
    return Message(
        paragraphs(t.say("🤝 <b>{city} has taken this on:</b>", city=short_city(city)), quoted(words)),
        ((go_on_key(t, meeting.id, Part.COMMITMENT), commitment_key(t, meeting, city)),),
    )


def opinion_title(t: Translator) -> str:
    """What unfinished answers are called."""
    return t.label("three questions about a session")


def opinion_question(t: Translator, draft_id: int, meeting: Meeting, network: Network, statement: Statement) -> Message:
    """From 1 to 5. Before the first it is said who sees the answers."""
    number = list(Statement).index(statement) + 1
    return Message(
        paragraphs(
            lines(
                t.say("⭐ <b>Three questions, three taps</b> · {number} of 3", number=number),
                heading(t, meeting, network),
            ),
            _who_sees(t) if number == 1 else None,
            Html("<b>{}</b>").format(statement_words(t, statement)),
            t.say("1: I do not agree · 5: I agree fully"),
        ),
        (tuple(Button(str(score), FormChosen(draft_id, statement, str(score))) for score in SCORES),),
    )


def _who_sees(t: Translator) -> Html:
    return t.say(
        "🔒 Coordination and facilitation see averages only, and only of three answers or more. When the last question "
        "is done, the answers are counted without your name: nobody can change them any more, nor find them."
    )


def statement_words(t: Translator, statement: Statement) -> Html:
    """What is agreed with."""
    return {
        Statement.USEFUL: t.say("The session is useful for my work."),
        Statement.TIME: t.say("The time was well used."),
        Statement.PEERS: t.say("Now I would ask one of these cities for advice."),
    }[statement]


def opinion_saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Counted. Thank you!")


def recording_title(t: Translator) -> str:
    """Of the form."""
    return t.label("the recording of a session")


def recording_question(t: Translator, draft_id: int, meeting: Meeting, network: Network) -> Message:
    """Where it is."""
    return Message(
        paragraphs(
            heading(t, meeting, network),
            t.say("At present: {link}", link=meeting.recording) if meeting.recording else None,
            t.say(
                "<b>What is the link to the recording?</b> It stands on the session’s page, and the next weekly digest "
                "tells of it."
            ),
        ),
        ((Button(t.label("Remove the link"), FormChosen(draft_id, RECORDING, NONE)),),) if meeting.recording else (),
    )
