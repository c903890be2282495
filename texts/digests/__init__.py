"""The weekly digest: at most twelve lines, each a way to what it names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.attention import Checked, Growing, Meets, Standing, Tried
from store.models import City, Meeting, Network, Outcome
from store.news import Asked, News, Place
from store.pairs import Learned
from texts.adoptions import news as adoptions
from texts.adoptions.presses import check_key as tried_key
from texts.cities import short_city
from texts.commitments.presses import check_key
from texts.contacts import Contact, asked, confirm_key
from texts.dates import moment
from texts.digests.wishes import keys_below
from texts.message import Html, Message, excerpt, lines
from texts.pairs import news as pairs
from texts.questions import words_of
from texts.sharing import whose_in_short
from texts.translator import Translator, translator_for

MOST_LINES = 12
MOST_CHECKS = 3  # keys to tell how commitments go
MOST_NETWORKS = 3  # beyond it each network has one line
TITLE = 70
LINES = 512  # of each kind, kept in words


class GuestAnswers(NamedTuple):
    """A guest has answered so many questions of the reader's interest in writing."""

    guest_id: int
    name: str
    number: int


@dataclass(frozen=True)
class NotedFor:
    """How much the coordination has noted in the name of the reader's city."""

    network_id: int
    city: City
    number: int


@dataclass(frozen=True)
class NetworkNews:
    """What is new in one network, and what comes next there.

    asked: prompts that wait for the reader's answer; checks: commitments of which is asked how they go
    growing: records of the reader's in which something is missing
    contact: whether the reader still goes on for their city; noted: what is noted in its name
    guests: what they have answered that the reader asked, or wanted to hear
    tried: what the reader's city tries, of which is asked how it went; standing: the same of the reader's challenges
    meets: cities of which is asked whether they met; learned: what cities take with them that met in pairs
    may_pair: the reader's city, where pairs were opened and it has not said whether it wants to
    """

    network: Network
    news: News
    meeting: Meeting | None = None
    needs_answer: bool = False
    asked: Sequence[Asked] = ()
    checks: Sequence[Checked] = ()
    growing: Sequence[Growing] = ()
    contact: Contact | None = None
    guests: tuple[GuestAnswers, ...] = ()
    noted: NotedFor | None = None
    tried: Sequence[Tried] = ()
    meets: Sequence[Meets] = ()
    learned: tuple[Learned, ...] = ()
    may_pair: City | None = None
    standing: Sequence[Standing] = ()


@dataclass(frozen=True)
class Section:
    """Lines of one kind, and one line in their place when there is no room."""

    lines: list[Html]
    counted: Callable[[int], Html]


def private_digest(t: Translator, parts: Sequence[NetworkNews], city: City | None) -> Message:
    """All that is new for one person."""
    confirming = tuple((confirm_key(t, part.contact),) for part in parts if part.contact is not None)
    telling = [(check_key(t, check),) for part in parts for check in part.checks]
    telling += [(tried_key(t, tried),) for part in parts for tried in part.tried]
    body = lines(*_body(t, parts, None if city is None else city.name))
    return Message(body, (*telling[:MOST_CHECKS], *confirming, *keys_below(t.language)))


def group_digest(t: Translator, part: NetworkNews) -> Message:
    """The same for a group or channel, with nobody in particular in mind."""
    return Message(lines(*_body(t, [part], None)))


def _body(t: Translator, parts: Sequence[NetworkNews], city: str | None) -> list[Html]:
    if len(parts) > MOST_NETWORKS:
        return [t.say("📬 <b>Weekly digest</b>"), *_in_brief(t, parts)]
    if len(parts) == 1:
        part = parts[0]
        end = _next_session(t, part, city)
        room = MOST_LINES - 2 - len(end)
        heading = t.say("📬 <b>Weekly digest</b> · {network}", network=part.network.name)
        return [heading, Html(), *_fitted(t, _sections(t, part), room), *end]
    ends = [_next_session(t, part, city) for part in parts]
    sections = [_sections(t, part) for part in parts]
    room = MOST_LINES - 1 - len(parts) - sum(len(end) for end in ends)
    rooms = _shares([sum(len(section.lines) for section in own) for own in sections], room)
    body = [t.say("📬 <b>Weekly digest</b>")]
    for part, own, share, end in zip(parts, sections, rooms, ends, strict=True):
        body += [t.say("<b>{network}</b>", network=part.network.name), *_fitted(t, own, share), *end]
    return body


