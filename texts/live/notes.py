"""What is written in silence about a case, and how its city receives it."""

from collections.abc import Sequence
from typing import NamedTuple

from store.live import Noted
from store.models import City, Meeting, NoteKind
from store.offers import Whole
from texts.behalf.presses import LiveNotingOpened, NoteWritersOpened
from texts.behalf.words import with_mark
from texts.cities import short_city
from texts.lists import in_even_rows, number_buttons
from texts.live.presses import LiveOpened, NoteBegun, NoteTakenBack, TypedAsNote, TypedAsOther
from texts.live.shown import Course
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.offers.presses import OfferBegun
from texts.offers.shown import in_one_line
from texts.translator import Translator

LIMIT = 300
A_ROW = 4


class Fate(NamedTuple):
    """What becomes of a case's notes. `has_people`: whom letters reach; else the coordination passes them on."""

    is_written: bool
    has_people: bool


def form_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("a note about a case")


def request(
    t: Translator,
    course: Course,
    part: int,
    case: City,
    own: int,
    last: int | None = None,
    noted_for: City | None = None,
    *,
    fate: Fate,
) -> Message:
    """To the people of the other cities while they write. `own`: how many one has written; `last`: the last of them.

    noted_for: in whose name whoever leads the session writes
    """
    meeting_id, city_id = course.meeting.id, 0 if noted_for is None else noted_for.id
    if course.writes is None or course.current.stage.part != part:
        return over(t, course, case, fate)
    offer = Button(t.label("🎁 Offer something"), OfferBegun(meeting_id, case.id, city_id))
    back = (
        ((Button(t.label("↩️ Take the last one back"), NoteTakenBack(meeting_id, part, last, city_id)),),)
        if last
        else ()
    )
    return Message(
        paragraphs(
            t.say("✍️ <b>Case of {city}: time to write, in silence</b>", city=short_city(case)),
            t.say(
                "Several notes are welcome, until the case is over. Only the people of {city} read them, "
                "with name and city.",
                city=case.name,
            )
            if fate.has_people
            else t.say(
                "Several notes are welcome, until the case is over. Nobody of {city} reads here yet: the coordination "
                "receives them, with name and city, and passes them on.",
                city=case.name,
            ),
            t.count("✅ {n} note is kept.", "✅ {n} notes are kept.", own) if own else None,
        ),
        (
            *note_keys(t, meeting_id, part, offer, city_id),
            *back,
        ),
    )


def over(t: Translator, course: Course, case: City, fate: Fate) -> Message:
    """In the place of what asked to write."""
    if not fate.is_written:
        said = t.say("✍️ The case of {city} is over. Nothing was written about it.", city=short_city(case))
    elif fate.has_people:
        said = t.say(
            "✍️ The case of {city} is over, and its people have what was written. Thank you!", city=short_city(case)
        )
    else:
        said = t.say(
            "✍️ The case of {city} is over. The coordination has what was written, to pass it on: nobody of the city "
            "reads here yet. Thank you!",
            city=short_city(case),
        )
    return Message(said, _afterwards_keys(t, course, case))


def kept_late(t: Translator, course: Course, case: City, *, has_people: bool) -> Message:
    """It came when the case was over."""
    return Message(
        t.say(
            "✅ The case of {city} had just ended: the note is kept, and its people have it now.", city=short_city(case)
        )
        if has_people
        else t.say(
            "✅ The case of {city} had just ended: the note is kept, and the coordination has it, to pass it on.",
            city=short_city(case),
        ),
        _afterwards_keys(t, course, case),
    )


def kept_early(t: Translator, course: Course, case: City) -> Message:
    """It came before the silent minutes."""
    return Message(
        t.say("✅ Kept for {city}, to be read when its case is over.", city=short_city(case)),
        ((Button(t.label("🔴 The session now"), LiveOpened(course.meeting.id)),),),
    )


def _afterwards_keys(t: Translator, course: Course, case: City) -> Rows:
    offer = Button(t.label("🎁 Offer something"), OfferBegun(course.meeting.id, case.id, 0))
    return (
        ((offer, Button(t.label("🔴 The session now"), LiveOpened(course.meeting.id))),)
        if course.is_running
        else ((offer,),)
    )


def typed(t: Translator, meeting: Meeting, part: int, case: City, *, is_over: bool, reply_to: int) -> Message:
    """To who types while a case is heard, or when it has just been, in answer to it: the keys find the words again
    through that.
    """
    keys = {kind: Button(words, TypedAsNote(meeting.id, part, kind)) for kind, words in _labels(t).items()}
    other = Button(t.label("Something else"), TypedAsOther())
    return Message(
        lines(
            t.say("✍️ <b>For {city}, whose case has just ended?</b>", city=short_city(case))
            if is_over
            else t.say("✍️ <b>For {city}, whose case is being heard?</b>", city=short_city(case)),
            t.say("Nothing has been sent to anybody yet."),
        ),
        ((keys[NoteKind.DID], keys[NoteKind.QUESTION]), (keys[NoteKind.BEWARE], other)),
        reply_to=reply_to,
    )


