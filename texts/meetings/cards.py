"""Cards of a meeting: the invitation, the practical reminders, and what is told when something changes."""

from datetime import datetime

from store.models import Answer, Meeting
from texts.dates import relative
from texts.guests.shown import guests_line
from texts.meetings.noting import earlier_noted, noted_line
from texts.meetings.presses import DetailsOpened, InvitationAnswered, LinkBegun, MeetingsOpened, Screen
from texts.meetings.shown import (
    Reader,
    Shown,
    answer_rows,
    begun_line,
    calendar_rows,
    calendar_rows_of_who_comes,
    counted,
    heading,
    hours,
    presenting_line,
    when,
    when_and_how_long,
    when_plain,
)
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator


def card(reader: Reader, shown: Shown, lead: Html | None = None) -> Message:
    """The invitation to one meeting, the same for everybody but for the clock, the language and one's own answer."""
    t, meeting = reader.translator, shown.meeting
    if meeting.cancelled_at is not None:
        return cancelled(reader, shown)
    text = paragraphs(
        lead or _asked(reader, meeting) if shown.is_open else begun_line(t, shown),
        lines(
            heading(t, meeting, shown.network),
            when_and_how_long(reader, shown),
            presenting_line(t, shown),
            guests_line(t, shown.guests),
            _may_change(t) if shown.is_polled and shown.is_open else None,
        ),
        hours(t, meeting.starts_at, shown.cities) if reader.is_group and not shown.is_over else None,
        _instead(reader, shown) if shown.is_over else counted(t, shown.counts),
    )
    details = Button(t.label("Details"), DetailsOpened(meeting.id))
    if not shown.is_open:
        return Message(text, ((details,),))
    rows = answer_rows(reader, meeting, Screen.CARD, details)
    return Message(text, (*rows, *calendar_rows_of_who_comes(reader, meeting)))


def remembered(reader: Reader, shown: Shown) -> Message:
    """What is left of an older card of a session that is over, where a later one says so and what comes next."""
    t, meeting = reader.translator, shown.meeting
    return Message(
        lines(heading(t, meeting, shown.network), when(reader, meeting.starts_at, shown.network, shown.now)),
        ((Button(t.label("Details"), DetailsOpened(meeting.id)),),),
    )


def _may_change(t: Translator) -> Html:
    return t.say("🗳 The cities are being asked whether another date suits better: this one may change.")


def _asked(reader: Reader, meeting: Meeting) -> Html | None:
    if reader.is_group or reader.is_asked_again or reader.answer is not None:
        return asked_again(reader, meeting) or noted_line(reader)
    return reader.translator.say("Can you come?")


def card_of_new_date(reader: Reader, shown: Shown, since: datetime) -> Message:
    """To who has to answer anew. `since`: when it was to be."""
    asked = asked_again(reader, shown.meeting)
    if asked is None or since == shown.meeting.starts_at:
        return card(reader, shown)
    struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, since, shown.now))
    return card(reader, shown, lines(asked, struck))


def card_of_new(reader: Reader, shown: Shown) -> Message:
    """The invitation to a session that was added."""
    return card(reader, shown, reader.translator.say("➕ <b>There is one more session.</b> Can you come?"))


def asked_again(reader: Reader, meeting: Meeting) -> Html | None:
    """To those who answered before the meeting was moved, or cancelled and put back."""
    if not reader.is_asked_again:
        return None
    return lines(_asked_again(reader, meeting), earlier_noted(reader))


def _asked_again(reader: Reader, meeting: Meeting) -> Html:
    t = reader.translator
    if meeting.restored_at is not None:
        return t.say("♻️ <b>The session takes place after all.</b> Is it still possible to come?")
    match reader.answer:
        case Answer.GOING:
            return t.say("🔁 <b>The session has been moved.</b> Is the new date still good?")
        case Answer.MAYBE:
            return t.say("🔁 <b>The session has been moved.</b> Does the new date suit better?")
        case _:
            return t.say("🔁 <b>The session has been moved.</b> Perhaps it is possible to come now?")


def nudge(reader: Reader, shown: Shown) -> Message:
    """To those who have not answered: once."""
    lead = reader.translator.say("Can you come? One tap is enough, and it helps to prepare the session.")
    return card(reader, shown, None if reader.is_asked_again else lead)  # moved: asked anew already


def day_before(reader: Reader, shown: Shown) -> Message:
    """To those who come."""
    t, meeting = reader.translator, shown.meeting
    days = (meeting.starts_at.astimezone(t.zone).date() - shown.now.astimezone(t.zone).date()).days
    lead = t.say("⏰ <b>See you tomorrow.</b>") if days == 1 else t.say("⏰ <b>See you soon.</b>")
    told = lines(when_and_how_long(reader, shown), presenting_line(t, shown), guests_line(t, shown.guests))
    return _practical(reader, shown, lead, told)


def hour_before(reader: Reader, shown: Shown) -> Message:
    """To those who come."""
    t, meeting = reader.translator, shown.meeting
    lead = t.say("⏰ <b>The session starts {soon}.</b>", soon=relative(t, meeting.starts_at, shown.now))
    return _practical(reader, shown, lead, when(reader, meeting.starts_at, shown.network, shown.now))


