"""A poll about dates as the coordination answers it for a city."""

from store.models import Availability, City, DatePollOption
from texts.behalf.presses import DateNoted, DatesNotingOpened
from texts.behalf.words import behalf_key, in_name_of
from texts.date_polls.answering import Own, asked_now, dates_answered
from texts.date_polls.shown import Asked, answer_words, mark, title
from texts.meetings.shown import Reader
from texts.message import Button, Message, Rows, paragraphs


def page(reader: Reader, asked: Asked, city: City, noted: Own, said: Own, current: DatePollOption | None) -> Message:
    """All dates with what is noted and what the city `said` itself, which has no key; None: nothing is left to note."""
    own = {**noted, **said}
    t = reader.translator
    return Message(
        paragraphs(
            in_name_of(t, city), title(t, asked), dates_answered(reader, asked, own), asked_now(reader, asked, current)
        ),
        (*_keys(reader, asked, city, noted, said, current), (behalf_key(t, asked.network.id, city),)),
    )


def _keys(reader: Reader, asked: Asked, city: City, noted: Own, said: Own, current: DatePollOption | None) -> Rows:
    numbers = tuple(
        Button(f"{mark(noted.get(option.id))} {number}", DatesNotingOpened(asked.poll.id, city.id, option.id))
        for number, option in enumerate(asked.options, 1)
        if option.id not in said
    )
    if current is None:
        return (numbers,) if numbers else ()
    yes, if_need_be, no = (
        Button(answer_words(reader.translator, one), DateNoted(current.id, city.id, one)) for one in Availability
    )
    return ((yes, no), (if_need_be,), numbers)
