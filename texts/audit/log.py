"""The audit log of a network: a page of it, one entry, the question before it is undone."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from enum import Enum, auto

from store.frozen import frozen
from store.models import AuditEntry, City, Meeting, Network, Person, Role
from texts.audit.deeds import DEEDS, Gaps, deed_in_words
from texts.audit.presses import (
    AuditOpened,
    AuditTopicsOpened,
    EntryOpened,
    Topic,
    UndoConfirmed,
    undo_key,
)
from texts.cities import short_city
from texts.coordinating.people import role_name
from texts.coordinating.presses import NetworkUpkeepOpened
from texts.dates import day_of, hour, moment, weekday
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

A_PAGE = 6
MOST_WORDS = 300


class Aspect(Enum):
    """What is another after a deed."""

    ROLE = auto()
    CITY = auto()
    WHEN = auto()
    NAME = auto()
    FIELD = auto()
    ZONE = auto()
    HOUR = auto()
    MINUTES = auto()
    WEEKDAY = auto()
    PAUSE = auto()
    USES = auto()
    ABOUT = auto()
    WELCOME = auto()


Value = Role | City | datetime | int | str | None


@frozen
class Change:
    """One of them, before and after; None where there was or is nothing."""

    aspect: Aspect
    before: Value
    after: Value


@frozen
class Invited:
    """For whom an invitation is."""

    role: Role
    city: City | None


@frozen
class Undoable:
    """Whether an entry can be undone now, until when, and whether that is asked once."""

    until: datetime
    asks: bool


Subject = Meeting | City | Invited | str | None


@frozen
class Seen:
    """An entry with all that its sentence says. `by`: None on the command line; what: of an undone deed, that one."""

    entry: AuditEntry
    by: Person | None
    member: Person | None = None
    city: City | None = None
    subject: Subject = None
    undone: "Seen | None" = None
    changes: tuple[Change, ...] = field(default=())


def page(t: Translator, network: Network, seen: Sequence[Seen], press: AuditOpened, total: int, by: str) -> Message:
    """A page of entries, newest first. `by`: whose, where only one person's are shown."""
    at = page_within(press.page, total, A_PAGE)
    listed = [_line(t, place, one) for place, one in enumerate(seen, start=1)]
    turning = arrows(
        t,
        at,
        pages_for(total, A_PAGE),
        lambda to: AuditOpened(network.id, to, press.topic, press.person_id),
    )
    is_narrow = press.topic is not Topic.ANY or press.person_id
    every = (Button(t.label("📜 Show everything"), AuditOpened(network.id)),) if is_narrow else ()
    rows = (
        number_buttons([EntryOpened(one.entry.id) for one in seen]),
        turning,
        (Button(t.label("🔎 Only one topic"), AuditTopicsOpened(network.id)), *every),
        (Button(t.label("◀️ Back"), NetworkUpkeepOpened(network.id)),),
    )
    return Message(
        paragraphs(
            lines(t.say("📜 <b>What was done</b> · {network}", network=network.name), _narrowed(t, press.topic, by)),
            lines(*listed) if listed else t.say("Nothing yet."),
        ),
        tuple(row for row in rows if row),
    )


def topics(t: Translator, network: Network) -> Message:
    """Which of the entries."""
    keys = [Button(name, AuditOpened(network.id, 0, topic)) for topic, name in _topics(t).items()]
    back = (Button(t.label("◀️ Back"), AuditOpened(network.id)),)
    return Message(t.say("🔎 <b>About what?</b>"), (*in_rows(keys), back))


def entry_page(t: Translator, network: Network, seen: Seen, undoable: Undoable | None) -> Message:
    """One entry: when, what was before and after, whether it can still be undone."""
    entry = seen.entry
    deed = DEEDS.get(entry.deed)
    topic = (Button(t.label("🔎 Only this topic"), AuditOpened(network.id, 0, deed.topic)),) if deed else ()
    by = (
        (Button(t.label("👤 Only by this person"), AuditOpened(network.id, 0, Topic.ANY, seen.by.id)),)
        if seen.by is not None and seen.by.erased_at is None
        else ()
    )
    return Message(
        paragraphs(
            lines(Html("📜 {}").format(sentence(t, seen)), _when(t, entry)),
            lines(*(_changed(t, change) for change in seen.changes)) if seen.changes else None,
            t.say("↩️ Undone on {day} at {hour}.", day=day_of(t, entry.undone_at), hour=hour(t, entry.undone_at))
            if entry.undone_at is not None
            else None,
            can_be_undone(t, undoable.until) if undoable is not None else None,
        ),
        (
            *(((undo_key(t, entry.id),),) if undoable is not None else ()),
            *((row,) if (row := (*topic, *by)) else ()),
            (Button(t.label("◀️ Back"), AuditOpened(network.id)),),
        ),
    )


def can_be_undone(t: Translator, until: datetime) -> Html:
    """Until when."""
    return t.say("It can be undone until {day}, {hour}.", day=day_of(t, until), hour=hour(t, until))


def sure_to_undo(t: Translator, seen: Seen) -> Message:
    """Asked once, where many people are told."""
    return Message(
        paragraphs(
            t.say("<b>Undo this?</b> Whom it concerns is told."),
            sentence(t, seen),
        ),
        (
            (Button(t.label("↩️ Yes, undo"), UndoConfirmed(seen.entry.id)),),
            (Button(t.label("◀️ Back"), EntryOpened(seen.entry.id)),),
        ),
    )


