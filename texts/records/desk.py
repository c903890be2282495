"""A record for those who approve it: what is in it, section by section, and its publication."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Network, Section
from texts.cities import short_city
from texts.lists import some_of
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.records.content import Part
from texts.records.presses import (
    DraftFileAsked,
    PublicationAsked,
    RecordDeskOpened,
    RecordPublished,
    SectionBegun,
    SectionCollected,
    SectionLeftOut,
    SectionOpened,
)
from texts.records.telling import Shown, card, head, set_part
from texts.records.wording import SIGNS, legend, title_of, worded
from texts.translator import Translator

IN_LISTS = 70
MOST_NAMED = 3


@frozen
class Place:
    """A section while the record is prepared. `part`: what would be published, unless it is left out.

    is_older: something else has been collected since it was published
    """

    section: Section
    part: Part | None
    is_left_out: bool = False
    is_typed: bool = False
    is_older: bool = False


@frozen
class Prepared:
    """A record while it is prepared. `has_changes`: since it was published; `untold`: cities of which nobody has said
    whether they were there.
    """

    shown: Shown
    places: tuple[Place, ...]
    sequence: int
    has_changes: bool
    untold: tuple[City, ...] = ()

    def place(self, section: Section) -> Place:
        """That of a section."""
        return next(place for place in self.places if place.section is section)


def page(reader: Reader, prepared: Prepared) -> Message:
    """All of it, a line each."""
    t, meeting, network = reader.translator, prepared.shown.meeting, prepared.shown.network
    numbered = list(enumerate((place for place in prepared.places if _is_asked(place)), start=1))
    listed = [_listed(t, number, place, network) for number, place in numbered if not _is_empty(place)]
    empty = [f"{number} {title_of(t, place.section)}" for number, place in numbered if _is_empty(place)]
    numbers = [Button(str(number), SectionOpened(meeting.id, place.section)) for number, place in numbered]
    return Message(
        paragraphs(
            head(reader, prepared.shown),
            _state(t, prepared),
            lines(*listed) if listed else None,
            t.say("Nothing yet: {sections}", sections=" · ".join(empty)) if empty else None,
            t.say("A number shows a section: it can be written by hand, or left out."),
        ),
        (
            tuple(numbers[:4]),
            tuple(numbers[4:]),
            (
                Button(t.label("☑️ Decisions"), SectionBegun(meeting.id, Section.DECISIONS)),
                Button(t.label("📄 PDF for me"), DraftFileAsked(meeting.id)),
            ),
            *_publish_row(t, prepared),
            (Button(t.label("◀️ Session"), MeetingOpened(meeting.id)),),
        ),
    )


def _is_asked(place: Place) -> bool:
    """Most sessions have no guest: then nothing of one is missing."""
    return place.section is not Section.GUESTS or not _is_empty(place)


def section(reader: Reader, prepared: Prepared, chosen: Section) -> Message:
    """One section, whole."""
    t, meeting, place = reader.translator, prepared.shown.meeting, prepared.place(chosen)
    if place.part is None or place.part.is_empty:
        title = Html("{sign} <b>{title}</b>").format(sign=SIGNS[chosen], title=title_of(t, chosen))
        told = lines(title, _nothing(t, chosen))
    else:
        told = set_part(worded(t, place.part, prepared.shown.network, reader.city))
    return Message(
        paragraphs(told, legend(t) if place.part is not None and place.part.has_noted else None, _how(t, place)),
        (
            (
                Button(t.label("✏️ Write it"), SectionBegun(meeting.id, chosen)),
                _left_out_key(t, prepared, place),
            ),
            *_collected_row(t, prepared, place),
            (Button(t.label("◀️ Record"), RecordDeskOpened(meeting.id)),),
        ),
    )


def publication(reader: Reader, prepared: Prepared, *, people: int, groups: int) -> Message:
    """How it looks to the others, then the one question. `people`, `groups`: to whom it goes."""
    t, meeting = reader.translator, prepared.shown.meeting
    is_first, seen = prepared.shown.version == 0, prepared.shown.content.digest
    question = (
        t.say("📣 <b>Publish it like this?</b>")
        if is_first
        else t.say("📣 <b>Publish the correction?</b> What was sent is changed in its place; nobody hears a sound.")
    )
    return Message(
        paragraphs(
            card(reader, prepared.shown).text,
            lines(
                question,
                _reach(t, people, groups) if is_first else None,
                t.say("⚠️ No decision is written down.")
                if prepared.shown.content.part(Section.DECISIONS) is None
                else None,
                _untold(t, prepared.untold) if prepared.untold else None,
            ),
        ),
        (
            (Button(t.label("📣 Yes, publish"), RecordPublished(meeting.id, prepared.sequence, seen)),),
            (Button(t.label("◀️ Record"), RecordDeskOpened(meeting.id)),),
        ),
    )


def _untold(t: Translator, cities: Sequence[City]) -> Html:
    named = [Html.escape(short_city(city)) for city in cities]
    return t.say("⚠️ Not noted yet who was there: {cities}.", cities=some_of(t, named, MOST_NAMED))


def published(t: Translator, people: int, groups: int) -> str:
    """The toast."""
    return t.plain("Published. {reach}", reach=_reach(t, people, groups).unescape())


def corrected(t: Translator) -> str:
    """The toast."""
    return t.plain("The correction is published.")


def _state(t: Translator, prepared: Prepared) -> Html:
    if prepared.shown.version == 0:
        return t.say("📝 A draft from what was collected: only those see it who prepare the session.")
    if prepared.has_changes:
        return t.say("✏️ Changes not published: the network reads version {number}.", number=prepared.shown.version)
    return t.say("✅ Published, version {number}: the network reads it.", number=prepared.shown.version)


def _listed(t: Translator, number: int, place: Place, network: Network) -> Html:
    gaps = {"number": number, "sign": SIGNS[place.section], "title": title_of(t, place.section)}
    if place.is_left_out:
        return t.say("{number}. 🚫 <s>{title}</s>", **gaps)
    told = worded(t, place.part or Part(place.section), network)
    first = [
        *told.paragraphs,
        *(f"{line.lead}: {line.text}" if line.lead and line.text else line.lead or line.text for line in told.lines),
        told.link,
    ]
    words = excerpt(" · ".join(filter(None, first)), IN_LISTS)
    if place.is_typed:
        return t.say("{number}. ✏️ {title}: {words}", words=words, **gaps)
    return t.say("{number}. {sign} {title}: {words}", words=words, **gaps)


def _is_empty(place: Place) -> bool:
    return not place.is_left_out and (place.part is None or place.part.is_empty)


def _how(t: Translator, place: Place) -> Html | None:
    if place.is_left_out:
        return t.say("🚫 Left out: it is not in the record.")
    if place.is_typed:
        return t.say("✏️ Written by hand.")
    if place.is_older:
        return t.say("🔄 Something else has been collected since it was published.")
    return None


def _nothing(t: Translator, chosen: Section) -> Html:
    if chosen is Section.DECISIONS:
        return t.say("No decision is written down yet.")
    return t.say("Nothing was collected. As long as that is so, the record does not have this section.")


def _publish_row(t: Translator, prepared: Prepared) -> Rows:
    if not prepared.has_changes:
        return ()
    words = t.label("📣 Publish") if prepared.shown.version == 0 else t.label("📣 Publish the correction")
    return ((Button(words, PublicationAsked(prepared.shown.meeting.id)),),)


def _left_out_key(t: Translator, prepared: Prepared, place: Place) -> Button:
    words = t.label("✅ Put it in") if place.is_left_out else t.label("🚫 Leave it out")
    wanted = not place.is_left_out
    return Button(words, SectionLeftOut(prepared.shown.meeting.id, place.section, wanted, prepared.sequence))


def _collected_row(t: Translator, prepared: Prepared, place: Place) -> Rows:
    if not place.is_typed and not place.is_older:
        return ()
    words = t.label("🗑 Remove the decisions") if place.section is Section.DECISIONS else t.label("↩️ As collected")
    return ((Button(words, SectionCollected(prepared.shown.meeting.id, place.section, prepared.sequence)),),)


def _reach(t: Translator, people: int, groups: int) -> Html:
    if not groups:
        return t.count("It goes to {n} person.", "It goes to {n} people.", people)
    in_groups = t.count("{n} group", "{n} groups", groups)
    return t.count(
        "It goes to {n} person and {groups}.", "It goes to {n} people and {groups}.", people, groups=in_groups
    )
