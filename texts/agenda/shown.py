"""An agenda as it is told of: what all its texts have in common."""

from datetime import datetime, timedelta

from store.frozen import frozen
from store.models import Agenda, AgendaItem, City, Guest, Meeting, Method, Network
from texts.agenda.methods import title_of
from texts.cities import short_city
from texts.dates import hour
from texts.guests.shown import name_of
from texts.message import Html, excerpt
from texts.translator import Translator

ABOUT = 70  # characters of what a guest talks about
LEAST_MINUTES, MOST_MINUTES = 1, 180  # of an item


@frozen
class Line:
    """An item, after how many minutes it begins, and of a case the city that presents it now, if one does.

    guests: who are heard in it
    """

    item: AgendaItem
    after: int
    city: City | None = None
    guests: tuple[Guest, ...] = ()

    @property
    def ends_after(self) -> int:
        """In minutes from the beginning of the session."""
        return self.after + self.item.minutes


@frozen
class Outline:
    """An agenda at a moment: what is being prepared, or what was published last.

    left_out: cities that present in the session, and have no case in the agenda
    has_changes: what is being prepared is another one than what the network sees
    """

    agenda: Agenda
    meeting: Meeting
    network: Network
    lines: tuple[Line, ...]
    now: datetime
    left_out: tuple[City, ...] = ()
    has_changes: bool = False

    @property
    def minutes(self) -> int:
        """Of all items."""
        return sum(one.item.minutes for one in self.lines)

    @property
    def too_many(self) -> int:
        """By how many minutes it is longer than the session."""
        return max(0, self.minutes - self.meeting.minutes)

    def fits(self, one: Line) -> bool:
        """Whether an item ends before the session does."""
        return one.ends_after <= self.meeting.minutes

    def starts_at(self, one: Line) -> datetime:
        """When an item begins."""
        return self.meeting.starts_at + timedelta(minutes=one.after)


def what(t: Translator, one: Line) -> str:
    """An item by its method; a case with the city that presents it."""
    title = title_of(t, one.item.method)
    if one.item.method is not Method.CASE:
        return title
    if one.city is None:
        return t.label("{title}, no city yet", title=title)
    return t.label("{title}: {city}", title=title, city=short_city(one.city))


def sign_of(outline: Outline, one: Line) -> str:
    """Stands before an item that does not fit into the session."""
    return "" if outline.fits(one) else "⚠️ "


def told(t: Translator, outline: Outline, one: Line) -> Html:
    """As "17:05 · 8 min · Commitments round", on the reader's clock."""
    line = t.say(
        "{hour} · {minutes} min · {what}",
        hour=hour(t, outline.starts_at(one)),
        minutes=one.item.minutes,
        what=what(t, one),
    )
    return Html("{}{}").format(line, Html().join(_guest(t, guest) for guest in one.guests))


def _guest(t: Translator, guest: Guest) -> Html:
    """Behind the item, as " · Ana Sol, “the loading bays”"."""
    if guest.about:
        said = t.say("{name}, “{about}”", name=name_of(t, guest), about=excerpt(guest.about, ABOUT))
    else:
        said = Html.escape(name_of(t, guest))
    return Html(" · {}").format(said)
