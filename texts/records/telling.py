"""A published record as the network reads it: in short, whole, and on the page of its session."""

from datetime import datetime

from store.frozen import frozen
from store.models import Meeting, Network, Section
from texts.dates import date_of
from texts.meetings.presses import DetailsOpened
from texts.meetings.shown import NOTHING_ASIDE, Aside, Reader, when
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.records.content import Content, Part
from texts.records.presses import RecordOpened, desk_key, file_key, open_key
from texts.records.wording import SIGNS, Line, Worded, legend, next_moment, plain_list, title_of, worded
from texts.translator import Translator

DECISIONS, OF_DECISION = 4, 90  # in short: how many, and characters of each
IN_SHORT = 70


@frozen
class Shown:
    """A record as it was published, or as it would be. `corrected_at`: of a version after the first."""

    meeting: Meeting
    network: Network
    content: Content
    now: datetime
    version: int = 0
    corrected_at: datetime | None = None


@frozen
class OnPage:
    """What the page of a session tells of its record. `may_be_prepared`: by those who may."""

    meeting: Meeting
    is_published: bool
    may_be_prepared: bool


def card(reader: Reader, shown: Shown) -> Message:
    """In short, in groups and in private."""
    t, meeting = reader.translator, shown.meeting
    told = [_short(reader, shown, section) for section in Section]
    keys = (
        (Button(t.label("📖 Read the record"), start=f"record-{meeting.id}"),)
        if reader.is_group
        else (file_key(t, meeting), Button(t.label("📖 Read it whole"), RecordOpened(meeting.id)))
    )
    return Message(paragraphs(head(reader, shown), lines(*told), _corrected(t, shown)), (keys,))


def whole(reader: Reader, shown: Shown, *, has_more: bool = False) -> Message:
    """All of it. `has_more`: something else has been collected since, as those read who prepare the session."""
    t, meeting = reader.translator, shown.meeting
    told = [set_part(worded(t, part, shown.network, reader.city)) for part in shown.content.parts]
    session = Button(t.label("◀️ Session"), DetailsOpened(meeting.id))
    more = t.say("🔄 More has been collected since it was published: it can be put in.") if has_more else None
    preparing = ((desk_key(t, meeting),),) if has_more else ()
    return Message(
        paragraphs(
            head(reader, shown),
            *told,
            legend(t) if shown.content.has_noted else None,
            _corrected(t, shown),
            more,
        ),
        ((file_key(t, meeting), session), *preparing),
    )


def head(reader: Reader, shown: Shown) -> Html:
    """Of which session it is."""
    t, meeting = reader.translator, shown.meeting
    return lines(
        t.say("📝 <b>Record of session {number} · {field}</b>", number=meeting.number, field=shown.network.field),
        Html("<i>{topic}</i>").format(topic=meeting.topic) if meeting.topic else None,
        when(reader, meeting.starts_at, shown.network, shown.now),
    )


def set_part(part: Worded) -> Html:
    """A part with its title, in a message."""
    title = Html("{sign} <b>{title}</b>").format(sign=SIGNS[part.section], title=part.title)
    link = Html('<a href="{link}">{link}</a>').format(link=part.link) if part.link else None
    return lines(title, *map(Html.escape, part.paragraphs), *map(_set_line, part.lines), link)


def aside(t: Translator, told: OnPage, *, prepares: bool) -> Aside:
    """On the page of the session: the way to its record."""
    reading = (open_key(t, told.meeting),) if told.is_published else ()
    preparing = (desk_key(t, told.meeting),) if told.may_be_prepared and prepares else ()
    keys = (*reading, *preparing)
    return Aside(rows=(keys,)) if keys else NOTHING_ASIDE


def file_sent(t: Translator) -> str:
    """The toast: it is there already."""
    return t.plain("The PDF comes below.")


def file_begun(t: Translator) -> str:
    """The toast: it is still to be made."""
    return t.plain("One moment: the PDF is being made and comes below.")


