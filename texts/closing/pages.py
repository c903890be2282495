"""The checklist of a closing, and what is asked before a network is closed."""

from collections.abc import Sequence

from store.experiences import ExperiencesShown
from store.models import Commitment, Meeting
from texts.afterwards.presses import RollOpened
from texts.behalf.presses import BehalfOpened
from texts.cities import city_name, short_city
from texts.closing.presses import CityEndOpened, ClosingAsked, ClosingOpened, NetworkEnded, NetworkReopened
from texts.closing.shown import Certified, Checklist, CityEnd, Sheeted
from texts.commitments.presses import CommitmentOpened
from texts.coordinating.presses import NetworkUpkeepOpened
from texts.dates import date_of, moment
from texts.experiences.presses import ExperienceOpened
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.records.presses import RecordDeskOpened
from texts.rota.presses import rota_key
from texts.translator import Translator

CITIES_A_PAGE = 8
MOST_RECORDS = 2  # keys to records; the rest is one tap further
MOST_COMMITMENTS = 3
WORDS = 60


def checklist(t: Translator, shown: Checklist, page: int, further: Sequence[Button] = ()) -> Message:
    """City by city; a number opens what is missing of one. `further`: ways to what belongs to the end, too."""
    if not shown.meetings:
        return _nothing_yet(t, shown)
    page = page_within(page, len(shown.cities), CITIES_A_PAGE)
    listed = shown.cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    return Message(
        paragraphs(
            lines(t.say("🏁 <b>Closing</b> · {network}", network=shown.network.name), _state(t, shown)),
            _records(t, shown),
            lines(*(_line(t, shown, place, one) for place, one in enumerate(listed, 1))) or None,
            t.say("👥 sessions · 🎤 case heard · 🌱 experience sheet · 🤝 commitments that are open"),
            t.say("A number opens what is missing of a city.") if any(one.gaps for one in listed) else None,
        ),
        (
            *in_rows(number_buttons([CityEndOpened(shown.network.id, one.city.id) for one in listed]), 4),
            *_turned(t, shown, page),
            *in_rows([_record_key(t, meeting) for meeting in shown.unrecorded[:MOST_RECORDS] if _is_open(shown)]),
            *in_rows(further),
            *_deciding(t, shown),
            (Button(t.label("◀️ Back"), NetworkUpkeepOpened(shown.network.id)),),
        ),
    )


def _nothing_yet(t: Translator, shown: Checklist) -> Message:
    """Before its first session nothing can be missing."""
    return Message(
        paragraphs(
            t.say("🏁 <b>Closing</b> · {network}", network=shown.network.name),
            t.say(
                "The network has not met yet. From its first session on it stands here, city by city, what is missing "
                "before it ends: records, cases, experiences and commitments. It is closed after the last session."
            ),
        ),
        ((Button(t.label("◀️ Back"), NetworkUpkeepOpened(shown.network.id)),),),
    )


def city_end(t: Translator, shown: Checklist, one: CityEnd) -> Message:
    """Of one city, with a key for each thing that is missing."""
    network = shown.network
    keys = _ways(t, shown, one) if _is_open(shown) else []
    return Message(
        paragraphs(
            t.say("🏁 <b>{city}</b> · {network}", city=city_name(t, one.city), network=network.name),
            lines(
                None
                if _is_unknown(shown, one)
                else t.say(
                    "👥 Was in {attended} of {all} sessions", attended=one.attended, all=t.number(len(shown.meetings))
                ),
                _untold(t, one),
                t.say("🎤 Its case was heard") if one.is_heard else t.say("🎤 Its case was not heard"),
                _sheet(t, one.sheet),
                *(_commitment(t, each) for each in one.commitments[:MOST_COMMITMENTS]),
            ),
            t.say("✅ Nothing is missing.") if not one.gaps else None,
        ),
        (*in_rows(keys), (Button(t.label("◀️ Back"), ClosingOpened(network.id)),)),
    )


def whether_to_close(t: Translator, shown: Checklist, least: int, certified: Certified) -> Message:
    """Asked once, with what becomes of it."""
    network, most = shown.network, len(shown.meetings)
    fewer = (Button(t.label("🎓 From {n}", n=least - 1), ClosingAsked(network.id, least - 1)),) if least > 1 else ()
    more = (Button(t.label("🎓 From {n}", n=least + 1), ClosingAsked(network.id, least + 1)),) if least < most else ()
    return Message(
        paragraphs(
            t.say("<b>Close {network}?</b>", network=network.name),
            _gaps(t, shown),
            lines(
                t.say("🔒 Everything stays to be read and searched, and nothing new is added."),
                t.say("🔕 Invitations, reminders, questions of the month and digests stop."),
                t.count(
                    "🤝 {n} open commitment goes on: its city is asked after three and six months.",
                    "🤝 {n} open commitments go on: their cities are asked after three and six months.",
                    shown.open_commitments,
                )
                if shown.open_commitments
                else t.say("🌱 Each city is asked after three and six months what it applied."),
                t.count(
                    "🎓 Certificate: from {n} session of {all}. Everybody else is told in how many they were.",
                    "🎓 Certificate: from {n} sessions of {all}. Everybody else is told in how many they were.",
                    least,
                    all=t.number(most),
                ),
                _certified(t, certified),
            ),
            t.say(
                "It can be reopened for 24 hours. Then, on a working day, the farewell leaves, to the group and to "
                "each in private, with the certificates."
            ),
        ),
        (
            *(((*fewer, *more),) if fewer or more else ()),
            (Button(t.label("🏁 Yes, close"), NetworkEnded(network.id, shown.sequence, least)),),
            (Button(t.label("◀️ Back"), ClosingOpened(network.id)),),
        ),
    )


