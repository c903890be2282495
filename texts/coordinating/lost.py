"""What did not arrive, for coordinators."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from store.frozen import frozen
from store.models import Person
from texts.announcements.missed import Why
from texts.coordinating.presses import DeskOpened, LostOpened
from texts.dates import day_of
from texts.lists import arrows, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.people import linked
from texts.translator import Translator

A_PAGE = 8


class Kind(StrEnum):
    """What a message was about."""

    REMINDER = "reminder"
    SESSION = "session"
    QUESTION = "question"
    DATES = "dates"
    DIGEST = "digest"
    CARD = "card"
    MESSAGE = "message"


@frozen
class Lost:
    """To a person, or to a group by its title. `why`: None when it would have come too late; `hours` of trying."""

    person: Person | None
    title: str
    kind: Kind
    at: datetime
    why: Why | None
    hours: int = 0


def desk_line(t: Translator, number: int) -> Html | None:
    """Among what needs somebody."""
    if not number:
        return None
    return t.count(
        "📭 {n} message did not arrive in the last 7 days.",
        "📭 {n} messages did not arrive in the last 7 days.",
        number,
    )


def desk_key(t: Translator) -> Button:
    """To all of them."""
    return Button(t.label("📭 Did not arrive"), LostOpened(0))


def lost(t: Translator, everything: Sequence[Lost], page: int) -> Message:
    """A page of them: for whom, what, of which day, and why."""
    back = (Button(t.label("◀️ Back"), DeskOpened()),)
    if not everything:
        return Message(t.say("✅ All messages of the last 7 days have arrived."), (back,))
    page = page_within(page, len(everything), A_PAGE)
    shown = everything[page * A_PAGE : (page + 1) * A_PAGE]
    turning = arrows(t, page, pages_for(len(everything), A_PAGE), LostOpened)
    return Message(
        paragraphs(
            t.say("📭 <b>Did not arrive</b> · last 7 days"),
            *(_line(t, one) for one in shown),
            t.say("They can be told by another way: in the group, by phone or by mail."),
        ),
        (turning, back) if turning else (back,),
    )


def _line(t: Translator, one: Lost) -> Html:
    name = linked(one.person) if one.person is not None else Html.escape(excerpt(one.title, 60) or "—")
    what = t.say("{what}, {day}", what=_what(t, one.kind), day=day_of(t, one.at))
    return lines(Html("<b>{}</b> · {}").format(name, what), _why(t, one))


def _what(t: Translator, kind: Kind) -> str:
    return {
        Kind.REMINDER: t.plain("reminder of the session"),
        Kind.SESSION: t.plain("news of a session"),
        Kind.QUESTION: t.plain("question of the month"),
        Kind.DATES: t.plain("date poll"),
        Kind.DIGEST: t.plain("weekly digest"),
        Kind.CARD: t.plain("something shared"),
        Kind.MESSAGE: t.plain("message"),
    }[kind]


def _why(t: Translator, one: Lost) -> Html:
    match one.why:
        case None:
            return t.say("Telegram could not be reached in time.")
        case Why.GIVEN_UP:
            return t.count("Given up after {n} hour of trying.", "Given up after {n} hours of trying.", one.hours)
        case Why.PERHAPS:
            return t.say("Perhaps it arrived: Telegram did not say.")
    return t.say("Telegram did not accept it.")