def undone(t: Translator) -> str:
    """The toast."""
    return t.plain("Undone: it is as before.")


def with_undo(t: Translator, message: Message, entry_id: int, until: datetime) -> Message:
    """What is shown after a deed, with the key that undoes it above all others."""
    said = paragraphs(message.text, can_be_undone(t, until))
    return Message(said, ((undo_key(t, entry_id),), *message.rows), message.media)


def sentence(t: Translator, seen: Seen) -> Html:
    """Who did what."""
    what = sentence(t, seen.undone) if seen.undone is not None else _subject(t, seen.subject)
    gaps = Gaps(
        who=_who(t, seen),
        member=_name(t, seen.member) if seen.member is not None else Html(),
        what=what,
        city=Html.escape(short_city(seen.city)) if seen.city is not None else t.say("a city"),
        which=_which(t, seen.subject) if isinstance(seen.subject, Meeting) else what,
    )
    return deed_in_words(t, seen.entry.deed, gaps)


def _who(t: Translator, seen: Seen) -> Html:
    if seen.by is None:
        return t.say("The technical team")
    return Html("<b>{}</b>").format(_name(t, seen.by))


def _name(t: Translator, person: Person) -> Html:
    return Html.escape(excerpt(person.name, 60)) if person.name else t.say("somebody who was erased")


def _which(t: Translator, meeting: Meeting) -> Html:
    """Of the sessions, where the sentence says that it is one."""
    return t.say("number {number}, {day}", number=meeting.number, day=day_of(t, meeting.starts_at))


def _subject(t: Translator, subject: Subject) -> Html:
    match subject:
        case Meeting():
            return t.say("session {number}, {day}", number=subject.number, day=day_of(t, subject.starts_at))
        case City():
            return Html.escape(short_city(subject))
        case Invited(role, city):
            return Html.escape(role_name(t, role) if city is None else short_city(city))
        case str():
            return Html.escape(excerpt(subject, 60))
    return Html("—")


def _line(t: Translator, place: int, seen: Seen) -> Html:
    mark = " ↩️" if seen.entry.undone_at is not None else ""
    return Html("{}. {} · {}{}").format(place, _moment(t, seen.entry.at), sentence(t, seen), mark)


def _moment(t: Translator, at: datetime) -> Html:
    return Html("{}, {}").format(day_of(t, at), hour(t, at))


def _when(t: Translator, entry: AuditEntry) -> Html:
    return _moment(t, entry.at)


def _narrowed(t: Translator, topic: Topic, by: str) -> Html | None:
    if by:
        return t.say("Only by {name}", name=by)
    return None if topic is Topic.ANY else t.say("Only: {topic}", topic=_topics(t)[topic])


def _topics(t: Translator) -> dict[Topic, str]:
    return {
        Topic.PEOPLE: t.label("👥 People"),
        Topic.SESSIONS: t.label("📅 Sessions"),
        Topic.CASES: t.label("🎤 Cases and pairs"),
        Topic.SHARED: t.label("💡 What was shared"),
        Topic.MESSAGES: t.label("📣 Messages"),
        Topic.NETWORK: t.label("⚙️ Network and groups"),
    }


def _changed(t: Translator, change: Change) -> Html:
    gaps = {"before": _value(t, change, change.before), "after": _value(t, change, change.after)}
    match change.aspect:
        case Aspect.ROLE:
            return t.say("Role: before {before}, now {after}.", **gaps)
        case Aspect.CITY:
            return t.say("City: before {before}, now {after}.", **gaps)
        case Aspect.WHEN:
            return t.say("Date: before {before}, now {after}.", **gaps)
        case Aspect.NAME:
            return t.say("Name: before {before}, now {after}.", **gaps)
        case Aspect.FIELD:
            return t.say("Field: before {before}, now {after}.", **gaps)
        case Aspect.ZONE:
            return t.say("Time zone: before {before}, now {after}.", **gaps)
        case Aspect.HOUR:
            return t.say("Usual hour: before {before}, now {after}.", **gaps)
        case Aspect.MINUTES:
            return t.say("Length in minutes: before {before}, now {after}.", **gaps)
        case Aspect.WEEKDAY:
            return t.say("Day of the digest: before {before}, now {after}.", **gaps)
        case Aspect.PAUSE:
            return t.say("Pause: before {before}, now {after}.", **gaps)
        case Aspect.USES:
            return t.say("Good for how many: before {before}, now {after}.", **gaps)
        case Aspect.ABOUT:
            return t.say("What it is about: before {before}, now {after}", **gaps)
        case Aspect.WELCOME:
            return t.say("Welcome: before {before}, now {after}", **gaps)


def _value(t: Translator, change: Change, value: Value) -> Html:
    match value:
        case None:
            return Html("—")
        case Role():
            return Html.escape(role_name(t, value))
        case City():
            return Html.escape(short_city(value))
        case datetime() if change.aspect is Aspect.PAUSE:
            return t.say("until {day}", day=day_of(t, value))
        case datetime():
            return moment(t, value)
        case int() if change.aspect is Aspect.WEEKDAY:
            return Html.escape(weekday(t, value))
        case str() if change.aspect in (Aspect.ABOUT, Aspect.WELCOME):
            return Html("<i>{}</i>").format(excerpt(value, MOST_WORDS))
    return Html.escape(str(value))
