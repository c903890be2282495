"""What the cities ask a guest: the list with its votes, one of them whole, and the form."""

from collections.abc import Sequence

from store.frozen import frozen
from store.guests import Asked, Visit
from store.models import City, Guest, GuestQuestion
from texts.cities import short_city
from texts.guests.presses import (
    GuestNotingBegun,
    GuestOpened,
    GuestQuestionBegun,
    GuestQuestionDone,
    GuestQuestionOpened,
    GuestQuestionPutAway,
    GuestQuestionsOpened,
    GuestQuestionVoted,
    GuestQuestionWithdrawn,
)
from texts.guests.shown import byline, name_of, numbered
from texts.lists import PAGE, arrows, number_buttons, page_within, pages_for
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.translator import Translator

LIMIT = 240
ANSWER_IN_LIST = 200
A_ROW = 4


@frozen
class Listed:
    """The questions to a guest, for one reader.

    city: for which the reader asks and votes; own: the ids of the questions that the reader wrote
    """

    visit: Visit
    asked: Sequence[Asked]
    is_open: bool
    has_begun: bool
    city: City | None
    own: frozenset[int]
    may_ask: bool
    prepares: bool
    coordinates: bool


def page(t: Translator, listed: Listed, number: int) -> Message:
    """A page of them, most votes first."""
    guest, meeting, network = listed.visit
    number = page_within(number, len(listed.asked))
    shown = listed.asked[number * PAGE : (number + 1) * PAGE]
    first = number * PAGE + 1
    questions = [_entry(t, listed, place, asked) for place, asked in enumerate(shown, start=first)]
    return Message(
        paragraphs(
            lines(
                t.say("❓ <b>Questions for {name}</b>", name=name_of(t, guest)),
                heading(t, meeting, network),
                Html("🎙 {about}").format(about=guest.about) if guest.about else None,
            ),
            *(questions or [t.say("Nobody has asked anything yet.")]),
            _how(t, listed),
        ),
        (
            *_numbers(t, listed, shown, number),
            *_turning(t, listed, number),
            *_writing(t, listed),
            *_back(t, listed),
        ),
    )


def _entry(t: Translator, listed: Listed, place: int, asked: Asked) -> Html:
    return lines(
        numbered(t, place, asked, is_own=asked.question.id in listed.own),
        quoted(excerpt(asked.question.answer, ANSWER_IN_LIST)) if asked.question.answer else None,
    )


def _how(t: Translator, listed: Listed) -> Html:
    if not listed.is_open:
        return t.say("Questions and votes are closed. What the session left open can be answered in writing.")
    if listed.city is None:
        return t.say("The cities ask and vote until the session starts. A number opens a question.")
    return t.say("Open until the session starts: 👍 and a number votes. Up to three questions each.")


def _numbers(t: Translator, listed: Listed, shown: Sequence[Asked], page: int) -> Rows:
    if not shown:
        return ()
    first = page * PAGE + 1
    opening = tuple(
        Button(str(place), GuestQuestionOpened(asked.question.id)) for place, asked in enumerate(shown, start=first)
    )
    if not listed.is_open or listed.city is None:
        return (opening,)
    voting = tuple(_vote(t, listed, place, asked, page) for place, asked in enumerate(shown, start=first))
    return (voting, opening) if listed.prepares else (voting,)


def _vote(t: Translator, listed: Listed, place: int, asked: Asked, page: int) -> Button:
    if asked.question.id in listed.own:
        return Button(t.label("✏️ {place}", place=place), GuestQuestionOpened(asked.question.id))
    words = t.label("✅ {place}", place=place) if asked.voted else t.label("👍 {place}", place=place)
    return Button(words, GuestQuestionVoted(asked.question.id, not asked.voted, page))


def _turning(t: Translator, listed: Listed, page: int) -> Rows:
    guest = listed.visit.guest
    row = arrows(t, page, pages_for(len(listed.asked)), lambda to: GuestQuestionsOpened(guest.id, to))
    return (row,) if row else ()


def _writing(t: Translator, listed: Listed) -> Rows:
    guest = listed.visit.guest
    if not listed.is_open:
        return ()
    rows = []
    if listed.city is not None and listed.may_ask:
        rows.append((Button(t.label("➕ Ask something"), GuestQuestionBegun(guest.id, listed.city.id)),))
    if listed.coordinates:
        rows.append((Button(t.label("✍️ Note for a city"), GuestNotingBegun(guest.id)),))
    return tuple(rows)


