"""A session that is held, for everybody: the card in the groups, the page of who takes part, the session's page."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Meeting
from store.offers import Whole
from texts.agenda.methods import Does
from texts.dates import hour, place
from texts.guests.shown import guests_line
from texts.live.notes import note_keys
from texts.live.presses import HandedOpened, LiveOpened, StartBegun
from texts.live.shown import Course, said, title
from texts.meetings.presses import DetailsOpened, MeetingOpened
from texts.meetings.shown import Aside, heading
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.offers.presses import OfferBegun, offers_key
from texts.offers.shown import in_one_line
from texts.translator import Translator

ON_PAGE = 6  # offers


@frozen
class OnPage:
    """What the page of a meeting tells of how it is held. `may_be_started`: by those who may."""

    meeting: Meeting
    course: Course | None
    may_be_started: bool
    has_begun: bool
    offers: Sequence[Whole]


def group_card(t: Translator, course: Course) -> Message:
    """Short: what happens now, and until when on the clock of the network."""
    about = heading(t, course.meeting, course.network)
    details = ((Button(t.label("Details"), DetailsOpened(course.meeting.id)),),)
    if not course.is_running:
        return Message(lines(about, t.say("🏁 The session is over. Thank you!")), details)
    return Message(paragraphs(about, lines(_now(t, course), _until(t, course))), details)


def page(t: Translator, course: Course, city: City | None) -> Message:
    """For who takes part for a city."""
    meeting_id = course.meeting.id
    back = (Button(t.label("◀️ Session"), MeetingOpened(meeting_id)),)
    about = heading(t, course.meeting, course.network)
    if not course.is_running:
        return Message(lines(about, t.say("🏁 The session is over. Thank you!")), (back,))
    may_write = city is not None and course.case is not None and course.case.id != city.id
    return Message(
        paragraphs(
            about,
            lines(_now(t, course), _until(t, course)),
            _wanted(t, course, may_write=may_write) if city is not None else None,
        ),
        (
            *_keys(t, course, city, may_write=may_write),
            (Button(t.label("🔄 How it stands"), LiveOpened(meeting_id)), *back),
        ),
    )


def aside(t: Translator, shown: OnPage, *, leads: bool, city: City | None) -> Aside:
    """On the page of the session. `leads`: the reader may; `city`: for which they speak."""
    course, meeting_id, lead = shown.course, shown.meeting.id, None
    words = (_offers(t, shown.offers),) if shown.offers else ()
    rows: Rows = ()
    if shown.may_be_started and leads:
        rows = ((Button(t.label("▶️ Start the session"), StartBegun(meeting_id)),),)
    if course is not None and course.is_running:
        label = t.label("🔴 Lead the session") if leads else t.label("🔴 The session now")
        lead = lines(t.say("🔴 <b>The session is running</b>"), _now(t, course), _until(t, course))
        rows = ((Button(label, LiveOpened(meeting_id)),),)
    if course is not None and not course.is_running and _was_heard(course, city):
        rows = (*rows, (Button(t.label("📥 What the others wrote to us"), HandedOpened(meeting_id)),))
    if shown.has_begun and (city is not None or course is not None or shown.offers):
        rows = (*rows, (offers_key(t, meeting_id),))
    return Aside(words, rows, lead)


def _offers(t: Translator, offers: Sequence[Whole]) -> Html:
    """The first of them: the others have a page of their own."""
    more = len(offers) - ON_PAGE
    return lines(
        t.say("<b>Offers</b>"),
        *(in_one_line(t, one) for one in offers[:ON_PAGE]),
        t.count("… and {n} more", "… and {n} more", more) if more > 0 else None,
    )


def _was_heard(course: Course, city: City | None) -> bool:
    return city is not None and any(one.city is not None and one.city.id == city.id for one in course.stages)


def hub_key(t: Translator, meeting_id: int) -> Button:
    """In the hub, while one runs."""
    return Button(t.label("🔴 The session now"), LiveOpened(meeting_id))


def _now(t: Translator, course: Course) -> Html:
    what, words = title(t, course.current), said(t, course)
    return lines(
        Html("▶️ <b>{what}</b>\n{words}").format(what=what, words=words),
        guests_line(t, course.guests) if course.is_running else None,
    )


def _until(t: Translator, course: Course) -> Html:
    if course.live.paused_at is not None:
        return t.say("⏸ Paused")
    return t.say("⏱ Until {hour}, {place}", hour=hour(t, course.stage_ends_at), place=place(t, None, t.zone))


def _wanted(t: Translator, course: Course, *, may_write: bool) -> Html | None:
    """What the people of the cities do now."""
    if course.current.does is Does.OFFERS:
        return t.say("🎁 Now is the time for offers: who gives what, by when.")
    if may_write and course.writes is not None:
        return t.say("✍️ Now is the time to write to {city}.", city=course.writes.name)
    if may_write and course.case is not None:
        return t.say("✍️ Write to {city} at any time: its people read it after the case.", city=course.case.name)
    return None


def _keys(t: Translator, course: Course, city: City | None, *, may_write: bool) -> Rows:
    if city is None:
        return ()
    meeting_id, case = course.meeting.id, course.case
    if case is None or case.id == city.id:
        return ((offers_key(t, meeting_id),),)
    offer = Button(t.label("🎁 Offer something"), OfferBegun(meeting_id, case.id, city.id))
    return note_keys(t, meeting_id, course.current.stage.part, offer) if may_write else ((offer,),)