def _in_brief(t: Translator, parts: Sequence[NetworkNews]) -> list[Html]:
    """Somebody who follows many networks is told where to look."""
    counted = [
        t.count(
            "<b>{network}</b>: {n} piece of news",
            "<b>{network}</b>: {n} pieces of news",
            sum(len(section.lines) for section in _sections(t, part)),
            network=part.network.name,
        )
        for part in parts
    ]
    room = MOST_LINES - 1
    return counted if len(counted) <= room else [*counted[: room - 1], _further(t, len(counted) - room + 1)]


def _next_session(t: Translator, part: NetworkNews, city: str | None) -> list[Html]:
    meeting = part.meeting
    if meeting is None:
        return []
    when = _when(t, meeting.starts_at, city, part.network.zone)
    return [_session(t, meeting.id, meeting.number, when, part.needs_answer)]


def _sections(t: Translator, part: NetworkNews) -> list[Section]:
    """What needs the reader first."""
    language, news = t.language, part.news
    sections = (
        Section(
            [_asked(language, prompt) for prompt in part.asked],
            lambda n: t.count("👉 {n} question of the month to answer", "👉 {n} questions of the month to answer", n),
        ),
        Section(
            [_checked(language, check) for check in part.checks],
            lambda n: t.count("👉 {n} commitment: how is it going?", "👉 {n} commitments: how are they going?", n),
        ),
        Section(
            [_growing(language, one) for one in part.growing],
            lambda n: t.count("👉 {n} record to complete", "👉 {n} records to complete", n),
        ),
        Section(
            [adoptions.asked(language, tried) for tried in part.tried],
            lambda n: t.count("👉 {n} thing tried: how did it go?", "👉 {n} things tried: how did they go?", n),
        ),
        Section(
            [pairs.met(language, one) for one in part.meets],
            lambda n: t.count("👉 {n} pair of cities: did they meet?", "👉 {n} pairs of cities: did they meet?", n),
        ),
        Section(
            [_standing(language, one) for one in part.standing],
            lambda n: t.count("👉 {n} challenge: how does it stand?", "👉 {n} challenges: how do they stand?", n),
        ),
        Section(
            [] if part.may_pair is None else [pairs.asked(language, part.network.id, short_city(part.may_pair))],
            lambda n: t.count("👤 {n} question to you", "👤 {n} questions to you", n),
        ),
        Section(
            [] if part.contact is None else [asked(t, part.contact)],
            lambda n: t.count("👤 {n} question to you", "👤 {n} questions to you", n),
        ),
        Section(
            [] if part.noted is None else [_noted(t, part.noted)],
            lambda _n: _noted(t, part.noted) if part.noted is not None else Html(),
        ),
        Section(
            [_answers_to_own(language, one.id, one.title, n) for one, n in news.answered],
            lambda n: t.count("💡 New answers to {n} own challenge", "💡 New answers to {n} own challenges", n),
        ),
        Section(
            [adoptions.taken(language, one) for one in news.taken],
            lambda n: t.count("🌱 News of {n} thing that you shared", "🌱 News of {n} things that you shared", n),
        ),
        Section(
            [_answered_by_guest(language, one) for one in part.guests],
            lambda n: t.count("💬 {n} guest has answered", "💬 {n} guests have answered", n),
        ),
        Section(
            [_new_challenge(language, one.id, one.title, one.place) for one in news.challenges],
            lambda n: t.count("🧩 {n} new challenge", "🧩 {n} new challenges", n),
        ),
        Section(
            [_new_experience(language, one.id, one.title, one.place) for one in news.experiences],
            lambda n: t.count("🌱 {n} new experience", "🌱 {n} new experiences", n),
        ),
        Section(
            [_answers(language, one.id, one.title, n) for one, n in news.solutions],
            lambda n: t.count("💡 New answers to {n} challenge", "💡 New answers to {n} challenges", n),
        ),
        Section(
            [_solved(language, one.id, one.title, one.place, one.outcome) for one in news.solved],
            lambda n: t.count("✅ {n} challenge solved", "✅ {n} challenges solved", n),
        ),
        Section(
            [adoptions.adopted(language, one) for one in news.adopted],
            lambda n: t.count("🌱 {n} city learned from another", "🌱 {n} cities learned from others", n),
        ),
        Section(
            [pairs.learned(language, one) for one in part.learned],
            lambda n: t.count("🔁 {n} city met another", "🔁 {n} cities met others", n),
        ),
        Section(
            [_answers_to_prompt(language, prompt, n) for prompt, n in news.prompts],
            lambda n: t.count("💬 New answers to {n} question", "💬 New answers to {n} questions", n),
        ),
        Section(
            [_recorded(language, one.id, one.number) for one in news.recordings],
            lambda n: t.count("🎥 There is {n} recording", "🎥 There are {n} recordings", n),
        ),
    )
    return [section for section in sections if section.lines]


