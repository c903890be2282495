"""The questions to guests on the card of whoever leads a session.

Their numbers stay while the card stands, and so do the places of their keys: what was answered is struck and its key
takes that back, so that a second tap never marks the next question.
"""

from store.guests import Asked
from texts.cities import short_city
from texts.guests.presses import GuestQuestionDone
from texts.guests.shown import SHORT, guests_line
from texts.live.shown import Course
from texts.message import Button, Html, Rows, excerpt, lines
from texts.translator import Translator

WAITING = 5
A_ROW = 5
MOST = 20
SHORT_WHEN_DONE = 40  # characters

Numbered = tuple[int, Asked]


def questions_now(t: Translator, course: Course) -> Html | None:
    """Who is heard, and what the cities ask, most votes first, while a guest is heard."""
    if not course.guests:
        return None
    done = sum(1 for asked in course.asked if asked.question.done_at is not None)
    return lines(
        guests_line(t, course.guests),
        *(_line(place, asked) for place, asked in _shown(course)),
        t.count("✓ {n} question answered", "✓ {n} questions answered", done) if done else None,
    )


def done_keys(t: Translator, course: Course) -> Rows:
    """One tap each."""
    keys = [_key(t, place, asked) for place, asked in _shown(course)]
    return tuple(tuple(keys[first : first + A_ROW]) for first in range(0, len(keys), A_ROW))


def _shown(course: Course) -> list[Numbered]:
    """Up to so many that wait, with all before them; of very many without the first rows, when those are done."""
    numbered = list(enumerate(course.asked, start=1))
    waiting = [place for place, asked in numbered if asked.question.done_at is None]
    if len(waiting) > WAITING:
        numbered = numbered[: waiting[WAITING - 1]]
    while len(numbered) > MOST and all(asked.question.done_at is not None for _, asked in numbered[:A_ROW]):
        numbered = numbered[A_ROW:]
    return numbered[:MOST]


def _line(place: int, asked: Asked) -> Html:
    city = short_city(asked.city)
    if asked.question.done_at is None:
        words = excerpt(asked.question.text, SHORT)
        return Html("{place}. {words} · <i>{city}</i>").format(place=place, words=words, city=city)
    words = excerpt(asked.question.text, SHORT_WHEN_DONE)
    return Html("{place}. <s>{words}</s> · <i>{city}</i>").format(place=place, words=words, city=city)


def _key(t: Translator, place: int, asked: Asked) -> Button:
    is_done = asked.question.done_at is not None
    label = t.label("↩️ {place}", place=place) if is_done else t.label("✓ {place}", place=place)
    return Button(label, GuestQuestionDone(asked.question.id, is_done=not is_done, is_live=True))