def file_caption(t: Translator, shown: Shown) -> Html:
    """Below the PDF."""
    return t.say("📄 Record of session {number} · {field}", number=shown.meeting.number, field=shown.network.field)


def file_failed(t: Translator, meeting: Meeting) -> Message:
    """In the place of a PDF."""
    return Message(
        t.say("The PDF could not be made this time. The record can be read here, and asked for again later."),
        ((Button(t.label("◀️ Session"), DetailsOpened(meeting.id)),),),
    )


def _set_line(line: Line) -> Html:
    lead = Html("<b>{lead}</b>").format(lead=line.lead) if line.lead else Html()
    between = ": " if line.lead and line.text else ""
    mark = Html(" <i>({mark})</i>").format(mark=line.mark) if line.mark else Html()
    noted = Html(" ✍️") if line.is_noted else Html()
    gaps = {"lead": lead, "between": between, "text": line.text, "mark": mark, "noted": noted}
    return Html("• {lead}{between}{text}{mark}{noted}").format(**gaps)


def _short(reader: Reader, shown: Shown, section: Section) -> Html | None:
    t, part = reader.translator, shown.content.part(section)
    if part is None or section is Section.TAKEAWAYS:  # which are to be read whole
        return None
    if section is Section.DECISIONS:
        return _decisions(t, worded(t, part, shown.network))
    if part.text:
        gaps = {"sign": SIGNS[section], "title": title_of(t, section), "words": excerpt(part.text, IN_SHORT)}
        return Html("{sign} {title}: {words}").format(**gaps)
    return _collected(reader, shown, part)


def _collected(reader: Reader, shown: Shown, part: Part) -> Html:
    t, number = reader.translator, len(part.items)
    match part.section:
        case Section.PRESENT:
            cities = plain_list(t, [item.city for item in part.items])
            if part.unknown:
                return t.count(
                    "👥 {n} of {all} cities was there (of {unknown} it is not known): {cities}",
                    "👥 {n} of {all} cities were there (of {unknown} it is not known): {cities}",
                    number,
                    all=part.number,
                    unknown=part.unknown,
                    cities=cities,
                )
            return t.count(
                "👥 {n} of {all} cities was there: {cities}",
                "👥 {n} of {all} cities were there: {cities}",
                number,
                all=part.number,
                cities=cities,
            )
        case Section.CASES:
            cities = plain_list(t, list(dict.fromkeys(item.city for item in part.items)))
            return t.say("🎤 Cases: {cities}", cities=cities)
        case Section.GUESTS:
            answered = sum(1 for item in part.items if not item.guest) // 2  # a question, and an answer
            return t.count("🙋 {n} question answered by guests", "🙋 {n} questions answered by guests", answered)
        case Section.OFFERS:
            return t.count("🎁 {n} offer between cities", "🎁 {n} offers between cities", number)
        case Section.COMMITMENTS:
            return t.count("🤝 {n} commitment", "🤝 {n} commitments", number)
        case Section.NEXT:
            moment = next_moment(t, part.at, shown.network, reader.city)
            return t.say("📅 Next session: {moment}", moment=moment)
        case _:
            link = part.items[0].text
            address = Html('<a href="{link}">{words}</a>').format(link=link, words=t.plain("recording"))
            return t.say("🎥 There is a {recording}", recording=address)


def _decisions(t: Translator, part: Worded) -> Html:
    title = Html("{sign} <b>{title}</b>").format(sign=SIGNS[part.section], title=part.title)
    listed = [Html("• {text}").format(text=excerpt(line.text, OF_DECISION)) for line in part.lines[:DECISIONS]]
    more = len(part.lines) - DECISIONS
    further = t.count("… and {n} more", "… and {n} more", more) if more > 0 else None
    return lines(title, *listed, further)


def _corrected(t: Translator, shown: Shown) -> Html | None:
    if shown.corrected_at is None:
        return None
    day = date_of(t, shown.corrected_at)
    return t.say("✏️ <i>Version {number}, corrected on {day}</i>", number=shown.version, day=day)