# Most of it is the same for all readers of a language, who come one after the other: each is put into words once.


@lru_cache(LINES)
def _when(t: Translator, starts_at: datetime, city: str | None, zone: str) -> Html:
    """As on the card: the reader's clock, and that of the network's `zone`."""
    return moment(t, starts_at, city=city, other=("", ZoneInfo(zone)))


@lru_cache(LINES)
def _session(t: Translator, meeting_id: int, number: int, when: Html, needs_answer: bool) -> Html:
    session = _link(f"meeting-{meeting_id}", t.say("Session {number}", number=number))
    gaps = {"session": session, "moment": when}
    if needs_answer:
        return t.say("👉 {session} · {moment}: an answer is missing", **gaps)
    return t.say("📅 {session} · {moment}", **gaps)


@lru_cache(LINES)
def _asked(language: str, prompt: Asked) -> Html:
    t = translator_for(language)
    question = _link(f"prompt-{prompt.id}", words_of(t, prompt).question)
    return t.say("👉 Question of the month: {question}", question=question)


@lru_cache(LINES)
def _checked(language: str, check: Checked) -> Html:
    t = translator_for(language)
    words = _link(f"commitment-{check.id}", excerpt(check.words, TITLE))
    return t.say("👉 How is the commitment of {city} going? {words}", city=short_city(check.place), words=words)


@lru_cache(LINES)
def _growing(language: str, one: Growing) -> Html:
    record = _link(f"sheet-{one.sheet_id}", excerpt(one.title, TITLE))
    return translator_for(language).say("👉 Two minutes for what is missing: {record}", record=record)


@lru_cache(LINES)
def _standing(language: str, one: Standing) -> Html:
    challenge = _link(f"challenge-{one.challenge_id}", excerpt(one.title, TITLE))
    return translator_for(language).say("👉 How does the challenge stand? {challenge}", challenge=challenge)


def _noted(t: Translator, noted: NotedFor) -> Html:
    city = _link(f"noted-{noted.network_id}", short_city(noted.city))
    return t.count(
        "✍️ Coordination has noted {n} thing in the name of {city}",
        "✍️ Coordination has noted {n} things in the name of {city}",
        noted.number,
        city=city,
    )


@lru_cache(LINES)
def _answered_by_guest(language: str, guest: GuestAnswers) -> Html:
    t = translator_for(language)
    who = _link(f"guest-{guest.guest_id}", guest.name or t.plain("A guest"))
    return t.count(
        "💬 {guest} has answered {n} question in writing",
        "💬 {guest} has answered {n} questions in writing",
        guest.number,
        guest=who,
    )


