"""The sessions that are over: what cities asked, took on and agreed upon is found on their pages."""

from collections.abc import Sequence

from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.meetings.lists import Line
from texts.meetings.presses import MeetingOpened, MeetingsOpened, PastMeetingsOpened
from texts.meetings.shown import cities_counted, when
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator


def past_list(t: Translator, ended: Sequence[Line], page: int) -> Message:
    """Of all networks of the reader, the last one first."""
    page = page_within(page, len(ended))
    shown = ended[page * 5 : page * 5 + 5]
    alone = len({one.network.id for one in ended}) == 1
    opened = [MeetingOpened(one.meeting.id) for one in shown]
    keys = tuple(Button(str(one.meeting.number), press) for one, press in zip(shown, opened, strict=True))
    title = t.say("🗂 <b>Sessions that are over</b>") if ended else t.say("No session is over yet.")
    listed = [_line(place, one, alone=alone) for place, one in enumerate(shown, start=1)]
    rows: Rows = (
        keys if alone else number_buttons(opened),  # in one network sessions have numbers of their own
        arrows(t, page, pages_for(len(ended)), PastMeetingsOpened),
        (Button(t.label("◀️ Back"), MeetingsOpened()),),
    )
    return Message(paragraphs(title, *listed), tuple(row for row in rows if row))


def _line(place: int, line: Line, *, alone: bool) -> Html:
    t, meeting = line.reader.translator, line.meeting
    gaps = {"place": place, "number": meeting.number, "field": line.network.field}
    first = (
        t.say("<b>Session {number}</b>", number=meeting.number)
        if alone
        else t.say("<b>{place}.</b> {field}, session {number}", **gaps)
    )
    topic = Html("<i>{topic}</i>").format(topic=meeting.topic) if meeting.topic else None
    present = None if line.present is None else cities_counted(t, line.present)
    return lines(first, topic, when(line.reader, meeting.starts_at, line.network, line.now), present)