def given_back(t: Translator, sentence: Html) -> Html:
    """Of a note that is too late: its words can go elsewhere."""
    return lines(sentence, t.say("The words are not lost: they can go somewhere else."))


def writers_key(t: Translator, meeting_id: int) -> Button:
    """On the card of whoever leads, while the others write."""
    return Button(t.label("🤫 Note for a city"), NoteWritersOpened(meeting_id))


def which_writer(t: Translator, meeting_id: int, cities: Sequence[City], case: City) -> Message:
    """Whose words are to be noted: of all but the city of the case."""
    others = [city for city in cities if city.id != case.id]
    keys = number_buttons([LiveNotingOpened(meeting_id, city.id) for city in others])
    listed = [Html("{}. {}").format(number, short_city(city)) for number, city in enumerate(others, start=1)]
    return Message(
        paragraphs(
            t.say("🤫 <b>Which city says something about the case of {city}?</b>", city=case.name), lines(*listed)
        ),
        (
            *in_even_rows(keys, A_ROW),
            (session_key(t, meeting_id),),
        ),
    )


def session_key(t: Translator, meeting_id: int) -> Button:
    """Back to the session."""
    return Button(t.label("🔴 The session now"), LiveOpened(meeting_id))


def noting_key(t: Translator, meeting_id: int, city: City) -> Button:
    """For whoever leads the session: what a city says while the others write."""
    return Button(t.label("🤫 A note on the case"), LiveNotingOpened(meeting_id, city.id))


def note_keys(t: Translator, meeting_id: int, part: int, beside: Button, city_id: int = 0) -> Rows:
    """What can be written; `beside` stands next to the last."""
    keys = {kind: Button(words, NoteBegun(meeting_id, part, kind, city_id)) for kind, words in _labels(t).items()}
    return ((keys[NoteKind.DID], keys[NoteKind.QUESTION]), (keys[NoteKind.BEWARE], beside))


def _labels(t: Translator) -> dict[NoteKind, str]:
    return {
        NoteKind.DID: t.label("💡 What we did"),
        NoteKind.QUESTION: t.label("❓ A question"),
        NoteKind.BEWARE: t.label("⚠️ Beware of"),
    }


def question(t: Translator, case: City, kind: NoteKind, *, has_people: bool) -> Message:
    """One question."""
    asked = {
        NoteKind.DID: t.say("💡 <b>What did we do about something like this?</b>"),
        NoteKind.QUESTION: t.say("❓ <b>What is there to be asked?</b>"),
        NoteKind.BEWARE: t.say("⚠️ <b>What is there to beware of?</b>"),
    }[kind]
    return Message(
        lines(
            asked,
            t.say(
                "One message, at most {limit} characters. Only the people of {city} read it.",
                limit=LIMIT,
                city=short_city(case),
            )
            if has_people
            else t.say(
                "One message, at most {limit} characters. The coordination passes it on to {city}.",
                limit=LIMIT,
                city=short_city(case),
            ),
        )
    )


def taken_back(t: Translator) -> str:
    """The toast."""
    return t.plain("Taken back.")


def handed(
    t: Translator, course: Course, case: City, notes: Sequence[Noted], offers: Sequence[Whole], *, is_own: bool = True
) -> Message:
    """To the people of the case's city: all that was written, and what is offered to them.

    is_own: False: to the coordination, for the city has nobody who could read it
    """
    meeting_id = course.meeting.id
    return Message(
        paragraphs(
            lines(
                t.say("📥 <b>For {city}: what the other cities wrote</b>", city=short_city(case)),
                heading(t, course.meeting, course.network),
            ),
            *(
                lines(head, *(_line(one) for one in notes if one.note.kind is kind))
                for kind, head in _heads(t).items()
                if any(one.note.kind is kind for one in notes)
            ),
            lines(t.say("🎁 <b>Offers</b>"), *(in_one_line(t, one) for one in offers)) if offers else None,
            t.say("Nothing was written about this case.") if not notes and not offers else None,
            _readers(t, case, is_own=is_own) if notes else None,
        ),
        (
            (Button(t.label("◀️ Session"), MeetingOpened(meeting_id)),)
            if not course.is_running
            else (Button(t.label("🔴 The session now"), LiveOpened(meeting_id)),),
        ),
    )


def _readers(t: Translator, case: City, *, is_own: bool) -> Html:
    if is_own:
        return t.say("Only the people of {city} read this.", city=case.name)
    return t.say("Nobody of {city} reads here yet: please pass it on. Nobody else reads it.", city=case.name)


def _heads(t: Translator) -> dict[NoteKind, Html]:
    return {
        NoteKind.DID: t.say("💡 <b>What they did</b>"),
        NoteKind.QUESTION: t.say("❓ <b>What they ask</b>"),
        NoteKind.BEWARE: t.say("⚠️ <b>What to beware of</b>"),
    }


def _line(one: Noted) -> Html:
    is_named = one.person.name and one.note.noted_by is None
    who = [one.person.name, short_city(one.city)] if is_named else [short_city(one.city)]
    line = Html("• {text} — <i>{who}</i>").format(text=one.note.text, who=", ".join(who))
    return with_mark(line, is_noted=one.note.noted_by is not None)
