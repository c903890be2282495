"""Records on paper: the values of their template. The same for all readers of a language in one place."""

from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from texts.dates import date_of
from texts.dates import moment as date_moment
from texts.meetings.shown import Reader
from texts.records.telling import Shown
from texts.records.wording import Worded, legend, worded
from texts.translator import Translator


def record_values(reader: Reader, shown: Shown, *, is_draft: bool) -> dict[str, Any]:
    """On the reader's clock, with that of the network beside it."""
    t, meeting, network = reader.translator, shown.meeting, shown.network
    other = ("", ZoneInfo(network.zone))
    moment = date_moment(t, meeting.starts_at, city=reader.city, other=other, year=True).unescape()
    return {
        "title": t.plain("Record of session {number}", number=meeting.number),
        "language": t.language,
        "about": [line for line in (network.name, meeting.topic, moment, _version(t, shown)) if line],
        "footer": network.name,
        "mark": t.plain("Draft, not published") if is_draft else "",
        "legend": legend(t).unescape() if shown.content.has_noted else "",
        "parts": [_part(worded(t, part, network, reader.city)) for part in shown.content.parts],
    }


def file_name(t: Translator, shown: Shown) -> str:
    """Of the PDF."""
    return t.plain("record-session-{number}", number=shown.meeting.number) + ".pdf"


def _version(t: Translator, shown: Shown) -> str:
    if shown.corrected_at is None:
        return ""
    day = date_of(t, shown.corrected_at)
    return t.plain("Version {number}, corrected on {day}", number=shown.version, day=day)


def _part(part: Worded) -> dict[str, Any]:
    return {
        "title": part.title,
        "paragraphs": list(part.paragraphs),
        "items": [asdict(line) for line in part.lines],
        "link": part.link,
    }
