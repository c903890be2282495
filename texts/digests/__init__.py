"""The digest: at most twelve lines, each a way to what it names."""

from collections.abc import Sequence
from functools import cache

from store.attention import Checked, Put, Tried
from store.models import City
from texts.adoptions.presses import check_key as tried_key
from texts.commitments.presses import check_key
from texts.contacts import confirm_key
from texts.digests import lines as told
from texts.digests.fitting import fitted, further, shares_out
from texts.digests.parts import GuestAnswers, NetworkNews, NotedFor
from texts.digests.sections import sections_of
from texts.digests.wishes import keys_below
from texts.few.presses import asked_key
from texts.message import Html, Message, lines
from texts.translator import Translator, translator_for

__all__ = ["GuestAnswers", "NetworkNews", "NotedFor", "group_digest", "group_lines", "private_digest"]

MOST_LINES = 12
MOST_ASKED = 3  # keys to answer what is asked
MOST_NETWORKS = 3  # beyond it each network has one line


def private_digest(
    t: Translator, parts: Sequence[NetworkNews], city: City | None, *, is_monthly: bool = False
) -> Message:
    """All that is new for one person."""
    confirming = tuple((confirm_key(t, part.contact),) for part in parts if part.contact is not None)
    telling = [(asked_key(t, one),) for part in parts for one in part.asked(Put)]
    telling += [(check_key(t, check),) for part in parts for check in part.asked(Checked)]
    telling += [(tried_key(t, tried),) for part in parts for tried in part.asked(Tried)]
    body = lines(*_body(t, parts, None if city is None else city.name, is_monthly=is_monthly))
    return Message(body, (*telling[:MOST_ASKED], *confirming, *keys_below(t.language, is_monthly=is_monthly)))


def group_digest(t: Translator, part: NetworkNews) -> Message:
    """The same for a group or channel, with nobody in particular in mind."""
    return Message(lines(*_body(t, [part], None)))


def group_lines(t: Translator, part: NetworkNews) -> list[Html]:
    """What stands below the heading of that."""
    end = _next_session(t, part, None)
    return [*fitted(t, sections_of(t, part), MOST_LINES - 2 - len(end)), *end]


def _body(t: Translator, parts: Sequence[NetworkNews], city: str | None, *, is_monthly: bool = False) -> list[Html]:
    title = _title(t.language, is_monthly=is_monthly)
    if len(parts) > MOST_NETWORKS:
        return [title, *_in_brief(t, parts)]
    if len(parts) == 1:
        part = parts[0]
        end = _next_session(t, part, city)
        room = MOST_LINES - 2 - len(end)
        heading = Html("{title} · {network}").format(title=title, network=part.network.name)
        return [heading, Html(), *fitted(t, sections_of(t, part), room), *end]
    ends = [_next_session(t, part, city) for part in parts]
    sections = [sections_of(t, part) for part in parts]
    room = MOST_LINES - 1 - len(parts) - sum(len(end) for end in ends)
    rooms = shares_out([sum(len(section.lines) for section in own) for own in sections], room)
    body = [title]
    for part, own, share, end in zip(parts, sections, rooms, ends, strict=True):
        body += [t.say("<b>{network}</b>", network=part.network.name), *fitted(t, own, share), *end]
    return body


@cache
def _title(language: str, *, is_monthly: bool) -> Html:
    t = translator_for(language)
    return t.say("📬 <b>Monthly digest</b>") if is_monthly else t.say("📬 <b>Weekly digest</b>")


def _in_brief(t: Translator, parts: Sequence[NetworkNews]) -> list[Html]:
    """Somebody who follows many networks is told where to look."""
    counted = [
        t.count(
            "<b>{network}</b>: {n} piece of news",
            "<b>{network}</b>: {n} pieces of news",
            sum(len(section.lines) for section in sections_of(t, part)),
            network=part.network.name,
        )
        for part in parts
    ]
    room = MOST_LINES - 1
    return counted if len(counted) <= room else [*counted[: room - 1], further(t, len(counted) - room + 1)]


def _next_session(t: Translator, part: NetworkNews, city: str | None) -> list[Html]:
    meeting = part.meeting
    if meeting is None:
        return []
    when = told.when(t, meeting.starts_at, city, part.network.zone)
    return [told.session(t, meeting.id, meeting.number, when, part.needs_answer)]
