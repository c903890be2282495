"""Whoever prepares a session invites somebody from outside, and looks after their visit."""

from datetime import datetime

from store.models import Guest, Meeting, Network
from texts.dates import day_of
from texts.guests.presses import GuestLinkShown, GuestOpened, VisitEndAsked, VisitEnded, VisitProlonged, questions_key
from texts.guests.shown import name_of
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, heading
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

NAME_LIMIT = 80
ABOUT_LIMIT = 160
MORE_DAYS = 7


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("a guest’s invitation")


def name_question(t: Translator, meeting: Meeting, network: Network) -> Message:
    """Who."""
    return Message(
        paragraphs(
            t.say("🙋 <b>Which guest comes to this session?</b> The name, as the cities should read it."),
            heading(t, meeting, network),
        )
    )


def about_question(t: Translator, name: str) -> Message:
    """What of."""
    return Message(t.say("🎙 <b>What will {name} talk about?</b> One line; the cities read it, and can ask.", name=name))


def guest_page(
    reader: Reader, meeting: Meeting, network: Network, guest: Guest, now: datetime, *, is_new: bool
) -> Message:
    """One guest, with what can be done."""
    t = reader.translator
    has_come = guest.person_id is not None
    until = day_of(t, guest.ends_at or now)
    more = Button(t.label("⏳ A week more"), VisitProlonged(guest.id, guest.days + MORE_DAYS))
    end = Button(
        t.label("🚪 Does not come") if meeting.starts_at > now else t.label("🚪 End it now"), VisitEndAsked(guest.id)
    )
    link = (Button(t.label("📨 Show the link"), GuestLinkShown(guest.id)),)
    present = (() if has_come or is_new else link, (more,), (end,)) if guest.ends_at is not None else ()
    rows = (
        *present,
        (questions_key(t, guest),),
        (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),),
    )
    return Message(
        paragraphs(
            lines(
                _title(t, guest),
                t.say("🎙 Talks about: {about}", about=guest.about) if guest.about else None,
                heading(t, meeting, network),
            ),
            lines(
                _state(t, guest),
                t.say("🔑 Sees this session and the questions, nothing else, until {day}.", day=until)
                if guest.ends_at is not None
                else None,
            ),
            t.say("👇 The next message is ready to forward, with its QR code.") if is_new else None,
        ),
        tuple(row for row in rows if row),
    )


def _title(t: Translator, guest: Guest) -> Html:
    if not guest.name:
        return Html("🙋 <b>{name}</b>").format(name=name_of(t, guest))
    return t.say("🙋 <b>{name}</b>, guest", name=guest.name)


def _state(t: Translator, guest: Guest) -> Html:
    if guest.ends_at is None:
        return t.say("🚪 The visit has ended.")
    if guest.person_id is not None:
        return t.say("✅ Has come in with the link.")
    return t.say("✉️ Has not opened the link yet. The cities can ask already.")


def sure_to_end(t: Translator, guest: Guest) -> Message:
    """Asked once."""
    return Message(
        t.say(
            "<b>End the visit of {name} now?</b> The link lets nobody in any more, and the session’s page closes.",
            name=name_of(t, guest),
        ),
        (
            (Button(t.label("🚪 Yes, end it"), VisitEnded(guest.id)),),
            (Button(t.label("◀️ Back"), GuestOpened(guest.id)),),
        ),
    )


def prolonged(t: Translator, until: datetime) -> str:
    """The toast."""
    return t.plain("Open until {day}.", day=day_of(t, until))


def ended(t: Translator) -> str:
    """The toast."""
    return t.plain("The visit has ended.")


def visit_key(t: Translator, meeting: Meeting, guest: Guest) -> Button:
    """From a guest's page among the people of the network."""
    return Button(t.label("🙋 Visit of session {number}", number=meeting.number), GuestOpened(guest.id))