def _back(t: Translator, listed: Listed) -> Rows:
    session = (Button(t.label("◀️ Session"), MeetingOpened(listed.visit.meeting.id)),)
    if not listed.prepares:
        return (session,)
    return ((Button(t.label("🙋 The guest"), GuestOpened(listed.visit.guest.id)),), session)


def one(t: Translator, listed: Listed, asked: Asked) -> Message:
    """A question whole."""
    question = asked.question
    withdraw = Button(t.label("🗑 Withdraw"), GuestQuestionWithdrawn(question.id))
    away = Button(t.label("🧹 Put away"), GuestQuestionPutAway(question.id, is_sure=False))
    done = (
        Button(t.label("↩️ Still open"), GuestQuestionDone(question.id, is_done=False, is_live=False))
        if question.done_at is not None
        else Button(t.label("✓ Answered in the session"), GuestQuestionDone(question.id, is_done=True, is_live=False))
    )
    keys = (
        (withdraw,) if question.id in listed.own and not (question.answer or listed.has_begun) else (),
        (away,) if listed.prepares and question.id not in listed.own else (),
        (done,) if listed.prepares and listed.has_begun else (),
        (Button(t.label("◀️ Questions"), GuestQuestionsOpened(listed.visit.guest.id)),),
    )
    return Message(
        paragraphs(
            t.say("❓ <b>Question for {name}</b>", name=name_of(t, listed.visit.guest)),
            lines(quoted(question.text), byline(t, asked)),
            lines(t.say("💬 <b>The answer</b>"), quoted(question.answer)) if question.answer else None,
        ),
        tuple(row for row in keys if row),
    )


def sure_to_put_away(t: Translator, question: GuestQuestion) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("🧹 <b>Put this question away?</b> It is shown no more, and its author is told kindly."),
            quoted(question.text),
        ),
        (
            (Button(t.label("🧹 Yes, put it away"), GuestQuestionPutAway(question.id, is_sure=True)),),
            (Button(t.label("◀️ Back"), GuestQuestionOpened(question.id)),),
        ),
    )


def put_away_told(t: Translator, visit: Visit, question: GuestQuestion) -> Message:
    """To its author."""
    return Message(
        paragraphs(
            t.say(
                "🧹 Those who prepare session {number} have put one question for {name} away: it does not fit into "
                "that session. Thank you for asking; another one can be written in its place.",
                number=visit.meeting.number,
                name=name_of(t, visit.guest),
            ),
            quoted(question.text),
        ),
        ((Button(t.label("❓ Questions"), GuestQuestionsOpened(visit.guest.id)),),),
    )


def title(t: Translator) -> str:
    """What an unfinished question is called."""
    return t.label("a question for a guest")


def words_question(t: Translator, visit: Visit, city: City, *, is_noting: bool) -> Message:
    """One."""
    guest = visit.guest
    return Message(
        paragraphs(
            lines(
                t.say(
                    "❓ <b>What does {city} ask {name}?</b> One sentence.",
                    city=short_city(city),
                    name=name_of(t, guest),
                ),
                Html("🎙 {about}").format(about=guest.about) if guest.about else None,
            ),
            t.say("The cities read it with name and city, and vote; the guest gets it the day before."),
            t.say("✍️ It is noted in the city’s name.") if is_noting else None,
        )
    )


def which_city(t: Translator, guest: Guest, cities: Sequence[City]) -> Message:
    """For which one is noted."""
    numbers = number_buttons([GuestQuestionBegun(guest.id, city.id) for city in cities])
    rows = tuple(numbers[first : first + A_ROW] for first in range(0, len(numbers), A_ROW))
    listed = lines(
        *(Html("{place}. {city}").format(place=place, city=short_city(city)) for place, city in enumerate(cities, 1))
    )
    return Message(
        paragraphs(t.say("✍️ <b>In the name of which city?</b>"), listed),
        (*rows, (Button(t.label("◀️ Back"), GuestQuestionsOpened(guest.id)),)),
    )


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Asked. The other cities can vote for it.")


def voted(t: Translator, *, is_wanted: bool) -> str:
    """The toast."""
    return t.plain("Your vote counts.") if is_wanted else t.plain("Your vote is taken back.")


def withdrawn(t: Translator) -> str:
    """The toast."""
    return t.plain("Withdrawn.")


def put_away(t: Translator) -> str:
    """The toast."""
    return t.plain("Put away.")


def marked(t: Translator, *, is_done: bool) -> str:
    """The toast."""
    return t.plain("Noted: answered in the session.") if is_done else t.plain("Noted: still open.")
