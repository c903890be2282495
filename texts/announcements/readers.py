"""Who has confirmed to have read an announcement, and the reminder to those who have not."""

from collections.abc import Mapping, Sequence

from store.frozen import frozen
from store.models import Announcement, Person
from texts.announcements.card import read_key
from texts.announcements.presses import StandingOpened
from texts.lists import arrows, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, plain_text
from texts.presses import Press, press
from texts.translator import Translator

PEOPLE = 20
NAME = 60
EXCERPT = 80


@press("ant")
@frozen
class ReadersOpened(Press):
    """A page of those who have confirmed, or who have not."""

    announcement_id: int
    has_read: bool
    page: int


@press("anu")
@frozen
class SilentReminded(Press):
    """Those who have not are asked once more."""

    announcement_id: int


def readers_key(t: Translator, announcement_id: int) -> Button:
    """Below the result."""
    return Button(t.label("✅ See who has read it"), ReadersOpened(announcement_id, has_read=True, page=0))


def told_readers(t: Translator, read: int, silent: int) -> Html:
    """In the result."""
    return t.count(
        "✅ {n} of {total} has confirmed to have read it.",
        "✅ {n} of {total} have confirmed to have read it.",
        read,
        total=t.number(read + silent),
    )


def readers(
    t: Translator,
    announcement: Announcement,
    counts: tuple[int, int],
    people: Sequence[Person],
    cities: Mapping[int, Sequence[str]],
    *,
    has_read: bool,
    page: int,
) -> Message:
    """By name, with their cities; for the coordination alone."""
    number, (read, silent) = announcement.id, counts
    total = read if has_read else silent
    page = page_within(page, total, PEOPLE)
    turning = arrows(t, page, pages_for(total, PEOPLE), lambda to: ReadersOpened(number, has_read, to))
    others = (
        Button(t.label("👁 See who has not ({n})", n=silent), ReadersOpened(number, has_read=False, page=0))
        if has_read
        else Button(t.label("✅ See who has ({n})", n=read), ReadersOpened(number, has_read=True, page=0))
    )
    remind = Button(t.label("🔔 Remind those who have not"), SilentReminded(number))
    is_to_remind = not has_read and silent and announcement.reminded_at is None
    rows = ((others,), (remind,) if is_to_remind else (), turning, (_back(t, number),))
    title = t.say("✅ <b>Have read it</b>") if has_read else t.say("👁 <b>Have not confirmed yet</b>")
    reminded = t.say("🔔 They have been reminded.") if announcement.reminded_at is not None and not has_read else None
    listed = [_listed(t, person, cities.get(person.id, ())) for person in people]
    return Message(
        paragraphs(lines(title, told_readers(t, read, silent), reminded), lines(*listed) or None),
        tuple(row for row in rows if row),
    )


def reminder(t: Translator, announcement: Announcement, author: str) -> Message:
    """To who has not confirmed, in reply to their copy."""
    words = excerpt(plain_text(Html(announcement.text)), EXCERPT)
    return Message(
        lines(
            t.say("🔔 {author} asks to confirm that this announcement has been read.", author=author),
            t.say("<blockquote>{words}</blockquote>", words=words) if words and "{" not in words else None,
        ),
        (read_key(t, announcement),),
    )


def reminder_withdrawn(t: Translator) -> Message:
    """In the place of a reminder that is too old to be deleted."""
    return Message(t.say("This announcement has been withdrawn: there is nothing to confirm any more."))


def confirmed(t: Translator) -> str:
    """The toast."""
    return t.plain("Thank you. The coordination sees that you have read it.")


def confirmed_before(t: Translator) -> str:
    """The toast of a second press."""
    return t.plain("It is noted already that you have read it.")


def reminded(t: Translator) -> str:
    """The toast."""
    return t.plain("They are reminded, each in their waking hours.")


def not_yet(t: Translator) -> Html:
    """Some copies are still on their way."""
    return t.say("Some do not have it yet. Once it has gone out to everybody, they can be reminded.")


def reminded_already(t: Translator) -> Html:
    """Once is enough."""
    return t.say("They have been reminded already, once for this announcement.")


def _listed(t: Translator, person: Person, cities: Sequence[str]) -> Html:
    name = excerpt(person.name, NAME) or "—"
    return t.say("{name} · {cities}", name=name, cities=", ".join(cities)) if cities else Html.escape(name)


def _back(t: Translator, number: int) -> Button:
    return Button(t.label("◀️ Back"), StandingOpened(number))
