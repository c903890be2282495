"""What delegates read of a poll about dates: one date after the other, each answered with one tap."""

from collections.abc import Mapping

from store.models import Availability, DatePollOption, PollEnding
from texts.date_polls.presses import DateAnswered, DateOpened
from texts.date_polls.shown import Asked, answer_words, mark, title
from texts.dates import relative
from texts.meetings.presses import DetailsOpened
from texts.meetings.shown import Reader, when, when_plain
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

Own = Mapping[int, Availability]  # one's answers, by the date's id


def card(reader: Reader, asked: Asked, own: Own, current: DatePollOption | None, lead: Html | None = None) -> Message:
    """All dates on the reader's clock, and the keys for the one that is to be answered now; None: for none.

    The keys stay under the same thumb: what they are about stands right above them.
    """
    t = reader.translator
    if not asked.is_open:
        return closed(reader, asked, own)
    until = when(reader, asked.poll.closes_at, asked.network, asked.now)
    return Message(
        paragraphs(
            lead or t.say("🗳 <b>Which date would be possible?</b>"),
            lines(title(t, asked), _present(reader, asked)),
            dates_answered(reader, asked, own),
            t.say("Answers can be changed until {moment}. Only the coordination sees them.", moment=until),
            asked_now(reader, asked, current),
        ),
        _keys(t, asked, own, current),
    )


def reminder(reader: Reader, asked: Asked, own: Own, current: DatePollOption | None) -> Message:
    """To who has answered nothing, the working day before it closes."""
    t = reader.translator
    soon = relative(t, asked.poll.closes_at, asked.now)
    return card(
        reader, asked, own, current, t.say("⏳ <b>The date poll closes {soon}.</b> A tap for each date.", soon=soon)
    )


def closed(reader: Reader, asked: Asked, own: Own) -> Message:
    """What becomes of it: the outcome, and until there is one what one had answered."""
    t = reader.translator
    details: Rows = ()
    if asked.meeting is not None:
        details = ((Button(t.label("Details"), DetailsOpened(asked.meeting.id)),),)
    return Message(
        paragraphs(
            title(t, asked),
            _outcome(reader, asked),
            lines(t.say("What was answered here:"), dates_answered(reader, asked, own))
            if own and asked.poll.ending is None
            else None,
        ),
        details,
    )


def noted(t: Translator, availability: Availability, *, is_last: bool) -> str:
    """The toast after an answer."""
    if is_last:
        return t.plain("Thank you: all dates are answered.")
    return t.plain("Noted: {answer}", answer=answer_words(t, availability))


def answers_are_pressed(t: Translator) -> Html:
    """To who typed an answer."""
    return t.say("👇 Dates are answered with the buttons; what is typed is not counted.")


def _present(reader: Reader, asked: Asked) -> Html | None:
    if asked.meeting is None:
        return None
    moment = when(reader, asked.meeting.starts_at, asked.network, asked.now)
    return reader.translator.say("At present: {moment}", moment=moment)


def dates_answered(reader: Reader, asked: Asked, own: Own) -> Html:
    """Each on one line of a phone: the one that is asked for now is told in full, with the hour elsewhere."""
    return lines(
        *(
            Html("{mark} {number}. {moment}").format(
                mark=mark(own.get(option.id)),
                number=number,
                moment=when_plain(reader, option.starts_at, asked.now),
            )
            for number, option in enumerate(asked.options, 1)
        )
    )


def asked_now(reader: Reader, asked: Asked, current: DatePollOption | None) -> Html:
    """Which date is asked about."""
    t = reader.translator
    if current is None:
        return t.say("Thank you: all dates are answered. A number changes an answer.")
    number = asked.options.index(current) + 1
    return t.say(
        "👉 <b>{number}. {moment}</b>: possible?",
        number=number,
        moment=when(reader, current.starts_at, asked.network, asked.now),
    )


def _keys(t: Translator, asked: Asked, own: Own, current: DatePollOption | None) -> Rows:
    numbers = tuple(
        Button(f"{mark(own.get(option.id))} {number}", DateOpened(option.id))
        for number, option in enumerate(asked.options, 1)
    )
    if current is None:
        return (numbers,)
    yes, if_need_be, no = (Button(answer_words(t, one), DateAnswered(current.id, one)) for one in Availability)
    return ((yes, no), (if_need_be,), numbers)


def _outcome(reader: Reader, asked: Asked) -> Html:
    """It is told once: of a date that changes after that other messages tell."""
    t, meeting = reader.translator, asked.meeting
    match asked.poll.ending:
        case None:
            return t.say("🔒 <b>The date poll has closed.</b> The coordination chooses now.")
        case PollEnding.CHOSEN if meeting is not None:
            moment = when(reader, meeting.starts_at, asked.network, asked.now)
            return t.say("✅ <b>The date has been chosen:</b> {moment}", moment=moment)
        case PollEnding.OVERTAKEN if meeting is not None and meeting.cancelled_at is not None:
            return t.say("🚫 <b>This session has been cancelled.</b> The date poll is over.")
        case PollEnding.OVERTAKEN:
            return t.say("🔁 <b>The session has another date by now.</b> The date poll is over.")
        case _ if meeting is not None:
            moment = when(reader, meeting.starts_at, asked.network, asked.now)
            return t.say(
                "<b>The date poll is over; none of the dates was chosen.</b> The session stays when it was: {moment}",
                moment=moment,
            )
        case _:
            return t.say("<b>The date poll is over; none of the dates was chosen.</b> No session is added for now.")
