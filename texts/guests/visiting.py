"""A guest's own page of the session, and what reaches them of it."""

from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.guests import Asked, Visit
from store.models import Guest, Network, Person
from texts.dates import day_of, relative
from texts.guests.presses import GuestAnswerBegun, VisitOpened, VisitQuestionsOpened
from texts.guests.shown import byline, in_short, numbered
from texts.lists import arrows, page_within, pages_for
from texts.meetings.cards import link_line
from texts.meetings.shown import Reader, Shown, begun_line, calendar_key, heading, when_and_how_long, when_plain
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.settings import hub_key as settings_key
from texts.translator import Translator

A_PAGE = 5
IN_REMINDER = 10


@frozen
class OwnVisit:
    """A guest's visit at a moment: what the cities ask, and until when it is open."""

    guest: Guest
    shown: Shown
    asked: Sequence[Asked]
    until: datetime
    agenda: Html | None = None


def page(reader: Reader, visit: OwnVisit, lead: Html | None = None) -> Message:
    """All of the session that is for a guest. `lead`: what is new."""
    t, shown = reader.translator, visit.shown
    if shown.meeting.cancelled_at is not None:
        return _cancelled(reader, visit)
    is_ahead = shown.is_open or (shown.meeting.link and not shown.is_over)
    return Message(
        paragraphs(
            lead or begun_line(t, shown) or t.say("🙋 <b>You come to this session as a guest.</b>"),
            lines(
                heading(t, shown.meeting, shown.network),
                when_and_how_long(reader, shown),
                t.say("🎙 You talk about: {about}", about=visit.guest.about) if visit.guest.about else None,
            ),
            link_line(reader, shown.meeting) if is_ahead else None,
            visit.agenda,
            _asked(t, visit, A_PAGE),
            _until(t, visit),
        ),
        (*_keys(t, visit), (back_button(t),)),
    )


def _keys(t: Translator, visit: OwnVisit) -> tuple[tuple[Button, ...], ...]:
    calendar = (calendar_key(t, visit.shown.meeting),) if visit.shown.is_open else ()
    questions = (
        (Button(t.label("❓ What the cities ask"), VisitQuestionsOpened(visit.guest.id)),) if visit.asked else ()
    )
    return tuple(row for row in (questions, calendar) if row)


def _cancelled(reader: Reader, visit: OwnVisit) -> Message:
    t, shown = reader.translator, visit.shown
    struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, shown.meeting.starts_at, shown.now))
    return Message(
        paragraphs(
            t.say("🚫 <b>This session has been cancelled.</b>"),
            lines(heading(t, shown.meeting, shown.network), struck),
            _until(t, visit),
        ),
        ((back_button(t),),),
    )


def _asked(t: Translator, visit: OwnVisit, most: int) -> Html | None:
    """In the order of votes, each in its asker's own words."""
    if not visit.asked:
        return None
    more = len(visit.asked) - most
    listed = lines(
        *(in_short(place, asked) for place, asked in enumerate(visit.asked[:most], start=1)),
        t.count("{n} more", "{n} more", more) if more > 0 else None,
    )
    return lines(t.say("❓ <b>What the cities ask</b>, most wanted first:"), quoted(listed))


def _until(t: Translator, visit: OwnVisit) -> Html:
    if visit.shown.is_over:
        return t.say(
            "🔑 This page, and answering in writing, stay open to you until {day}.", day=day_of(t, visit.until)
        )
    return t.say("🔑 This page stays open to you until {day}.", day=day_of(t, visit.until))


def day_before(reader: Reader, visit: OwnVisit) -> Message:
    """With all that the cities ask."""
    t, shown = reader.translator, visit.shown
    days = (shown.meeting.starts_at.astimezone(t.zone).date() - shown.now.astimezone(t.zone).date()).days
    lead = t.say("⏰ <b>See you tomorrow.</b>") if days == 1 else t.say("⏰ <b>See you soon.</b>")
    return _practical(reader, visit, lead, _asked(t, visit, IN_REMINDER) or t.say("❓ The cities ask nothing yet."))


def hour_before(reader: Reader, visit: OwnVisit) -> Message:
    """The last one."""
    t, shown = reader.translator, visit.shown
    lead = t.say("⏰ <b>The session starts {soon}.</b>", soon=relative(t, shown.meeting.starts_at, shown.now))
    return _practical(reader, visit, lead, None)


