"""The questions to guests on the card of whoever leads a session."""

from texts.guests.presses import GuestQuestionDone
from texts.guests.shown import in_short
from texts.live.shown import Course
from texts.message import Button, Html, Rows, lines
from texts.translator import Translator

MOST = 5


def questions_now(t: Translator, course: Course) -> Html | None:
    """Those that are open, most votes first, while a guest is heard."""
    if not course.asked:
        return None
    waiting = [asked for asked in course.asked if asked.question.done_at is None]
    done = len(course.asked) - len(waiting)
    return lines(
        *(in_short(place, asked) for place, asked in enumerate(waiting[:MOST], start=1)),
        t.count("✓ {n} question answered", "✓ {n} questions answered", done) if done else None,
    )


def done_keys(t: Translator, course: Course) -> Rows:
    """One tap each."""
    waiting = [asked for asked in course.asked if asked.question.done_at is None][:MOST]
    keys = tuple(
        Button(t.label("✓ {place}", place=place), GuestQuestionDone(asked.question.id, is_done=True, is_live=True))
        for place, asked in enumerate(waiting, start=1)
    )
    return (keys,) if keys else ()