def _practical(reader: Reader, shown: Shown, lead: Html, moment: Html) -> Message:
    t, meeting = reader.translator, shown.meeting
    sorry = Button(
        t.label("I can’t come after all"),
        InvitationAnswered(meeting.id, Answer.CANNOT, meeting.sequence, Screen.CARD),
    )
    return Message(
        paragraphs(
            lead if shown.is_open else begun_line(t, shown),
            lines(heading(t, meeting, shown.network), moment),
            link_line(reader, meeting, shown.coordinator)
            if shown.is_open or (meeting.link and not shown.is_over)
            else None,
        ),
        (
            *((*_link_row(reader, meeting), (sorry,)) if shown.is_open else ()),
            (Button(t.label("Details"), DetailsOpened(meeting.id)),),
        ),
    )


def link_line(reader: Reader, meeting: Meeting, coordinator: str = "") -> Html:
    """Where the call is, or who can be asked. Those who coordinate have nobody to wait for."""
    t = reader.translator
    if meeting.link:
        return t.say("🔗 {link}", link=meeting.link)
    if reader.coordinates:
        return t.say("🔗 The link to the call is missing.")
    if coordinator:
        return t.say("🔗 There is no link to the call yet; {name} sends it.", name=coordinator)
    return t.say("The link to the call comes from the coordination.")


def _link_row(reader: Reader, meeting: Meeting) -> Rows:
    if meeting.link or not reader.coordinates:
        return ()
    return ((Button(reader.translator.label("🔗 Set the link"), LinkBegun(meeting.id)),),)


def cancelled(reader: Reader, shown: Shown) -> Message:
    """What becomes of every card, and what those are told who would have come: with the next one, if there is one."""
    t, meeting = reader.translator, shown.meeting
    return Message(
        paragraphs(
            t.say("🚫 <b>This session has been cancelled.</b>"),
            lines(
                heading(t, meeting, shown.network),
                Html("<s>{moment}</s>").format(moment=when_plain(reader, meeting.starts_at, shown.now)),
            ),
            _instead(reader, shown),
        ),
        calendar_rows_of_who_comes(reader, meeting) + (() if reader.is_group else ((sessions_key(t),),)),
    )


def sessions_key(t: Translator) -> Button:
    """To the list of what is ahead."""
    return Button(t.label("📅 Sessions"), MeetingsOpened())


def _instead(reader: Reader, shown: Shown) -> Html | None:
    if shown.instead is None:
        return None
    moment = when(reader, shown.instead.starts_at, shown.network, shown.now)
    return reader.translator.say("The next one: {moment}", moment=moment)


def moved(reader: Reader, shown: Shown, since: datetime) -> Message:
    """A short new message: an edited card is seen by nobody. `since`: when it was to be.

    It takes no answers: the card does, and this one scrolls away and would go on offering a date long gone.
    """
    struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, since, shown.now))
    return _notice(reader, shown, _changed(reader, shown), None if since == shown.meeting.starts_at else struck)


def added(reader: Reader, shown: Shown) -> Message:
    """The same of a session that is new."""
    return _notice(reader, shown, reader.translator.say("➕ <b>There is one more session.</b>"))


def _notice(reader: Reader, shown: Shown, lead: Html, struck: Html | None = None) -> Message:
    t, meeting = reader.translator, shown.meeting
    return Message(
        paragraphs(
            lead,
            lines(heading(t, meeting, shown.network), struck, when_and_how_long(reader, shown)),
            hours(t, meeting.starts_at, shown.cities) if reader.is_group else None,
        ),
        ((Button(t.label("Details and answer"), DetailsOpened(meeting.id)),), *calendar_rows(reader, meeting)),
    )


def _changed(reader: Reader, shown: Shown) -> Html:
    t = reader.translator
    if shown.meeting.restored_at is not None:
        return t.say("♻️ <b>The session takes place after all.</b>")
    return t.say("🔁 <b>The session has been moved.</b>")


def reminder_overtaken(reader: Reader, shown: Shown) -> Message:
    """What becomes of a reminder when the meeting was moved after it, or put back."""
    t, meeting = reader.translator, shown.meeting
    return Message(
        paragraphs(
            _changed(reader, shown),
            lines(heading(t, meeting, shown.network), when_and_how_long(reader, shown)),
        ),
        ((Button(t.label("Details"), DetailsOpened(meeting.id)),),),
    )


def answered(reader: Reader, answer: Answer, starts_at: datetime, now: datetime) -> str:
    """The toast after an answer."""
    t = reader.translator
    match answer:
        case Answer.GOING:
            return t.plain("Going. See you {moment}.", moment=when_plain(reader, starts_at, now))
        case Answer.MAYBE:
            return t.plain("Noted as maybe. It can be changed until the session starts.")
        case Answer.CANNOT:
            return t.plain("Noted: it is not possible this time. Thank you for saying so.")


def answers_are_pressed(t: Translator) -> Html:
    """To who typed an answer."""
    return t.say("👇 Answers to a session are given with its buttons; what is typed is not counted.")


def moved_meanwhile(reader: Reader, meeting: Meeting, now: datetime) -> str:
    """The toast when the pressed card still showed another date, or what was before the session was put back."""
    t = reader.translator
    if meeting.restored_at is not None:
        return t.plain("The session takes place after all. Please answer once more.")
    return t.plain(
        "The session has been moved to {moment}. Please answer for the new date.",
        moment=when_plain(reader, meeting.starts_at, now),
    )