def _practical(reader: Reader, visit: OwnVisit, lead: Html, asked: Html | None) -> Message:
    t, shown = reader.translator, visit.shown
    return Message(
        paragraphs(
            lead if shown.is_open else begun_line(t, shown),
            lines(heading(t, shown.meeting, shown.network), when_and_how_long(reader, shown)),
            link_line(reader, shown.meeting),
            asked,
        ),
        ((Button(t.label("Details"), VisitOpened(visit.guest.id)),),),
    )


def moved(reader: Reader, visit: OwnVisit, since: datetime) -> Message:
    """Another date, the same session put back, or cancelled. `since`: when it was to be."""
    t, shown = reader.translator, visit.shown
    if shown.meeting.cancelled_at is not None:
        return _cancelled(reader, visit)
    lead = (
        t.say("♻️ <b>The session takes place after all.</b>")
        if shown.meeting.restored_at is not None
        else t.say("🔁 <b>The session has been moved.</b>")
    )
    struck = Html("<s>{moment}</s>").format(moment=when_plain(reader, since, shown.now))
    return page(reader, visit, lead if since == shown.meeting.starts_at else lines(lead, struck))


def ended(t: Translator, network: Network) -> Message:
    """To a guest whose access the coordination has ended before its time."""
    return Message(
        t.say(
            "Your visit to {network} has been ended by those who prepare the session. Questions go to them.",
            network=network.name,
        )
    )


def hub_key(t: Translator, visit: Visit) -> Button:
    """To the session, from the hub."""
    words = t.label("🙋 Session {number} · {field}", number=visit.meeting.number, field=visit.network.field)
    return Button(words, VisitOpened(visit.guest.id))


def hub(t: Translator, person: Person, visits: Sequence[Visit]) -> Message:
    """The hub of somebody who is nothing but a guest."""
    return Message(
        t.say("Hello, {name}. As a guest, this is open to you:", name=person.name),
        (*((hub_key(t, visit),) for visit in visits), (settings_key(t),)),
    )


def questions(reader: Reader, visit: OwnVisit, page: int) -> Message:
    """What the cities ask: a key answers in writing what the session left open."""
    t = reader.translator
    page = page_within(page, len(visit.asked), A_PAGE)
    shown = visit.asked[page * A_PAGE : (page + 1) * A_PAGE]
    first = page * A_PAGE + 1
    listed = [_answered(t, place, asked) for place, asked in enumerate(shown, start=first)]
    numbers = tuple(
        Button(t.label("✍️ {place}", place=place), GuestAnswerBegun(asked.question.id))
        for place, asked in enumerate(shown, start=first)
    )
    turning = arrows(t, page, pages_for(len(visit.asked), A_PAGE), lambda to: VisitQuestionsOpened(visit.guest.id, to))
    rows = (numbers, turning, (Button(t.label("◀️ Session"), VisitOpened(visit.guest.id)), back_button(t)))
    return Message(
        paragraphs(
            lines(t.say("❓ <b>What the cities ask</b>"), heading(t, visit.shown.meeting, visit.shown.network)),
            *(listed or [t.say("They ask nothing yet.")]),
            t.say(
                "What there is no time for can be answered in writing: ✍️ and its number. {until}", until=_open(t, visit)
            )
            if listed
            else None,
        ),
        tuple(row for row in rows if row),
    )


def _open(t: Translator, visit: OwnVisit) -> Html:
    return t.say("It is open until {day}.", day=day_of(t, visit.until))


def _answered(t: Translator, place: int, asked: Asked) -> Html:
    return lines(
        numbered(t, place, asked),
        quoted(asked.question.answer) if asked.question.answer else None,
    )


def answer_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("an answer to a city")


def answer_question(t: Translator, asked: Asked) -> Message:
    """One answer."""
    question = asked.question
    return Message(
        paragraphs(
            t.say("✍️ <b>Your answer?</b> A sentence is enough. The cities of the network read it."),
            lines(quoted(question.text), byline(t, asked)),
            t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(question.answer))
            if question.answer
            else None,
        )
    )


def answered(t: Translator) -> str:
    """The toast."""
    return t.plain("Thank you! The cities find it on the session’s page.")