@lru_cache(LINES)
def _recorded(language: str, meeting_id: int, number: int) -> Html:
    t = translator_for(language)
    session = _link(f"meeting-{meeting_id}", t.say("Session {number}", number=number))
    return t.say("🎥 There is a recording: {session}", session=session)


@lru_cache(LINES)
def _answers_to_own(language: str, challenge_id: int, title: str, n: int) -> Html:
    return translator_for(language).count(
        "👉 {n} new answer to your challenge {challenge}",
        "👉 {n} new answers to your challenge {challenge}",
        n,
        challenge=_challenge(challenge_id, title),
    )


@lru_cache(LINES)
def _new_challenge(language: str, challenge_id: int, title: str, place: Place | None) -> Html:
    t = translator_for(language)
    challenge = _challenge(challenge_id, title)
    return t.say("🧩 Challenge: {challenge} · {city}", challenge=challenge, city=whose_in_short(t, place))


@lru_cache(LINES)
def _new_experience(language: str, experience_id: int, title: str, place: Place | None) -> Html:
    t = translator_for(language)
    experience = _link(f"experience-{experience_id}", excerpt(title, TITLE))
    return t.say("🌱 Experience: {experience} · {city}", experience=experience, city=whose_in_short(t, place))


@lru_cache(LINES)
def _answers(language: str, challenge_id: int, title: str, n: int) -> Html:
    t = translator_for(language)
    challenge = _challenge(challenge_id, title)
    return t.count("💡 {n} new answer to {challenge}", "💡 {n} new answers to {challenge}", n, challenge=challenge)


@lru_cache(LINES)
def _solved(language: str, challenge_id: int, title: str, place: Place | None, outcome: Outcome) -> Html:
    t = translator_for(language)
    gaps = {"challenge": _challenge(challenge_id, title), "city": whose_in_short(t, place)}
    if outcome is Outcome.SOLVED:
        return t.say("✅ Solved: {challenge} · {city}", **gaps)
    return t.say("🔶 Solved in part: {challenge} · {city}", **gaps)


@lru_cache(LINES)
def _answers_to_prompt(language: str, prompt: Asked, n: int) -> Html:
    t = translator_for(language)
    question = _link(f"answers-{prompt.id}", words_of(t, prompt).question)
    return t.count("💬 {n} new answer: {question}", "💬 {n} new answers: {question}", n, question=question)


def _challenge(challenge_id: int, title: str) -> Html:
    return _link(f"challenge-{challenge_id}", excerpt(title, TITLE))


def _link(start: str, words: str) -> Html:
    """Into the private chat; the name of the bot is filled in when the letter is posted."""
    return Html(f'<a href="https://t.me/{{bot_username}}?start={start}">{Html.escape(words)}</a>')


def _fitted(t: Translator, sections: Sequence[Section], room: int) -> list[Html]:
    """All lines, or as many of every kind as there is room for."""
    if len(sections) > room:
        shown, rest = sections[: max(room - 1, 0)], sections[max(room - 1, 0) :]
        further = sum(len(section.lines) for section in rest)
        return [*(line for section in shown for line in _cut(t, section, 1)), _further(t, further)]
    shares = _shares([len(section.lines) for section in sections], room)
    return [line for section, share in zip(sections, shares, strict=True) for line in _cut(t, section, share)]


def _cut(t: Translator, section: Section, room: int) -> list[Html]:
    number = len(section.lines)
    if number <= room:
        return section.lines
    if room == 1:
        return [section.counted(number)]
    return [*section.lines[: room - 1], _further(t, number - room + 1)]


def _further(t: Translator, n: int) -> Html:
    return t.count("➕ and {n} more", "➕ and {n} more", n)


def _shares(wanted: Iterable[int], room: int) -> list[int]:
    """Shares out `room`, one by one in turn, to those who want more."""
    wants = list(wanted)
    shares = [0] * len(wants)
    while room > 0 and any(share < want for share, want in zip(shares, wants, strict=True)):
        for place, want in enumerate(wants):
            if room > 0 and shares[place] < want:
                shares[place] += 1
                room -= 1
    return shares