def _certified(t: Translator, certified: Certified) -> Html:
    """Attendance may still be noted until the farewell leaves."""
    if not certified.people:
        return t.say("👤 As it is noted now, nobody gets one.")
    return t.count(
        "👤 As it is noted now, {n} person of {all} gets one.",
        "👤 As it is noted now, {n} people of {all} get one.",
        certified.people,
        all=t.number(certified.of),
    )


def closed(t: Translator) -> str:
    """The toast."""
    return t.plain("Closed. It can be reopened for 24 hours.")


def reopened(t: Translator) -> str:
    """The toast when it goes on."""
    return t.plain("Reopened: the network goes on as before.")


def _is_open(shown: Checklist) -> bool:
    return shown.network.closed_at is None


def _state(t: Translator, shown: Checklist) -> Html:
    closed_at, until = shown.network.closed_at, shown.reopens_until
    if closed_at is None:
        return (
            t.count(
                "{n} session is still ahead: the network can be closed after it.",
                "{n} sessions are still ahead: the network can be closed after the last one.",
                shown.ahead,
            )
            if shown.ahead
            else t.say("All sessions are over.")
        )
    if until is not None:
        return t.say(
            "🔒 Closed. It can be reopened until {when}; then the farewell and the certificates leave, "
            "on a working day.",
            when=moment(t, until),
        )
    return t.say("🔒 Closed on {day}.", day=date_of(t, closed_at))


def _records(t: Translator, shown: Checklist) -> Html:
    done, every = len(shown.meetings) - len(shown.unrecorded), len(shown.meetings)
    return t.say("📄 Records published: {done} of {all}", done=t.number(done), all=t.number(every))


def _line(t: Translator, shown: Checklist, place: int, one: CityEnd) -> Html:
    return t.say(
        "{place}. {city} 👥 {attended} 🎤 {case} 🌱 {sheet} 🤝 {open}",
        place=place,
        city=short_city(one.city),
        attended="—" if _is_unknown(shown, one) else f"{one.attended}/{len(shown.meetings)}",
        case="✅" if one.is_heard else "—",
        sheet="—" if one.sheet is None else "✅" if one.sheet.is_complete else "…",
        open=len(one.commitments),
    )


def _is_unknown(shown: Checklist, one: CityEnd) -> bool:
    """Nobody has said anything of it: that is not to have been in none."""
    return len(one.untold) == len(shown.meetings)


def _turned(t: Translator, shown: Checklist, page: int) -> Rows:
    keys = arrows(t, page, pages_for(len(shown.cities), CITIES_A_PAGE), lambda to: ClosingOpened(shown.network.id, to))
    return (keys,) if keys else ()


def _deciding(t: Translator, shown: Checklist) -> Rows:
    number = shown.network.id
    if shown.can_close:
        return ((Button(t.label("🏁 Close the network"), ClosingAsked(number)),),)
    if shown.reopens_until is not None:
        return ((Button(t.label("🔓 Reopen"), NetworkReopened(number, shown.sequence)),),)
    return ()


def _gaps(t: Translator, shown: Checklist) -> Html:
    cities = sum(bool(one.gaps) for one in shown.cities)
    if not cities and not shown.unrecorded:
        return t.say("✅ Nothing is missing.")
    return lines(
        t.count("⚠️ {n} city with something missing", "⚠️ {n} cities with something missing", cities) if cities else None,
        t.count("⚠️ {n} record not published", "⚠️ {n} records not published", len(shown.unrecorded))
        if shown.unrecorded
        else None,
    )


def _untold(t: Translator, one: CityEnd) -> Html | None:
    if not one.untold:
        return None
    numbers = t.list_of([Html(t.number(meeting.number)) for meeting in one.untold])
    return t.say("❔ Nobody has said whether it was in session {numbers}", numbers=numbers)


def _sheet(t: Translator, sheet: Sheeted | None) -> Html:
    if sheet is None:
        return t.say("🌱 No experience shared")
    title = excerpt(sheet.experience.title, WORDS)
    if sheet.missing:
        return t.count(
            "🌱 “{title}”: {n} field is missing", "🌱 “{title}”: {n} fields are missing", sheet.missing, title=title
        )
    if not sheet.is_open:
        return t.say("🌱 “{title}”: complete, not approved for other networks", title=title)
    return t.say("🌱 “{title}”: complete and approved for other networks", title=title)


def _commitment(t: Translator, one: Commitment) -> Html:
    return t.say("🤝 Open: {words}", words=excerpt(one.text, WORDS))


def _ways(t: Translator, shown: Checklist, one: CityEnd) -> list[Button]:
    """One for each gap."""
    network, city, keys = shown.network, one.city, []
    if one.untold:
        keys.append(_roll_key(t, one.untold[0]))
    if not one.is_heard:
        keys.append(rota_key(t, network.id))
    if one.sheet is None:
        keys.append(Button(t.label("✍️ Note for the city"), BehalfOpened(network.id, city.id)))
    elif not one.sheet.is_complete:
        opened = ExperienceOpened(one.sheet.experience.id, ExperiencesShown.ALL, 0)
        keys.append(Button(t.label("🌱 Open the sheet"), opened))
    if one.commitments:
        opened_one = CommitmentOpened(one.commitments[0].meeting_id, city.id)
        keys.append(Button(t.label("🤝 Open commitment"), opened_one))
    return keys


def _record_key(t: Translator, meeting: Meeting) -> Button:
    return Button(t.label("📄 Record {number}", number=meeting.number), RecordDeskOpened(meeting.id))


def _roll_key(t: Translator, meeting: Meeting) -> Button:
    return Button(t.label("👥 Who was in session {number}", number=meeting.number), RollOpened(meeting.id))
